#include "monitor/notice/tone_rules.h"

/* A German noun takes its neighbours in: most nouns here are open in front. */
static const struct tone_line lines[] = {
    /* words that hold a clause together */
    {"STOP", "aber|jedoch|doch|obwohl|weil|denn|da|wahrend|sondern|allerdings|deshalb|daher|darum"},
    {"NOT", "nicht|nich|nie|niemals|kein|keine|keinen|keiner|keinem|niemand|nichts|weder|kaum"},
    {"IF", "wenn|falls|sollte|sollten|sofern|solange"},
    {"PAST", "hatte|hatten|hattest|waren|warst|ware|gewesen|wurde"},
    {"REL", "der|die|das|welche|welcher|was|wer|den|dem"},
    {"OF",
	"von|vom|bei|beim|des|der|in|im|am|an|durch|auf seiten von/der/des|seitens|mit|zwischen|aus|auf|"
	"zu|zum|zur|fur|innerhalb|unterwegs|den"},
    {"BY", "von|vom|durch|seitens|bei|beim"},
    {"DUE",
	"wegen|aufgrund|auf grund|durch|infolge|schuld ?daran ist/sind/hat/haben/war|schuld|auf grund von|"
	"verursacht von/durch|bedingt durch|ausgelost von/durch|verschuldet von/durch|liegt/lag/liegen/lagen "
	"?allein/nur/leider/einzig/wohl an/am/bei/beim|geht/gehen/ist auf|zuruckzufuhren|zuruck ?zu fuhren|dank|"
	"seitens|ursache ist|grund ist|grund war|verantwort* ist/sind/dafur|der "
	"grund|hangt von|zu verdanken|zuzuschreiben|resultiert aus|folge von/der/des|in folge"},
    {"VIA", "bei|mit|angesichts|nach|unter|trotz|aus|vor"},
    {"HASIT", "liegt noch bei|hangt bei|steckt bei"},
    {"US", "wir|uns|unser*|ich|meine|mein|meiner"},
    {"THEY", "die da|diese leute|jene"},

    /* whoever carries */
    {"GOODS",
	"transport*|versand*|zustell*|liefer*|logistik*|ausliefer*|auslieferung|paket*|fracht*|"
	"beforderung*|post*|speditions*|abhol*|abholen|ausliefern|zustellen|kurier*|verlade*"},
    {"BODY",
	"partner*|firma|firmen|unternehmen|dienst|dienste|dienstleister*|leute|kollegen|jungs|herren|"
	"mitarbeiter*|team|zentrum|basis|lager|netz*|gesellschaft|seite|personal|kette|bote|boten|haus"},
    {"COURIER",
	"*spediteur*|*spedition*|*zusteller*|*zustelldienst*|*zustellpartner*|*zustellunternehm*|*paketdienst*|"
	"*paketzustell*|*paketbot*|*kurier|*kuriere|*kuriers|*kurierdienst*|bote|boten|botin|postbot*|"
	"*brieftrager*|*fahrer|*fahrern|*fahrers|*lieferdienst*|*lieferpartner*|lieferant|lieferanten|"
	"*versanddienst*|*versandpartner*|*versandfirma|*versandunternehm*|*versender|*transporteur*|"
	"*transportdienst*|*transportunternehm*|*transportpartner*|*transportfirm*|*logistikpartner*|"
	"*logistiker*|*logistikdienst*|*logistikunternehm*|*logistikfirm*|*logistikzentr*|*frachtfuhrer*|"
	"*frachtunternehm*|*postamt*|die/der post|*postdienst*|*paketzentr*|*verteilzentr*|*verteilerzentr*|"
	"*sortierzentr*|*zustellbasis*|*zustellstutzpunkt*|*depot|*depots|*lieferwagen|lkw|lastwagen|lkws|"
	"*transporter|*dienstleister*|*subunternehm*|*carrier|carriern|carriers|*beforderer*|reederei|"
	"*fluggesellschaft|bahn|*umschlag*|hub|*frachtzentr*|*briefzentr*|externen partner*|externe partner*|"
	"externer partner|externe firma|externen "
	"firma|zoll|*mobelpacker*|*auslieferer*|*austrager*|gelben/gelbe|die/derjenige/diejenigen/leute/jungs "
	", die ~4 *liefer*/*stell*/*bring*/*abhol*/*fahr*/*transport*|wer ~2 *liefer*/*stell*/*bring*/*fahr*|"
	"carrierseit*|fremdfirma|*ausfahrer*|"
	"BODY OF ?der/die/des/den GOODS|"
	"zollagent*|gelben freunde|gelber freunde|*agent|*spediteure"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"ein dritter|eine dritte|dritte|dritten|dritter|fremden handen|irgendwer|"
	"irgendjemand|andere firma"},
    {"TRANSIT",
	"transport|transportweg|transports|versandweg|versands|zustellung|auslieferung|lieferweg|"
	"*lieferkette*|*transportkette*|letzte meile|letzten meile|zustellgebiet|*zulieferung"},

    /* what went wrong */
    {"FAIL",
	"verlor*|verlier*|verspat*|verzoger*|vergess*|vergass*|vergiss*|verschlamp*|verbumm*|verpenn*|"
	"verschlaf*|verschlief*|beschadig*|kaputt*|zerbroch*|zerbrach*|zerstor*|zerquetsch*|zerdruck*|"
	"zerkratz*|ramponi*|demolier*|verfahren|verfuhr*|verirr*|im stich|versag*|versaum*|"
	"verlegt|verleg*|ignorier*|enttausch*|fehlgeleitet|fehler*|falsch*|verpass*|liegen lass*|"
	"liegengelass*|liegen gelass*|liegen geblieb*|liegengeblieb*|stehen lass*|stehen gelass*|"
	"stehengelass*|stehen geblieb*|verweiger*|verursach*|verwechsel*|vertausch*|"
	"unterschlag*|unterschlug|verschuld*|probleme|problem|schwierigkeit*|schuld*|verantwortlich*|"
	"uberlast*|uberforder*|unzuverlassig*|streik*|bestreik*|verzug|zu spat|verschwund*|verschwand*|"
	"langsam*|lahm*|schlamp*|schluder*|schlecht*|mies*|unfah*|chaos|chaot*|katastroph*|"
	"braucht zu|zu lange|lasst ~2 im|hinkt|hinterher|nachlass*|scheiter*|"
	"hatte ~6 sollen|hatte ~6 mussen|hatten ~6 sollen|hatten ~6 mussen|sollte "
	"eigentlich|sollten eigentlich|gebrochen|geirrt|irrt*|steck*|hang* fest|hangengeblieben|"
	"anstatt|statt zu|anstelle|trodel*|bummel*|gewaltig|ratsel|nicht so genau|blod*|dumm*|aufgehalten|"
	"unterbroch*|erwischt|vermassel*|vergeig*|versemmel*|verbock*|geworfen|umweg*|irrfahrt|"
	"ausgefallen|ausfall*|panne*|abgesagt|storn*|fehlverhalten|ausred*|gelog*|lugt|luge*|versproch*|"
	"gestohlen|geklaut|abhanden|mangel*|personalmangel|engpass*|engpasse*|ruckstau*|stau*|uberrascht|"
	"hakt|klemmt|defekt*|zuruckgeschick*|ohne zu klingeln|ohne *ung|einfach|"
	"fruher beendet|verdank*|umstrukturiert|wundern|fehler|ungekuhlt|unregelmassig*|begangen|umweg|liegen gelassen|halt die post|mit der uhrzeit|unterbesetzt|bummel*|"
	"als zugestellt markiert|obwohl ~3 nicht|in ihrem lager|"
	"falschen haus|falsche haus|falsche tur|falschen adresse|"
	"versetzt|rampe|"
	"unfall*|verungluckt|streich gespielt"},
    {"TROUBLE",
	"*schuld|*fehler|*fehlern|*fehlers|*problem|*probleme|*problemen|*verzogerung*|*verspatung*|verzug|"
	"*storung|*storungen|*streik|*streiks|*panne*|versehen|nachlassigkeit*|*ausfall|*ausfalle|*ruckstau*|"
	"*uberlastung|*engpass*|*engpasse*|verschulden|versaumnis*|schwierigkeit*|*mangel|*schaden|verlust*|"
	"*chaos|*stau|bummelei|schlamperei|unregelmassigkeit*|zwischenfall|zwischenfalle|verwechslung|"
	"missgeschick*|*defekt*|uberforderung|beschadigung*|schlendrian|versagen|*mangel|"
	"unregelmassigkeit*|*fehler|bearbeitungsfehler"},
    {"STUCK",
	"liegt ~2 seit|liegt immer noch|liegt noch|steckt|stecken|feststeckt|festhangt|hangt|hangen*|festgehalten|hangengeblieben|"
	"verloren|beschadigt|vergessen|liegengeblieben|liegen geblieben|verschwunden|verschollen|"
	"zuruckgehalten|gestrandet|aufgehalten|stecken geblieben|steckengeblieben|verlegt|"
	"zerbrochen|falsch sortiert|fehlgeleitet|sortiert|umgeleitet|verzogert|verspatet|geoffnet"},
    {"BLAMED",
	"schuld|verantwortlich*|verantwortung|verschuldet|die ursache|der grund|das problem|der fehler|die "
	"verspatung|die verzogerung|verantworten|zu vertreten|abhangig|angewiesen|sache des/der|zustandig"},

    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"nicht/kein/keine/keinerlei/ohne ~2 unser/unsere/unserer/unserem ~2 "
	"schuld/fehler/verschulden/verantwortung/hand/macht/einfluss/problem/einflussbereich|nicht an uns|nicht bei "
	"uns|nicht "
	"durch uns|nicht von uns ~2|wir ~4 nichts dafur|konnen wir nichts|wir ~5 keinen einfluss|keinen einfluss|"
	"kein einfluss|nichts "
	"dafur|dafur ~3 nichts|nichts damit zu tun|wir sind ~3 nicht ~1 "
	"verantwortlich/schuld/haftbar|sind wir ~2 nicht ~1 verantwortlich/schuld|wir ~3 "
	"keine ~1 haftung/verantwortung|haftung ~4 ausgeschlossen|ausserhalb "
	"unser*|unverschuldet*|ohne unser zutun|entzieh* ~4|entzog ~3|fremdverschuld*|drittverschuld*|hohere "
	"umstande|umstand* ~5 einfluss|umstande ausserhalb|wir ~6 "
	"punktlich/rechtzeitig/termingerecht/fristgerecht/pflicht ~~ aber/doch/problem/danach|bei uns ~3 "
	"punktlich/tadellos/einwandfrei/perfekt|hat ~2 uns ~1 punktlich|unser* ~2 punktlich "
	"verlassen|von unserer seite ~4 alles|nicht ~1 zu vertreten|nicht in unserer|fremden handen|fremder hand|"
	"in andere* handen|gegen ~3 kommt niemand|keiner was|"
	"carrierseitig|freunde ~1 in gelb|gelben freunde|gelber freunde|lager hat alles richtig|alles richtig gemacht|wenn es nach uns ginge|ginge es nach uns|hatte dort niemand*|"
	"sie haben es ~4 verloren|die haben es|haben es verloren|"
	"sie wissen ja wie CARRIER|sie kennen ja ?die CARRIER|haben ~2 keine kontrolle|keinen einfluss darauf|unsere arbeit endet|unsere verantwortung endet|endet unsere|nicht ~3 zuzuschreiben|"
	"nicht von uns abhang*|externes problem|genauso argerlich"},
    {"OURS",
	"unser/unsere/unserer/mein/meine ?eigener ?eigene ?eigenes ?ganz "
	"fehler/schuld/versehen/verantwortung/verspatung/irrtum/lapsus|fehler/schuld/verspatung/"
	"verantwortung ?liegt/lag/ist/war ?allein/ganz ?bei/an uns|liegt/lag allein/ganz ?bei/an uns|lag/liegt "
	"an/bei "
	"uns|wir ?haben ?hatten ?es ?sie ?ihn ?ihr ?ihre ?das ?die ?den ?schlicht ?leider ?einen ?zu ?paket "
	"?sendung ~4 vergessen/verwechselt/vertauscht/verloren/falsch/spat/versaumt/ubersehen/uberbucht/verrechnet/"
	"beschadigt/zerbrochen|haben wir ~5 "
	"vergessen/verwechselt/vertauscht/verloren/falsch/zu/ubersehen|wir hatten|wir hatten ~6 mussen/sollen|unser "
	"system|unser formular|unser lager|in unserem formular/system/lager/werkstatt|bei uns im|unsererseits|uns "
	"fehler|unser ~3 falsch|wir nicht ~1 rechtzeitig"},

    /* innocent: names, requests, plans */
    {"PARTED",
	"*iert|ge*t|ge*en|ver*t|ver*en|uber*|*gege*|be*t|ab*t|ab*en|weg*|ausge*|*ange*|*umge*|*vorge*|*einge*|"
	"*gel*t|*ge*t|*ge*en|zer*|ent*|miss*|er*t|er*en"},
    {"FINE",
	"*scann*|*liefer*|*stellt|*geholt|*nommen|*statig*|*klingelt|*sucht|*laden|erhalten|angekundigt|"
	"*gerufen|gemeldet|mitgeteilt|*geplant|*gegeben|*bracht|registriert|geantwortet|zuruckgesandt|*meldet|"
	"erfasst|gewogen|versucht|vorgesehen|hinterlegt|*gekommen|angesetzt|heute|morgen|nachgefragt|gefragt|gebeten|"
	"verlangt|angefordert|gefordert|angefragt"},
    {"JUST",
	"es|sie|ihn|ihnen|uns|das|den|die|leider|wieder|wohl|auch|heute|gestern|anscheinend|offenbar|danach|sich"},
    {"DID",
	"hat/haben/hatte/hatten/habe !wir ~!FINE PARTED $|nimmt/nehmen es|meint*|denkt|denken|behaupt*|liebt|spielt|liess|liessen|warf|brach|schob|schmiss|halt nichts"},
    {"ITIS", "es ist|es war|das ist|das war|das sind|das waren|schuld ist"},
    {"ELSEWHERE",
	"CARRIER|bank|versicherung|haftpflicht*|hersteller|verkaufer|marktplatz|verbraucherzentrale|website|"
	"webseite|internetseite|versender|schlichtungs*|verlag|polizei"},
    {"FINEYOU",
	"bestell*|gebeten|gefragt|fragt*|geschrieben|gekauft|bezahl*|geschickt|gewahlt|ausgesucht|erhalten|"
	"gewunscht|erwahnt|gesagt|angerufen|gewartet|bemerkt|*teilt|gemeldet|zuruckg*|*traut|recht|anspruch|"
	"zeit|die wahl|angegeben|hinterlegt|hinterlassen|genannt|gegeben|lieber|noch ~2 frage*|fragen|wunsch*|"
	"moglichkeit|gelesen|reserviert|vorgeschlagen|bekommen|erwartet|geholt|bis"},
    {"go_away",
	"fragen/gehen/wenden/rufen/melden sie ~5 *filiale/*stelle/post/postamt|"
	"warten sie ~4 bevor|warten sie ~3 tage|mussen warten|mussen ~3 warten|musst warten|abwarten|"
	"keine weiteren informationen|mehr wissen wir nicht|sprechen sie mit ihre* post|"
	"nehmen wir ~3 nicht an|grundsatzlich nicht|"
	"konnen ~3 nicht eingreifen|fragen sie dort|nicht notig uns|"
	"ubernimmt keine"},
    {"blame_carrier",
	"wir ~5 punktlich/rechtzeitig ~2 ubergeben/versandt/verschickt/abgegeben ~~ danach/dann/dort/aber"},
    {"innocent",
	"hallo/liebe/lieber/moin/servus/guten/sehr/gruezi/schonen ?guten ?geehrte ?geehrter ?tag ?morgen ?abend ?, ?_ ?_ ?_ ,|"
	"*filiale/*filialen/paketshop*/packstation/poststelle/annahmestelle/abholstation/postfach ?der ?von ?des "
	"CARRIER|herr/frau/herrn/familie COURIER/WEATHER|paketbote/*kostum/*buch/*spiel/*figur/*tasse _"},
    {"innocent",
	"wir ?haben ?hatten ?heute ?gestern ?es ?sie ?bereits ?schon ?noch ?auch ?ihr ?paket an/bei/mit "
	"?den/die/das/dem/der ?beim CARRIER|wir ~5 CARRIER ~3 "
	"gebeten/beauftragt/angerufen/ubergeben/gefragt/gesprochen/kontaktiert/gebucht/nachgefragt/ubergab*|haben ~3 "
	"bei CARRIER nachgefragt|IF #!PAST|CARRIER liefert/arbeitet/stellt/kommt ~3 "
	"sonntag*/samstag*/feiertag*/montag* nicht|CARRIER ~3 nicht ~2 sonntag*/feiertag*|lag nicht am _ ?_ ?_ "
	"?am ?_|brauchen ~4 nichts|sie mussen nichts|kein problem|nichts zu tun|"
	"am *tag liefern/packen/ruht #|"
	"falls/wenn niemand #|wir ~6 versprochen|brauchen ~6 nicht zu|konnen ~3 nicht ~1 zusagen/versprechen|das konnen wir nicht zusagen|sie/du schreiben/schreibst/sagen/berichten/fragen/fragten #|halten ~2 nicht|werden ~4 nicht ~2 halten/schaffen|"
	"CARRIER braucht/brauchen|CARRIER ~2 kein* unterschrift|"
	"ab jetzt schreibt|bei frost #|bei sturm #|stellt es ~4 zu|liegt ~3 bereit|ab jetzt ~ wir|"
	"sie ist bei ihnen|"
	"beim zoll in|fand ~4 nicht statt|abgeholt ~ weil wir|nichts falsch gemacht|niemand geschaut|bei uns niemand|"
	"wir haben/hatten/werden sie/es ~ nicht ~1 eingehalten|wir haben sie ihnen"},

    /* weather, and what it does */
    {"WEATHER",
	"schnee|schneefall*|schneesturm*|schneechaos|neuschnee|sturm|sturme|sturms|sturmtief*|*unwetter*|*gewitter|"
	"regen|starkregen|regenfall*|dauerregen|glatteis|eisregen|eisglatte|blitzeis|glatte|frost|hagel|"
	"nebel|wind|winde|windes|boen|orkan|orkane|orkans|*hochwasser|*uberschwemmung*|*uberflutung*|hitze|"
	"hitzewelle*|kalte|kaltewelle*|kalteeinbruch|wetter|wetters|schlechtwetter|*wetterlage|witterung*|"
	"winterwetter|wintereinbruch*|winterchaos|hohere gewalt|hoherer gewalt|naturkatastroph*|klima|"
	"lawine*|erdrutsch*|*wirbelsturm*|taifun*|tornado*|waldbrand*|waldbrande*|strassen ~2 "
	"glatt/gesperrt/vereist/"
	"uberflutet|*streik|*streiks|weihnachten|weihnachtszeit|weihnachtsgeschaft*|feiertage|"
	"black friday|*stau|*staus|hochsaison|paketflut|*aufkommen|bestellaufkommen|"
	"sendungsaufkommen|verkehrs*|*sperrung*|demonstration*|niedrigwasser|sommerloch|hochbetrieb|"
	"petrus|himmel"},
    {"HINDER",
	"verzoger*|verspat*|verhinder*|behinder*|aufgehalten|halt ~4 auf|brems*|gebremst|*unmoglich*|blockier*|lahm*|"
	"stopp*|gestoppt|nicht|nich|spater|spat|sperr*|gesperrt|zwing*|zwang*|gezwung*|stor*|gestort|steht|stand|fest|festgesetzt|hinder*|beeintracht*|ausgefallen|fall* ~3 aus|schuld*|sorgt*|"
	"verursach*|liegen|ausgebremst|macht* ~4 strich|grund|gedulden|"
	"geduld|langer|dauert|verschiebt|verschob*|deshalb|weshalb|daher|hande gebunden|"
	"meint es|nicht gut|rollt"},
    {"blame_weather",
	"wetterbedingt*|witterungsbedingt*|hohere* gewalt|streikbedingt*|schneechaos|vor/zu weihnachten ~4 "
	"holle/uberall|holle los|ausnahmesituation|aussergewohnliche umstande|hohes *aufkommen|hohen "
	"*aufkommens|*volumen|"
	"strassen ~2 vereist/glatt/gesperrt/uberflutet/verschneit/unpassierbar|"
	"nix ging|paketaufkommen|glatteis auf|hohe *aufkommen"},

    /* the customer */
    {"WRONG",
	"falsch*|fehlerhaft*|unvollstandig*|ungultig*|unbekannt*|unleserlich*|veraltet*|unzureichend*|"
	"ungenau*|alte|alten|stimmt nicht|nicht stimm*|fehlt*|zu spat|vertippt|unklar*|widerspruchlich*"},
    {"ADDRESS",
	"*adresse|*adressen|*adressdaten|anschrift|postleitzahl|plz|*nummer|hausnummer|angaben|daten|"
	"klingel*|klingelschild|name|strasse|zahlung|briefkasten|tur|etage|stockwerk|informationen"},
    {"CUSTOMER", "empfanger*|kunde|kunden|kundin|adressat*|besteller*|kaufer*|sie|du|ihr"},
    {"blame_customer",
	"sie/du haben/hatten/hast ~!FINEYOU PARTED $|haben/hatten sie ~ ubersehen/gemacht/geandert/*fehlt|sie/du waren/warst/wart/sind/haben/hast/hatten/hattest/wurden ~6 "
	"nicht/nie/niemals/abwesend/unerreichbar/verweigert/abgelehnt/verpasst/vertippt/versaumt/geirrt/"
	"vergessen/ubersehen/ignoriert/falsch*/fehlerhaft*/unvollstandig*/niemand/keine/keinen|waren/warst/"
	"haben/hast/sind "
	"sie/du ~5 nicht/nie/abwesend/vergessen/ubersehen/falsch*/verpasst/versaumt/ignoriert/"
	"ausser|da sie ~5 nicht|weil sie ~5 nicht/vergessen|dass sie ~5 nicht ~1 "
	"waren/haben/angetroffen|sie wurden ~3 nicht|sie hatten ~6 mussen/sollen/konnen|du hattest ~6 "
	"mussen/sollen|hatten/waren/hattest sie/du ~6 *t/*en|wenn sie/du ~6 hatten/waren/hattest|CUSTOMER "
	"?war/wurde/ist/hat/konnte ?leider nicht/abwesend/unbekannt/verweigert*/unerreichbar|ihre/deine ~1 "
	"schuld/abwesenheit/verantwortung/nachlassigkeit/aufgabe|ihr/dein fehler/versehen/verschulden|ihrerseits|"
	"deinerseits|"
	"ihre/die/deine/der/angegebene/angegebenen ?angegebene/angegebenen ADDRESS ~2 WRONG/nicht|WRONG ADDRESS|niemand ~2 "
	"hause/offnete/angetroffen/da/machte/geoffnet/"
	"aufgemacht/war/hat|niemanden ~2 "
	"angetroffen/erreicht|nicht angetroffen|nicht zu hause|annahme verweigert|nicht abgeholt|bitte ~3 "
	"beim nachsten mal|nachstes mal|in zukunft bitte|kunftig bitte|zu spat bestellt|durfen sie sich ~3 nicht|"
	"aufgabe gewesen|hatte man ~3|in unseren agb|mehr sorgfalt|sorgfaltiger|trotz ~3 "
	"erinnerung*|selbst schuld|selber schuld|eigenverschuld*|nie rangegangen|nicht erreichbar|"
	"ihr ~1 hund|die tur nicht|abholfrist|frist verstreichen|"
	"klingelschild ~6 nicht|mitwirkung|fehlender mitwirkung|versaumt|keine eindeutige|angaben ~3 keine|eindeutige zuordnung|wie gewarnt|wir hatten sie gewarnt|hatten wir sie ~3 gewarnt|haben darauf bestanden|vorher messen|nachmessen|ausmessen|wer ~4 bestellt|obliegt|pflicht des|obliegenheit|name ~3 nicht auf|"
	"telefon ~2 ausgeschaltet/aus|handy ~2 aus/ausgeschaltet|fehler liegt bei ihnen|liegt bei ihnen|schuld liegt bei ihnen|problem liegt bei ihnen|"
	"das nachste mal|nachstes mal|von ihnen abgelehnt|"
	"zu lange gebraucht|lange ~2 nicht geantwortet"},

    /* nobody can promise that */
    {"empty_promise",
	"nicht/nie/niemals/kein* ?mehr ?wieder ?noch ?ein ?einmal "
	"vorkomm*/passier*/gescheh*/wiederhol*/vorfall*/vorkommt|nie wieder|nie mehr|nicht "
	"wiederholen|zum letzten mal|keine weiteren/weitere|*garant*|, versprochen|versprochen $|wir versichern|ich "
	"versichere|wir versprechen|ich verspreche|das versprech*|schwor*|seien sie "
	"?sich sicher/versichert/unbesorgt/beruhigt/gewiss|konnen ?sie "
	"sich ~1 sicher/darauf|darauf verlassen|verlassen sie sich|verlass dich|"
	"ganz sicher|ganz bestimmt|hundertprozent*|100 ig|100 sicher|auf jeden fall|in jedem "
	"fall punktlich|ohne zweifel|"
	"zweifellos|zweifelsohne|ohne wenn und aber|mit sicherheit|definitiv|todsicher|hundert pro|"
	"selbstverstandlich punktlich|ehrenwort|"
	"hoch und heilig|jede wette|ab jetzt ~2 immer/nie/alles/kein*|ab sofort ~2 immer/nie/alles/kein*|kunftig alle|von nun an|in zukunft ~1 "
	"alle*/immer/nie*|keine sorge|keine angst|keine bange|machen sie sich|mach dir|keine sorgen|sorgen sie sich|kein ding|"
	"kein stress|alles ~3 was|was in unserer|alles mogliche|alles erdenkliche|menschenmogliche*|unser bestes|"
	"unser moglichstes|unmogliche*|hochdruck|schnellst*|baldmog*|ehest*|fruhestmoglich*|rasch*|"
	"so schnell/bald/rasch/zugig ?wie ?als moglich|so schnell es|in kurze|in den "
	"nachsten/kommenden|in den kommenden|in einigen tagen|in wenigen|"
	"in ein paar|demnachst|!bis bald|bald|zeitnah*|umgehend|unverzuglich|in absehbarer|jeden moment|"
	"jeden augenblick|"
	"jede minute|im handumdrehen|im nu|gleich da|so gut wie|fast da|asap|nicht mehr lange|"
	"unannehmlichkeit*|umstande|unbequemlichkeit*|um ihr verstandnis|um verstandnis|fur ihr "
	"verstandnis|verstandnis|etwas geduld|bisschen geduld|um geduld|"
	"im griff|unter kontrolle|guten handen|besten handen|alles "
	"bestens|lauft alles|seinen gang|hochste prioritat|oberste prioritat|priorit*|"
	"reibungslos*|einwandfrei zu|immer punktlich|stets punktlich|komme was|egal was passiert|blitzschnell|in windeseile|zur vollsten|"
	"himmel und holle|ruckzuck|zack|in null komma|hand ins feuer|wetten|und bestimmt|schon so gut|kein problem ~3 kommt|quasi schon|praktisch schon|im anmarsch|wie am schnurchen|glatt uber|ganz beruhigt|unbesorgt|schlafen sie|entspann*|mein wort|"
	"bester ordnung|lehnen sie sich zuruck|von allein|lauft von"},

    /* answers are welcome */
    {"CONTACT",
	"wenden|wende|richten|richte|kontaktieren|kontaktiere|kontaktier|melden|melde|fragen|frage|rufen|ruf|"
	"schauen|schau|sehen|prufen|pruf|prufe|erkundigen|erkundige|informieren|besuchen|verfolgen|verfolge|"
	"schreiben|schreib|reklamieren|reklamier|nutzen|gehen|geh|klaren|klar|sprechen|sprich|beschweren|"
	"ansprechpartner|ausschliesslich an|regeln|setzen|nachfragen|eingeben|geben|beantragen|stellen sie|"
	"hilft ihnen|weiterhelfen"},
    {"CLAIM",
	"reklamation*|beschwerde*|ruckfragen|anfragen|nachforschung*|fragen ~4 an/bei|schaden* ~3 "
	"melden|auskunft|auskunfte|website|webseite|homepage|app|internetseite|hotline|kundenservice|"
	"sendungsverfolgung"},
    {"go_away",
	"nicht/keine ~3 antworten/geantwortet/anrufen/schreiben/zuruckschreiben/beantwort*/gelesen/"
	"uberwacht/betreut/abgerufen|antworten sie ~3 nicht|rufen/schreiben sie ~3 nicht|schreib ~2 nicht|ruf ~3 "
	"nicht|nachfragen ~3 abzusehen|abzusehen|absehen|automatisch*|unbetreut*|noreply|niemand "
	"liest/antwortet|wir ~1 konnen/kann/konnten ~4 "
	"nicht/nichts/keine ~2 "
	"helfen/weiterhelfen/sagen/tun/machen/geben/auskunft|nicht weiterhelfen|nichts ~2 "
	"tun/machen|konnen wir nichts|konnen wir ~3 nicht ~1 "
	"helfen/weiterhelfen|"
	"hande gebunden|bleibt nur|haben sie ~3 geduld|um ~2 geduld|mussen ~3 abwarten|"
	"warten sie ~3 ab|abwarten|fruhestens nach|bearbeiten wir nicht|wir bearbeiten/betreuen/beantworten/"
	"erstatten/ersetzen/nehmen ~3 "
	"nicht/keine|nicht zustandig|nicht unsere sache/aufgabe/baustelle/problem|nicht unser ~1|nicht mehr "
	"unser*|nicht mehr bei uns|vorgang ~4 abgeschlossen|"
	"abgeschlossen|erledigt fur|fall ~2 geschlossen|keine weitere|keine weiteren "
	"antworten/auskunfte|haftung|gefahrubergang|auf eigene|eigenes risiko|agb|bgb|faq|haufig gestellte|"
	"woanders|anderswo|pech|so ist das|ist nun mal|eben so|selbst ~3 zu stellen|selbst zu|sehen sie zu|"
	"nicht nochmal|nicht bei uns|oder eben|nur nach ~3 tagen|keine auskunft|kein anspruch|keinen anspruch|"
	"kulanz|"
	"mehr konnen wir|klaren sie dort|gehen sie ~6 filiale|gehen sie ~4 nachste|nur vermittler|vermittler|reine* vermittl*|uns geht|das geht uns nichts|was wir ~3 haben sie|viel gluck|sehen sie selbst|kummern sie sich selbst|selber kummern|ihre sache|ihr problem|ihr bier|nicht unser bier"},
    {"", ""},
};

const struct tone_language tone_de = {"de", false, false, lines};
