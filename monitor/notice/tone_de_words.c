#include "monitor/notice/tone_rules.h"

/* German: the classes of words, each before those that it is part of. */
const struct tone_line tone_words_de[] = {
    /* words that hold a clause together */
    {"STOP", "aber|jedoch|doch|obwohl|weil|denn|da|wahrend|sondern|allerdings|deshalb|daher|darum"},
    {"NOT", "nicht|nich|nie|niemals|kein|keine|keinen|keiner|keinem|niemand|nichts|weder|kaum"},
    {"IF", "wenn|falls|sollte|sollten|sofern|solange"},
    {"PAST", "hatte|hatten|hattest|waren|warst|ware|gewesen|wurde"},
    {"REL", "der|die|das|welche|welcher|was|wer|den|dem"},
    {"OF",
	"von|vom|bei|beim|des|der|in|im|am|an|durch|auf seiten von/der/des|seitens|mit|"
	"zwischen|aus|auf|zu|zum|zur|fur|innerhalb|unterwegs|den"},
    {"BY", "von|vom|durch|seitens|bei|beim"},
    {"DUE",
	"wegen|aufgrund|auf grund|durch|infolge|schuld ?daran ist/sind/hat/haben/war|schuld|"
	"auf grund von|verursacht von/durch|bedingt durch|ausgelost von/durch|verschuldet "
	"von/durch|liegt/lag/liegen/lagen ?allein/nur/leider/einzig/wohl an/am/bei/beim|"
	"geht/gehen/ist auf|zuruckzufuhren|zuruck ?zu fuhren|dank|seitens|ursache ist|grund "
	"ist|grund war|verantwort* ist/sind/dafur|der grund|hangt von|zu verdanken|"
	"zuzuschreiben|resultiert aus|folge von/der/des|in folge"},
    {"VIA", "bei|mit|angesichts|nach|unter|trotz|aus|vor"},
    {"HASIT", "liegt noch bei|hangt bei|steckt bei"},
    {"US", "wir|uns|unser*|ich|meine|mein|meiner"},
    {"THEY", "die da|diese leute|jene"},
    /* whoever carries */
    {"GOODS",
	"transport*|versand*|zustell*|liefer*|logistik*|ausliefer*|auslieferung|paket*|fracht*|"
	"beforderung*|post*|speditions*|abhol*|abholen|ausliefern|zustellen|kurier*|verlade*"},
    {"BODY",
	"partner*|firma|firmen|unternehmen|dienst|dienste|dienstleister*|leute|kollegen|jungs|"
	"herren|mitarbeiter*|team|zentrum|basis|lager|netz*|gesellschaft|seite|personal|kette|"
	"bote|boten|haus"},
    {"COURIER",
	"*spediteur*|*spedition*|*zusteller*|*zustelldienst*|*zustellpartner*|"
	"*zustellunternehm*|*paketdienst*|*paketzustell*|*paketbot*|*kurier|*kuriere|*kuriers|"
	"*kurierdienst*|bote|boten|botin|postbot*|*brieftrager*|*fahrer|*fahrern|*fahrers|"
	"*lieferdienst*|*lieferpartner*|lieferant|lieferanten|*versanddienst*|*versandpartner*|"
	"*versandfirma|*versandunternehm*|*versender|*transporteur*|*transportdienst*|"
	"*transportunternehm*|*transportpartner*|*transportfirm*|*logistikpartner*|"
	"*logistiker*|*logistikdienst*|*logistikunternehm*|*logistikfirm*|*logistikzentr*|"
	"*frachtfuhrer*|*frachtunternehm*|*postamt*|die/der post|*postdienst*|*paketzentr*|"
	"*verteilzentr*|*verteilerzentr*|*sortierzentr*|*zustellbasis*|*zustellstutzpunkt*|"
	"*depot|*depots|*lieferwagen|lkw|lastwagen|lkws|*transporter|*dienstleister*|"
	"*subunternehm*|*carrier|carriern|carriers|*beforderer*|reederei|*fluggesellschaft|"
	"bahn|*umschlag*|hub|*frachtzentr*|*briefzentr*|externen partner*|externe partner*|"
	"externer partner|externe firma|externen firma|zoll|*mobelpacker*|*auslieferer*|"
	"*austrager*|gelben/gelbe|die/derjenige/diejenigen/leute/jungs , die ~4 "
	"*liefer*/*stell*/*bring*/*abhol*/*fahr*/*transport*|wer ~2 "
	"*liefer*/*stell*/*bring*/*fahr*|carrierseit*|fremdfirma|*ausfahrer*|BODY OF "
	"?der/die/des/den GOODS|zollagent*|gelben freunde|gelber freunde|*agent|*spediteure|"
	"lieferfirma|lieferdienst*|kurierdienst*|zustelldienst*"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"ein dritter|eine dritte|dritte|dritten|dritter|fremden handen|irgendwer|irgendjemand|"
	"andere firma|ein dritter|fremde firmen|fremden firmen|wer ~2 ausliefert"},
    {"TRANSIT",
	"transport|transportweg|transports|versandweg|versands|zustellung|auslieferung|"
	"lieferweg|*lieferkette*|*transportkette*|letzte meile|letzten meile|zustellgebiet|"
	"*zulieferung"},
    /* what went wrong */
    {"FAIL",
	"verlor*|verlier*|verspat*|verzoger*|vergess*|vergass*|vergiss*|verschlamp*|verbumm*|"
	"verpenn*|verschlaf*|verschlief*|beschadig*|kaputt*|zerbroch*|zerbrach*|zerstor*|"
	"zerquetsch*|zerdruck*|zerkratz*|ramponi*|demolier*|verfahren|verfuhr*|verirr*|im "
	"stich|versag*|versaum*|verlegt|verleg*|ignorier*|enttausch*|fehlgeleitet|fehler*|"
	"falsch*|verpass*|liegen lass*|liegengelass*|liegen gelass*|liegen geblieb*|"
	"liegengeblieb*|stehen lass*|stehen gelass*|stehengelass*|stehen geblieb*|verweiger*|"
	"verursach*|verwechsel*|vertausch*|unterschlag*|unterschlug|verschuld*|probleme|"
	"problem|schwierigkeit*|schuld*|verantwortlich*|uberlast*|uberforder*|unzuverlassig*|"
	"streik*|bestreik*|verzug|zu spat|verschwund*|verschwand*|langsam*|lahm*|schlamp*|"
	"schluder*|schlecht*|mies*|unfah*|chaos|chaot*|katastroph*|braucht zu|zu lange|lasst "
	"~2 im|hinkt|hinterher|nachlass*|scheiter*|hatte ~6 sollen|hatte ~6 mussen|hatten ~6 "
	"sollen|hatten ~6 mussen|sollte eigentlich|sollten eigentlich|gebrochen|geirrt|irrt*|"
	"steck*|hang* fest|hangengeblieben|anstatt|statt zu|anstelle|trodel*|bummel*|gewaltig|"
	"ratsel|nicht so genau|blod*|dumm*|aufgehalten|unterbroch*|erwischt|vermassel*|"
	"vergeig*|versemmel*|verbock*|geworfen|umweg*|irrfahrt|ausgefallen|ausfall*|panne*|"
	"abgesagt|storn*|fehlverhalten|ausred*|gelog*|lugt|luge*|versproch*|gestohlen|geklaut|"
	"abhanden|mangel*|personalmangel|engpass*|engpasse*|ruckstau*|stau*|uberrascht|hakt|"
	"klemmt|defekt*|zuruckgeschick*|ohne zu klingeln|ohne *ung|einfach|fruher beendet|"
	"verdank*|umstrukturiert|wundern|fehler|ungekuhlt|unregelmassig*|begangen|umweg|liegen "
	"gelassen|halt die post|mit der uhrzeit|unterbesetzt|als zugestellt markiert|obwohl ~3 "
	"nicht|in ihrem lager|falschen haus|falsche haus|falsche tur|falschen adresse|versetzt|"
	"rampe|unfall*|verungluckt|streich gespielt|verschob*|verschoben|verschiebt|weiger*|"
	"ohne erklarung|ohne grund|ohne begrundung|schief*|auf die reihe|nicht an seine|"
	"zugeschlagen|bequemt|lasst ~3 warten|zu eng|durcheinander*|liegen"},
    {"TROUBLE",
	"*schuld|*fehler|*fehlern|*fehlers|*problem|*probleme|*problemen|*verzogerung*|"
	"*verspatung*|verzug|*storung|*storungen|*streik|*streiks|*panne*|versehen|"
	"nachlassigkeit*|*ausfall|*ausfalle|*ruckstau*|*uberlastung|*engpass*|*engpasse*|"
	"verschulden|versaumnis*|schwierigkeit*|*mangel|*schaden|verlust*|*chaos|*stau|"
	"bummelei|schlamperei|unregelmassigkeit*|zwischenfall|zwischenfalle|verwechslung|"
	"missgeschick*|*defekt*|uberforderung|beschadigung*|schlendrian|versagen|"
	"bearbeitungsfehler"},
    {"STUCK",
	"liegt ~2 seit|liegt immer noch|liegt noch|steckt|stecken|feststeckt|festhangt|hangt|"
	"hangen*|festgehalten|hangengeblieben|verloren|beschadigt|vergessen|liegengeblieben|"
	"liegen geblieben|verschwunden|verschollen|zuruckgehalten|gestrandet|aufgehalten|"
	"stecken geblieben|steckengeblieben|verlegt|zerbrochen|falsch sortiert|fehlgeleitet|"
	"sortiert|umgeleitet|verzogert|verspatet|geoffnet"},
    {"BLAMED",
	"schuld|verantwortlich*|verantwortung|verschuldet|die ursache|der grund|das problem|"
	"der fehler|die verspatung|die verzogerung|verantworten|zu vertreten|abhangig|"
	"angewiesen|sache des/der|zustandig"},
    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"nicht/kein/keine/keinerlei/ohne ~2 unser/unsere/unserer/unserem ~2 "
	"schuld/fehler/verschulden/verantwortung/hand/macht/einfluss/problem/einflussbereich|"
	"nicht an uns|nicht bei uns|nicht durch uns|nicht von uns ~2|wir ~4 nichts dafur|"
	"konnen wir nichts|wir ~5 keinen einfluss|keinen einfluss|kein einfluss|nichts dafur|"
	"dafur ~3 nichts|nichts damit zu tun|wir sind ~3 nicht ~1 "
	"verantwortlich/schuld/haftbar|sind wir ~2 nicht ~1 verantwortlich/schuld|wir ~3 keine "
	"~1 haftung/verantwortung|haftung ~4 ausgeschlossen|ausserhalb unser*|unverschuldet*|"
	"ohne unser zutun|entzieh* ~4|entzog ~3|fremdverschuld*|drittverschuld*|hohere "
	"umstande|umstand* ~5 einfluss|umstande ausserhalb|wir ~6 "
	"punktlich/rechtzeitig/termingerecht/fristgerecht/pflicht ~~ aber/doch/problem/danach|"
	"bei uns ~3 punktlich/tadellos/einwandfrei/perfekt|hat ~2 uns ~1 punktlich|unser* ~2 "
	"punktlich verlassen|von unserer seite ~4 alles|nicht ~1 zu vertreten|nicht in unserer|"
	"fremden handen|fremder hand|in andere* handen|gegen ~3 kommt niemand|keiner was|"
	"carrierseitig|freunde ~1 in gelb|gelben freunde|gelber freunde|lager hat alles "
	"richtig|alles richtig gemacht|wenn es nach uns ginge|ginge es nach uns|hatte dort "
	"niemand*|sie haben es ~4 verloren|die haben es|haben es verloren|sie wissen ja wie "
	"CARRIER|sie kennen ja ?die CARRIER|haben ~2 keine kontrolle|keinen einfluss darauf|"
	"unsere arbeit endet|unsere verantwortung endet|endet unsere|nicht ~3 zuzuschreiben|"
	"nicht von uns abhang*|externes problem|genauso argerlich|im namen ~3 CARRIER"},
    {"OURS",
	"unser/unsere/unserer/mein/meine ?eigener ?eigene ?eigenes ?ganz "
	"fehler/schuld/versehen/verantwortung/verspatung/irrtum/lapsus|"
	"fehler/schuld/verspatung/verantwortung ?liegt/lag/ist/war ?allein/ganz ?bei/an uns|"
	"liegt/lag allein/ganz ?bei/an uns|lag/liegt an/bei uns|wir ?haben ?hatten ?es ?sie "
	"?ihn ?ihr ?ihre ?das ?die ?den ?schlicht ?leider ?einen ?zu ?paket ?sendung ~4 "
	"vergessen/verwechselt/vertauscht/verloren/falsch/spat/versaumt/ubersehen/uberbucht/verrechnet/beschadigt/zerbrochen|"
	"haben wir ~5 vergessen/verwechselt/vertauscht/verloren/falsch/zu/ubersehen|wir hatten|"
	"wir hatten ~6 mussen/sollen|unser system|unser formular|unser lager|in unserem "
	"formular/system/lager/werkstatt|bei uns im|unsererseits|uns fehler|unser ~3 falsch|"
	"wir nicht ~1 rechtzeitig|niemand ~3 ausser uns|ausser uns|unser lager nicht"},
    {"PARTED",
	"*iert|ge*t|ge*en|ver*t|ver*en|uber*|*gege*|be*t|ab*t|ab*en|weg*|ausge*|*ange*|*umge*|"
	"*vorge*|*einge*|*gel*t|*ge*t|*ge*en|zer*|ent*|miss*|er*t|er*en"},
    /* what is no fault */
    {"FINE",
	"*scann*|*liefer*|*stellt|*geholt|*nommen|*statig*|*klingelt|*sucht|*laden|erhalten|"
	"angekundigt|*gerufen|gemeldet|mitgeteilt|*geplant|*gegeben|*bracht|registriert|"
	"geantwortet|zuruckgesandt|*meldet|erfasst|gewogen|versucht|vorgesehen|hinterlegt|"
	"*gekommen|angesetzt|heute|morgen|nachgefragt|gefragt|gebeten|verlangt|angefordert|"
	"gefordert|angefragt"},
    {"JUST",
	"es|sie|ihn|ihnen|uns|das|den|die|leider|wieder|wohl|auch|heute|gestern|anscheinend|"
	"offenbar|danach|sich"},
    {"DID",
	"hat/haben/hatte/hatten/habe !wir ~!FINE PARTED $|nimmt/nehmen es|meint*|denkt|denken|"
	"behaupt*|liebt|spielt|liess|liessen|warf|brach|schob|schmiss|halt nichts"},
    {"ITIS", "es ist|es war|das ist|das war|das sind|das waren|schuld ist"},
    {"ELSEWHERE",
	"CARRIER|bank|versicherung|haftpflicht*|hersteller|verkaufer|marktplatz|"
	"verbraucherzentrale|website|webseite|internetseite|versender|schlichtungs*|verlag|"
	"polizei"},
    {"FINEYOU",
	"bestell*|gebeten|gefragt|fragt*|geschrieben|gekauft|bezahl*|geschickt|gewahlt|"
	"ausgesucht|erhalten|gewunscht|erwahnt|gesagt|angerufen|gewartet|bemerkt|*teilt|"
	"gemeldet|zuruckg*|*traut|recht|anspruch|zeit|die wahl|angegeben|hinterlegt|"
	"hinterlassen|genannt|gegeben|lieber|noch ~2 frage*|fragen|wunsch*|moglichkeit|gelesen|"
	"reserviert|vorgeschlagen|bekommen|erwartet|geholt|bis"},
    /* weather, seasons, and what they do */
    {"WEATHER",
	"schnee|schneefall*|schneesturm*|schneechaos|neuschnee|sturm|sturme|sturms|sturmtief*|"
	"*unwetter*|*gewitter|regen|starkregen|regenfall*|dauerregen|glatteis|eisregen|"
	"eisglatte|blitzeis|glatte|frost|hagel|nebel|wind|winde|windes|boen|orkan|orkane|"
	"orkans|*hochwasser|*uberschwemmung*|*uberflutung*|hitze|hitzewelle*|kalte|kaltewelle*|"
	"kalteeinbruch|wetter|wetters|schlechtwetter|*wetterlage|witterung*|winterwetter|"
	"wintereinbruch*|winterchaos|hohere gewalt|hoherer gewalt|naturkatastroph*|klima|"
	"lawine*|erdrutsch*|*wirbelsturm*|taifun*|tornado*|waldbrand*|waldbrande*|strassen ~2 "
	"glatt/gesperrt/vereist/uberflutet|*streik|*streiks|weihnachten|weihnachtszeit|"
	"weihnachtsgeschaft*|feiertage|black friday|*stau|*staus|hochsaison|paketflut|"
	"*aufkommen|bestellaufkommen|sendungsaufkommen|verkehrs*|*sperrung*|demonstration*|"
	"niedrigwasser|sommerloch|hochbetrieb|petrus|himmel|schnees|regens|eises|nebels|frosts|"
	"hagels|gewitters|hochwassers|geschneit|schneit|geregnet|regnet|gesturmt|sturmt|"
	"gewittert|gefroren|unter wasser|vorweihnacht*|pandemie|warnstreik|bruckentage|"
	"stromausfall|sturmtief"},
    {"HINDER",
	"verzoger*|verspat*|verhinder*|behinder*|aufgehalten|halt ~4 auf|brems*|gebremst|"
	"*unmoglich*|blockier*|lahm*|stopp*|gestoppt|nicht|nich|spater|spat|sperr*|gesperrt|"
	"zwing*|zwang*|gezwung*|stor*|gestort|steht|stand|fest|festgesetzt|hinder*|"
	"beeintracht*|ausgefallen|fall* ~3 aus|schuld*|sorgt*|verursach*|liegen|ausgebremst|"
	"macht* ~4 strich|grund|gedulden|geduld|langer|dauert|verschiebt|verschob*|deshalb|"
	"weshalb|daher|hande gebunden|meint es|nicht gut|rollt|erreichen ~4 nicht|nicht "
	"erreichen|niemand|keiner|kein wagen|am boden|dafur gesorgt|bremst|durcheinander*|"
	"verlanger*|wirkt sich|darum|lebt|getroffen|uberrollt|vorhersehen|geschlossen|"
	"zunichte*|wartet|keiner|normal"},
    {"WRONG",
	"falsch*|fehlerhaft*|unvollstandig*|ungultig*|unbekannt*|unleserlich*|veraltet*|"
	"unzureichend*|ungenau*|alte|alten|stimmt nicht|nicht stimm*|fehlt*|zu spat|vertippt|"
	"unklar*|widerspruchlich*"},
    {"ADDRESS",
	"*adresse|*adressen|*adressdaten|anschrift|postleitzahl|plz|*nummer|hausnummer|angaben|"
	"daten|klingel*|klingelschild|name|strasse|zahlung|briefkasten|tur|etage|stockwerk|"
	"informationen"},
    /* the customer */
    {"CUSTOMER", "empfanger*|kunde|kunden|kundin|adressat*|besteller*|kaufer*|sie|du|ihr"},
    /* sending away */
    {"CONTACT",
	"wenden|wende|richten|richte|kontaktieren|kontaktiere|kontaktier|melden|melde|fragen|"
	"frage|rufen|ruf|schauen|schau|sehen|prufen|pruf|prufe|erkundigen|erkundige|"
	"informieren|besuchen|verfolgen|verfolge|schreiben|schreib|reklamieren|reklamier|"
	"nutzen|gehen|geh|klaren|klar|sprechen|sprich|beschweren|ansprechpartner|"
	"ausschliesslich an|regeln|setzen|nachfragen|eingeben|geben|beantragen|stellen sie|"
	"hilft ihnen|weiterhelfen"},
    {"CLAIM",
	"reklamation*|beschwerde*|ruckfragen|anfragen|nachforschung*|fragen ~4 an/bei|schaden* "
	"~3 melden|auskunft|auskunfte|website|webseite|homepage|app|internetseite|hotline|"
	"kundenservice|sendungsverfolgung"},
    {"", ""},
};
