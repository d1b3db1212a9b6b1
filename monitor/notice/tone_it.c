#include "monitor/notice/tone_rules.h"

static const struct tone_class classes[] = {
    {'D',
	"(il|lo|la|l|i|gli|le|un|uno|una|del|dello|della|dell|dei|degli|delle|al|allo|alla|all|dal|dallo|dalla|dall|nostr*|vostr*|suo|sua|tuo|tua|questo|questa|altr[oa])"},
    {'L',
	"(logistic*|trasporti|trasporto|consegna|consegne|spedizione|spedizioni|postale|postali|recapito|distribuzione|corriere|corrieri)"},
    {'C',
	"({B}|corriere|corrieri|spedizionier*|vettore|vettori|autist*|fattorin*|postin*|trasportator*|conducent*|furgon*|camion|camionista|portalettere|poste|le poste|"
	"(ditta|ditte|azienda|aziende|societa|impresa|agenzia|servizio|servizi|fornitor*|partner|operator*|rete|compagnia|squadra|personale|addett*|centro|hub|magazzino|deposito|filiale|collaborator*|subappaltator*)( estern*)?( di| dei| del| delle| della| alla| alle| addett*)?( alla| alle)? {L}|"
	"(il|nel) trasporto|la logistica|terzi|un altra azienda|smistamento)"},
    {'F',
	"(non [a-z]+|mai [a-z]+|senza (avvis*|suonare|rispond*|dire)|(ha|hanno|aveva|avrebbe)( nuovamente| purtroppo| di nuovo| gia| ci| semplicemente)*( pers*| smarrit*| dimenticat*| ritardat*| sbagliat*| danneggiat*| rott*| delus*| fallit*| mancat*| commess*| lasciat*| causat*| ignorat*| subit*| accumulat*| avut*| rovinat*| rispedit*| perdut*| tardat*| confus*| scordat*| saltat*| bloccat*| rifiutat*| consegnat*~(tardi|sbagliat*|male)| mancato| provocat*| tradit*| abbandonat*| fatto (male|un|errore|confusione))|"
	"(e|sono|era|sta|stanno|risulta|resta)~(ritardo|sovraccaric*|sciopero|responsabil*|colpevol*|intasat*|satur*|inaffidabil*|tardando|fermo|ferma|lent*|congestion*|causando|in difficolta)|perso|perse|smarri|dimentico|sbaglio|sbaglia|sbagliano|ritarda|ritardano|tarda|perde|perdono|danneggia|"
	"ci (ha|hanno|delude|ignora)|avrebbe(ro)? dovuto|doveva|dovevano|funziona(no)?( molto)? male|lavora male|va male|si e (sbagliat*|dimenticat*|rifiutat*|pers*|rott*|guast*)|si sono (sbagliat*|dimenticat*|rifiutat*)|ha (un |una |dei |molti )?(problem*|ritard*|guast*|sciopero)|blocca|trattiene)"},
    {'P',
	"(colpa|errore|errori|problema|problemi|ritardo|ritardi|guasto|guasti|sciopero|scioperi|negligenza|disguid*|intopp*|inefficienza|disservizi*|mancanza|disorganizzazione|sovraccarico|smarrimento|perdita|responsabilita|incident*|difficolta)"},
    {'W',
	"(neve|nevicat*|temporale|temporali|tempesta|tempeste|pioggia|piogge|ghiaccio|gelo|gelata|gelate|grandine|grandinat*|nebbia|vento|venti|bufera|maltempo|brutto tempo|cattivo tempo|alluvion*|inondazion*|ondata di (caldo|freddo|gelo|maltempo)|caldo|freddo|uragano|ciclone|"
	"meteo|meteorolog*|clima|climatic*|condizioni (meteo*|atmosferiche|climatiche|del tempo|avverse)|intemperie|forza maggiore|calamita|allerta (rossa|arancione|gialla|meteo)|strade (ghiacciate|innevate|allagate|chiuse|bloccate)|nubifragi*|terremoto|frana|frane|esondazion*|mareggiat*)"},
    {'H',
	"(ritard*|imped*|rallent*|blocc*|ferm*|imposs*|non (possiamo|potremo|abbiamo|siamo|riusciamo|parte|arriva|ci)|obblig*|costr*|chius*|ostacol*|sospes*|cancell*|annull*|caus*|provoc*|trattenut*|in ritardo|tardi|complic*|parali*|compromess*|colp*|disag*|rinvi*)"},
    {0, ""},
};

