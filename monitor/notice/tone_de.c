#include "monitor/notice/tone_rules.h"

/* A German noun takes its neighbours in: ".*spediteur" is reached by prefixes and by the compounds listed. */
static const struct tone_class classes[] = {
    {'D',
	"(der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|unser*|ihr*|vom|beim|zum|zur|am|im|dieser|dieses|diese|jener)"},
    {'C',
	"({B}|spediteur*|spedition*|zusteller*|zustelldienst*|zustellpartner*|zustellunternehmen|paketdienst*|paketzusteller*|paketbote*|paketboten|paketfahrer*|kurier*|bote|boten|postbote*|brieftrager*|fahrer|fahrern|fahrers|"
	"lieferfahrer*|lieferdienst*|lieferpartner*|lieferant*|versanddienst*|versandpartner*|versandunternehmen*|versender|transporteur*|transportdienst*|transportunternehmen*|transportpartner*|transportfirma|logistikpartner*|logistiker*|"
	"logistikdienst*|logistikunternehmen*|logistikfirma|logistikzentrum|frachtfuhrer*|frachtunternehmen|postamt|die post|der post|deutsche post|postdienst*|postzentrum|paketzentrum*|verteilzentrum*|zustellbasis|depot|depots|lieferwagen|lkw|lastwagen|transporter|"
	"sendungsverfolgung des|dienstleister*|subunternehmer*|dritte|dritten|dritter|(partner|firma|unternehmen|dienst)~(transport*|versand*|zustell*|liefer*|logistik*))"},
    {'F',
	"((hat|haben|hatte|hatten|habe) (es |sie |uns |ihr |ihre |ihren |den |das |die |sich |leider |unser |unsere |wieder |erneut |einfach |noch )*(nicht|nie|nichts|kein*|keine|paket |pakete |sendung |lieferung |bestellung |termin |adresse |frist )*(falsch |schlecht |zu spat |fehler |erneut |wieder )*"
	"(verlor*|verspat*|verzoger*|vergess*|beschad*|verfahr*|im stich|versag*|versaum*|verschlamp*|falsch*|verlegt|verleg*|kaputt*|zerbroch*|ignorier*|enttausch*|fehlgeleitet|verpass*|liegen|liegengelassen|gebrochen|gemacht|geirrt|verweiger*|nicht*|kein*|verursach*|beging*|begang*|verwechsel*|vertausch*|unterschlag*|verschuld*|probleme|verzogerung*|versprech*|gestreikt|"
	"eingehalten|geklingelt|geliefert|zugestellt|gemeldet|geantwortet|gehalten|gefunden|angetroffen|abgeholt|gescannt|mitgenommen)|"
	"[a-z]+ (sich |uns |es |ihr paket |das paket |die sendung |leider |einfach )*(nicht|nie|nichts|keine|kein|keinen|weder)|(ist|sind|war|waren)~(schuld*|verantwortlich*|uberlastet|verspatet|uberfordert|unzuverlassig|im streik|im verzug|in verzug|zu spat|verloren|langsam|ursache|grund)|"
	"(verlor*|vergass*|verspat*|verzoger*|versagt*|beschadigt*|verschlamp*|ignoriert*|streik*|braucht zu|liess*|lasst uns|lasst sie|hinkt)|hatte~(sollen|mussen)|hatten~(sollen|mussen)|(hat|haben)~(probleme|verspatung*|verzogerung*|schwierigkeiten|fehler|streik|schuld)|funktioniert~(nicht|schlecht)|arbeitet schlecht|lauft~schief|sollte~(sollen|liefern)|kommt~nicht)"},
    {'P',
	"(schuld|fehler*|problem*|verzogerung*|verspatung*|verzug|storung*|streik*|panne*|versehen|nachlassigkeit|ausfall*|ruckstau*|rucklaufer|uberlastung|engpass*|engpasse*|verschulden|versaumnis*|ursache|schwierigkeit*|personalmangel|verantwortung)"},
    {'W',
	"(schnee|schneefall*|schneesturm*|schneechaos|sturm|sturme|sturms|sturmtief*|unwetter*|gewitter*|regen|starkregen|regenfall*|dauerregen|glatteis|eis|eisregen|eisglatte|blitzeis|glatte|frost|hagel|nebel|wind|winde|orkan*|hochwasser*|uberschwemm*|uberflut*|hitze|hitzewelle*|kalte|kaltewelle*|"
	"wetter*|schlechtwetter|witterung*|winterwetter|wintereinbruch*|hohere gewalt|hoherer gewalt|naturkatastroph*|klima|lawine*|erdrutsch*|wirbelsturm*|tornado*|waldbrand*|strassen~(glatt|gesperrt|vereist))"},
    {'H',
	"(verzoger*|verspat*|verhinder*|behinder*|aufgehalten|halt*~auf|brems*|gebremst|unmoglich|blockier*|lahm*|lahmgelegt|stopp*|gestoppt|nicht|spater|zu spat|sperr*|gesperrt|zwing*|zwang*|gezwung*|stor*|gestort|steh*|fest|festgesetzt|hindert|hinder*|beeintracht*|ausgefallen|fall*~aus|schuld*|sorgt*|fuhr*|verursach*|liegen|ausgebremst|macht*~strich|grund)"},
    {0, ""},
};

