#include "monitor/notice/tone_rules.h"

/* Spanish: the classes of words, each before those that it is part of. */
const struct tone_line tone_words_es[] = {
    /* words that hold a clause together */
    {"STOP", "pero|mas|aunque|sino|porque|pues|asi que|por eso|mientras|cuando"},
    {"NOT", "no|nunca|jamas|tampoco|ni|nadie|ningun*"},
    {"IF", "si|cuando|en caso de que|por si|salvo que|a menos que"},
    {"PAST", "hubier*|hubies*|haber|habria*|fuera|fuese|fueran"},
    {"REL", "que|quien|quienes|cuyo|cuya|al que|el cual|la cual"},
    {"OF",
	"de|del|en|con|a|al|por|desde|entre|para|sobre|por parte de/del|del lado de/del|en "
	"manos de/del|a cargo de/del|dentro de/del|lado"},
    {"BY", "por|de|del|en manos de/del|a manos de/del"},
    {"DUE",
	"por culpa/causa/efecto/motivo/motivos/obra de/del|debido a/al|debid* ?unica* a/al|a "
	"causa/consecuencia/raiz de/del|como consecuencia de/del|con motivo de/del|en vista "
	"de/del|se/es debe/deben/debido a/al|se debe/debio a/al|motivado/motivada por|"
	"causa*/provoca*/ocasiona* por|obedece a/al|responde a/al|derivad* de/del|en razon "
	"de/del|a merced de/del|imputable*/atribuible*/achacable* ?solo/unica*/exclusiva* a/al|"
	"origina* en|origen en|viene/proviene/procede/nace/parte ?solo/toda* de/del|achaca* "
	"a/al|dado/dada/dados/dadas el/la/los/las/que/su"},
    {"VIA", "por|tras|ante|con|gracias a/al|bajo|entre"},
    {"HASIT", "lo/la/los/las tiene/tienen ?parado/retenido/bloqueado|ahi/donde lo tiene/tienen"},
    {"US", "*amos|*emos|*imos|nosotros|nosotras|hice|hemos|he"},
    {"THEY", "ellos|ellas|esta gente|esos senores"},
    /* whoever carries */
    {"GOODS",
	"logistic*|postal*|mensajeria*|paqueteria|reparto|repartos|distribucion|transporte|"
	"transportes|transportar|entrega*|repartir|entregar|envio|envios|correos|correo|ultima "
	"milla|carga|mercancias|mudanzas|transito|terceros|llevar|traer"},
    {"BODY",
	"empresa*|compani*|agencia*|servicio*|red|redes|firma*|operador*|operativa|operadora|"
	"colaborador*|soci*|partner*|proveedor*|companer*|chico*|chica*|gente|personal|equipo*|"
	"encargad*|responsable*|central|delegacion*|plataforma*|nave|centro*|hub|hubs|almacen|"
	"intermediari*|casa|muchach*|senor*|profesional*|trabajador*|empleado*|cadena*|amigo*|"
	"sector|sistema|oficina*|parte|gremio|subcontrat*|contrata*|corporacion|multinacional"},
    {"COURIER",
	"transportista*|transportador*|mensajero|mensajeros|mensajera*|mensajeria|mensajerias|"
	"repartidor*|courier*|conductor*|chofer*|camionero*|furgonet*|camion|camiones|cartero|"
	"cartera|carteros|carteras|distribuidor*|subcontrat*|rider|riders|naviera*|aerolinea*|"
	"transitario*|broker*|mozo|mozos|motorista|motoristas|furgon|operario*|barco|buque|"
	"avion|aduanas|aduana|depot|autobus|ciclista*|mensaka*|BODY "
	"?externa/externo/habitual/local OF ?la/las/el/los/su/tu GOODS|BODY GOODS|BODY ?_ que "
	"?lo/la/nos/te/le/se/les *rta/*rtan/*ega/*egan/*eva/*evan/*nde/*trae/*traen/*ja/*jan|"
	"BODY encargad* de|quien/quienes ?lo/la/te/le "
	"reparte*/entrega*/transporta*/lleva*/trae*/trajo/conduc*|los que/de "
	"reparte*/entrega*/transporta*/llevan/reparto|los del "
	"reparto/camion/transporte/almacen/envio|el/la/su/un/una agencia|transporte|reparto|"
	"logistica|paqueteria|servicio de correos|oficina de correos|correos|otra empresa|"
	"empresa ajena/externa|un externo|externos|parte logistica|la posta|vehiculo|los/las "
	"de la BRAND|amarill* ?y ?azul*|senores del reparto|el correo|empresa colaboradora|"
	"empresa asociada|colaboradores de|empresa contratada|los senores/chicos/de ~1 reparto|"
	"hub|el deposito|operador|operadores|operadora|distribuidora|cargador*|courrier|"
	"currier|agencias|encomienda*|los de reparto"},
    {"CARRIER", "COURIER"},
    {"BRAND", "agencia|furgoneta|mensajeria|amarilla"},
    {"OTHERS",
	"terceros|un tercero|otros|alguien|ellos|otra empresa|otra parte|quienes|manos ajenas|"
	"los de siempre|los demas|otra gente|el intermediario|intermediarios|gente de fuera|"
	"los de fuera|los otros|el de turno|quien corresponda|quien lo trae|quien lo lleva|"
	"quien reparte|otro eslabon|la competencia|amigos de la furgoneta|quien lo transporta|"
	"nuestro/el proveedor|el fabricante|la fabrica"},
    {"TRANSIT",
	"transporte|transito|reparto|ultimo tramo|tramo|tramos|trayecto|mensajeria|logistica|"
	"cadena de|ultima milla|destino|red de|paqueteria|distribucion"},
    /* what went wrong */
    {"FAIL",
	"perdi*|pierd*|extravi*|retras*|demor*|olvid*|fall*|equivoc*|confund*|confusion|romp*|"
	"roto|rota|rotos|rotas|danad*|dano|danaron|danan|estrope*|aplast*|golpe*|maltrat*|"
	"averi*|incumpl*|bloquea*|bloqueo|colaps*|satur*|desbord*|ignor*|mint*|mient*|"
	"traspapel*|desvi*|abandon*|nego|negaron|niega*|negado|rechazo|rechazaron|salto|"
	"saltado|saltaron|tardo|tardaron|tardan|tarda|tardado|tardando|atasc*|encall*|descuid*|"
	"despist*|tirad*|metio la pata|metieron|hecho un lio|liado|lio|liaron|mal|peor|fatal|"
	"culp*|responsable*|caos|desastre*|chapuz*|verguenza|negligen*|descontrol*|desorganiz*|"
	"huelga*|sobrecarg*|excus*|imposible|lent*|fracas*|en vez|en lugar|*o/*on tarde|"
	"llega*/va/van/anda/andan/viene tarde|con retraso|sin "
	"avisar*/decir*/dar*/contestar/responder*/explica*/pasar/llamar/escanear/mover*/entregar/novedades/noticias|"
	"sigue sin|siguen sin|retuv*|retenid*|retien*|detuv*|parado|parada|parados|paradas|"
	"dejado/dejo/dejaron de|dejo/dejaron/deja/dejan/dejado ~2 "
	"fuera/tirad*/olvidad*/atras/plantad*|plantad*|"
	"deberia*/debio/debieron/tendria*/tenia/tenian ?que haber|la culpa|lo suyo|largas|a su "
	"aire|da abasto|problema*|incidencia*|error*|mangonea*|provoc*|caus*|ocasion*|defraud*|"
	"decepcion*|nos toma|miente*|prometio|juro|juraron|jura|duerm*|durm*|complic*|sufre*|"
	"sufri*|acumul*|tuvo que|al reves|desatend*|inoperan*|inefica*|incompet*|vag*|pereza|"
	"reventad*|reventa*|machac*|destroz*|anicos|torpe*|rayad*|mojad*|abollad*|trat*|quej*|"
	"no dio/dieron/da/dan|cancel*|anul*|aplaz*|colg*|cortad*|escaquea*|birl*|rob*|hurt*|"
	"desapar*|evapor*|esfum*|estanc*|encasquill*|decidi*|no aparec*|desapareci*|paseo|"
	"pasea*|de paseo|turismo|vuelta*|mareando|rodeo|desvio|dormid*|siesta|silencio|callad*|"
	"mudo|sin senales|sin noticias|a la torera|pasa de|pasan de|chasco|planton|colad*|colo|"
	"cerro antes|cerraron|lanz*|arroj*|tiro|tirar*|pisote*|abiert*|abrio|manipul*|rebot*|"
	"varad*|perjudic*|pifi*|la lio|cag*|jod*|patina*|patin*|desastros*|pesim*|nefast*|"
	"lamentable*|vergonz*|impresentable*|inaceptable*|poco seri*|informal*|irresponsab*|"
	"desbarajuste|desmadre|cachond*|tomadura|pelo|cuento*|promesa*|incapa*|desconoce*|se "
	"~1 hace* ~1 loco|se lava*|parece que|por lo visto|a ultima hora|overbooking|sin "
	"personal|faltan|falta ~2 personal|saturac*|hasta arriba|hasta los topes|a tope|de "
	"baja|se quedo sin|se les fue|se le fue|se les cay*|se le cay*|se le paso|se les paso|"
	"direccion equivocada|otra direccion|otra calle|otro portal|otro vecino|otra ciudad|"
	"por error|un error|se han dejado|se ha dejado|se les|nightmare|pesadilla|cortesia|"
	"clasificad* mal|mal clasificad*|rolad*|acumula|extraviado|ha extraviado|salio mal|"
	"otra casa|otro edificio|otro domicilio|casa equivocada|contesta*|no coge*|meti* la "
	"pata|metido la pata|de las manos|lo esta pagando|fallarnos|pata|mala pasada|jugado|"
	"accidente|accidentad*|volc*|choc*|colision*|incendi*|manejo|sin motivo|sin "
	"explicacion*|sin razon|para otro dia|marc* ~3 como entregad*|no dejo ~2 aviso|aviso "
	"falso|reporta* ~2 retraso|de mala manera|sin cuidado|caid*|ataca*|averia"},
    {"TROUBLE",
	"culpa*|error|errores|fallo|fallos|problema*|incidencia*|incidente*|retraso|retrasos|"
	"demora|demoras|averia*|huelga*|paro|paros|negligencia*|descuido*|saturacion|colapso|"
	"caos|atasco*|perdida|perdidas|extravio*|despiste*|desidia|mala gestion|mal hacer|mal "
	"servicio|mal manejo|mal trato|mala praxis|incumplimiento*|falta de|sobrecarga|"
	"lentitud|ineficacia|torpeza|desperfecto*|dano|danos|rotura*|manipulacion|"
	"desorganizacion|cuello* de botella|picos ?de ?trabajo/demanda|anomalia*|contratiempo*|"
	"imprevisto*|disfuncion*|caida|parada|bloqueo|mala organizacion|acumulacion|descontrol|"
	"lio|chapuza|accidente|robo|pinchazo|decision|limitaciones|restricciones|mala "
	"coordinacion|desajuste*|golpe*"},
    {"STUCK",
	"retenid*|parado|parada|bloquead*|atascad*|perdid*|olvidad*|varad*|atrapad*|tirad*|"
	"abandonad*|extraviad*|danad*|roto|rota|retrasad*|golpead*|devuelt*|estropead*|"
	"desviad*|detenid*|estancad*|quedado|quedo|quedaron|traspapelad*|encallad*|esperando|"
	"dormid*|durmiendo|secuestrad*|sin mover*|sin avanzar|sin escanear|sin salir|sin "
	"actualizar*|no se ha movido|no se mueve|no avanza"},
    {"BLAMED",
	"culpa|culpable*|responsabl*|responsabilidad|causante*|la causa|el origen|el motivo|el "
	"problema|el fallo|el retraso|el error|la demora|depende*|dependen|en manos|a cargo|"
	"cosa de/del|explicarlo|explicar|explique*|la pelota|sabra*|da abasto|imputable*|"
	"achacable*|es de/del|asunto de/del"},
    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"no ~3 nuestra/nuestro/nosotros culpa/error/fallo/responsabilidad/cosa/problema|no ~2 "
	"culpa/error/fallo/cosa/responsabilidad/problema ?de nuestr*/nosotros/la|no ~3 por "
	"nuestra parte|no depende ~2 nosotros/nuestro*|no/ni ?nos "
	"somos/hacemos/seremos/hacer/hace/asumimos/aceptamos/hacernos/haremos/asume ~2 "
	"responsab*/culpa*|no podemos hacernos/asumir/ser ~2 responsab*|ajen* ~2 a/al|"
	"causas/motivos/circunstancias/razones/factores/hechos ajen*/externas/externos|"
	"fuera/mas/alla ?alla de nuestr* "
	"control/alcance/mano/manos/poder/responsabilidad/voluntad|escapa*/escapo ?_ ?_ ?_ "
	"nuestr*|no esta*/estuvo/estaba en nuestr* mano*|se nos escapa|no lo gestionamos|no "
	"gestionamos nosotros|no es el nuestro|y no/que no ?por nosotros|no a nuestro|no "
	"?de/del/en esta casa/tienda|no ~2 achaca* ~3 nuestr*|cumplido ~2 nuestra/con|hicimos "
	"lo nuestro|no es/somos/hemos/fuimos/ha/fue ?sido ?los/nosotros/por "
	"culpables/nosotros/cosa|sin culpa nuestra|ellos sabran|sabran por que|en fuerza mayor|"
	"hay cosas que no|perdon en nombre de|en nombre de @c|si por nosotros fuera|si de "
	"nosotros dependiera|no hemos sido nosotros|no fuimos nosotros|nosotros no fuimos|no "
	"nosotros|los de siempre|no por falta ~3 nuestr*|aqui no fue|de aqui salio|de aqui ~2 "
	"perfect*/bien/puntual|salio ~4 en perfecto|por nuestro lado ~3 "
	"bien/correcto/orden/perfecto|por nuestra parte ~3 bien/correcto/orden/perfecto/cumpl*|"
	"nosotros ~2 lo nuestro|nos lavamos|no podemos responder ~3 otros|no respondemos ~2 "
	"otros|no esta en nuestra|nada que ver con nosotros|ajena/ajeno/ajenos/ajenas|somos "
	"los primeros ~3 enfadad*/indignad*/sorprend*|tan sorprendidos|tan indignados|culpa de "
	"otros|por obra ajena|una vez ~4 salido ~3|una vez ~3 en manos|despues de salir|que se "
	"lo pregunten|a saber que|viene/vino/venia de fuera|del lado ~2 transport*|preguntate "
	"~3 quien|quien ~3 en las manos|por nuestra parte salio|algo ~2 mal en ~4 "
	"centro/almacen/nave/plataforma/hub/reparto|lo ha/han causado/provocado un|causado un "
	"tercero|no ~2 imputable ~3 nuestr*|no podemos ~1 controlar|no controlamos|ya sabes ~1 "
	"como es/son CARRIER|ya se sabe con CARRIER|nuestro/nuestra "
	"trabajo/labor/parte/responsabilidad termina/acaba|dejo de depender|ajena a nosotros|"
	"ni un solo error ~2 nuestr*|problema/causa/motivo/asunto extern* ~3 no|que no "
	"dependen ~2 nosotros|no dependen de nosotros|tan enfadad*/molest*/decepcionad* con ~2 "
	"CARRIER|la tienda no ~1 hace* ~2 cargo|no se hace* ~1 cargo|no nos hacemos cargo|no "
	"tuvimos/tenemos ~2 nada que ver|nada que ver con/tenemos nosotros|fuera de "
	"nuestr*/todo control/alcance/mano/manos/poder/responsabilidad/voluntad|salio ~6 "
	"a/como/perfect*/impecable/puntual* ?tiempo/debia/siempre ~ de/pero/y ~ "
	"despues/luego/pero/camino/CARRIER|nosotros ~3 cumpl*/puntual*/hicimos/entregamos|por "
	"nuestra/nuestro parte/lado ~3 cumpl*/bien/correcto/perfecto/todo|una vez fuera de|una "
	"vez ~3 entregad*/salid*/enviad*/recogid* ~4 responsab*/depende*/nuestr*|alguien ~4 "
	"por el camino|por el camino ~4 alguien|manos ajenas|lo/la/los/las "
	"perdieron/extraviaron/rompieron/olvidaron/retrasaron/danaron/confundieron|"
	"responsabilidad/trabajo/labor/papel/parte/tarea ~5 "
	"acaba/termina/finaliza/cesa/concluye|aqui ~3 todo/estaba ~2 bien/correcto|nuestra "
	"parte ~2 cumpl*/bien|no ~2 nuestro embalaje|no tenemos ?ninguna ?la culpa|con la "
	"conciencia tranquila|nosotros ?ya ~3 CARRIER|escapa/escapan/escapo ~3 control|no ~2 a "
	"nuestro alcance|ajena* a la tienda|eximimos|eximir|quien ~3 falla* es/fue CARRIER|no "
	"es nuestra ~1 es/sino|algun* ~2 por el camino|de quien lo transporta/lleva/reparte|"
	"quien no debiamos|otra cosa es lo que hagan|"
	"problema*/causa*/factor*/motivo*/circunstancia* ~2 extern*|nosotros ~3 todo ~1 bien|"
	"lo hicimos todo bien|no ~2 responde* de/por ~3 retraso*/demora*/perdida*/transport*|"
	"ha sido/fue/es cosa de CARRIER|en nombre de ~2 CARRIER|que ha hecho con/despues ~2"},
    {"OURS",
	"nuestr*/mi/mia/mio error/fallo/culpa/despiste/descuido/lio/metedura/retraso|"
	"error/fallo/culpa/despiste/descuido/retraso/demora/responsabilidad ?fue/es/ha ?sido "
	"?solo/todo/toda/unicamente/enteramente nuestr*/mio/mia|nos equivocamos|nos hemos "
	"equivocado|olvidamos|*mos mal|*mos ?_ ?_ ?_ equivocad*|*mos ~3 tarde|*mos sin|"
	"perdimos|confundimos|fallamos|hemos fallado|se nos paso/olvido/escapo|por nuestra "
	"parte|nace en nuestr*|fuimos nosotros|nos liamos|rompimos|nos colgamos|metedura de "
	"pata mia|en nuestro sistema/programa|lo hicimos nosotros|la hicimos nosotros|nuestro "
	"programa/sistema|leimos mal|*mos ~4 a destiempo|asumimos|pegamos|leimos|pusimos ~3 "
	"poca/poco/mal|es nuestra|no lo revisamos|no lo miramos|le pusimos|te pusimos|hemos "
	"tenido ~2 nuestr*/despiste/fallo/error/lio/descuido/almacen/taller|hemos tardado|"
	"nadie ~1 que nosotros|solo nosotros|fallo fue nuestr*"},
    /* what is no fault */
    {"FINE",
	"recog*|entreg*|escane*|confirm*|recib*|intent*|llam*|avis*|pas*|sal*|lleg*|visit*|"
	"carg*|dev*|regist*|respond*|contest*|inform*|acept*|trae*|traj*|dej*|reparti*|"
	"reparte*|tiene*|tendra*|indic*|asign*|estim*|telefone*|est*|fue*|pregunt*|*ra|*ran|es|"
	"son|sub*|dijo|dice*|comunica|firm*|pide*|pedi*|requier*|exig*|solicit*|esper*|aguard*"},
    {"JUST",
	"ya|solo|otra|vez|lo|la|le|les|te|se|nos|los|las|os|simplemente|ayer|hoy|tambien|"
	"directamente"},
    {"DID",
	"ha/han/habia/habian/haya #!FINE|!FINE *aron/*ieron/*yeron|hizo|quiso|puso|decidio|"
	"cambio|metio|tiro|piensa*|creyo|pretend*|opt*|resolv*|acab*|suele*|juega*|promet*"},
    {"ITIS", "es|fue|ha sido|son|fueron|sera|no nosotros sino"},
    {"ELSEWHERE",
	"CARRIER|banco|aseguradora|seguro|fabricante|vendedor|proveedor|plataforma|marketplace|"
	"consumo|ayuntamiento|policia|web|buzon de quejas|remitente|aduanas|delegacion|oficina "
	"?mas ?cercana/postal|estafeta|vecin*|portero|conserje"},
    {"FINEYOU",
	"pediste*|compraste*|preguntaste*|encargaste*|dijiste*|pagaste*|recibiste*|llamaste*|"
	"contaste*|avisaste*|mandaste*|enviaste*|reservaste*|devolviste*|solicitaste*|diste*|"
	"indicaste*|escribiste*|elegiste*|dejaste*|facilitaste*|confiaste*|hiciste*|tuviste*|"
	"pudiste*|encontraste*|viste*|marcaste*|notaste*|autorizaste*|regalaste*|anulaste*|"
	"cancelaste*|echaste*|esperaste*|adjuntaste*|comentaste*|pusiste*|quisiste*|sugeriste*|"
	"aceptaste*|firmaste*|pasaste*|fuiste*|estuviste*|apuntaste*"},
    {"PRODUCT",
	"botas|bota|ropa|chaqueta|cazadora|abrigo|cadenas|neumatico*|funda|kit|traje|mono|"
	"guantes|gafas|pala|tabla|raqueta*|manta|pantalon*|esqui*|estacion|lampara|paraguas|"
	"capa|gorro|bufanda|libro|manual|novela|pelicula|disco|curso|cuadro|lamina|globo|bola|"
	"maquina|detector|protector|cortina|toldo|sensor|pluviometro|escudo|juego|camiseta|set|"
	"pedal|crema|calcetines|casco|estufa|bolsa|termo|plancha|cojin|cubierta"},
    {"WEATHERY",
	"nieve|lluvia|viento|vientos|tormenta|tormentas|frio|calor|hielo|agua|niebla|granizo|"
	"temporal|sol|clima|rayos|huracanes"},
    {"CUSTSAID",
	"dijo|dice|decia|escribio|escribiste|comentaste|contaste|dijiste|decias|dices|pediste|"
	"pidio|avisaste|pusiste|puso|nota"},
    /* weather, seasons, and what they do */
    {"WEATHER",
	"temporal|temporales|nieve|nieves|nevada|nevadas|nevo|nevar|lluvia|lluvias|llov*|"
	"llueve|tormenta|tormentas|borrasca*|dana|gota fria|ciclogenesis|viento|vientos|"
	"vendaval*|granizo|granizada*|helada|heladas|hielo|niebla*|inundacion*|riada*|ola de "
	"calor/frio|frio|calor|bochorno|huracan*|ciclon*|tornado*|meteorolog*|climatolog*|"
	"clima|mal tiempo|tiempo atmosferico/adverso/revuelto|tiempo de perros|inclemencia*|"
	"aguacero*|diluvio*|chubasco*|filomena|calima|alerta roja/naranja/amarilla|aviso "
	"rojo/naranja/amarillo|condiciones climat*/meteo*/adversas/atmosfericas|fuerza mayor|"
	"catastrofe*|terremoto*|volcan*|incendio*|oleaje|carretera* ?_ "
	"nevad*/helad*/cortad*/inundad*|nevazo|ventisca*|trueno*|rayo|rayos|madre naturaleza|"
	"la naturaleza|la que esta/cae cayendo|esta cayendo|q esta cayendo|crecida*|"
	"desbordamiento|sequia|polvo sahariano|puerto de montana|con este/esta/semejante/tanto "
	"tiempo|el tiempo que hace|navidad es navidad|agosto es agosto|manifestacion*|atasco*|"
	"apagon|temporalazo|diluvi*|tromba|arroyada|tifon*|monzon|avalancha*|alud|corrimiento|"
	"deslizamiento|escarcha|rafagas|rachas|corte de luz|los transportistas estan en huelga|"
	"paro nacional|paro general|bloqueo de carreteras|piquete*|inundad*|nevad*|helad*|"
	"congelad*|huracan|procesiones|menuda ola de|erupcion*|ceniza*|tormenton|chaparron*|"
	"nevisca*|marejada*|mar gruesa/arbolada/revuelta|mala mar|estado de/del la/el mar|"
	"frente frio/polar/atlantico|situacion/condiciones/razones/causas meteo*/climat*|"
	"lloviendo|nevando|granizando|sismo|terremoto|aemet|alerta meteo*|meteo|seismo*|"
	"lluvioso|temperaturas|temperatura|nevado|llovido|granizado|calor extremo|condiciones "
	"del tiempo|inclemencias|apagon*|corte de|puente de"},
    {"HINDER",
	"retras*|demor*|impid*|impedi*|oblig*|imposib*|parad*|paro|parali*|cort*|cerr*|cierr*|"
	"bloque*|complic*|dificult*|afect*|no "
	"podemos/podremos/pudimos/hemos/se/llega*/vamos/va/nos/ha/han/sale*/salio/permit*/dej*/entreg*/hay/ayuda/acompana|"
	"sin poder|causa*|provoc*|ocasion*|fren*|lent*|ralentiz*|deten*|detuv*|detien*|cancel*|"
	"suspend*|mas tarde|aplaz*|estrope*|culpa*|vamos/va con|tarde|comido|tiene secuestr*|"
	"secuestr*|trae de cabeza|se quedaron|por eso|de ahi|asi que|en vez de|en lugar de|"
	"hecho que|hace que|otros planes|responde*|llegara*|espera*|paciencia|llevo por "
	"delante|llevado por delante|por delante|no llega*|no sale|a saber|no hubo forma|"
	"todavia no|sin servicio|dejo ~1 sin|dejado ~1 sin|pillado|pillo|sorprendido|posponer|"
	"posponemos|aplazar|suspende*|alter*|ralenti*|estrag*|no dej*|al traste|desbord*|a "
	"medio camino|prever|nadie puede|dej* ~3 camino"},
    {"SEASON",
	"navidades|navidad|campana|black friday|cyber monday|temporada alta|rebajas|semana "
	"santa|puente|festivos ~1|vacaciones|alto/gran/elevado ?_ volumen|volumen de/del|"
	"pico/picos de|acumulacion de pedidos/envios|aluvion|avalancha de|pandemia|covid|"
	"trafico|corte* de trafico|obras|alta demanda|fechas|crisis|huelga*|manifestacion*|"
	"paro ~1"},
    {"EXISTE",
	"existe|asiste|resiste|consiste|insiste|triste|chiste|viste|contraste|desgaste|"
	"persiste|despiste|baste|traste|vaste|pediste|encargaste|recibiste|compraste|tuviste|"
	"preguntaste|llamaste|contaste|pudiste"},
    {"YOUDID", "!EXISTE *aste/*iste/*aste/*asteis/*isteis"},
    {"WRONG",
	"mal|equivocad*|erroneo*|erronea*|erroneamente|incorrect*|incomplet*|que no existe|"
	"inexistente*|inexact*|viej*|antigu*|falso*|falsa|desconocid*|ilegible*|contradictori*|"
	"a ultima hora|insuficient*|invalid*|mal escrit*|errone*|incoherente*|insuficiente"},
    {"ADDRESS",
	"direccion*|telefono*|codigo*|numero|datos|domicilio|calle|portal|piso|apellido*|"
	"nombre|buzon|timbre|correo|informacion|senas|pago|tarjeta|poblacion|provincia|"
	"localidad|puerta|planta|escalera|bloque|nif|dni|instrucciones|apellidos|movil|codigo "
	"postal"},
    /* the customer */
    {"CUSTOMER",
	"cliente|clienta|clientes|destinatari*|consignatari*|receptor*|comprador*|usuari*|"
	"usted|titular|interesad*|consumidor*|vecino receptor"},
    {"CUSTDID",
	"estaba|estaban|estabas|estabais|encontraba*|encontrabas|hallaba*|atendio|atendia*|"
	"contesto|contestaba|contestabas|respondio|respondia|abrio|abria|abrieron|abrias|"
	"recogio|facilito|indico|acudio|dio|puso|aviso|leyo|reviso|quiso|confirmo|completo|"
	"figur*|estuvo|bajo|firmo|aparecio|comunico|advirtio|presento|consto|respondiste|pudo "
	"recib*|localiz*|pago|pagaba|rechazo|retiro|aporto|envio usted|firmaron|abonaron|abono|"
	"atendieron|contestaron|respondieron|recogieron|eligio|leiste|hizo usted|acepto|"
	"aceptaba"},
    {"FAULTYOU",
	"olvidaste|te equivocaste|confundiste|ignoraste|te despistaste|tardaste|rechazaste|"
	"perdiste|rompiste|fallaste|mentiste|retrasaste|bloqueaste|provocaste|causaste|"
	"incumpliste|descuidaste|omitiste|te negaste|demoraste|te empenaste|insististe|"
	"perjudicaste|dificultaste|impediste|obligaste|complicaste|desatendiste|dejaste pasar|"
	"cerraste|te saltaste|desoiste|te confundiste|tecleaste|no leiste|gastaste|borraste"},
    {"FAULTDONE",
	"olvidado|equivocado|confundido|ignorado|despistado|tardado|rechazado|perdido|fallado|"
	"provocado|causado|incumplido|omitido|negado|cambiado|saltado|liado|demorado|retrasado|"
	"dejado ~1 pasar"},
    {"NOTFINE",
	"recibiste|tuviste|pediste|mereciste|elegiste|encargaste|compraste|hiciste ~1 nada|"
	"cometiste|supiste|recibido|hecho|pagado|cometido|pedido|tenido|podido|visto|sabido|"
	"sufrido|elegido|merecido|encargado|comprado|fallado|equivocaste|equivocado|pudiste"},
    {"NOTDONE",
	"recogido|pagado|respondido|contestado|abierto|facilitado|indicado|confirmado|aceptado|"
	"firmado|estado|atendido|completado"},
    {"SUPPLIED",
	"indicado|puesto|facilitado|estado|revisado|comprobado|avisado|leido|respondido|"
	"contestado|recogido|elegido|dado|escrito|pagado|confirmado|pedido|comprado|introdujo|"
	"facilito|proporciono|indico|tenido|previsto|medido|llamado"},
    {"PREMISES",
	"comunidad|edificio|portal|finca|portero|vecin*|timbre|buzon|calle|zona|casa|"
	"urbanizacion|empresa|perro|ascensor|negocio|telefonillo|puerta|telefono|conserje|"
	"recepcion|movil|correo|garaje|escalera|verja|valla"},
    {"TARDY",
	"retraso/demora en|tardanza|olvido|despiste|descuido|negligencia|silencio|falta de "
	"respuesta/atencion/cuidado|indecision|impaciencia"},
    {"YOUCHECK",
	"fijate|fijese|revis*|asegurate|asegurese|comprueb*|compruebe|verifi*|ten|tenga|pon|"
	"ponga|escrib*|confirm*|mira|mire|procura|procure|indica|indique"},
    {"ABSENT",
	"estar|estando|encontrarse|hallarse|haber ~1 nadie/usted/respuesta/contestacion|"
	"haberse ~2|haber SUPPLIED|responder|contestar|pagar|recoger|recogerlo|abrir|abrirnos|"
	"facilitar*|indicar*|aceptar*|atender*|confirmar*|coger|poner|dar|darnos|avisar*|"
	"figurar|constar|coincidir|existir"},
    {"IFYOU",
	"pones|indicas|contestas|abres|facilitas|respondes|pone|indica|contesta|facilita|"
	"recoges"},
    /* what nobody can promise */
    {"SOON",
	"!hasta pronto|prontito|enseguida|en seguida|en ?muy breve|en breves|brevemente|"
	"proximamente|ya mismo|ahorita|inmediatamente|de inmediato|cuanto antes|lo antes "
	"posible/que|lo mas pronto/rapido/rapidamente/prontamente ?posible/que|a la "
	"mayor/mas/maxima brevedad|con la mayor/maxima "
	"brevedad/celeridad/rapidez/urgencia/prontitud|en la mayor brevedad|tan pronto como "
	"?nos sea/podamos/resulte|tan pronto podamos|en cuanto ?nos ?sea "
	"podamos/posible/pueda*|dentro de ?muy poco|en ?muy poco tiempo|en nada|en un "
	"rato/ratito|al momento|en cualquier momento|de un momento a otro|en los "
	"proximos/siguientes dias|en las proximas horas|en unos/pocos/algunos dias|en "
	"unas/pocas horas|en un par de dias|un par de dias ~1 o|ahi nomas|en el menor "
	"tiempo/plazo|al instante|ipso facto|ya mismito|en pocos minutos|en un "
	"momento/momentito|lo tendras ~2 ya|en menos de nada|pronto !como"},
    {"SURE",
	"seguro que|seguro segur*|segurisimo|, seguro $|^ seguro $|con ?total ?toda ?absoluta "
	"?plena ?completa seguridad/certeza|sin falta|sin ninguna duda|sin duda ?alguna|sin "
	"lugar a dudas|si o si|fijo que|, fijo $|al 100|cien por cien|garantizamos|garantizo|"
	"garantiz* que|entrega/llegada ~3 garantizad*|garantizad* ~2 manana/hoy/para|nuestra "
	"garantia ~2|garantia absoluta/total|te/le/os/se ?lo garantiz*|te/le/os/se ?lo asegur*|"
	"aseguramos que|podemos asegurar*|puede*/podeis/pueden estar "
	"?completamente/totalmente/bien/muy segur*/tranquil*|te/le/os/lo ?lo jur*|juramos|"
	"palabra de honor/*ero/*ista|doy/damos ~1 palabra|te/le/os doy mi|lo/te/le/os/se "
	"prometemos ?$|nos comprometemos a|cuenta/cuente con ello|dalo/delo por hecho|confia* "
	"~1 en nosotros/que/nos|confie* en/que|a partir de ahora|de ahora en adelante|"
	"te/le/os/se ?lo promet*/prometo/prometemos que|te/se/os lo prometo/prometemos|"
	"garantizad*|prometemos/prometo que|te/se/os/lo prometo|apuesto|me juego|pongo la mano|"
	"ten/tenga por seguro"},
    {"NEVERAGAIN",
	"no/nunca/jamas/ni ~2 volver*/vuelva*/vuelve* ~2 pasar/a/suceder/ocurrir/repetir*|no "
	"volvera*|no ~2 se/sera repetira*/repita*/repetido|no ~2 repetira*|no/evitar que ~1 "
	"vuelva* a|nunca mas|jamas ~3 volver*/llega*/fall*/pas*/retras*|sera/es/fue ?la ultima "
	"vez|sera la ultima|no/sin habra/haya ~2 mas/otro/otra/segundo/nuevo/ningun "
	"retras*/problema*/sorpresas/error*/demora*/incidencia*|no habra ~3 retraso*|es "
	"imposible que ~3 repita*/vuelva*/falle*|para que ~2 no ~2 "
	"vuelva*/repita*/suceda*/ocurra*/pase|no va/vaya/van ~1 a volver|no ~1 se ~1 repit*|"
	"que ~1 no se repita"},
    {"SORRY",
	"disculp*|perdon*|perdone*|sentimos|siento|lamentamos|lamento|pedimos|pido|rogamos|"
	"apologi*"},
    {"TROUBLED", "molestia*|inconvenien*|perjuicio*|trastorno*|contratiempo*|incomodidad*"},
    {"EFFORT",
	"todo lo ?humanamente posible|lo humanamente|lo imposible|todo/cuanto ?lo ?que ~3 "
	"podemos/podamos/este/esta ?en ?nuestra ?su mano|en su/nuestra mano|lo que podemos|"
	"todos los medios|sin descanso|esfuerzo*|dia y noche|nos desviv*|dej* la piel|"
	"trabajando ~2 ello/eso/intensamente/duro|trabaj* ~3 para/en ~3 "
	"solucion*/resolver*/que|trabajando en ~1 solucion*/resolver*|tomado ~2 medidas|"
	"medidas oportunas/necesarias|estamos/seguimos en ello|en ello estamos|todas las "
	"medidas|cuanto ~2 podamos|trabaj* ~3 en ~1 una solucion|esforz*|esfuerz*|lo ~1 "
	"posible ~1 por/para|ponemos/pondremos todo"},
    {"REPLY",
	"respondas|responda|respondan|respondais|contestes|conteste|contesten|contesteis|"
	"escribas|escriba|escriban|escribais|llames|llame|llamen|llameis|insistas|insista|"
	"insistan|reclames|reclame|reclamen|contactes|contacte|contacten|nos escribas|nos "
	"llames"},
    {"CONTACTUS",
	"escribir|escribirnos|llamarnos|contactarnos|contactar|reclamar|reclamarnos|reclamarlo|"
	"preguntarnos|preguntar|consultarnos|dirigirse|dirigirte|abrir/poner ~1 "
	"reclamacion/incidencia/queja|ponerse/ponerte en contacto|insistir|volver a escribir"},
    {"MAILBOX",
	"buzon|cuenta|correo|correos|email|emails|mail|mails|mensaje|mensajes|bandeja|canal|"
	"respuesta|respuestas|notificacion|direccion de correo|esta direccion"},
    {"UNREAD",
	"no ~3 "
	"lee/leen/leemos/leera/leeran/leidos/revisa*/atend*/atiende*/monitoriza*/supervisa*/admite*/acept*/recibe/reciben/contesta*/responde*|"
	"desatendid*|solo envia"},
    {"HELP",
	"encargamos|ocupamos|atendemos|atiende|gestionamos|gestiona|tramitamos|tramita|"
	"cubrimos|compensamos|indemnizamos|reembolsamos|reembolsa|devolvemos|admitimos|admite*|"
	"intervenimos|facilitamos|respondemos ?de/por|responderemos|contestaremos|atenderemos|"
	"daremos ~1 mas|contestamos|respondera|responderan|devolvera*|leemos|aceptamos|damos "
	"~2 telefono/informacion"},
    {"MUST",
	"tendras/tendra/tendran/tienes/tiene/tienen/hay que|debe|debes|deben|debera|deberas|"
	"deberan|toca|te/le toca|solo ~1 queda|mejor|recomendamos|aconsejamos|sugerimos|"
	"rogamos|conviene|necesitas|necesita|puedes ~1 hablar/llamar/preguntar/consultar"},
    {"CASE", "caso|asunto|tema|incidencia|expediente|ticket|reclamacion|consulta|queja"},
    /* sending away */
    {"CONTACT",
	"contacta|contacte|contacten|contactad|contactar|contactes|ponte/pongase/poner* en "
	"contacto|ponte|llama|llame|llamen|llamad|llamar|llamando|pregunta|pregunte|preguntar|"
	"pregunten|preguntad|consulta|consulte|consultar|consulten|habla|hable|hablar|hables|"
	"habler|dirigete|dirijase|dirigirse|dirigir|dirijanse|dirigirte|acude|acuda|acudir|"
	"escribe/escriba a|escribir|mira/mire/mirar en/la/el|mirad|revisa|revise|revisar|"
	"comprueba|compruebe|comprobar|visita|visite|visitar|entra en|entre en|entrar|rastrea|"
	"rastree|rastrear|siguelo|sigalo|sigue/siga/seguir el/tu/su "
	"envio/paquete/pedido/seguimiento|localiza|reclama|reclame|reclamar|reclamale|"
	"reclamaselo|exige|exigir|gestiona|gestione|gestionalo|arreglalo|arregle*|arreglese*|"
	"introduce|introduzca|pide/pida explicaciones/cuentas/_ a|pideselo|pedir explicaciones|"
	"preguntale*|preguntales|llamales|informate|informese|remitete|remitase|tramita|"
	"tramite|presenta/presente ~3 reclamacion/queja|interpon|solicite|verifica|verifique|"
	"vete|mete el numero|hablarlo|tratarlo|resolverlo|aclararlo|gestionarlo|verlo|llama ~1|"
	"reclam* !*mos|contacta* con|contacte* con|consult* con/a/en/la/el|dirij*|pregunt* "
	"a/al/en|hablar* con|habl*les|busca/busque/buscar|rastree*|localice*|averig*|rastrealo|"
	"buscalo|localizalo|consultalo|consultelo|miralo|acude ~1 a|abrir ~1 reclamacion|"
	"pide/pida explicaciones/cuentas"},
    {"CLAIM",
	"reclamacion* ~3 debe*/van/va/se/a/ante/corresponde*|queja* ~3 a/ante/debe*|duda* ~2 "
	"a/al/con|consulta* a/al/con|se reclama* a|informacion en ?la|seguimiento en ?la "
	"web/pagina|web/pagina/app/portal/telefono de/del|reclamacion*|telefono/linea de "
	"?atencion|resolver* ~2 con|acuerde*/acordar* ~3 con|fij* ~3 con"},
    {"", ""},
};
