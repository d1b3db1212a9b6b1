#include "monitor/notice/tone_rules.h"

static const struct tone_class classes[] = {
    {'D',
	"(el|la|l|els|les|un|una|uns|unes|del|dels|al|als|pel|pels|nostr*|vostr*|seu|seva|teu|teva|aquest|aquesta|altr[ea])"},
    {'L',
	"(logistic*|transport|transports|missatgeria|paqueteria|repartiment|distribucio|lliurament|lliuraments|enviament|enviaments|postal|postals|entrega|entregues|correus)"},
    {'C',
	"({B}|transportist*|missatger*|repartidor*|conductor*|xofer*|carter*|camioner*|furgonet*|camio|distribuidor*|"
	"(empresa|empreses|companyia|agencia|agencies|servei|serveis|proveidor*|soci|socis|operador*|xarxa|equip|equips|personal|collaborador*|col laborador*|partner*|firma|magatzem|centre|nau|delegacio|subcontractat*)( extern*)?( de| del| d| dels| encarregad*| de la)?( la| les| l)? {L}|"
	"(el|al) (transport|repartiment)|la (missatgeria|paqueteria|logistica)|tercers|un tercer|una altra empresa)"},
    {'F',
	"(no [a-z]+|mai [a-z]+|ni (ens|va|ha)|sense (avisar|respondre|trucar|dir)|(ha|han|havia|hauria)( tornat a| tingut)?( perdut*| fallat*| retard*| endarrer*| oblidat*| malmes*| trencat*| equivoc*| deixat*| comes*| ignorat*| extravi*| incompl*| decebut| patit| confos*| danyat*| espatllat*| retingut*| provocat*| causat*| trigat| mentit| fet (malament|un error)| un (problema|retard|error)| tornat)|"
	"(va|van) (perdre|fallar|oblidar|equivocar*|malmetre|trencar|deixar|retardar|ignorar|cometre|incomplir|amb retard|malament|molt malament|tard|fatal|trigar|confondre|lliurar~(tard|malament)|tenir (un|una|problem*))|(es va|s ha|s han|es van) (equivoc*|oblid*|negat|negar|confo*|avari*|perd*|espatll*|trenc*)|"
	"ens (ha|han|va|falla|decep*|ignora)|falla|fallen|perd|perden|triga|trigen|va malament|funciona (malament|molt malament)|(esta|estan|es|son|te|tenen|pateix*|continua)~(saturad*|desbordad*|vaga|culpab*|responsab*|retard*|problem*|avari*|retingu*|collapsad*|col lapsad*|aturat*|sense)|hauria d|haurien d|hauria de|havia de|reté|rete)"},
    {'P',
	"(culpa|error*|problema*|retard*|vaga*|avaria|avaries|negligencia|incident*|demora*|fallada|fallades|descuit*|saturacio|collapse|perdua|extraviament|desorganitzacio|responsabilitat|endarreriment*)"},
    {'W',
	"(neu|nevada|nevades|neva|temporal|temporals|tempesta|tempestes|pluja|pluges|plou|gel|gelada|gelades|glacada|glacades|pedra|calamarsa|pedregada|boira|boires|vent|vents|ventada|ventades|llevantada|riuada|inundacio*|aiguat*|onada de (calor|fred)|calor|fred|huraca|cicle|cicló|"
	"meteorolog*|climatolog*|clima|mal temps|inclemenc*|condicions (meteo*|climat*|del temps|adverses)|forca major|catastrofe*|alerta (vermella|taronja|groga)|carreteres (tallad*|glacad*|gelad*|nevad*|inundad*)|borrasca|borrasques|incendi*|terratremol)"},
    {'H',
	"(endarrer*|retard*|imped*|alent*|bloqu*|atur*|impossib*|no (podem|podrem|hem|ens|surt|arrib*|permet*|vam)|oblig*|tall*|tanc*|dificult*|afect*|cancel*|susp*|caus*|provoc*|retingu*|fa tard|tard|complic*|parali*|fren*|demor*|ajorn*)"},
    {0, ""},
};