static const struct
    tone_pattern
	patterns
	    [] =
		{
		    {TONE_INNOCENT,
			"^ ?(hallo|guten (tag|morgen|abend)|liebe|lieber|sehr geehrte|sehr geehrter|moin) ?,? ?[^,]{0,50},"},
		    {TONE_INNOCENT,
			"(postfiliale|filiale|paketshop|packstation|poststelle|annahmestelle|abholstation)( der| von| des)?( {B}| post| paketdienst*)?"},
		    {TONE_INNOCENT,
			"(postboten|fahrer|kurier|wetter|sturm|regen|schnee) (kostum*|jacke*|mutze*|lampe*|spiel*|buch|figur*|kurs*|stiefel*|tasse*|poster*)|(kostum|buch|spiel|kurs|figur|kerze|poster|tasse|lampe)( uber| zum| vom| der)? ({C}|{W})"},
		    {TONE_INNOCENT,
			"(fehler|schuld|verspatung|verantwortung)( [a-z]+)? (liegt|lag|ist|war)( allein| ganz)? (bei uns|unser*|an uns)|(unser|unserer|unsere)( eigener| eigene)? (fehler|schuld|verantwortung|verspatung)|liegt (allein )?an uns"},
		    {TONE_INNOCENT,
			"wir (haben|hatten)( heute| gestern| es| ihn| sie| bereits| schon| noch| mal| am [@a-z]+)*( an| bei| mit)?( den| die| das| dem| der| beim)? ({C})( heute| noch)? (gebeten|beauftragt|angerufen|ubergeben|gefragt|gesprochen|kontaktiert|gebucht)"},
		    {TONE_INNOCENT,
			"(wenn|falls)( der| die| das)? ({C}) sie nicht|({C}) (liefert|arbeitet|stellt)~(sonntag*|samstag*|feiertag*|montag*) nicht|({C}) (liefert|stellt)~nicht~(sonntag*|feiertag*|samstag*)"},

		    {TONE_BLAME_CARRIER, "({C})~{F}"},
		    {TONE_BLAME_CARRIER,
			"({C}) (vergass|verlor|verwechselte|beschadigte|verzogert)|(hat|haben)( [a-z]+)* ({C}) [^,]*(verlor*|verspatet|vergess*|beschadigt|verfahren|versaumt|verlegt|falsch|nicht)"},
		    {TONE_BLAME_CARRIER,
			"{P}~(bei|beim|von|vom|der|des|an|am|durch|auf seiten|seitens|mit|in|im|liegt bei|liegt beim)( {D})? ?({C}|transport*|versand*|zustellung|lieferung*)"},
		    {TONE_BLAME_CARRIER,
			"(wegen|aufgrund|auf grund|durch|infolge|dank|schuld|schuld daran|seitens|verantwortung|verantwortlich|verantworten|ursache|grund)~(ist|sind|liegt|hat|tragt|der|des|dem|den|die|das|bei|beim|von|vom|fehler*|verzogerung*|verspatung*)?( {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"(liegt|lag|liegen|hangt|steckt|stecken|feststeckt|festhangt|hangengeblieben|hangt fest)~(bei|beim|an|am|in)( {D})? ?({C}|transport)|(von|vom|durch)( {D})? ?({C}) (verlor*|verspat*|verzoger*|verursach*|beschad*|vergess*|verschuld*)"},
		    {TONE_BLAME_CARRIER, "(nicht|kein*|keinerlei|ohne) (unser*|unsere|in unserer|an uns|bei uns|von uns|durch uns)( eigenes)? ?(schuld|fehler|verschulden|verantwortung|hand|macht|einfluss|problem)?( ,|$| sondern| verschuldet| verursacht| zu vertreten| liegt)|(nicht|keine|kein)~(verantwortlich|haftbar|haftung|verantwortung|verschuldet|zu vertreten|dafur)$|unverschuldet|ohne unser"},
		    {TONE_BLAME_CARRIER,
			"ausserhalb unser*|nicht in unserer (hand|macht)|(entzieh*|entzog)~(kontrolle|einfluss*)|(fremd|dritt)verschuld*|(haben|konnen) (wir )?(keinen|nichts) (einfluss|dafur|dazu)|wir konnen nichts dafur"},
		    {TONE_BLAME_CARRIER,
			"wir~(punktlich|rechtzeitig|pfandgerecht|fristgerecht|termingerecht)~(versandt|versendet|verschickt|ubergeben|abgeschickt|losgeschickt)~~(problem|aber|jedoch|doch|{C}|liegt)|wir (haben|hatten)~(punktlich|rechtzeitig)~~(,) ?(aber|das problem|doch|{C})"},

		    {TONE_BLAME_WEATHER, "({W})~~{H}"},
		    {TONE_BLAME_WEATHER,
			"(wegen|aufgrund|auf grund|durch|infolge|bei|dank|angesichts|schuld ist|schuld sind|schuld|bedingt durch|grund ist|ursache ist)( {D})? ?(stark* |heftig* |schwer* |schlecht* |extrem* |dicht* |anhaltend* )?({W})"},
		    {TONE_BLAME_WEATHER,
			"(verspat*|verzoger*|liegt|steckt|konnten|konnen)~~({W})|(wetter|witterung)sbedingt*|wetterbedingt*|witterungsbedingt*"},

		    {TONE_BLAME_CUSTOMER,
			"(sie|du) (waren|warst|sind|haben|hast|hatten|wurden) (leider |doch |zum |ihr paket |ihre |ihren |die |das |den |uns |sich |trotz |wieder |selbst )*(nicht (zu hause|da|daheim|anzutreffen|erreichbar|anwesend|angetroffen|zuhause|vor ort)|abwesend|unerreichbar|falsch*|nicht|vergess*|verweigert|abgelehnt|verpasst|vertippt|versaumt|zu spat|keine*|geirrt)"},
		    {TONE_BLAME_CUSTOMER,
			"(sie|du) (haben|hast)~(falsch*|fehlerhaft*|unvollstandig*|vergess*|nicht (abgeholt|angegeben|geoffnet|reagiert|gemeldet|geantwortet|gelesen|aufgemacht|angenommen)|verweigert|zu spat bestellt)"},
		    {TONE_BLAME_CUSTOMER,
			"(sie|du) (hatten|hattest|mussten|musstest|sollten)~(mussen|sollen|konnen|angeben mussen)|(hatten sie|waren sie|hattest du|warst du|wenn sie (zu hause|da|nur|richtig|die|uns|rechtzeitig)~(gewesen|hatten|waren))"},
		    {TONE_BLAME_CUSTOMER,
			"(empfanger*|kunde|kunden|kundin|adressat*)( war| wurde| ist| hat| konnte)?( leider)? (nicht (angetroffen|erreichbar|anwesend|zu hause|da|gefunden|erreicht|bekannt)|abwesend|unbekannt|verweigert*|verweigerte|unerreichbar|annahme)|ihre (schuld|abwesenheit|verantwortung|nachlassigkeit)|ihr (fehler|versehen|verschulden)|(fehler|verschulden)~(ihrerseits|von ihnen|des kunden|des empfangers)"},
		    {TONE_BLAME_CUSTOMER, "(ihre|die|angegebene|falsche|fehlerhafte|unvollstandige) (angegebene )?(adresse|anschrift|postleitzahl|telefonnummer|hausnummer|angaben)( war| ist| waren| sind)? ?(falsch*|unvollstandig|fehlerhaft|unbekannt|nicht|ungultig|angegeben)|(falsche|fehlerhafte|unvollstandige|ungultige) (adresse|anschrift|postleitzahl|angaben)|niemand (war|hat|offnete|machte|angetroffen|zu hause)"},

		    {TONE_EMPTY_PROMISE,
			"(nicht|nie|niemals|kein*) (mehr |wieder )*(vorkommen|passieren|geschehen|wiederhol*|vorfallen|passiert|vorkommt)|nie (wieder|mehr)|(wird|kommt) sich nicht wiederholen|zum letzten mal|keine (weiteren|weitere) (verspat*|verzoger*|probleme)"},
		    {TONE_EMPTY_PROMISE,
			"garant*|versprochen$|(wir|ich) (versichern|versichere|schworen|schwore|versprechen ihnen ,)|seien sie (sicher|versichert|unbesorgt|beruhigt)|(sie )?(konnen|durfen) (sich )?(sicher sein|darauf verlassen|beruhigt)|verlassen sie sich|ganz (sicher|bestimmt)|hundertprozent*|auf jeden fall|ohne (zweifel|wenn und aber)|(ab jetzt|ab sofort|kunftig|in zukunft|von nun an)~(alle|jede*|immer|nie*|stets|kein*)|keine sorge|machen sie sich keine"},
		    {TONE_EMPTY_PROMISE,
			"(alles|unser) (,|was|in unserer|mogliche|erdenkliche|menschenmogliche|bestes|moglichstes)( was)?~?(macht|steht|mogliche|konnen|tun|geben)?|(schnellst|baldmog|ehest|fruhest|raschest)(moglich|lich)*|schnellstmoglich*|baldmoglich*|so (schnell|bald|rasch) (wie|als) moglich|in (kurze|den nachsten tagen|den kommenden tagen|einigen tagen|wenigen tagen)|demnachst|bald|zeitnah|umgehend|in absehbarer zeit|jeden moment|(entschuldig*|bedauern|bitten|verzeih*)~(unannehmlichkeit*|umstande|unbequemlichkeit*)|unannehmlichkeit*"},

		    {TONE_GO_AWAY,
			"(wenden|richten|kontaktieren|melden|fragen|rufen|schauen|sehen|prufen|erkundigen|informieren|besuchen|verfolgen|schreiben|reklamieren|nutzen|gehen|klaren|sprechen|beschweren) (sie|sie sich|sie bitte)( sich)?( bitte| direkt| selbst| dort| doch)*( an| bei| beim| auf| mit| zu| zum| uber| in)?( direkt)?( den| die| das| dem| der| des)?( website| webseite| seite| internetseite| hotline| kundenservice| kundendienst| portal| app| homepage)?( von| der| des| vom)?( den| die| dem)? ?({C})"},
		    {TONE_GO_AWAY,
			"(reklamation*|beschwerde*|frage|fragen|ruckfragen|anfragen|nachforschung*)~(an|bei|beim)( {D})?( {D})? ?({C})|(auf|uber) der (website|webseite|seite|internetseite|homepage) (von|der|des) ({C})|(an|bei|beim)( {D})? ?({C}) (wenden|richten|melden|fragen|nachfragen|anrufen|reklamieren)|({C})~(kontaktieren|anrufen|fragen)$"},
		    {TONE_GO_AWAY,
			"(nicht|keine) (auf diese|auf dieses|antworten|antworte|antwort|anrufen|schreiben|zuruckschreiben)|antworten sie~nicht|rufen sie (uns )?nicht|schreiben sie (uns )?nicht|(e mail|email|mail|nachricht|postfach|adresse|mitteilung)~(automatisch*|nicht (gelesen|uberwacht|betreut|beantwortet|abgerufen|bearbeitet)|unbetreut*|niemand)|automatisch (erzeugt*|erstellt*|generiert*|versandt*)|noreply|niemand (liest|antwortet)"},
		    {TONE_GO_AWAY,
			"(wir|ich) (konnen|kann|konnten) (ihnen |da |dazu |hier |leider |daran |auch |nicht )*(nicht (helfen|weiterhelfen|sagen|mehr|tun)|nichts|keine (auskunft|weiteren|auskunfte|informationen)|nicht)( mehr)?( tun| machen| sagen| weiterhelfen| helfen| geben)?$|da(ran)? konnen wir nichts|(sie|uns) bleibt nur|(bitte |einfach )?(haben sie|um|ihre|etwas) (bitte )?(etwas )?geduld|(mussen|konnen) sie (nur |einfach )?(ab)?warten|nichts (mehr )?(tun|zu machen|zu tun)|(bearbeiten|betreuen|beantworten) wir nicht|dafur sind wir nicht zustandig|nicht zustandig|nicht unsere (sache|aufgabe)|wir (bearbeiten|betreuen|beantworten)~(nicht|keine)"},
		    {0, ""},
};

const struct tone_language tone_de = {"de", false, classes, patterns};