static const struct tone_pattern patterns[] =
    {
	{TONE_INNOCENT,
	    "^ ?(ciao|salve|buongiorno|buonasera|gentile|gentilissim[oa]|car[oa]|egregi[oa]) ?,? ?[^,]{0,50},"},
	{TONE_INNOCENT,
	    "(ufficio|uffici|sportello|punto|negozio|locker)( postale)?( di ritiro)?( di| delle| dell| del)? ?({B}|poste|postale)?"},
	{TONE_INNOCENT,
	    "(costume|giocattolo|libro|gioco|cappello|romanzo|corso|maglietta) (da|di|del|sul|sulla) (postino|corriere|autista|fattorino|{W})|(giacca|stivali|stazione|lampada|candela|guanti|cappotto|coperta|catene|pala|libro|corso|berretto|racchette|globo)( [a-z]+)? ?(da|di|per la|per il|anti|contro il|contro la)? ?({W})"},
	{TONE_INNOCENT,
	    "(colpa|errore|ritardo|responsabilita) (e|e stat[oa])( tutt[oa]| sol[oa])? (nostr[oa]|mi[oa])|e (una )?(nostra|colpa nostra)"},
	{TONE_INNOCENT,
	    "(abbiamo|ha)( gia| oggi)? (chiesto|incaricato|chiamato|sollecitato|contattato|parlato|prenotato|affidato)( [a-z@]+)?( a| al| alla| allo| con| con il)?( il| la| lo)? ({C})"},
	{TONE_INNOCENT,
	    "se( il| lo| la| l)? ({C}) non|({C}) non (consegna*|lavora*)( la| il| di| nei| nel)? (sabato|domenica|festiv*|lunedi)"},

	{TONE_BLAME_CARRIER, "({C})~{F}"},
	{TONE_BLAME_CARRIER,
	    "{P}~(di|del|dello|della|dell|dei|degli|delle|da|dal|dallo|dalla|con|nel|nella|presso|per|a|al|da parte)( {D})?( {D})? ?({C}|trasporto|trasporti|consegna|logistica)"},
	{TONE_BLAME_CARRIER,
	    "(per colpa|a causa|colpa|per via|dovut*|causa|responsabilita|dipende|dipendiamo|imputabil*|attribuibil*|nelle mani|spetta|grazie)( e)?( solo)?( di| del| dello| della| dell| dei| a| al| allo| alla| all| da| dal| dallo| dalla| dall)( {D})? ?(un |ritardo |errore |problema )*( del | della | dello )?({C})"},
	{TONE_BLAME_CARRIER,
	    "(colpa|responsabil*|problema|motivo|causa)~(e|sta|sono|viene|nasce|arriva)( di| del| della| dello| dell| dal| dalla| nel| in)?( {D})? ?({C}|terzi|trasporto|altri)"},
	{TONE_BLAME_CARRIER,
	    "(fermo|ferma|bloccat*|trattenut*|pers*|smarrit*|dimenticat*|danneggiat*|rott*|ritardat*) (da|dal|dalla|dallo|dall|presso|in|nel|nella|con|per)( {D})? ?({C})"},
	{TONE_BLAME_CARRIER,
	    "non (e|e stata|era|e stato) (colpa nostra|nostra (colpa|responsabilita)|nostro (errore|problema)|responsabilita nostra|un nostro)|non (siamo|possiamo essere|ci riteniamo|ci assumiamo|rispondiamo)~(responsabil*|colpevol*|ritard*|colpa)|non (dipende|dipendono|e dipeso)( affatto)? da noi|noi non c entriamo"},
	{TONE_BLAME_CARRIER,
	    "(fuori|al di fuori|oltre) (dal|del|il) nostro (controllo|potere)|(indipendent*|estrane*|esul*|estern*)~(nostr*|noi|volonta|controllo)|sfugg* al nostro|non e nelle nostre mani"},
	{TONE_BLAME_CARRIER,
	    "(noi|abbiamo|partito|spedito)~~(in tempo|puntual*|per tempo|nei tempi|regolarmente)~~(ma|pero|problema|{C}|trasporto)"},

	{TONE_BLAME_WEATHER, "({W})~~{H}"},
	{TONE_BLAME_WEATHER,
	    "(per colpa|a causa|per via|dovut*|causa|colpa|visto|vista|dato|date|viste|per|con|in seguito|a seguito)( di| del| dello| della| dell| delle| dei| a| al| alla| all| alle)?( {D})? ?(forte |forti |intens* |grande |abbondant* )?({W})"},
	{TONE_BLAME_WEATHER,
	    "(ritard*|bloccat*|impossibile|fermo|ferma)~~({W})|con questo tempo|il tempo non"},

	{TONE_BLAME_CUSTOMER,
	    "non (eri|era|eravate|ti trovavi|si trovava|hai|avete|ha (ritirat*|rispost*|apert*|indicat*|fornit*|dat*|confermat*|accettat*|volut*))( in casa| a casa| ritirat*| rispost*| apert*| indicat*| dat*| fornit*| scritt*| lett*| presente| reperibile| confermat*| compilat*| accettat*| avvisat*| mess*| volut*| inserit*| ancora)|non (c era|c e) nessuno|nessuno (ha|era|apriva|rispondeva|in casa)"},
	{TONE_BLAME_CUSTOMER,
	    "(hai|ha|avete|avevi|hai inserito|hai dato) (scritto|dato|indicato|inserito|messo|fornito|digitato|scelto|compilato|sbagliat*|dimenticat*|rifiutat*|omess*|ordinato)~?(male|sbagliat*|errat*|incomplet*|inesistent*|scorrett*|tardi|un altro|falso|falsa)|(hai|avete) (sbagliat*|dimenticat*|rifiutat*|omess*|ignorat*|trascurat*|respint*)|ti sei (dimenticat*|sbagliat*|scordat*)|si e (dimenticato|sbagliato) (di|nell)"},
	{TONE_BLAME_CUSTOMER,
	    "(avresti|avreste|dovevi|avrebbe|potevi|dovresti)( dovuto| potuto)? (indicare|scrivere|dare|essere|avvisare|ritirare|leggere|controllare|mettere|inserire|aprire|rispondere|fornire|aver*)|(se )?(avessi|avesse|fossi|foste) (stat*|indicat*|dat*|lett*|rispost*|apert*|controllat*)"},
	{TONE_BLAME_CUSTOMER,
	    "(destinatari[oa]|cliente) (assente|sconosciut*|irreperibil*|non|ha rifiutato|risulta)|(per |e )?(colpa|causa) tua|tua (colpa|responsabilita|assenza)|(tuo|suo|vostro) (errore|sbaglio)|(errore|sbaglio) (tuo|suo|del cliente|del destinatario)|tua disattenzione|assenza del destinatario"},
	{TONE_BLAME_CUSTOMER,
	    "(indirizzo|cap|telefono|numero|civico|recapito)( che (ci )?hai (dato|indicato|scritto|inserito))? (e|era|risulta|non|sono)? ?(sbagliat*|errat*|incomplet*|inesistent*|esiste|insufficient*|scorrett*|sconosciut*)"},

	{TONE_EMPTY_PROMISE,
	    "(non|mai) (si )?(succedera|accadra|capitera|ripetera|avverra|succede|ricapitera|risuccedera)( mai)?( piu)?|mai piu|non ci saranno (piu|altri)|e l ultima volta|ultima volta che|senza altri ritardi"},
	{TONE_EMPTY_PROMISE,
	    "garant(iamo|isco|ito|ita|iti)|(ti |vi |le )?(assicuriamo|assicuro|giuriamo|giuro|promettiamo che)|promesso$|(possiamo|posso) (garantire|assicurare|promettere)|(puoi|stai|stia|puo) (stare |essere )?(tranquill*|cert*|sicur*)|senz altro|senza (alcun )?dubbio|senza fallo|sicuramente|certamente|parola d onore|(d ora in poi|da oggi|da ora|in futuro)~(tutt*|sempre|ogni|mai|ness*)|non (ti )?preoccup*|al 100"},
	{TONE_EMPTY_PROMISE,
	    "tutto il possibile|(tutto|il possibile)( quanto| cio che)?~(possibile|nostro potere|possiamo)|del nostro meglio|al piu presto|quanto prima|prima possibile|(il )?piu (presto|velocemente|rapidamente) possibile|(appena|non appena) possibile|a breve|presto|tra poco|fra poco|nei prossimi giorni|nei giorni a venire|prossimamente|da un momento all altro|(tra|fra|in|entro) (qualche|pochi) (giorn*|or*)|nel minor tempo|(scus*|dispiac*|spiacent*)~(disagi*|inconvenient*|disturb*)|disagio (arrecat*|causat*)|per il disagio"},

	{TONE_GO_AWAY,
	    "(contatt(a|i|ate|are|arlo)|controll(a|i|ate|are)|chiam(a|i|ate|are)|consult(a|i|ate|are)|rivolgi(ti|tevi)|rivolga|rivolgersi|rivolgerti|chied(i|a|ete|ere)|telefon(a|i|ate|are)|scriv(i|a|ete|ere)|segu(i|a|ite|ire)|visit(a|i|ate|are)|verific(a|hi|are)|parl(a|i|are)|reclam(a|are)|vai|vada|guard(a|i)|sent(i|a|ire)|tracci(a|are)|inform(ati|arsi)|si rivolga)( si| direttamente| pure)*( il| lo| la| l| i| gli| le| a| al| allo| alla| all| con| sul| su| presso| da| dal| in)?( il| la)?( sito*| numero| servizio clienti| assistenza| pagina| centralino| app)?( web| internet)?( di| del| dello| della| dell| delle)? ?({C})"},
	{TONE_GO_AWAY,
	    "(reclam*|domand*|richiest*|segnalazion*|lamentel*)~(vanno|va|deve|devono|essere|rivolt*|indirizz*|presentat*)~({C})|(sul|dal|tramite il) (sito|numero|portale) (di|del|dello|della|delle) ({C})"},
	{TONE_GO_AWAY,
	    "non (rispondere|rispondete|risponda|rispondi|scrivere|scriverci|chiamare|chiamarci|contattarci|chiamateci|scriveteci)|(email|e mail|mail|messaggio|casella|indirizzo|posta)~(automatic*|non (e|viene)? ?(lett*|presidiat*|monitorat*|controllat*|presidiata|abilitat*))|nessuno (legge|risponde)|noreply"},
	{TONE_GO_AWAY,
	    "non (possiamo|posso|siamo in grado|c e|abbiamo)( di)?( fare| piu| altro| dirti| darti)* ?(nulla|niente|aiutart*|aiutarl*|aiutarv*|assistert*|altre (informazioni|notizie)|rispondere|altro da)|(nulla|niente) (possiamo|da fare|che possiamo)|(puoi|devi|resta|basta|non resta che)( solo| soltanto)? ?(aspettare|attendere|pazientare)|(abbi|porti|portare|un po di) pazienza|non (gestiamo|ci occupiamo|trattiamo|rispondiamo)|non e (compito|competenza|affare) nostr*|non (spetta|compete) a noi"},
	{0, ""},
};

const struct tone_language tone_it = {"it", false, classes, patterns};
