#include "monitor/notice/tone_rules.h"

/* Names under which parcels travel. */
const struct tone_line tone_names_of_carriers[] = {
    {"STOP", ",|?"},
    {"CARRIER",
	"@c|dhl|ups|fedex|federal express|f edex|tnt|gls|dpd|seur|mrw|nacex|ctt|tipsa|zeleris|envialia|tourline|"
	"correos ?express/expres/expreso|correus|correos de espana|celeritas|paack|inpost|mondial relay|hermes|"
	"evri|yodel|royal mail|parcelforce ?worldwide|usps|u s postal service|united states postal service|"
	"postnl|post nl|bpost|an post|canada post|australia post|auspost|purolator|aramex|ontrac|"
	"lasership|postnord|posti|chronopost|colissimo|la poste|colis prive|geodis|relais colis|poste italiane|"
	"posteitaliane|brt|bartolini|sda|nexive|crono|crosta|deutsche/osterreichische/schweizerische post|"
	"schenker|db schenker|dachser|packeta|swiss post|sf express|cainiao|yanwen|china post|yunexpress|"
	"4px|j t express|amazon logistics/transport/shipping|estafeta mexicana|chilexpress|servientrega|"
	"coordinadora|andreani|oca|correo argentino|correios|jadlog|loggi|total express|azul cargo|vasp|"
	"delivengo|trans o flex|hellmann|rhenus|kuehne nagel|raben|city sprint|citysprint|tuffnells|dx delivery|"
	"dx freight|palletways|whistl|apc overnight|glovo|ecoscooting|logista|redyser|sending "
	"transporte|ontime|txt|halcourier|palibex|dachser|xpo|old dominion|bluedart|blue dart|delhivery|"
	"ninja van|startrack|nz post|couriers please|sendle|omniva|cargus|fan courier|econt|"
	"econtract|budbee|instabox|airmee|homerr|trunkrs|vinted go|correos|punto pack"},
    {"", ""},
};

/* Who did what: the same in all our languages, once they have named their classes. */
const struct tone_line tone_grammar[] = {
    /* "not our fault" is no word of ours; "our fault" is */
    {"blame_carrier", "DENIAL"},
    {"innocent", "DENIAL"},
    {"OWN", "OURS"},
    {"FAILED", "!US FAIL"},

    /* somebody else did it */
    {"blame_carrier",
	"CARRIER ~!US FAILED|CARRIER ?JUST ?JUST DID|ITIS CARRIER REL|CARRIER ~!US NOT|CARRIER REL ~!US FAILED/NOT|CARRIER , REL ~!US FAILED/NOT|"
	"CARRIER , ~ , ~2!US FAILED/NOT|CARRIER ?TROUBLE/BLAMED $ , ~3 FAILED|THEY ~2!US FAILED|"
	"OTHERS ~!US FAILED|OTHERS ~!US NOT|OTHERS ~3 BLAMED|BLAMED ~3 OTHERS|DUE ~3 OTHERS|TROUBLE OF ~ OTHERS|"
	"FAILED BY ~3 OTHERS/CARRIER|"
	"TROUBLE ?_ ?_ ?_ OF ~3 CARRIER|CARRIER TROUBLE|CARRIER OF TROUBLE|DUE ~3 CARRIER|"
	"BLAMED ~3 CARRIER|CARRIER ~3 BLAMED|HASIT CARRIER|STUCK ~4 OF ~3 CARRIER|"
	"TROUBLE ~3 TRANSIT|STUCK ~3 TRANSIT|FAIL ~3 TRANSIT|TRANSIT ~3 FAILED|TRANSIT ~3 TROUBLE|"
	"DUE ~3 TRANSIT|BLAMED ~3 TRANSIT"},
    {"blame_weather",
	"DUE/VIA ~3 WEATHER|WEATHER ~~ HINDER|HINDER ~~ WEATHER|WEATHER ~~ FAIL|FAIL ~ WEATHER|BLAMED ~ WEATHER|"
	"WEATHER ~ BLAMED|WEATHER TROUBLE|TROUBLE OF ~ WEATHER|TROUBLE ~ DUE ~ WEATHER|STUCK ~ WEATHER|"
	"WEATHER ~~ NOT"},
    {"go_away", "CONTACT ~ ELSEWHERE|CLAIM ~ CARRIER"},
    {"", ""},
};
