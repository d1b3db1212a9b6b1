#include "monitor/notice/tone_rules.h"

/* Catalan: the classes of words, each before those that it is part of. */
const struct tone_line tone_words_ca[] = {
    /* words that hold a clause together */
    {"STOP", "pero|encara que|malgrat que|perque|ja que|mentre|quan|per aixo|aixi que|sino"},
    {"NOT", "no|mai|tampoc|ni|ningu|cap|gens|res"},
    {"IF", "si|quan|en cas|per si"},
    {"PAST", "haguess*|haver|fossis|hauria*|haguer*|fos"},
    {"REL", "que|qui|quin|el qual|la qual"},
    {"OF",
	"de|d|del|dels|a|al|als|en|amb|per|pel|pels|entre|sobre|per part de/del/d|a carrec "
	"de/del|de la banda de/del|del costat de/del|a mans de/del"},
    {"BY", "per|pel|pels|de|a mans de/del|en mans de/del"},
    {"DUE",
	"per culpa/causa/motiu/motius/obra de/del/d/dels|a causa de/del/d/dels|"
	"degut/deguda/deguts a/al/als|es deu/deuen/degut a/al|a consequencia de/del/d|arran "
	"de/del/d|amb motiu de/del|gracies a/al|causat*/provocat*/ocasionat*/motivat* per/pel|"
	"imputable*/atribuible* a/al|en vista de/del|ates|atesa|atesos|donat el|donada la|"
	"deriva* de/del|prove/ve/ve ?tot/nomes de/del|a merce de/del|per raons/rao de/del|"
	"fruit de/del"},
    {"VIA", "per|pel|pels|amb|despres de/del|davant|sota"},
    {"HASIT", "el/la/ho te|el te"},
    {"US", "nosaltres|*arem|*irem|hem|vam|som|tenim|estem|anem|hi hem|he|vaig|fem"},
    {"THEY", "ells|elles|aquesta gent|aquests senyors"},
    /* whoever carries */
    {"GOODS",
	"logistic*|postal*|missatgeria|paqueteria|repartiment*|distribucio|transport*|"
	"lliurament*|entrega*|enviament*|correus|ultima milla|carrega|mudances|repartir|"
	"lliurar|mercaderies"},
    {"BODY",
	"empresa|empreses|companyi*|agencia|agencies|servei|serveis|xarxa|xarxes|firma|"
	"operador*|col laborador*|laborador*|soci|socis|partner*|proveidor*|gent|personal|"
	"equip|equips|nois|encarregat*|responsable*|central|delegacio|plataforma|nau|centre|"
	"hub|magatzem|intermediari*|casa|cadena|amics|senyors|professionals|treballador*|"
	"oficina|subcontract*|xicots"},
    {"COURIER",
	"transportista|transportistes|missatger|missatgers|missatgera|missatgeria|repartidor*|"
	"courier*|conductor*|xofer*|camioner*|furgoneta|furgonetes|camio|camions|carter|"
	"carters|cartera|distribuidor*|subcontract*|rider*|naviliera|duana|duanes|transitari|"
	"mosso|mossos|BODY ?extern* de/del/d/dels/en ?la/les/l/els GOODS|BODY GOODS|BODY que "
	"?et ?us ?ens ?ho ?la reparteix*/transport*/porta*/lliur*/entreg*/dur*|els qui/que ~1 "
	"reparteix*/porten/lliuren|qui ~1 reparteix/porta/lliura/transporta|els del/de ?la ?l "
	"repartiment/furgoneta/transport/camio/agencia|el transport|del transport|el "
	"repartiment|la logistica|una altra empresa|l agencia|correus|empresa externa|agencia "
	"transp|agent de duanes|centre de classificacio|agencia|qui ho ~2 portar|qui ens fa el "
	"repartiment|plataforma de distribucio|col laborador* ~1 extern*|qui ~1 ens fa ~1 "
	"repartiment|agencia de transport*|delegacio de transport*"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"tercers|un tercer|altres|algu|altra empresa|mans alienes|els de sempre|el ?nostre "
	"proveidor/fabricant|la fabrica"},
    {"TRANSIT",
	"transport|transit|ultim tram|trajecte|repartiment|logistica|cadena|ultima milla|"
	"distribucio"},
    /* what went wrong */
    {"FAIL",
	"perd*|extravi*|endarrer*|retard*|retras*|demor*|oblid*|descuid*|fall*|equivoc*|"
	"confon*|confus*|trenc*|malm*|danyat*|danyar|espatll*|aixaf*|esclaf*|colpej*|maltract*|"
	"avari*|incompl*|bloqu*|col lapsa*|satur*|desbord*|sobrecarr*|ignor*|ment*|desvi*|"
	"abandon*|nega*|rebutj*|salt*|tard|tarden|trig*|encall*|despist*|deixat*|deixar|"
	"llenca*|llanca*|mal|malament|pitjor|fatal|culp*|responsable*|caos|desastre|vergonya|"
	"negligen*|desorganitz*|vaga|vagues|impossible|lent*|fracass*|en lloc|en comptes|va "
	"tard|van tard|amb retard|sense avisar/dir/trucar/respondre/donar/passar|retingut*|"
	"rete|reten*|aturat*|atura*|hauria/haurien/havia/havien ?de haver|havia de|havien de|"
	"problema*|incidencia*|error*|provoc*|caus*|ocasion*|decebut|decep*|jura*|dorm*|"
	"complic*|pati*|pateix*|acumul*|destross*|mulla*|ratlla*|cancel*|anul*|ajorn*|roba*|"
	"desapar*|esvai*|incompet*|gandul*|inefic*|embol*|ficat la pota|punxa*|va a la seva|"
	"petat|peta|errada|erraria|no ~1 volgut|falta gent|falten mans|espatlla*|marcar ~1 com|"
	"que no tocava|no ha funcionat|practiques|sort que tenim|estimats|cosa de CARRIER|te "
	"problemes|problemes|altra casa|altra adreca|una altra casa|etiquetat malament|amb "
	"calma|accident|mala passada"},
    {"TROUBLE",
	"culpa*|error|errors|fallada|fallades|problema|problemes|incidencia|incidencies|retard|"
	"retards|demora*|avaria|avaries|vaga|vagues|negligencia|descuit|saturacio|col lapse|"
	"caos|embus*|perdua|perdues|extraviament|despistada|deixadesa|mala gestio|incompliment|"
	"manca|falta|sobrecarrega|lentitud|ineficacia|desperfect*|dany|danys|trencament|"
	"manipulacio|contratemps|imprevist*|anomalia|anomalies|aturada|desgavell|acumulacio|"
	"pic de feina|errada|errades|culpa|classificacio"},
    {"STUCK",
	"retingut*|retinguda|aturat*|bloquejat*|perdut|perduda|perduts|oblidat*|encallat*|"
	"abandonat*|extraviat*|malmes*|trencat*|endarrerit*|desviat*|parat|parada|quedat|"
	"adormit|atrapat*"},
    {"BLAMED",
	"culpa|culpable*|responsable*|responsabilitat|causant*|la causa|l origen|el motiu|el "
	"problema|la fallada|el retard|l error|la demora|depen*|en mans|a carrec|cosa de|"
	"imputable*|correspon"},
    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"no ~3 nostra/nostre/nosaltres culpa/error/responsabilitat/cosa/problema|no ~2 "
	"culpa/error/responsabilitat/cosa/problema nostr*|no ~3 culpa nostra|no depen* ~3 "
	"nosaltres/nostr*|res/no ~2 veure ~2|no ~2 som ~2 responsable*/culpable*|no ~2 assumim|"
	"no ens ~2 responsab*|no podem ~2 responsab*|alien* ~1 a/al/als|alienes|fora del/de ?l "
	"?la nostr*|mes enlla del/de|fora del nostre|fora de les nostres|escap* ~3 nostr*|no "
	"~2 en les nostres|circumstancies/causes/motius/raons extern*/alien*|nosaltres ~4 a "
	"temps/puntual*/be/correct*|va sortir ~4 a temps/puntual*/perfect*|la nostra part|"
	"sense culpa nostra|ells sabran|per culpa d altri|mans alienes|p culpa|culpa agencia|"
	"es cosa de|cosa de CARRIER|practiques del sector|nosaltres ~4 be|havia complert|"
	"nostre ~1 va sortir|si fos per nosaltres|ens en rentem|el van perdre|la van perdre|"
	"van perdre ~2 al seu|al seu magatzem|despres ~2 perdre|ja saps com es CARRIER|ja se "
	"sap|no ~1 controlem|no podem controlar|la nostra feina acaba/s|no ~2 imputable|culpa "
	"~5 qui ens|des del magatzem tot|no depenen de nosaltres|problema extern|vam "
	"lliurar/enviar/entregar/donar/preparar/expedir ~4 a temps ~~|es/ha estat cosa de/d ~1 "
	"CARRIER|errada/error de classificacio|NOT ~2 de la botiga/llibreria sino|en nom "
	"de/del/d ~2 CARRIER"},
    {"OURS",
	"nostre/nostra/meva/meu error/culpa/fallada/descuit/retard/despistada|"
	"error/culpa/fallada/retard/responsabilitat/descuit ?es/va/ha ?ser/estat ?tot/tota "
	"?del ?nomes nostr*/meu/meva|ens vam/hem "
	"?equivocat/equivocar/oblidar/descuidar/oblidat/confondre|vam/hem "
	"oblidar/perdre/oblidat/perdut/trencar/fallar/fallat/confondre/barrejar/enganxar/llegir/enviar "
	"?malament|ens vam|ens hem|ens va|el nostre sistema/programa|per part nostra|hauriem|"
	"ningu ~2 que nosaltres|nomes nosaltres"},
    /* what is no fault */
    {"FINE",
	"recoll*|lliur*|entreg*|escanej*|confirm*|reb*|inten*|truc*|avis*|pass*|surt*|sort*|"
	"arrib*|carreg*|torn*|regist*|respo*|inform*|accept*|port*|deix*|previst*|indic*|"
	"visit*|comunic*|estima*|te|tindra|demana*|exige*|sol licit*|requer*|espera*"},
    {"JUST",
	"ja|nomes|ho|el|la|li|et|es|ens|us|els|les|s|l|n|ahir|avui|tambe|altre cop|simplement"},
    {"DID",
	"ha/han/havia/havien/hagi/hagin/va/van #!FINE|prefere*|pensa*|creu*|juga*|acostuma*|"
	"volta*|sol|diu que|diuen que|son un"},
    {"ITIS", "es|va ser|ha estat|son|sera"},
    {"ELSEWHERE",
	"CARRIER|banc|asseguranca|fabricant|venedor|plataforma|marketplace|consum|web|remitent"},
    {"FINEYOU",
	"demana*|compra*|pregunta*|encarrega*|dir|dit|paga*|rebre|rebut|truca*|explica*|avisa*|"
	"envia*|reserva*|torna*|donar|donat|indica*|escriure|escrit|triar|triat|deixar|deixat|"
	"confia*|fer|fet|tenir|veure|vist|sollicit*|retorna*|comenta*|esperar|esperat|preferi*|"
	"be|proposar|a"},
    /* weather, seasons, and what they do */
    {"WEATHER",
	"temporal|temporals|neu|neus|nevada|nevades|neva|nevar|pluja|pluges|plou|plogu*|"
	"tempesta|tempestes|borrasca|vent|vents|ventada|ventades|tramuntana|mestral|calamarsa|"
	"pedregada|gel|gelada|gelades|glac|boira|boires|inundacio*|aiguat|aiguats|riuada|"
	"riuades|onada de calor/fred|calor|fred|huraca|ciclo|tornado|meteorolog*|climatolog*|"
	"clima|mal temps|inclemencia|llevantada|xafec|ruixat*|alerta vermella/taronja/groga|"
	"avis vermell/taronja|condicions meteo*/climat*/adverses|forca major|catastrofe*|"
	"terratremol|incendi|incendis|carretera* ~1 nevad*/gelad*/tallad*/inundad*|el cel|la "
	"natura|sequera|gloria|black friday|nadal|reis|volum|pic de|pics de|vaga|vagues|"
	"festius|transit|manifestacio*|rebaixes|gran volum|sant jordi|dies de reis|l agost|la "
	"temporada|nevat|plogut|nevant|plovent|pandemia|aiguats|riuades|les cues|el fred"},
    {"HINDER",
	"endarrer*|retard*|alent*|impede*|impedi*|oblig*|impossib*|atur*|tall*|tanc*|bloqu*|"
	"complic*|dificult*|afect*|no "
	"podem/podrem/hem/vam/es/arrib*/va/anem/ens/ha/han/surt*/deix*|caus*|provoc*|ocasion*|"
	"fren*|para|cancel*|suspe*|mes tard|tard|ajorn*|culpa|per aixo|en lloc|anem tard|"
	"espera*|paciencia|demor*|comprensio|colgat|s encall*|col lapsen|lapsen|s espera|tanca|"
	"d aqui ve|no podem|endarrereix*|endarreri*|mala passada|capgir*|allarg*|es queden|"
	"fren*|van fer que|lent|coincidit|afectat"},
    {"WRONG",
	"mal|malament|equivocat*|equivocada|erroni*|erronia|incorrect*|incomplet*|que no "
	"existeix|inexistent*|inexact*|antig*|vell*|fals*|insuficient*|desconegut*|illegible*"},
    {"ADDRESS",
	"adreca|codi|telefon|numero|dades|domicili|carrer|pis|porta|nom|cognom|bustia|timbre|"
	"interfon|correu|informacio|pagament"},
    /* the customer */
    {"CUSTOMER", "client|clients|clienta|destinatari*|comprador*|vos|voste|tu"},
    {"REPLY",
	"responguis|respongueu|responeu|respongui|responguin|contestis|contesteu|contesti|"
	"escriguis|escriviu|escrigui|truquis|truqueu|truqui|insisteixis|insistiu|insisteixi|"
	"insisteixin|reclamis|reclameu|contactis|contacteu|respondre|contestar"},
    /* sending away */
    {"CONTACT",
	"contacta|contacteu|contacti|contactar|posa t|posi s|truca|truqui|truqueu|trucar|"
	"pregunta|pregunti|pregunteu|preguntar|consulta|consulti|consulteu|consultar|parla|"
	"parli|parleu|parlar|adreca t|adreci s|adreceu|adrecar|dirigeix|escriu|escrigui|"
	"escriure|mira|miri|mireu|comprova|comprovi|visita|visiti|entra|entri|segueix|segueixi|"
	"rastreja|reclama|reclami|reclamar|ves|vagi|ves a|demana|demani|informa t|informi s|"
	"introdueix|acut|presenta|exigeix|passa"},
    {"CLAIM",
	"reclamacio* ~4 a/al/davant|queixa ~3 a|queixes ~3 a|dubte ~2 amb|dubtes ~2 amb/a|"
	"consultes ~2 a|web de/del/d|pagina de/del|app de/del|seguiment de/del"},
    {"", ""},
};
