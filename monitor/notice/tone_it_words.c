#include "monitor/notice/tone_rules.h"

/* Italian: the classes of words, each before those that it is part of. */
const struct tone_line tone_words_it[] = {
    /* words that hold a clause together */
    {"STOP",
	"ma|pero|tuttavia|anche se|benche|perche|poiche|mentre|quando|percio|quindi|pertanto|"
	"dunque"},
    {"NOT", "non|mai|nessun*|ne|neanche|nemmeno|neppure|nulla|niente"},
    {"IF", "se|qualora|nel caso|quando|in caso"},
    {"PAST", "avess*|foss*|avrebb*|avreste|sarebbe|stato"},
    {"REL", "che|chi|il quale|la quale|i quali|cui"},
    {"OF",
	"di|del|dello|della|dei|degli|delle|dell|d|da|dal|dalla|dall|dagli|in|nel|nella|nell|"
	"con|presso|a|al|alla|allo|all|agli|per|su|sul|tra|lato|da parte di/del/della/dell|"
	"dalla parte di|a carico di/del|nelle mani di/del"},
    {"BY", "da|dal|dalla|dallo|dall|dai|dagli|dalle|ad opera di/del|per mano di/del|in mano a"},
    {"DUE",
	"a causa di/del/della/dello/dei/degli/delle/dell|per colpa/causa/motivi "
	"di/del/della/dello/dell/dei|causa|dovut* ~1 a/al/alla/allo/ai/agli/alle/all/ad|"
	"dato/data/dati/date il/la/i/le|visto/vista/viste/visti il/la/i/le|in seguito "
	"a/al/alla|a seguito di/del/della|in ragione di/del/della/delle|in virtu di/del|per "
	"effetto di/del|in conseguenza di/del|grazie a/al/alla/ai|merito dei/del/di|imputabil* "
	"~1 a/al/alla/allo|attribuibil* ~1 a/al/alla|riconducibil* ~1 a/al/alla/all|"
	"ascrivibil* a/al|causat* da/dal/dalla/dai|provocat* da/dal/dalla|determinat* da/dal|"
	"deriva* ~1 da/dal|dipend* ~1 da/dal/dalla|proviene/viene ?tutto/solo da/dal/dalla|in "
	"balia di/del|colpa di/del/della/dei/dello|per via di/del/della/delle|generat* "
	"da/dal/dalla"},
    {"VIA", "per|con|dopo|davanti a|sotto|tra|causa"},
    {"HASIT", "ce l ha|li ha"},
    {"US", "noi|ci|*iamo|nostr*|ho|mio|mia"},
    {"THEY", "loro|quelli|questi signori|quella gente"},
    /* whoever carries */
    {"GOODS",
	"logistic*|postal*|consegn*|trasport*|distribuzione|pacchi|spedizion*|corriere|"
	"corrieri|poste|ultimo miglio|miglio|trasloc*|recapit*|merci|carico|ritiro|furgone"},
    {"BODY",
	"azienda|aziende|ditta|ditte|societa|impresa|partner|fornitore|fornitori|servizio|"
	"servizi|agenzia|agenzie|operatore|operatori|rete|reti|filiale|sede|magazzino|deposito|"
	"centro|hub|compagnia|compagnie|addett*|personale|ragazzi|ragazzo|gente|persone|"
	"collaborator*|responsabil*|incaricat*|intermediari*|catena|amici|soggetto|"
	"professionisti|piattaforma|team|squadra|smistamento|subappalt*"},
    {"COURIER",
	"corriere|corrieri|autista|autisti|vettore|vettori|spedizioniere|spedizionieri|"
	"trasportatore|trasportatori|fattorino|fattorini|postino|postini|portalettere|"
	"camionista|camionisti|conducente|conducenti|camion|furgone|furgoni|padroncino|"
	"padroncini|rider|courier|distributore|addetto|addetti|subappaltator*|"
	"autotrasportator*|le poste|poste|posta|dogana|carrier|traslocatori|compagnia aerea|"
	"traghetto|nave|BODY ?estern* di/del/della/dei/delle/al/alla/per GOODS|BODY GOODS|BODY "
	"?_ che ?vi ?ti ?lo ?la ?ci consegna*/trasport*/recapit*/port*/smist*/ritir*|chi ?vi "
	"?ti ?lo ?si consegna*/trasport*/recapit*/port*/occup*|quelli di/del/della/dei/delle "
	"consegne/trasporto/camion/corriere/CARRIER|filiale|trasportatrice|il trasporto|del "
	"trasporto|la logistica|terzo soggetto|azienda esterna|ditta esterna|partner logistic*|"
	"altro corriere|agenzia|l agenzia|azienda incaricata"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"terzi|un terzo|terzo soggetto|altri|qualcuno|qualcun altro|altra azienda|altra ditta|"
	"mani altrui|i soliti|il/nostro ?nostro fornitore/produttore/fabbricante|la fabbrica"},
    {"TRANSIT", "transito|trasporto|ultimo miglio|catena|logistica|tragitto|smistamento|percorso"},
    /* what went wrong */
    {"FAIL",
	"pers*|perd*|smarr*|ritard*|in ritardo|dimentic*|scord*|sbagli*|confus*|confond*|romp*|"
	"rott*|rovin*|danneggi*|ammacc*|schiacci*|graffi*|maltratt*|guast*|fermo|ferma|fermi|"
	"bloccat*|blocc*|satur*|sovraccaric*|oberat*|intas*|ignor*|ment*|dirott*|abbandon*|"
	"rifiut*|salt*|tard*|trascur*|colp*|responsabil*|caos|disastr*|vergogn*|negligen*|"
	"disorganizz*|sciop*|impossib*|lent*|fallit*|fall*|mancat*|manca*|mal|male|malissimo|"
	"peggio|pessim*|delus*|delud*|lasciat* fuori/indietro/a|lasciat*|invece|al posto|"
	"anziche|senza avvis*/suonare/citofonare/dire/dirci/rispondere/passare|troppo tardi|"
	"tratten*|tenuto ferm*|tenut*|avrebb* dovuto|doveva|dovevano|problem*|incident*|"
	"difficolt*|provoc*|caus*|giurat*|dorm*|complic*|subit*|subisc*|accumul*|distrutt*|"
	"frantum*|bagnat*|annullat*|rinviat*|ruba*|spari*|svani*|incompet*|pigr*|ineffic*|"
	"inaffidab*|combinat*|pasticc*|inesist*|spaccat*|casaccio|come capita|preferit*|"
	"assurd*|disservi*|disguid*|errat*|error*|andat* ~2 stort*|cilecca|bidone|generat*|"
	"nove giorni|impiegat*|altro corriere|nessuno sa|non esiste|complimenti|altra casa|"
	"altro indirizzo|casa sbagliata|di testa propria|riorganizz*|provocato|fermo a|"
	"incidente|brutto tiro|rimand*|rinvi*|senza spiegazion*|senza motivo"},
    {"TROUBLE",
	"colpa|colpe|error*|problem*|ritard*|sciopero|scioperi|guasto|guasti|negligenz*|"
	"incident*|disguid*|disservi*|smarriment*|perdita|perdite|disattenzion*|saturazione|"
	"caos|ingorg*|sovraccarico|mancanza|inefficienz*|danno|danni|rottur*|anomali*|"
	"contrattemp*|imprevist*|disorganizzazione|intopp*|rallentament*|inadempienz*|"
	"difficolta|malfunzionament*|furto|fermo|congestion*|inconvenient*|svist*|cattiva "
	"gestione|carenza|leggerezz*"},
    {"STUCK",
	"ferm*|bloccat*|pers*|trattenut*|dimenticat*|smarrit*|danneggiat*|ritardat*|"
	"abbandonat*|incagliat*|arenat*|rimast*|giac*|rott*|tenut*|rallentat*|dirottat*|"
	"parcheggiat*"},
    {"BLAMED",
	"colpa|colpevol*|responsabil*|responsabilita|la causa|l origine|il motivo|il problema|"
	"il ritardo|l errore|dipend*|in mano|a carico|imputabil*|spetta|tocca|se l e preso|"
	"merito"},
    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"non ~4 nostr* ~1 colpa/errore/responsabilita/volonta/competenza/controllo|non ~3 "
	"colpa/errore/responsabilita/problema nostr*|non ~3 colpa nostra|non ~1 siamo ~2 "
	"responsabil*/colpevol*|non ~3 da noi|non ~1 assumiamo|decliniamo|non ~2 rispondiamo "
	"~2|non dipend* ~3 noi/nostr*|nulla/niente ~3 noi|non c entriamo|indipendent* ~2 "
	"nostr*/noi|fuori ~2 nostr*|al di fuori|oltre il nostro|sfugg* ~3 nostr*|esul* ~3 "
	"nostr*|cause/motivi/ragioni/fattori/circostanze estern*/indipendent*/esterne|noi ~4 "
	"in tempo/puntual*/nostra|da noi ~2 puntual*/perfett*/in|la nostra parte ~3 fatta|"
	"spedito ~2 in tempo ~~|magazzino ~2 spedito ~2 tempo|non siamo stati noi|noi non c|"
	"che ci possiamo|per conto di @c|mani altrui|una volta ~2 uscit* ~2|estrane*|"
	"responsabilita e loro|colpa loro|loro colpa|complimenti al|velocissimi amici|amici in "
	"furgone|tant e|fosse per noi|se fosse dipeso|noi non centriamo|ce ne laviamo|l hanno "
	"perso|lo hanno perso|l hanno ~2 nel loro|poi ~1 andato perso|loro magazzino|loro "
	"deposito|sa com e CARRIER|sapete come|non ~1 controlliamo|non possiamo controllare|il "
	"nostro lavoro/compito finisce/termina|non ~2 imputabile ~2 noi|si sa come|che te lo "
	"dico a fare|rete distributiva esterna|non dipendono da noi|problema esterno|"
	"arrabbiati quanto|problema/errore/colpa ~1 e ~1 loro|problema e loro|abbiamo fatto ~1 "
	"tutto ~1 bene|tutto ~1 bene noi|a nome del/della/di ~1 CARRIER"},
    {"OURS",
	"nostr*/mio/mia ?stess* "
	"errore/colpa/svista/disattenzione/ritardo/dimenticanza/mancanza/sbaglio|"
	"errore/colpa/svista/ritardo/sbaglio/responsabilita ?e/stata/stato ?tutt* "
	"nostr*/mia/mio|colpa nostra|colpa mia|abbiamo ?noi ?purtroppo "
	"sbagliato/dimenticato/perso/scordato/confuso/letto/invertito/rotto/spedito ?male|"
	"avevamo|ci siamo ~1 scordati/dimenticati/sbagliati/confusi/accorti/persi|"
	"disattenzione nostra|nostro sistema/sito/programma|nostra app/stampante|avremmo "
	"dovuto|abbiamo ~5 in ritardo|abbiamo ~3 ritardo|abbiamo ~3 sbagliat*|per nostra|da "
	"parte nostra ~1 errore|ci assumiamo|nessuno ~1 tranne noi|solo noi"},
    /* what is no fault */
    {"FINE",
	"consegn*|ritir*|letto|scansion*|conferm*|ricev*|tent*|chiam*|telefon*|pass*|part*|"
	"arriv*|caric*|regist*|rispos*|inform*|accett*|port*|lasc*|previst*|fissat*|comunic*|"
	"avvis*|preso in|indic*|bisogno|chiest*|chied*|richies*|aspett*|attes*|attend*"},
    {"JUST", "ci|vi|ti|lo|la|li|le|ce|l|si|gia|anche|ieri|oggi|ancora|evidentemente|proprio"},
    {"DID",
	"ha/hanno/aveva/avevano/abbia/abbiano #!FINE|preferi*|decid*|decis*|fa/fanno un|gira|"
	"girano|pens*|crede*|suole|sostiene|sostengono|dice che|gioca*|scaric*|mise|fece"},
    {"ITIS", "e|e stato|e stata|sono stati|e proprio|sara|complimenti a/al/ai"},
    {"ELSEWHERE",
	"CARRIER|banca|assicurazione|assicuratore|produttore|venditore|marketplace|piattaforma|"
	"sito|associazione|deposito|fabbricante|mittente|polizia"},
    {"FINEYOU",
	"ordinat*|chiest*|scritt*|comprat*|pagat*|mandat*|scelto|scelta|ricevut*|preferit*|"
	"detto|telefonat*|aspettat*|notat*|bisogno|diritto|segnalat*|restituit*|rimandat*|"
	"lasciat*|indicat*|richiest*|prenotat*|fatto|ragione|tempo|acquistat*|inviat*|dato|"
	"trenta|autorizzat*|affidat*|la possibilita|domande|dubbi|avuto"},
    /* weather, seasons, and what they do */
    {"WEATHER",
	"neve|nevicat*|nevica|pioggia|piogge|piov*|temporale|temporali|tempesta|tempeste|"
	"maltempo|vento|venti|raffiche|ghiaccio|gelo|gelate|gelata|grandine|grandinat*|nebbia|"
	"nebbie|alluvion*|allagament*|esondazion*|inondazion*|frana|frane|mareggiata|"
	"mareggiate|ondata di caldo/freddo/gelo|caldo|freddo|uragano|ciclone|tromba d aria|"
	"meteo|meteorolog*|clima|climatic*|atmosferic*|allerta rossa/arancione/gialla/meteo|"
	"forza maggiore|calamita|terremoto|eruzione|incendi|incendio|strade "
	"ghiacciate/chiuse/allagate|il cielo|la natura|bora|acqua alta|siccita|intemperie|"
	"black friday|natale|volumi|picco|picchi|alta stagione|ferragosto|ferie|festivita|"
	"sciopero|scioperi|traffico|blocco stradale|manifestazion*|saldi|brutto tempo|cattivo "
	"tempo|agosto|pandemia|alluvioni|le code|coda sulla"},
    {"HINDER",
	"ritard*|imped*|impossib*|blocc*|ferm*|rallent*|chius*|chiud*|interrott*|obblig*|"
	"costr*|compless*|complic*|difficil*|annull*|rinvi*|sospe*|slitt*|posticip*|non "
	"possiamo/riusciamo/e/ha/sono/permett*/viaggi*/parton*|piu tardi|tardi|caus*|provoc*|"
	"restano|resta|rimand*|allung*|prolung*|pazient*|pazienz*|compren*|di conseguenza|per "
	"questo|spieg*|colpa|in tempo|rispett*|ci possiamo|mangiat*|mandat* all|aria|all aria|"
	"bastoni|scombussol*|pesa*|fatto si che|piu piano|complicato|scherzo|bloccato"},
    {"WRONG",
	"male|sbagliat*|errat*|scorrett*|non corrett*|incomplet*|inesistent*|inesatt*|vecchi*|"
	"insufficient*|sconosciut*|illeggibil*|invece|mancant*|incoerent*|non valid*"},
    {"ADDRESS",
	"indirizzo|cap|codice|numero|telefono|dati|nome|via|piano|scala|interno|citofono|"
	"campanello|cognome|recapito|informazioni|civico|cassetta|pagamento|porta"},
    /* the customer */
    {"CUSTOMER", "cliente|clienti|destinatari*|acquirente|lei|tu|compratore"},
    /* sending away */
    {"CONTACT",
	"contatta|contatti|contattare|chiama|chiami|chiamare|chieda|chiedi|chiedere|telefoni|"
	"telefona|consulti|consulta|consultare|rivolga|rivolgersi|rivolgiti|si rivolga|"
	"controlla|controlli|controllare|verifichi|verifica|visiti|visita|segua|segui|scriva|"
	"scrivi|guarda|guardi|vada|vai|parli|parla|reclami|domandi|domanda|sporga|presenti|"
	"inserisca|inserisci|cerchi|passi|passa|passare|senta|senti|veda|vedi|richieda|tracci|"
	"traccia|solleciti|esiga|reclamare"},
    {"CLAIM",
	"reclam* ~4 a/al/allo/alla/presso/contro|informazion* ~2 presso/sul|domande ~2 al/a|"
	"sito ~1 di/del/della/delle|pagina di/del|app di/del|numero ~1 verde di/del"},
    {"", ""},
};
