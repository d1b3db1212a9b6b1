#include "monitor/notice/tone_rules.h"

/* Catalan: what is not said, over the classes of tone_ca_words. */
static const struct tone_line lines[] = {
    {"go_away",
	"pregunta/pregunti/pregunteu/ves/aneu/adreca/contacta/truca/consulta ~4 "
	"oficina/delegacio ~2|hauras d esperar|haura d esperar|haureu d esperar|has d esperar|"
	"ha d esperar|no tenim mes informacio|no hi ha mes informacio|no ens escriviu|declina*|"
	"hagin passat|no podem intervenir|pregunta ls|pregunteu los|no es fa carrec"},
    {"blame_carrier",
	"vam/hem ~4 a temps ~~ pero/despres/llavors|CARRIER ni ~3 va/van/ha/han|CARRIER no ~1 "
	"ens va/ha"},
    {"innocent",
	"hola/benvolgut/benvolguda/estimat/estimada/bon/bona ?dia ?tarda ?, ?_ ?_ ?_ ,|"
	"oficina/oficines/punt/punts/botiga/apartat ?de ?recollida de/del/d ?l ?la CARRIER|"
	"disfressa/ninot/joc/llibre/gorra/curs/conte de/del ?la _|"
	"botes/roba/abric/jaqueta/cadenes/guants de/per/contra ?a ?la/el/l _"},
    {"innocent",
	"hem/vam/he ?ja "
	"demanat/encarregat/trucat/preguntat/parlat/reservat/contactat/reclamat/demanar/trucar/lliurar/lliurat "
	"~3 CARRIER|^ IF #!PAST|CARRIER no reparteix*/treball*/obre*/lliur* ~2 "
	"dissabte*/diumenge*/festiu*/dilluns/cap|no cal #|no has de fer #|no es culpa teva|no "
	"?ho podem dir/prometre/assegurar|ens demaneu/dieu/escriviu/dius/escrius ~~|us/et "
	"vam/hem prometre/promes|no complirem|regueu la #|podem ~3 data|no hi te res a veure|"
	"veiem la nevada|no ~1 has/vas fet/fer res ~1 mal*|no es ~1 culpa teva/vostra/seva|no "
	"dubt* ~1 en/a #|gracies per ~1 dir*/avisar*/escriure* #|CARRIER "
	"trucara/passara/vindra cap a|no et/us/li vam/hem/vaig "
	"respondre/contestar/contestat/respost|gracies per la ~1 teva/vostra/seva ~1 paciencia|"
	"gracies per la paciencia"},
    {"blame_weather",
	"el temps no|forca major|circumstancies excepcionals|nadal es nadal|gran volum|en "
	"aquestes dates|black friday|condicions meteo*|pics de feina|la temporada es|l agost "
	"es|el pais tanca|carreteres ~2 gelades/tallades/nevades/inundades/intransitables|"
	"raons/causes/motius meteo*/climat*|raons climatiques"},
    {"blame_customer",
	"vas/vau !FINEYOU *ar/*er/*ir/*re|no ?hi ?ens ?el ?la "
	"eres/eren/estaves/has/heu/vas/vau/haveu ~2 _|no eres|no hi eres|no ~1 vas _|no ~1 has "
	"_|ningu ~2 a/obri*/obrir/respon*/atendre/contest*|no hi havia ningu|vas/has/heu/vau "
	"?ser ?tu escriure/posar/donar/indicar/escrit/posat/donat/indicat/triar ~3 "
	"WRONG/ADDRESS|et vas/has/vau equivocar/oblidar/equivocat/oblidat/descuidar|vas/has "
	"oblidar/oblidat/rebutjar/rebutjat/ignorar/canviar/canviat|"
	"hauries/haurieu/havies/hauria voste d/de ?haver|hauries d|havies de|podies|podries "
	"haver|si ~2 haguess*|si ~2 fossis|d haver ~1|la/el/l/les ?teva/teu/vostra/seva/teves "
	"ADDRESS ~3 WRONG|ADDRESS WRONG|WRONG ADDRESS|per culpa teva/vostra/seva|"
	"error/culpa/descuit ?es/va/ha ?ser/estat teu/teva/seu/seva/vostre|culpa teva|per un "
	"error teu/seu|teva/vostra/seva culpa/responsabilitat/absencia/negligencia|CUSTOMER ~1 "
	"absent*/desconegut*/il|absent|absents|vas/has/heu demanat/comprar/comprat/encarregat "
	"~3 tard|la propera ?vegada|la proxima vegada|mes cura|pagament ~3 tard|el teu gos|el "
	"vostre gos|porta ~2 tancada|termini de recollida|recollir-lo a temps|no ereu|ereu a "
	"casa|ereu fora|absencia del|responsabilitat del comprador/client|prendre mides|"
	"obligacio del|vau deixar passar|va caducar|ja us/et vam advertir|vau insistir|vas "
	"insistir|per part vostra|per part teva|qui canvia|qui no obre|qui compra|qui demana|"
	"no s ha produit|codi ~4 es de|vau posar es|una mica mes d atencio|dades correctes|"
	"telefon ~2 apagat|mobil ~2 apagat|rebutjat per tu|va indicar malament|no hi figura|"
	"figura el vostre|pagar ~2 tard|no us ha d estranyar|voste no hi era|no hi era|has "
	"trigat|vas trigar|CUSTOMER ~1 va/ha rebutj*/refus*/no|per falta del/de ~1 ADDRESS|"
	"manca* ~3 ADDRESS ~3 per aixo|falta* ~1 ADDRESS ~3 per aixo|adreca "
	"incorrecta/erronia/incompleta|no ~1 vas/vau ~1 recollir/contestar/respondre/obrir|"
	"teva/vostra/seva ~1 bustia ~2 plena|bustia era plena|no ~1 vas ~1 venir/passar/baixar|"
	"vas deixar passar|no ~1 ha ~1 recollit|comprova/comproveu/revisa/reviseu ~6 "
	"propera/proxima|ADDRESS ~6 no ~1 es/era ~1 correct*/valid*/complet*"},
    {"empty_promise",
	"no/mai ~1 tornara* ~1 a/passar/succeir|no ~2 torni ~1 a|no es repetir*|mai mes|ultima "
	"vegada|no hi haura ~2 retard*|cap ~1 retard|garant*|asseguro|t ho assegur*|assegurem|"
	"amb ?total ?tota seguretat|segur|segurissim|ben segur|sense falta|sense dubte|sense "
	"cap dubte|sens dubte|si o si|cent per cent|al 100|100 segur|t ho jur*|ho juro|juro|"
	"jurat|paraula d|et dono la|, promes $|promet* que|t ho promet*|prometem|no et "
	"preocup*|no us preocup*|no pateix*|no es preocup*|no pateixi*|tranquil*|confia en|"
	"confieu|pots comptar|compta amb aixo|a partir d ara|d ara endavant|des d ara|com mes "
	"aviat|al mes aviat|tan aviat com|el mes aviat|com abans millor|quan abans|la "
	"maxima/maxima celeritat/urgencia/rapidesa|amb la maxima|en breu|ben aviat|molt aviat|"
	"aviat|d aqui a poc|properament|proximament|els propers dies|els proxims dies|en pocs "
	"dies|en uns dies|en qualsevol moment|d un moment|a punt d arribar|ja gairebe|gairebe|"
	"tot ?ho de seguida|immediat*|molesties|inconvenient*|tot el possible|tot el que|l "
	"impossible|humanament|en les nostres mans|sota control|bones mans|va tot be|tot va|"
	"seguint el seu curs|maxima prioritat|nostra prioritat|comprensio|tingueu paciencia|"
	"tingues paciencia|una mica de paciencia|en un tres i no res|en un obrir|passi el que "
	"passi|costi el que costi|sempre puntual*|totes les teves comandes|impecable|perfecte "
	"estat|no et fallarem|ara mateix|com una seda|a no res|en un no res|cap mena de dubte|"
	"sense cap mena|sens falta|ma al foc|pel bon cami|bon cami|no cal que us|no cal que et|"
	"amoin*|ja ho veuras|mes prest possible|tan prest|no tingueu ansia|no tingueu|ansia|"
	"mans i manigues|se solucionara|encantats|convencuts|abans de res|meva paraula|"
	"assegurad*|no fallen|aixi que ~1 puguem|tan bon punt ~1 puguem|quan ~1 puguem|tot "
	"anira be|tingues ~1 confianca|paciencia|estem ~1 segurs/convencuts ~1 que|treball* ~4 "
	"solucio|esperem ~3 entengu*/comprengu*|totes les mesures"},
    {"go_away",
	"automatic*|no ~2 es llegeix|no es ~2 atesa|no ates|ningu ~2 llegeix/revisa|noreply|no "
	"~2 podem/puc/podrem ~2 fer/ajudar*/dir*/donar*/oferir|res ~2 podem|res a fer|no hi ~1 "
	"res|no ~2 "
	"gestionem/tractem/gestiona/tracta/reemborsem/acceptem/atenem/respondrem/donarem|no ~2 "
	"nostre/nostra problema/assumpte/competencia|no es ~1 nostre|deixa de ser|no ens "
	"pertoca|no ens incumbeix|no ens correspon|et toca esperar|nomes ~2 esperar|cal "
	"esperar|espera/esperi/espereu ~6 abans|abans de reclamar|abans d escriure|abans de "
	"trucar|cas ~1 tancat|donem per|queda tancat|es el que hi ha|no hi donarem|condicions "
	"generals|termes i condicions|preguntes frequents|faq|en un altre lloc|una altra "
	"botiga|fora de termini|espavila*|apanya*|pel teu compte|tingues paciencia|no "
	"insisteix*|pel seu compte|no farem|no fem devolucions|escrit a les condicions|l ha d "
	"omplir|ha d omplir|busqueu vos|busca t|la vida amb|no contacteu|preguem que no|cosa "
	"de @c|el seguiment es|haureu d anar|haure* d anar|rentem les mans|nomes som|simples "
	"intermediaris|es cosa vostra|problema vostre|problema teu|no/ni ~2 REPLY|no ~1 respon "
	"~2 retard*|botiga no ~1 respon|tingues/tingueu/tingui ~2 paciencia|^ ~1 "
	"espera/espereu/esperi ~3 setmana/dies|canal/adreca/bustia/compte no ~1 aten/admet/rep"},
    {"", ""},
};

const struct tone_language tone_ca = {"ca", false, true, tone_words_ca, lines};
