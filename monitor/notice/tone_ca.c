#include "monitor/notice/tone_rules.h"

static const struct tone_line lines[] = {
    /* words that hold a clause together */
    {"STOP", "pero|encara que|malgrat que|perque|ja que|mentre|quan|per aixo|aixi que|sino"},
    {"NOT", "no|mai|tampoc|ni|ningu|cap|gens|res"},
    {"IF", "si|quan|en cas|per si"},
    {"PAST", "haguess*|haver|fossis|hauria*|haguer*|fos"},
    {"REL", "que|qui|quin|el qual|la qual"},
    {"OF",
	"de|d|del|dels|a|al|als|en|amb|per|pel|pels|entre|sobre|per part de/del/d|a carrec de/del|de la "
	"banda de/del|del costat de/del|a mans de/del"},
    {"BY", "per|pel|pels|de|a mans de/del|en mans de/del"},
    {"DUE",
	"per culpa/causa/motiu/motius/obra de/del/d/dels|a causa de/del/d/dels|degut/deguda/deguts a/al/als|es "
	"deu/deuen/degut a/al|a consequencia de/del/d|arran de/del/d|amb motiu de/del|gracies a/al|"
	"causat*/provocat*/ocasionat*/motivat* per/pel|imputable*/atribuible* a/al|en vista de/del|ates|"
	"atesa|atesos|donat el|donada la|deriva* de/del|prove/ve/ve ?tot/nomes de/del|a merce de/del|per "
	"raons/rao de/del|fruit de/del"},
    {"VIA", "per|pel|pels|amb|despres de/del|davant|sota"},
    {"HASIT", "el/la/ho te|el te"},
    {"US", "nosaltres|*arem|*irem|hem|vam|som|tenim|estem|anem|hi hem|he|vaig|fem"},
    {"THEY", "ells|elles|aquesta gent|aquests senyors"},

    /* whoever carries */
    {"GOODS",
	"logistic*|postal*|missatgeria|paqueteria|repartiment*|distribucio|transport*|lliurament*|entrega*|"
	"enviament*|correus|ultima milla|carrega|mudances|repartir|lliurar|mercaderies"},
    {"BODY",
	"empresa|empreses|companyi*|agencia|agencies|servei|serveis|xarxa|xarxes|firma|operador*|"
	"col laborador*|laborador*|soci|socis|partner*|proveidor*|gent|personal|equip|equips|nois|nois|"
	"encarregat*|responsable*|central|delegacio|plataforma|nau|centre|hub|magatzem|intermediari*|"
	"casa|cadena|amics|senyors|professionals|treballador*|oficina|subcontract*|xicots"},
    {"COURIER",
	"transportista|transportistes|missatger|missatgers|missatgera|missatgeria|repartidor*|courier*|"
	"conductor*|xofer*|camioner*|furgoneta|furgonetes|camio|camions|carter|carters|cartera|"
	"distribuidor*|subcontract*|rider*|naviliera|duana|duanes|transitari|mosso|mossos|"
	"BODY ?extern* de/del/d/dels/en ?la/les/l/els GOODS|BODY GOODS|BODY que ?et ?us ?ens ?ho ?la "
	"reparteix*/transport*/porta*/lliur*/entreg*/dur*|els qui/que ~1 reparteix*/porten/lliuren|qui ~1 "
	"reparteix/porta/lliura/transporta|els del/de ?la ?l "
	"repartiment/furgoneta/transport/camio/agencia|el transport|del transport|el repartiment|la "
	"logistica|una altra empresa|l agencia|correus|empresa externa|"
	"agencia transp|agent de duanes|centre de classificacio|"
	"l agencia|agencia|"
	"qui ho ~2 portar|qui ens fa el repartiment|plataforma de distribucio"},
    {"CARRIER", "COURIER"},
    {"OTHERS", "tercers|un tercer|altres|algu|altra empresa|mans alienes|els de sempre"},
    {"TRANSIT",
	"transport|transit|ultim tram|trajecte|repartiment|logistica|cadena|ultima milla|distribucio"},

    /* what went wrong */
    {"FAIL",
	"perd*|extravi*|endarrer*|retard*|retras*|demor*|oblid*|descuid*|fall*|equivoc*|confon*|confus*|trenc*|"
	"malm*|danyat*|danyar|espatll*|aixaf*|esclaf*|colpej*|maltract*|avari*|incompl*|bloqu*|"
	"col lapsa*|satur*|desbord*|sobrecarr*|ignor*|ment*|desvi*|abandon*|nega*|rebutj*|salt*|"
	"tard|tarden|trig*|encall*|despist*|deixat*|deixar|llenca*|llanca*|mal|malament|pitjor|fatal|"
	"culp*|responsable*|caos|desastre|vergonya|negligen*|desorganitz*|vaga|vagues|impossible|lent*|"
	"fracass*|en lloc|en comptes|va tard|van tard|amb retard|sense "
	"avisar/dir/trucar/respondre/donar/passar|retingut*|rete|rete|reten*|aturat*|atura*|hauria/haurien/havia/havien ?de "
	"haver|havia de|havien de|problema*|incidencia*|error*|provoc*|caus*|ocasion*|decebut|decep*|jura*|dorm*|complic*|pati*|pateix*|acumul*|destross*|mulla*|ratlla*|cancel*|anul*|"
	"ajorn*|roba*|desapar*|esvai*|incompet*|gandul*|inefic*|embol*|ficat la pota|punxa*|va a la "
	"seva|petat|peta|"
	"errada|erraria|no ~1 volgut|falta gent|falten mans|espatlla*|desastre|marcar ~1 com|que no tocava|no ha funcionat|practiques|sort que tenim|estimats|cosa de CARRIER|"
	"te problemes|problemes|"
	"altra casa|altra adreca|una altra casa|"
	"etiquetat malament|amb calma|"
	"accident|mala passada"},
    {"TROUBLE",
	"culpa*|error|errors|fallada|fallades|problema|problemes|incidencia|incidencies|retard|retards|"
	"demora*|avaria|avaries|vaga|vagues|negligencia|descuit|saturacio|col lapse|caos|embus*|"
	"perdua|perdues|extraviament|despistada|deixadesa|mala gestio|incompliment|manca|falta|sobrecarrega|"
	"lentitud|ineficacia|desperfect*|dany|danys|trencament|manipulacio|contratemps|imprevist*|"
	"anomalia|anomalies|aturada|desgavell|acumulacio|pic de feina|error|"
	"errada|errades|culpa|classificacio"},
    {"STUCK",
	"retingut*|retinguda|aturat*|bloquejat*|perdut|perduda|perduts|oblidat*|encallat*|abandonat*|"
	"extraviat*|malmes*|trencat*|endarrerit*|desviat*|parat|parada|quedat|adormit|atrapat*"},
    {"BLAMED",
	"culpa|culpable*|responsable*|responsabilitat|causant*|la causa|l origen|el motiu|el problema|la fallada|el "
	"retard|l error|la demora|depen*|en mans|a carrec|cosa de|imputable*|correspon"},

    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"no ~3 nostra/nostre/nosaltres culpa/error/responsabilitat/cosa/problema|no ~2 "
	"culpa/error/responsabilitat/cosa/problema nostr*|no ~3 culpa nostra|no depen* ~3 "
	"nosaltres/nostr*|res/no ~2 veure ~2|no ~2 som ~2 "
	"responsable*/culpable*|no ~2 assumim|no ens ~2 responsab*|no podem ~2 responsab*|alien* ~1 "
	"a/al/als|alienes|fora del/de ?l ?la nostr*|mes enlla del/de|fora del nostre|fora de les "
	"nostres|escap* ~3 nostr*|no ~2 en les nostres|circumstancies/causes/motius/raons "
	"extern*/alien*|nosaltres ~4 a temps/puntual*/be/correct*|vam ~4 a temps ~~|va sortir ~4 a temps/"
	"puntual*/perfect*|la nostra part|sense culpa nostra|ells sabran|per culpa d altri|mans alienes|"
	"p culpa|culpa agencia|es cosa de|cosa de CARRIER|practiques del sector|nosaltres ~4 be|havia complert|nostre ~1 va sortir|si fos per nosaltres|ens en rentem|"
	"el van perdre|la van perdre|van perdre ~2 al seu|al seu magatzem|despres ~2 perdre|"
	"ja saps com es CARRIER|ja se sap|no ~1 controlem|no podem controlar|la nostra feina acaba/s|no ~2 imputable|"
	"culpa ~5 qui ens|des del magatzem tot|"
	"no depenen de nosaltres|problema extern"},
    {"OURS",
	"nostre/nostra/meva/meu error/culpa/fallada/descuit/retard/despistada|"
	"error/culpa/fallada/retard/responsabilitat/descuit ?es/va/ha ?ser/estat ?tot/tota ?del ?nomes nostr*/meu/meva|"
	"ens vam/hem ?equivocat/equivocar/oblidar/descuidar/oblidat/confondre|vam/hem "
	"oblidar/perdre/oblidat/perdut/trencar/fallar/fallat/confondre/barrejar/enganxar/llegir/enviar ?malament|"
	"ens vam|ens hem|ens va|el nostre sistema/programa|per part nostra|hauriem"},

    /* innocent: names, requests, plans */
    {"FINE",
	"recoll*|lliur*|entreg*|escanej*|confirm*|reb*|inten*|truc*|avis*|pass*|surt*|sort*|arrib*|carreg*|torn*|"
	"regist*|respo*|inform*|accept*|port*|deix*|previst*|indic*|visit*|comunic*|estima*|te|tindra|"
	"demana*|exige*|sol licit*|requer*"},
    {"JUST",
	"ja|nomes|ho|el|la|li|et|es|ens|us|els|les|s|l|n|ahir|avui|tambe|altre cop|simplement"},
    {"DID",
	"ha/han/havia/havien/hagi/hagin/va/van #!FINE|prefere*|pensa*|creu*|juga*|acostuma*|volta*|sol|diu que|diuen que|son un"},
    {"ITIS", "es|va ser|ha estat|son|sera"},
    {"ELSEWHERE",
	"CARRIER|banc|asseguranca|asseguranca|fabricant|venedor|plataforma|marketplace|consum|web|remitent"},
    {"FINEYOU",
	"demana*|compra*|pregunta*|encarrega*|dir|dit|paga*|rebre|rebut|truca*|explica*|avisa*|envia*|reserva*|"
	"torna*|donar|donat|indica*|escriure|escrit|triar|triat|deixar|deixat|confia*|fer|fet|tenir|veure|"
	"vist|sollicit*|retorna*|comenta*|esperar|esperat|preferi*|be|proposar|a"},
    {"go_away",
	"pregunta/pregunti/pregunteu/ves/aneu/adreca/contacta/truca/consulta ~4 oficina/delegacio ~2|"
	"hauras d esperar|haura d esperar|haureu d esperar|has d esperar|ha d esperar|"
	"no tenim mes informacio|no hi ha mes informacio|"
	"no ens escriviu|declina*|hagin passat|"
	"no podem intervenir|pregunta ls|pregunteu los|"
	"no es fa carrec"},
    {"blame_carrier", "vam/hem ~4 a temps ~~ pero/despres/llavors"},
    {"innocent",
	"hola/benvolgut/benvolguda/estimat/estimada/bon/bona ?dia ?tarda ?, ?_ ?_ ?_ ,|"
	"oficina/oficines/punt/punts/botiga/apartat ?de ?recollida de/del/d ?l ?la CARRIER|"
	"disfressa/ninot/joc/llibre/gorra/curs/conte de/del ?la _|"
	"botes/roba/abric/jaqueta/cadenes/guants de/per/contra ?a ?la/el/l _"},
    {"innocent",
	"hem/vam/he ?ja demanat/encarregat/trucat/preguntat/parlat/reservat/contactat/reclamat/demanar/trucar/"
	"lliurar/lliurat ~3 CARRIER|^ IF #!PAST|CARRIER no reparteix*/treball*/obre*/lliur* ~2 "
	"dissabte*/diumenge*/festiu*/dilluns/cap|no cal #|no has de fer #|no es culpa teva|"
	"no ?ho podem dir/prometre/assegurar|ens demaneu/dieu/escriviu/dius/escrius ~~|us/et vam/hem prometre/promes|no complirem|regueu la #|"
	"podem ~3 data|"
	"no hi te res a veure|veiem la nevada"},

    /* weather, and what it does */
    {"WEATHER",
	"temporal|temporals|neu|neus|nevada|nevades|neva|nevar|pluja|pluges|plou|plogu*|tempesta|tempestes|"
	"borrasca|vent|vents|ventada|ventades|tramuntana|mestral|calamarsa|pedregada|gel|gelada|gelades|glac|"
	"boira|boires|inundacio*|aiguat|aiguats|riuada|riuades|onada de calor/fred|calor|fred|huraca|"
	"ciclo|ciclo|tornado|meteorolog*|climatolog*|clima|mal temps|inclemencia|llevantada|xafec|"
	"ruixat*|alerta vermella/taronja/groga|avis vermell/taronja|condicions meteo*/climat*/adverses|forca "
	"major|catastrofe*|terratremol|incendi|incendis|carretera* ~1 nevad*/gelad*/tallad*/inundad*|el "
	"cel|la natura|sequera|gloria|black friday|nadal|reis|volum|pic de|pics de|vaga|vagues|festius|"
	"transit|manifestacio*|rebaixes|gran volum|"
	"sant jordi|dies de reis|l agost|la temporada"},
    {"HINDER",
	"endarrer*|retard*|alent*|impede*|impedi*|oblig*|impossib*|atur*|tall*|tanc*|bloqu*|complic*|dificult*|"
	"afect*|no podem/podrem/hem/vam/es/arrib*/va/anem/ens/ha/han/surt*/deix*|caus*|provoc*|ocasion*|"
	"fren*|para|cancel*|suspe*|mes tard|tard|ajorn*|culpa|per aixo|en lloc|anem tard|espera*|paciencia|"
	"demor*|comprensio|colgat|"
	"s encall*|col lapsen|lapsen|s espera|tanca|d aqui ve"},
    {"blame_weather",
	"el temps no|forca major|circumstancies excepcionals|nadal es nadal|gran volum|en aquestes "
	"dates|black friday|condicions meteo*|pics de feina|"
	"la temporada es|l agost es|el pais tanca|"
	"carreteres ~2 gelades/tallades/nevades/inundades/intransitables"},

    /* the customer */
    {"WRONG",
	"mal|malament|equivocat*|equivocada|erroni*|erronia|incorrect*|incomplet*|que no existeix|inexistent*|"
	"inexact*|antig*|vell*|fals*|insuficient*|desconegut*|illegible*"},
    {"ADDRESS",
	"adreca|codi|telefon|numero|dades|domicili|carrer|pis|porta|nom|cognom|bustia|timbre|interfon|"
	"interfon|correu|informacio|pagament"},
    {"CUSTOMER", "client|clients|clienta|destinatari*|comprador*|vos|voste|tu"},
    {"blame_customer",
	"vas/vau !FINEYOU *ar/*er/*ir/*re|no ?hi ?ens ?el ?la eres/eren/estaves/has/heu/vas/vau/haveu ~2 "
	"_|no eres|no hi eres|no ~1 vas _|no ~1 has "
	"_|ningu ~2 a/obri*/obrir/respon*/atendre/contest*|no hi havia ningu|vas/has/heu/vau ?ser ?tu "
	"escriure/posar/donar/indicar/escrit/posat/donat/indicat/triar ~3 WRONG/ADDRESS|et vas/has/vau "
	"equivocar/oblidar/equivocat/oblidat/descuidar|vas/has oblidar/oblidat/rebutjar/rebutjat/"
	"ignorar/canviar/canviat|"
	"hauries/haurieu/havies/hauria voste d/de ?haver|hauries d|havies de|podies|podries haver|si ~2 "
	"haguess*|si ~2 fossis|d haver ~1|la/el/l/les ?teva/teu/vostra/seva/teves ADDRESS ~3 WRONG|ADDRESS "
	"WRONG|WRONG ADDRESS|per culpa "
	"teva/vostra/seva|error/culpa/descuit ?es/va/ha ?ser/estat teu/teva/seu/seva/vostre|culpa "
	"teva|per un error teu/seu|teva/vostra/seva culpa/responsabilitat/absencia/negligencia|CUSTOMER ~1 "
	"absent*/desconegut*/il|absent|absents|vas/has/heu demanat/comprar/comprat/encarregat ~3 tard|"
	"la propera ?vegada|la proxima vegada|mes cura|pagament ~3 tard|el teu gos|el vostre gos|porta ~2 tancada|termini de recollida|recollir-lo a temps|"
	"no ereu|ereu a casa|ereu fora|absencia del|responsabilitat del comprador/client|prendre mides|obligacio del|vau deixar passar|va caducar|ja us/et vam advertir|vau insistir|vas insistir|per part vostra|per part teva|qui canvia|qui no obre|qui compra|qui demana|no s ha produit|codi ~4 es de|vau posar es|una mica mes d atencio|dades correctes|"
	"telefon ~2 apagat|mobil ~2 apagat|"
	"rebutjat per tu|va indicar malament|"
	"no hi figura|figura el vostre|pagar ~2 tard|no us ha d estranyar|voste no hi era|no hi era|"
	"has trigat|vas trigar"},

    /* nobody can promise that */
    {"empty_promise",
	"no/mai ~1 tornara* ~1 a/passar/succeir|no ~2 torni ~1 a|no es repetir*|mai mes|ultima "
	"vegada|no hi haura ~2 retard*|cap ~1 retard|garant*|asseguro|t ho assegur*|"
	"assegurem|amb ?total ?tota seguretat|segur|segurissim|ben segur|sense falta|sense "
	"dubte|sense cap dubte|sens dubte|si o si|cent per cent|al 100|100 segur|t ho jur*|ho juro|"
	"juro|jurat|paraula d|et dono la|, promes $|promet* que|t ho promet*|prometem|no et preocup*|no us "
	"preocup*|no pateix*|no es preocup*|no pateixi*|tranquil*|confia en|confieu|pots "
	"comptar|compta amb aixo|a partir d ara|d ara endavant|des d ara|com mes aviat|"
	"al mes aviat|tan aviat com|el mes aviat|com abans millor|quan abans|la "
	"maxima/maxima celeritat/urgencia/rapidesa|amb la maxima|en breu|ben aviat|molt aviat|aviat|d aqui a "
	"poc|properament|proximament|els propers dies|els proxims dies|en pocs dies|en uns dies|en qualsevol moment|d un "
	"moment|a punt d arribar|ja gairebe|gairebe|tot ?ho de seguida|immediat*|molesties|inconvenient*|tot el "
	"possible|tot el que|l impossible|humanament|en les nostres mans|sota control|bones mans|va "
	"tot be|tot va|seguint el seu curs|maxima prioritat|nostra prioritat|comprensio|tingueu paciencia|tingues paciencia|una mica de paciencia|en un tres i no res|en un obrir|passi el que passi|costi el que costi|"
	"sempre puntual*|totes les teves comandes|impecable|perfecte estat|no et "
	"fallarem|ara mateix|com una seda|"
	"a no res|en un no res|cap mena de dubte|sense cap mena|sens falta|ma al foc|pel bon cami|bon cami|no cal que us|no cal que et|amoin*|ja ho veuras|mes prest possible|tan prest|no tingueu ansia|no tingueu|ansia|ben segur|mans i manigues|se solucionara|encantats|convencuts|abans de res|meva paraula|"
	"assegurad*|no fallen"},

    /* answers are welcome */
    {"CONTACT",
	"contacta|contacteu|contacti|contactar|posa t|posi s|truca|truqui|truqueu|trucar|pregunta|pregunti|"
	"pregunteu|preguntar|consulta|consulti|consulteu|consultar|parla|parli|parleu|parlar|adreca t|"
	"adreci s|adreceu|adrecar|dirigeix|escriu|escrigui|escriure|mira|miri|mireu|comprova|comprovi|"
	"visita|visiti|entra|entri|segueix|segueixi|rastreja|reclama|reclami|reclamar|ves|vagi|ves a|demana|"
	"demani|informa t|informi s|introdueix|acut|presenta|exigeix|passa"},
    {"CLAIM",
	"reclamacio* ~4 a/al/davant|queixa ~3 a|queixes ~3 a|dubte ~2 amb|dubtes ~2 amb/a|consultes ~2 a|"
	"web de/del/d|pagina de/del|app de/del|seguiment de/del"},
    {"go_away",
	"no/ni ~2 respong*/respon*/contest*/escri*/truqu*/truc*/insist*/reclam*|automatic*|no ~2 es "
	"llegeix|no es ~2 atesa|no ates|ningu ~2 llegeix/revisa|noreply|"
	"no ~2 podem/puc/podrem ~2 fer/ajudar*/dir*/donar*/oferir|res ~2 podem|res a fer|no hi ~1 res|no ~2 "
	"gestionem/tractem/gestiona/tracta/reemborsem/acceptem/atenem/respondrem/donarem|no ~2 "
	"nostre/nostra problema/assumpte/competencia|no es ~1 nostre|deixa de ser|no ens "
	"pertoca|no ens incumbeix|no ens correspon|et toca esperar|nomes ~2 esperar|cal "
	"esperar|espera/esperi/espereu ~6 abans|abans de reclamar|abans d escriure|abans de "
	"trucar|cas ~1 tancat|donem per|queda tancat|es el que hi ha|no hi donarem|"
	"condicions generals|termes i condicions|preguntes frequents|faq|en un "
	"altre lloc|una altra botiga|fora de termini|espavila*|apanya*|pel teu compte|"
	"tingues paciencia|no insisteix*|pel seu compte|no farem|"
	"no fem devolucions|escrit a les condicions|l ha d omplir|ha d omplir|busqueu vos|busca t|la vida amb|no contacteu|preguem que no|cosa de @c|el seguiment es|haureu d anar|haure* d anar|rentem les mans|nomes som|simples intermediaris|es cosa vostra|problema vostre|problema teu"},
    {"", ""},
};

const struct tone_language tone_ca = {"ca", false, true, lines};
