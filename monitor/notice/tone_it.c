#include "monitor/notice/tone_rules.h"

/* Italian: what is not said, over the classes of tone_it_words. */
static const struct tone_line lines[] = {
    {"go_away",
	"chieda/chiedi/vada/vai/si rivolga/rivolgiti/contatti/chiami/passi/si informi ~4 "
	"ufficio/filiale/sportello|dovra aspettare|dovra attendere|deve aspettare|deve "
	"attendere|devi aspettare|dovrai|non abbiamo altre informazioni|non ci sono altre "
	"informazioni|altro non sappiamo|farci ~1 niente|non possiamo farci|sporga denuncia|"
	"non possiamo intervenire|chieda a loro|non si fa carico"},
    {"blame_carrier", "abbiamo ~4 in tempo ~~ poi/ma/dopo"},
    {"innocent",
	"ciao/salve/gentile/caro/cara/egregio/egregia/buongiorno/buonasera/ehi ?signor "
	"?signora ?, ?_ ?_ ?_ ,|signor/signora/sig/famiglia/dottor COURIER/WEATHER|"
	"ufficio/uffici/punto/sportello/filiale/agenzia ?di/del/della/delle ?ritiro ?postale "
	"?delle ?di CARRIER|costume/pupazzo/gioco/libro/cappello/corso/puzzle di/del/della/da "
	"_|stivali/giacca/cappotto/abbigliamento/catene/guanti da/per/di ?la ?il _|ufficio "
	"postale"},
    {"innocent",
	"abbiamo ?gia ?anche "
	"chiesto/contattato/chiamato/telefonato/sollecitato/prenotato/incaricato/affidato/consegnato/scritto "
	"~4 CARRIER|^ IF #!PAST|CARRIER non consegna*/lavora*/passa*/ritira* ~2 "
	"sabato/domenica/festiv*/lunedi|non deve #|non serve #|non e colpa sua|lei non ha "
	"sbagliato|resiste a #|ci scrive/dice/chiede/racconta ~~|avevamo/abbiamo promesso|non "
	"~1 possiamo promett*/garant*|l ultima volta a/che|non ce la faremo|non possiamo "
	"prometterglielo|il ghiaccio non|vento di|tramontana #|possiamo ~4 data|non ~3 data|se "
	"lei non #|non era la neve|nemmeno l autista|bloccato noi"},
    {"blame_weather",
	"forza maggiore|maltempo|condizioni meteo*/atmosferiche/climatiche|avverse condizioni|"
	"il tempo non|circostanze eccezionali|volumi eccezionali|in questo periodo|natale e "
	"natale|black friday|alta stagione|per via del tempo|strade ~2 "
	"ghiacciate/chiuse/allagate/interrotte/innevate/impraticabili|e un delirio|sotto natale"},
    {"blame_customer",
	"hai/avete ?gia ?anche ?mal !FINEYOU *ato/*uto/*ito/*to/*so/*sto|non ?ci ?vi ?ti ?si "
	"?lo eri/era/eravate/hai/avete/ha ?lei ?tu "
	"in/a/presente/casa/*ato/*uto/*ito/risposto/aperto/messo/letto/scritto|lei/tu non _|"
	"non avendo ~2 lei|nessuno ~2 aperto/risposto/casa/in/ha|non c era nessuno|"
	"hai/avete/ha ?lei "
	"scritto/indicato/inserito/dato/messo/fornito/sbagliato/digitato/scelto/compilato ~3 "
	"WRONG/ADDRESS|hai/avete/ha ?lei "
	"sbagliato/dimenticato/rifiutato/scordato/ignorato/perso/cambiato _|ti sei/si e "
	"dimenticat*/sbagliat*/scordat*|avresti/avrebbe/avreste ~1 dovuto/potuto|dovevi|doveva "
	"lei|potevi|bastava|sarebbe bastato|se ~2 avess*/foss*|il/lo/la/l/tuo/suo/i "
	"?tuo/suo/tuoi/suoi ADDRESS ~3 WRONG|ADDRESS WRONG|per colpa tua/sua|per un tuo/suo|"
	"errore/colpa/svista ?e/stato/stata ?tuo/suo/tua/sua|colpa tua|errore suo|"
	"tua/sua/vostra colpa/responsabilita/assenza/negligenza|assenza ~2 CUSTOMER|CUSTOMER "
	"~1 assent*/irreperibil*/sconosciut*/non|assente|irreperibil*|ordinat* ~4 tardi|chi "
	"ordina|la prossima volta|per il futuro|piu attenzione|stia piu|stai piu|faccia "
	"attenzione|suo cane|il cane|citofono ~3 non|pretendere|trascorsi i giorni|mancato "
	"ritiro|mancata risposta|senza ricevere risposta|da parte sua ;|cambia casa|non avvisa|"
	"se uno|chi cambia|ha confermato lei|era abbassata|l avevamo avvis*|vi avevamo avvis*|"
	"ha insistito|misurare prima|onere del|obbligo del cliente|e responsabilita del|chi "
	"compra|chi non apre|telefono ~3 spento|ADDRESS che ~2 "
	"inserito/dato/indicato/scritto/fornito ~1 non|non l ha ritirat*|non lo ha ritirat*|"
	"telefono ~2 spento|l errore e suo|e suo $|rifiutato da lei|rifiutato da te|privo di "
	"numero|da lei inserito|da te inserito|sua dimenticanza|tua dimenticanza|dimenticanza "
	"sua|ritardo era inevitabile|per una sua|ha tardato a|hai tardato a"},
    {"empty_promise",
	"non ~1 succeder*|non ~1 accadr*|non ~1 capiter*|non ~1 ripeter*|non ~2 ripet*|mai piu|"
	"sara/e l ultima volta|non ~2 piu ~1 ritard*|nessun altro ritardo|garant*|assicur*|"
	"senza dubbio|senza alcun dubbio|senza ombra|ombra di dubbio|di sicuro|sicuramente|"
	"certamente|di certo|assolutamente|assoluta certezza|puo stare|puoi stare|stia "
	"tranquill*|stai tranquill*|sta tranquill*|tranquill*|senza fallo|al 100|100 sicur*|"
	"cento per cento|, promesso $|e una promessa|promettiamo|giur*|parola nostra|parola d|"
	"non si preoccup*|non ti preoccup*|nessun problema|nessuna preoccupazione|si fidi|"
	"fidati|si rassicuri|rassicur*|conti su|contaci|ci conti|d ora in poi|da ora in poi|d "
	"ora in avanti|in futuro tutt*|al piu presto|il prima possibile|prima possibile|appena "
	"possibile|quanto prima|nel piu breve|piu breve tempo|a breve|tra breve|in breve|a "
	"stretto|tra poco|tra non molto|fra poco|presto|prestissimo|prossimamente|nei prossimi "
	"giorni|nei giorni|entro pochi|tra qualche|in pochi giorni|in qualsiasi momento|da un "
	"momento|a momenti|a minuti|ci siamo quasi|quasi arrivat*|imminent*|ormai quasi|"
	"disagi*|il disagio|inconvenient*|tutto il possibile|tutto quello ~2|tutto cio|del "
	"nostro meglio|l impossibile|ogni sforzo|tempestiv*|sotto controllo|buone mani|ottime "
	"mani|tutto procede|andra tutto|buon esito|a buon fine|massima priorita|priorita "
	"assoluta|comprensione|immediat*|in un batter|in un attimo|costi quel|qualunque cosa|"
	"non ci piove|senza alcun intoppo|impeccabil*|sonni|sempre puntual*|puntualissim*|"
	"porti pazienza|un po di pazienza|non la deluderemo|cascasse il|in men che|facendo di "
	"tutto|faremo di tutto|mano sul fuoco|ci scommett*|scommett*|dorma tranquill*|dormi "
	"tranquill*|liscio come|a gonfie vele|al volo|in quattro e|in un lampo|praticamente ~2 "
	"arrivat*|e come se|nel giro di poco|senza meno|poco ma sicuro|certo che si|parola di"},
    {"go_away",
	"non ~2 rispond*/scriv*/chiam*/contatt*/telefon*/insist* ?piu ?a ?quest* ?questa ?ci|"
	"si prega di non|preghiamo di non|evit* di|automatic*|non ~2 "
	"lett*/monitorat*/presidiat*/controllat*|nessuno ~1 legge|noreply|non ~2 "
	"possiamo/posso/possono/potremo ~3 "
	"fare/aiutar*/dire/dirle/dirti/dare/darle/fornir*/intervenire|niente ~2 possiamo|nulla "
	"~2 possiamo|non c e ~2 fare|nulla da fare|niente da fare|non ~2 resta ~2|non ~3 "
	"gestiamo/trattiamo/rispondiamo/rimborsiamo/accettiamo/trattano/tratta/gestisce/vediamo|"
	"non ~2 nostr* ~1 problema/competenza/compito/affare|affar nostro|non e ~2 nostro|"
	"competenze|competenza|non ci riguarda|non ci compete|deve solo aspettare|non le resta|"
	"non ti resta|bisogna aspettare|attend* ~6 prima|aspett* ~6 prima|attendere|prima di "
	"scriver*/contattar*/chiamar*/reclamare|pratica ~2 archiviat*/chius*|caso ~1 chiuso|"
	"archiviat*|non daremo seguito|seguito ad altre|cosi e|e cosi|condizioni generali|"
	"termini e condizioni|faq|domande frequenti|altrove|fuori termine|fuori tempo massimo|"
	"si arrangi|arrangia*|rischio e pericolo|a suo rischio|buona fortuna|non e previst*|il "
	"venditore e|non insista|nessun rimborso|non ~1 diritto|lasci perdere|non sanno niente|"
	"solo la vetrina|meri intermediari|semplici intermediari|mero intermediario|sono "
	"affari|affari suoi|affari tuoi|problema suo|problema tuo|e un problema suo|ce ne "
	"laviamo|si rivolga altrove|faccia causa|punto e basta|fine della|discorso chiuso|"
	"linea riservata|solo per gli ordini"},
    {"", ""},
};

const struct tone_language tone_it = {"it", false, true, tone_words_it, lines};