static const struct tone_pattern patterns[] =
    {
	{TONE_INNOCENT,
	    "^ ?(hola|benvolgu*|estimad*|bon dia|bona tarda|bona nit|apreciad*|car[ao]?) ?,? ?[^,]{0,50},"},
	{TONE_INNOCENT,
	    "(oficina|oficines|punt|botiga|estafeta|consigna)( de recollida)?( de| del| d)? ?({B}|correus)"},
	{TONE_INNOCENT,
	    "(disfressa|joguina|llibre|joc|gorra|ninot|curs|novel la|samarreta) (de|d|del) (carter*|missatger*|repartidor*|conductor*|{W})|(jaqueta|botes|roba|estacio|manta|guants|abric|espelma|llibre|curs|cadenes|raquetes|pala|gorra|bola|llum)( [a-z]+)? ?(de|d|del|per a la|contra el|contra la|anti)? ?({W})"},
	{TONE_INNOCENT,
	    "(culpa|error|retard|responsabilitat) (es|va ser|ha estat)( tot[a]?| nomes)? (nostr[ea]|meu|meva)|es (culpa|responsabilitat|error) nostr[ae]"},
	{TONE_INNOCENT,
	    "(hem|ha)( ja| avui)? (demanat|encarregat|trucat|reclamat|parlat|preguntat|reservat)( [a-z@]+)?( a| al| als| amb| a l)?( la| el| l)? ({C})"},
	{TONE_INNOCENT,
	    "si( el| la| l)? ({C}) no|({C}) no (reparteix*|treballa*|lliura*)( els| el| en| la)? (dissabte*|diumenge*|festiu*|dilluns)"},

	{TONE_BLAME_CARRIER, "({C})~{F}"},
	{TONE_BLAME_CARRIER,
	    "{P}~(de|del|d|dels|de la|a|al|amb|en|per part de|per part del|es de|es del)( {D})?( {D})? ?({C}|transport|repartiment|logistica)"},
	{TONE_BLAME_CARRIER,
	    "(per culpa|a causa|culpa|degut|responsabilitat|depen|depenem|imputable|en mans|correspon|gracies)( es)?( de| del| d| dels| a| al| als)( {D})?( retard| error| problema)?( de| del| d)?( {D})? ?({C})"},
	{TONE_BLAME_CARRIER,
	    "(culpa|responsab*|culpab*|problema|motiu|causa)~(es|son|ve|rau|prove)( de| del| dels| d| en)?( {D})? ?({C}|tercers|transport|altres)"},
	{TONE_BLAME_CARRIER,
	    "(aturat*|bloquejat*|retingut*|perdut*|oblidat*|malmes*|encallat*|extraviat*) (a|al|en|per|pel|pels|amb)( {D})? ?({C})"},
	{TONE_BLAME_CARRIER,
	    "no (es|ha estat|era|va ser) (culpa nostra|(la )?nostra (culpa|responsabilitat)|responsabilitat nostra|(un )?(error nostre|nostre error)|cosa nostra)|no (som|ens fem|podem ser|ens en fem)~(responsab*|culpab*)|no (depen|depenia|ha depes|dependia) de nosaltres|no hi tenim (res a veure|cap culpa)"},
	{TONE_BLAME_CARRIER,
	    "(fora|mes enlla) del nostre (control|abast)|alie*~(nosaltres|nostr*|voluntat|botiga)|(escapa|escapen) (al|del) nostre|no es a les nostres mans"},
	{TONE_BLAME_CARRIER,
	    "(nosaltres|vam enviar|hem enviat|va sortir)~~(a temps|puntual*|en termini|a l hora)~~(pero|problema|{C}|transport)"},

	{TONE_BLAME_WEATHER, "({W})~~{H}"},
	{TONE_BLAME_WEATHER,
	    "(per culpa|a causa|degut|culpa|per|pel|pels|amb|a consequencia|gracies|davant|vist|vista)( de| del| d| dels| de la| a| al| als)?( {D})? ?(fort* |intens* |gran* )?({W})"},
	{TONE_BLAME_WEATHER,
	    "(endarrer*|retard*|aturat*|impossible|bloquej*)~~({W})|amb aquest temps|el temps no (acompanya|ajuda|permet|ens)"},

	{TONE_BLAME_CUSTOMER, "no (eres|era voste|ereu|et trobaves|es trobava|hi eres a casa|hi havia ningu|vas (obrir|respondre|contestar|agafar|recollir|indicar|donar|posar|llegir|venir|ser|estar|voler|confirmar|avisar|atendre|passar)|has|heu|va (obrir|recollir|respondre|contestar|voler))( a casa| recollit*| indicat*| donat*| respost*| contestat*| obert*| posat*| llegit*| avisat*| vingut*| confirmat*| emplenat*| volgut*| agafat*| $| el| la| els| al| a| ningu| escrit*)?|ningu (va obrir|ha obert|era|responia|va respondre|a casa|hi era)"},
	{TONE_BLAME_CUSTOMER,
	    "(vas|has|heu|va)( voste)? (escriure|escrit|donar|donat|indicar|indicat|posar|posat|introduir|introduit|triar|triat|omplir|emplenar|facilitar|facilitat)~(malament|equivocad*|incorrect*|incomplet*|erron*|no existeix|inexistent*)|(vas|has) (oblidar|oblidat|equivocar*|equivocat|rebutjar|rebutjat|refusar|refusat|descuidar|demanar~tard|demanat~tard)|et vas (equivocar|oblidar|descuidar|confondre)|t has (equivocat|oblidat|descuidat)"},
	{TONE_BLAME_CUSTOMER,
	    "(hauries|hauria|haurieu|havies|podies) (d |de )(haver )?(indicat|donat|posat|estat|escrit|avisat|llegit|ser|indicar|donar|posar|recollit|recollir|obert|comprovat|revisat|respost|estar)|si (haguessis|hagues|fossis) "},
	{TONE_BLAME_CUSTOMER,
	    "(destinatari*|client*) (absent*|desconegut*|no|illocalitzable|va rebutjar|ha rebutjat|il localitzable)|(teva|seva) (culpa|absencia|responsabilitat)|(culpa|responsabilitat) (teva|seva|del client)|(error|descuit) (teu|seu|del client|del destinatari)|(teu|seu) (error|descuit)"},
	{TONE_BLAME_CUSTOMER,
	    "(adreca|codi postal|telefon|numero)( que (ens )?(vas donar|has donat|vas indicar|vas escriure))? (es|era|esta|estava|no)? ?(malament|incorrect*|incomplet*|erron*|equivocad*|existeix|inexistent|insuficient|desconegud*)"},

	{TONE_EMPTY_PROMISE,
	    "(no|mai)( es)? (tornara|repetira|passara|succeira|ocorrera|tornarem)( a (passar|succeir|ocorrer|fallar|repetir*))?( mai)?( mes)?|mai mes|no hi haura (mes|cap altre)|ultima vegada que|sense mes retards"},
	{TONE_EMPTY_PROMISE,
	    "garanti(m|tzem|t|da)|garanteix*|(t |us |li )?(assegurem|asseguro|jurem|juro)|(t ho|us ho|ho) prometem$|prometem que|(podem|puc) (garantir|assegurar|prometre)|(pots|estigues|podeu) (estar )?(segur*|tranquil*)|sense falta|sense (cap )?dubte|amb tota seguretat|(a partir d ara|des d ara|d ara endavant|des d avui)~(tot*|sempre|cap|mai)|no (et preocupis|us preocupeu|pateixis)|paraula d honor|segur que"},
	{TONE_EMPTY_PROMISE,
	    "tot el possible|tot (el que|allo que) (podem|puguem|esta)|(el|tot el) (que|possible)~(nostres mans|nostra ma)|(com|al) mes (aviat|rapid*|rapidament)( millor| possible)?|(quan|tan) aviat|tan (aviat|rapid) com|aviat|properament|en breu|ben aviat|(els|en els|durant els|d aqui a uns|en uns|en pocs) (propers |proxims )?dies|en els (propers|proxims) dies|d un moment a l altre|en qualsevol moment|(disculp*|perdo*|sentim|lament*)~(molestie*|inconvenient*)|molesties (causades|ocasionades|que)"},

	{TONE_GO_AWAY,
	    "(contact(a|eu|i|ar)|consult(a|eu|i|ar)|truc(a|ar)|truqu(i|eu)|adre(ca|car|ceu|ci)( t| s| vos)?|pregunt(a|eu|i|ar)|parl(a|eu|i|ar)|reclam(a|eu|i|ar)|escri(u|viu|gui|ure)|visit(a|eu|i|ar)|mir(a|eu|i|ar)|segu(eix|iu|ir)|demana(li)?|ves|entra|comprova|posa t en contacte|poseu vos en contacte|informa t)( directament| si us plau)?( amb| a| al| als| el| la| les| l| de| en| sobre)?( directament)?( el| la| l| els)?( web| pagina| lloc web| telefon| atencio al client| app| servei)?( de| del| d| dels)?( la| el| l)? ?({C})"},
	{TONE_GO_AWAY,
	    "(reclamacio*|queixa|queixes|pregunt*|consult*|dubte*|incidenci*)~(s han|ha de|han de|cal|s ha|deu*|adrecar|dirigir)~({C})|(al|pel|a la) (web|telefon|pagina) (de|del|d|dels) ({C})"},
	{TONE_GO_AWAY,
	    "no (responguis|respongueu|respongui|respondre|contestis|contesteu|contesti|escriguis|escrigueu|escrigui|truquis|truqueu|truqui|ens truquis|ens escriguis|insisteixis)|(correu|email|e mail|missatge|bustia|adreca)~(automatic*|no (es|s)? ?(llegeix*|aten*|revisa*|supervis*|ates*)|desates*)|ningu (llegeix|respon|el llegeix|els llegeix)|noreply"},
	{TONE_GO_AWAY,
	    "no (podem|puc|hi podem|et podem|hi ha)( fer| dir)*( hi| mes)? ?(res|ajudar*|atendre*|cap mes|mes informacio|que puguem)|(res|res mes) (podem|a fer|que puguem)|(nomes|tan sols) (pots|cal|queda|et queda) esperar|et toca esperar|(tingues|tingueu|una mica de) paciencia|no (gestionem|tractem|atenem|responem|ens ocupem|ens encarreguem|tenim mes (dades|informacio))|no es (cosa|feina|competencia) nostra"},
	{0, ""},
};

const struct tone_language tone_ca = {"ca", false, classes, patterns};
