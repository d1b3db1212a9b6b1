#include "monitor/notice/tone_rules.h"

static const struct tone_line lines[] =
    {
	/* words that hold a clause together */
	{"STOP", "pero|mas|aunque|sino|porque|pues|asi que|por eso|mientras|cuando"},
	{"NOT", "no|nunca|jamas|tampoco|ni|nadie|ningun*"},
	{"IF", "si|cuando|en caso de que|por si|salvo que|a menos que"},
	{"PAST", "hubier*|hubies*|haber|habria*"},
	{"REL", "que|quien|quienes|cuyo|cuya|al que|el cual|la cual"},
	{"OF",
	    "de|del|en|con|a|al|por|desde|entre|para|sobre|por parte de/del|del lado de/del|en manos de/del|"
	    "a cargo de/del|dentro de/del|lado"},
	{"BY", "por|de|del|en manos de/del|a manos de/del"},
	{"DUE",
	    "por culpa/causa/efecto/motivo/motivos/obra de/del|debido a/al|debid* ?unica* a/al|a "
	    "causa/consecuencia/raiz "
	    "de/del|como "
	    "consecuencia de/del|con motivo de/del|en vista de/del|dado/dada/dados/dadas|se/es "
	    "debe/deben/debido a/al|se debe/debio a/al|motivado/motivada "
	    "por|causa*/provoca*/ocasiona* por|obedece a/al|responde a/al|derivad* de/del|en razon de/del|"
	    "a merced de/del|imputable*/atribuible*/achacable* ?solo/unica*/exclusiva* a/al|origina* en|"
	    "origen en|viene/proviene/procede/nace/parte ?solo/toda* de/del|achaca* a/al"},
	{"VIA", "por|tras|ante|con|gracias a/al|bajo|entre"},
	{"HASIT",
	    "lo/la/los/las tiene/tienen ?parado/retenido/bloqueado|ahi/donde lo tiene/tienen"},
	{"US", "*amos|*emos|*imos|nosotros|nosotras|hice|hemos|he"},
	{"THEY", "ellos|ellas|esta gente|esos senores"},

	/* whoever carries */
	{"GOODS",
	    "logistic*|postal*|mensajeria*|paqueteria|reparto|repartos|distribucion|transporte|transportes|"
	    "transportar|entrega*|repartir|entregar|envio|envios|correos|correo|ultima milla|carga|mercancias|"
	    "mudanzas|transito|terceros|llevar|traer"},
	{"BODY",
	    "empresa*|compani*|agencia*|servicio*|red|redes|firma*|operador*|operativa|operadora|colaborador*|"
	    "soci*|partner*|proveedor*|companer*|chico*|chica*|gente|personal|equipo*|encargad*|responsable*|"
	    "central|delegacion*|plataforma*|nave|centro*|hub|hubs|almacen|intermediari*|casa|muchach*|senor*|"
	    "profesional*|trabajador*|empleado*|cadena*|amigo*|sector|sistema|oficina*|parte|gremio|subcontrat*|"
	    "contrata*|corporacion|multinacional"},
	{"COURIER",
	    "transportista*|transportador*|mensajero|mensajeros|mensajera*|mensajeria|mensajerias|repartidor*|"
	    "courier*|conductor*|chofer*|"
	    "camionero*|furgonet*|camion|camiones|cartero|cartera|carteros|carteras|distribuidor*|subcontrat*|rider|"
	    "riders|naviera*|aerolinea*|transitario*|broker*|mozo|mozos|motorista|motoristas|furgon|operario*|"
	    "barco|buque|avion|aduanas|aduana|depot|autobus|ciclista*|mensaka*|"
	    "BODY ?externa/externo/habitual/local OF ?la/las/el/los/su/tu GOODS|BODY GOODS|"
	    "BODY ?_ que ?lo/la/nos/te/le/se/les *rta/*rtan/*ega/*egan/*eva/*evan/*nde/*trae/*traen/*ja/*jan|"
	    "BODY encargad* de|quien/quienes ?lo/la/te/le reparte*/entrega*/transporta*/lleva*/trae*/trajo/"
	    "conduc*|"
	    "los que/de reparte*/entrega*/transporta*/llevan/reparto|los del reparto/camion/transporte/almacen/envio|"
	    "el/la/su/un/una agencia|transporte|reparto|logistica|paqueteria|servicio de correos|oficina de "
	    "correos|correos|otra empresa|empresa ajena/externa|un externo|externos|parte logistica|la posta|"
	    "vehiculo|los/las de la BRAND|amarill* ?y ?azul*|"
	    "senores del reparto|el correo|"
	    "empresa colaboradora|empresa asociada|colaboradores de|empresa contratada"},
	{"CARRIER", "COURIER"},
	{"BRAND", "agencia|furgoneta|mensajeria|amarilla"},
	{"OTHERS",
	    "terceros|un tercero|otros|alguien|ellos|otra empresa|otra parte|quienes|manos ajenas|los de siempre|"
	    "los demas|otra gente|"
	    "el intermediario|intermediarios|otra gente|gente de fuera|los de fuera|los otros|el de turno|quien corresponda|quien lo trae|quien lo lleva|quien reparte|quienes|otro eslabon|la competencia|"
	    "los demas"},
	{"TRANSIT",
	    "transporte|transito|reparto|ultimo tramo|tramo|tramos|trayecto|mensajeria|logistica|cadena de|"
	    "ultima milla|destino|red de|paqueteria|distribucion"},

	/* what went wrong */
	{"FAIL",
	    "perdi*|pierd*|extravi*|retras*|demor*|olvid*|fall*|equivoc*|confund*|confusion|romp*|roto|rota|rotos|"
	    "rotas|danad*|dano|danaron|danan|estrope*|aplast*|golpe*|maltrat*|averi*|incumpl*|bloquea*|bloqueo|"
	    "colaps*|satur*|desbord*|"
	    "ignor*|mint*|mient*|traspapel*|desvi*|abandon*|nego|negaron|niega*|negado|rechazo|rechazaron|salto|"
	    "saltado|saltaron|tardo|tardaron|tardan|tarda|tardado|tardando|atasc*|encall*|descuid*|despist*|tirad*|"
	    "metio la pata|metieron|hecho un lio|liado|lio|liaron|mal|peor|fatal|culp*|responsable*|caos|desastre*|"
	    "chapuz*|"
	    "verguenza|negligen*|descontrol*|desorganiz*|huelga*|sobrecarg*|excus*|imposible|lent*|fracas*|"
	    "en vez|en lugar|*o/*on tarde|llega*/va/van/anda/andan/viene tarde|con "
	    "retraso|sin avisar*/decir*/dar*/contestar/"
	    "responder*/explica*/pasar/llamar/escanear/mover*/entregar/novedades/noticias|sigue sin|siguen sin|"
	    "retuv*|retenid*|retien*|detuv*|parado|parada|parados|paradas|dejado/dejo/dejaron de|dejo/dejaron/deja/dejan/dejado ~2 fuera/tirad*/olvidad*/atras/plantad*|plantad*|"
	    "deberia*/debio/debieron/tendria*/tenia/tenian ?que haber|la culpa|lo suyo|largas|a su aire|da abasto|"
	    "problema*|incidencia*|error*|mangonea*|provoc*|caus*|ocasion*|defraud*|decepcion*|nos toma|miente*|"
	    "prometio|juro|juraron|jura|duerm*|durm*|complic*|sufre*|sufri*|acumul*|tuvo que|al reves|"
	    "desatend*|inoperan*|inefica*|incompet*|vag*|pereza|reventad*|reventa*|machac*|destroz*|anicos|torpe*|"
	    "rayad*|mojad*|abollad*|trat*|quej*|no dio/dieron/da/dan|cancel*|anul*|aplaz*|colg*|cortad*|"
	    "escaquea*|birl*|rob*|hurt*|desapar*|evapor*|esfum*|estanc*|encasquill*|"
	    "decidi*|no aparec*|desapareci*|paseo|pasea*|de paseo|turismo|vuelta*|mareando|rodeo|desvio|dormid*|siesta|silencio|callad*|mudo|sin senales|sin noticias|a la torera|pasa de|pasan de|chasco|planton|planton|colad*|colo|cerro antes|cerraron|lanz*|arroj*|tiro|tirar*|pisote*|abiert*|abrio|manipul*|rebot*|varad*|perjudic*|pifi*|la lio|cag*|jod*|patina*|patin*|desastros*|pesim*|nefast*|lamentable*|vergonz*|impresentable*|inaceptable*|poco seri*|informal*|irresponsab*|desbarajuste|desmadre|cachond*|tomadura|pelo|cuento*|promesa*|incapa*|desconoce*|se ~1 hace* ~1 loco|se lava*|parece que|por lo visto|a ultima hora|overbooking|sin personal|faltan|falta ~2 personal|saturac*|hasta arriba|hasta los topes|a tope|de baja|se quedo sin|se les fue|se le fue|se les cay*|se le cay*|se le paso|se les paso|direccion equivocada|otra direccion|otra calle|otro portal|otro vecino|otra ciudad|por error|un error|"
	    "se han dejado|se ha dejado|se les|nightmare|pesadilla|de paseo|cortesia|clasificad* mal|mal clasificad*|rolad*|acumula|"
	    "extraviado|ha extraviado|salio mal|"
	    "otra casa|otro edificio|otro domicilio|casa equivocada|contesta*|no coge*|"
	    "meti* la pata|metido la pata|de las manos|lo esta pagando|fallarnos|pata|"
	    "mala pasada|jugado|accidente|accidentad*|volc*|choc*|colision*|incendi*"},
	{"TROUBLE",
	    "culpa*|error|errores|fallo|fallos|problema*|incidencia*|incidente*|retraso|retrasos|demora|demoras|"
	    "averia*|huelga*|paro|paros|negligencia*|descuido*|saturacion|colapso|caos|atasco*|perdida|perdidas|"
	    "extravio*|despiste*|desidia|mala gestion|mal hacer|mal servicio|mal manejo|mal trato|mala praxis|"
	    "incumplimiento*|falta de|sobrecarga|lentitud|ineficacia|torpeza|desperfecto*|dano|danos|rotura*|"
	    "manipulacion|desorganizacion|cuello* de botella|picos ?de ?trabajo/demanda|anomalia*|contratiempo*|"
	    "imprevisto*|disfuncion*|caida|parada|bloqueo|mala organizacion|acumulacion|descontrol|lio|chapuza|"
	    "accidente|robo|pinchazo|decision|limitaciones|restricciones|mala coordinacion|desajuste*|golpe*"},
	{"STUCK",
	    "retenid*|parado|parada|bloquead*|atascad*|perdid*|olvidad*|varad*|atrapad*|tirad*|abandonad*|"
	    "extraviad*|danad*|roto|rota|retrasad*|golpead*|devuelt*|estropead*|desviad*|detenid*|estancad*|"
	    "quedado|quedo|quedaron|traspapelad*|encallad*|esperando|dormid*|durmiendo|secuestrad*"},
	{"BLAMED",
	    "culpa|culpable*|responsabl*|responsabilidad|causante*|la causa|el origen|el motivo|el problema|el fallo|"
	    "el retraso|el error|la demora|depende*|dependen|en manos|a cargo|cosa de/del|explicarlo|explicar|"
	    "explique*|la pelota|sabra*|da abasto|imputable*|achacable*|es "
	    "de/del|asunto de/del"},

	/* the fault is ours, or is said not to be */
	{"DENIAL",
	    "no ~3 nuestra/nuestro/nosotros culpa/error/fallo/responsabilidad/cosa/problema|no ~2 "
	    "culpa/error/fallo/cosa/responsabilidad/problema ?de nuestr*/nosotros/la|no ~3 por nuestra "
	    "parte|no depende ~2 nosotros/nuestro*|nada/no ?tenemos/tuvimos/podemos que ver ~2|"
	    "no/ni ?nos somos/hacemos/seremos/hacer/hace/asumimos/aceptamos/hacernos/haremos/asume ~2 "
	    "responsab*/culpa*|no podemos hacernos/asumir/ser ~2 responsab*|ajen* ~2 "
	    "a/al|causas/motivos/circunstancias/razones/factores/hechos ajen*/externas/externos|"
	    "fuera/mas/alla ?alla de nuestr* "
	    "control/alcance/mano/manos/poder/responsabilidad/voluntad|escapa*/escapo ?_ ?_ ?_ nuestr*|no "
	    "esta*/estuvo/estaba en nuestr* mano*|se nos escapa|no lo gestionamos|no gestionamos nosotros|no es el "
	    "nuestro|y no/que no ?por nosotros|no a nuestro|no ~2 nuestro embalaje|no ?de/del/en esta "
	    "casa/tienda|no ~2 achaca* ~3 nuestr*|aqui todo/estaba ~3 bien|por aqui ~2 "
	    "bien|nuestra parte ~2 cumpl*/bien|cumplido ~2 nuestra/con|hicimos lo nuestro|con todo el "
	    "cari*|no "
	    "es/somos/hemos/fuimos/ha/fue ?sido ?los/nosotros/por culpables/nosotros/cosa|tenemos la "
	    "culpa|nosotros "
	    "~3 a tiempo/puntual*/bien/cumpl*/correct*|salio ~6 puntual*/perfect*/a/como "
	    "tiempo/debia/siempre|sin culpa nuestra|manos ajenas|ellos sabran|sabran "
	    "por que|fuera de nuestr*|una vez fuera|en fuerza mayor|hay cosas que no|perdon en nombre de|"
	    "en nombre de @c|entrega* ~3 a tiempo/puntual*|"
	    "si por nosotros fuera|si de nosotros dependiera|no hemos sido nosotros|no fuimos nosotros|nosotros no fuimos|no nosotros|los de siempre|no por falta ~3 nuestr*|aqui no fue|de aqui salio|de aqui ~2 perfect*/bien/puntual|salio ~4 en perfecto|salio ~3 impecable|en perfecto estado|por nuestro lado ~3 bien/correcto/orden/perfecto|por nuestra parte ~3 bien/correcto/orden/perfecto/cumpl*|nosotros ya ~3|nosotros ~2 lo nuestro|nos lavamos|no podemos responder ~3 otros|no respondemos ~2 otros|no somos quien*|no esta en nuestra|nada que ver con nosotros|ajena/ajeno/ajenos/ajenas|somos los primeros ~3 enfadad*/indignad*/sorprend*|tan sorprendidos|tan indignados|culpa de otros|por obra ajena|una vez ~4 salido ~3|una vez ~3 en manos|despues de salir|que se lo pregunten|vaya usted a saber|vete a saber|sabe dios|a saber que|en el camino alguien|por el camino|"
	    "viene/vino/venia de fuera|del lado ~2 transport*|preguntate ~3 quien|quien ~3 en las manos|por nuestra parte salio|"
	    "lo/la/los/las perdieron/extraviaron/rompieron/olvidaron/retrasaron/danaron/dejaron/confundieron ~1 en/por/alli/sin|algo ~2 mal en ~4 centro/almacen/nave/plataforma/hub/reparto|lo ha/han causado/provocado un|causado un tercero|"
	    "no ~2 imputable ~3 nuestr*|no podemos ~1 controlar|no controlamos|ya sabes ~1 como es/son CARRIER|ya se sabe con CARRIER|nuestro/nuestra trabajo/labor/parte/responsabilidad termina/acaba|dejo de depender|ajena a nosotros|ni un solo error ~2 nuestr*|"
	    "otra cosa es lo que|que te vamos a contar|"
	    "problema/causa/motivo/asunto extern* ~3 no|que no dependen ~2 nosotros|no dependen de nosotros|tan enfadad*/molest*/decepcionad* con ~2 CARRIER|la tienda no ~1 hace* ~2 cargo|no se hace* ~1 cargo|no nos hacemos cargo"},
	{"OURS",
	    "nuestr*/mi/mia/mio error/fallo/culpa/despiste/descuido/lio/metedura/retraso|error/fallo/culpa/"
	    "despiste/"
	    "descuido/retraso/demora/responsabilidad ?fue/es/ha ?sido ?solo/todo/toda/unicamente/enteramente "
	    "nuestr*/mio/mia|nos "
	    "equivocamos|nos hemos equivocado|olvidamos|*mos mal|*mos ?_ ?_ ?_ "
	    "equivocad*|*mos ~3 tarde|*mos sin|perdimos|confundimos|fallamos|hemos "
	    "fallado|hemos tardado|hemos tenido|se nos paso/olvido/escapo|por nuestra parte|nace en "
	    "nuestr*|fuimos nosotros|nos liamos|rompimos|nos colgamos|metedura de pata mia|en nuestro sistema/programa|lo hicimos nosotros|la hicimos nosotros|nuestro "
	    "programa/sistema|leimos mal|*mos ~4 a destiempo|asumimos|"
	    "pegamos|leimos|pusimos ~3 poca/poco/mal|es nuestra|no lo revisamos|no lo miramos|le pusimos|te pusimos"},

	/* innocent: names, places, requests, plans */
	{"FINE",
	    "recog*|entreg*|escane*|confirm*|recib*|intent*|llam*|avis*|pas*|sal*|lleg*|visit*|carg*|dev*|regist*|"
	    "respond*|contest*|inform*|acept*|trae*|traj*|dej*|reparti*|reparte*|tiene*|tendra*|indic*|asign*|"
	    "estim*|telefone*|est*|fue*|pregunt*|*ra|*ran|es|son|sub*|dijo|dice*|comunica|firm*|"
	    "pide*|pedi*|requier*|exig*|solicit*"},
	{"JUST",
	    "ya|solo|otra|vez|lo|la|le|les|te|se|nos|los|las|os|simplemente|ayer|hoy|tambien|directamente"},
	{"DID",
	    "ha/han/habia/habian/haya #!FINE|!FINE *aron/*ieron/*yeron|hizo|quiso|puso|decidio|cambio|metio|tiro|piensa*|creyo|pretend*|opt*|resolv*|acab*|suele*|juega*|promet*"},
	{"ITIS", "es|fue|ha sido|son|fueron|sera|no nosotros sino"},
	{"ELSEWHERE",
	    "CARRIER|banco|aseguradora|seguro|fabricante|vendedor|proveedor|plataforma|marketplace|consumo|"
	    "ayuntamiento|policia|web|buzon de quejas|remitente|aduanas"},
	{"FINEYOU",
	    "pediste*|compraste*|preguntaste*|encargaste*|dijiste*|pagaste*|recibiste*|llamaste*|contaste*|avisaste*|"
	    "mandaste*|enviaste*|reservaste*|devolviste*|solicitaste*|diste*|indicaste*|escribiste*|elegiste*|"
	    "dejaste*|facilitaste*|confiaste*|hiciste*|tuviste*|pudiste*|encontraste*|viste*|marcaste*|notaste*|"
	    "autorizaste*|regalaste*|anulaste*|cancelaste*|echaste*|esperaste*|adjuntaste*|comentaste*|pusiste*|"
	    "quisiste*|sugeriste*|aceptaste*|firmaste*|pasaste*|fuiste*|estuviste*|apuntaste*"},
	{"go_away",
	    "pregunta*/pregunte*/acude/acuda/consulta/consulte/llama/llame/ve/vaya/pasa/pase/reclama/reclame ~4 oficina/oficinas/estafeta/delegacion|"
	    "no hay nada ~1 que ~1 pod*|no hay nada que|tendras que esperar|tendra que esperar|tienes que esperar|tiene que esperar|debe* esperar|hay que esperar|llama tu|llame usted|tienes/tiene que *rlo con CARRIER|tienes/tiene que hablar* ~2 con|"
	    "no hay mas informacion|no tenemos mas informacion|no disponemos de mas informacion|no hay mas datos|que se dirija|que te dirijas|hable/habla con su/tu ~3|que se ponga en contacto|"
	    "declina* ~2 responsabilidad|hasta que no|vuelve entonces|maestro armero|no la lee nadie|no lo lee nadie|no hay telefono|"
	    "no es necesario que nos|no podemos intervenir|lo lleva el CARRIER|preguntale|preguntaselo|no ~2 intervenimos|reclamar tu|"
	    "hasta dentro de|no se puede reclamar|no se admiten|no se aceptan|no se hace cargo|no se atiende*"},
	{"blame_carrier",
	    "entregamos/enviamos/mandamos/dimos/preparamos ~4 a tiempo/puntual*/correctamente/bien ~~ pero/despues/luego/alli/aunque"},
	{"innocent",
	    "hola/estimad*/querid*/apreciad* ?, ?_ ?_ ?_ ,|buen*/muy buen* dias/tardes/noches ?, ?_ ?_ ?_ ,|"
	    "oficina/oficinas/estafeta/punto/puntos/apartado/sucursal/tienda/tiendas de/del ?la/los CARRIER|"
	    "recogida de CARRIER|"
	    "disfraz/traje/gorra/muneco/figura/juego/libro/cuento/curso/novela/camiseta/uniforme/cuadro de/del ?la/el "
	    "_|te/le/os/les llamara*/llamaran/avisara/escribira/espera/esperara|al/el/la/un CARRIER de turno|"
	    "aparcamiento/plaza/hueco/sitio para CARRIER|sin CARRIER"},
	{"innocent",
	    "*mos/he/ha/han ?pedido/encargado/solicitado/reclamado/preguntado/llamado/hablado/contratado/avisado/dicho/escrito/informado/enviado/"
	    "reservado ?hoy/ayer/ya ?otra ?vez ?con/a/al ?la/el/los CARRIER|*amos/*imos ~3 a/al ?la/el/los CARRIER|"
	    "^ IF #!PAST|CARRIER NOT reparte*/trabaja*/abre*/entrega*/recoge* ?en/los/el/hoy "
	    "lunes/martes/sabado*/domingo*/festivo*/agosto/navidad/fin/finde|ropa/botas/cadenas/pala/guantes/abrigo de/para/contra ?la/el "
	    "lluvia/nieve/viento/tormenta/frio/calor|calle/plaza/avenida/via/pueblo "
	    "?de ?la/el/los _|no hace falta # |no tiene*/tienes que # |no te/se preocupes por la hora|nos ha "
	    "fallado ?la impresora|si quier* #|"
	    "el/del/nuestro/un/tu/su/de seguro|estar/estas/esta seguro de/si|dimos/dio/cumpli*/cumplido/cumplimos/mantener nuestra/la palabra|no vamos a/por cumplir*/llegar*/poder/mantener*|no ~2 podemos/podremos ~1 dar*/ofrecer* ~1 otra/una/nueva/ninguna fecha|no podemos prometer*/asegurar*/garantizar*|te/le/os dijimos que #|aviso/mensaje/nota/sistema decia ~~|dices/decias/escribiste/comentas/cuentas que ~~|nos dice usted que ~~|no te/se equivocaste*|equivocaste en nada|desde la ultima vez|preferimos no #|no vas/va a tener que #|"
	    "nos escribiste/escribio ~~|nos dijiste/dijo ?que ~~|no llamar|FINEYOU ~2 se/lo|sentimos/lamentamos haber* #|le/te pedimos perdon por #|como quedaste en|!xx no lo revisamos|no vimos|no te lo volveremos a preguntar|no es culpa del/de CARRIER , es nuestra|volveremos a preguntar|volveremos/volvemos/vuelve/volvera a intentar*/llamar/escribir/salir|"
	    "en el timbre no hay|lo lleva/llevara|"
	    "hay seguro|sigue algo sin #|no hay un|no hace falta que # ,|mas de lo prometido|lo prometido|en manos de CARRIER desde|"
	    "por confiar|"
	    "no has hecho nada mal|nada mal"},

	/* weather, and what it does */
	{"WEATHER",
	    "temporal|temporales|nieve|nieves|nevada|nevadas|nevo|nevar|lluvia|lluvias|llov*|llueve|"
	    "tormenta|tormentas|"
	    "borrasca*|dana|gota fria|ciclogenesis|viento|vientos|vendaval*|granizo|granizada*|helada|heladas|hielo|"
	    "niebla*|inundacion*|riada*|ola de calor/frio|frio|calor|bochorno|huracan*|ciclon*|tornado*|"
	    "meteorolog*|climatolog*|clima|mal tiempo|tiempo atmosferico/adverso/revuelto|tiempo de perros|"
	    "inclemencia*|aguacero*|diluvio*|chubasco*|filomena|calima|alerta roja/naranja/amarilla|aviso "
	    "rojo/naranja/amarillo|condiciones "
	    "climat*/meteo*/adversas/atmosfericas|fuerza mayor|catastrofe*|terremoto*|volcan*|incendio*|oleaje|"
	    "carretera* ?_ nevad*/helad*/cortad*/inundad*|nevazo|ventisca*|trueno*|rayo|rayos|"
	    "madre naturaleza|la naturaleza|cielo|la que esta/cae cayendo|esta cayendo|q esta cayendo|"
	    "crecida*|desbordamiento|sequia|polvo sahariano|puerto de montana|con este/esta/semejante/tanto "
	    "tiempo|este "
	    "tiempo|el tiempo que hace|volumen de/del ?estas/estos fechas/dias|campana de "
	    "navidad|navidad es navidad|agosto es agosto|alto/gran volumen|avalancha de/del|"
	    "pico/picos de "
	    "demanda/trabajo/pedidos|black friday|navidades|vacaciones|festivos|puente de|huelga*|manifestacion*|"
	    "corte* de trafico|atasco*|trafico|acumulacion de "
	    "pedidos|temporada alta|rebajas|aluvion|pandemia|apagon|"
	    "frente|ola|olas|mar|temporalazo|diluvi*|tromba|barro|arroyada|tifon*|monzon|avalancha*|alud|corrimiento|deslizamiento|escarcha|nublado|rafagas|rachas|san pedro|crisis|covid|pandemia|semana santa|reyes|agosto es|verano es|rebajas|cyber monday|campana|obras|corte de luz|apagon|los transportistas estan en huelga|paro nacional|paro general|bloqueo de carreteras|piquete*|inundad*|nevad*|helad*|congelad*|"
	    "huracan|"
	    "semana santa|procesiones|menuda ola de"},
	{"HINDER",
	    "retras*|demor*|impid*|impedi*|oblig*|imposib*|parad*|paro|parali*|cort*|cerr*|cierr*|bloque*|"
	    "complic*|dificult*|afect*|no podemos/podremos/pudimos/hemos/se/llega*/vamos/va/nos/ha/han/sale*/salio/"
	    "permit*/dej*/entreg*/hay/ayuda/acompana|sin poder|causa*|provoc*|ocasion*|fren*|lent*|ralentiz*|"
	    "deten*|detuv*|detien*|cancel*|suspend*|"
	    "mas tarde|aplaz*|estrope*|culpa*|vamos/va con|tarde|comido|tiene secuestr*|secuestr*|trae de "
	    "cabeza|se "
	    "quedaron|por eso|de ahi|asi que|en vez de|en lugar de|hecho que|hace que|otros planes|"
	    "responde*|llegara*|"
	    "espera*|paciencia|"
	    "llevo por delante|llevado por delante|por delante|no llega*|no sale|a saber|"
	    "no hubo forma|todavia no|por eso"},
	{"blame_weather",
	    "el/este tiempo no ayuda/acompana/permite/nos/deja|tiempo ha impedido|fuerza mayor|"
	    "circunstancias/condiciones excepcionales/extraordinarias|navidad es navidad|agosto es agosto|media espana|"
	    "ya sabes/sabe como se pone/ponen|volumen ~ no llegue|volumen ~ retras*|por la/las/estas fechas|"
	    "madre naturaleza|alto/gran volumen de|causas meteo*|black friday|se paraliza todo|en estas fechas|"
	    "hay que entender|fechas senaladas|epoca del ano|en plena|esta epoca|esta campana|pico de trabajo|pico de pedidos|pico de demanda|aluvion de|avalancha de|con la que cae|la que cae|estando como esta|nadie controla|contra los elementos|elementos|el tiempo manda|si el tiempo|cuando el tiempo|semana santa ~4 retras*|huelga general|huelga de|"
	    "carreteras ~2 heladas/cortadas/nevadas/inundadas/intransitables|dependemos del tiempo|a merced del|carreteras en mal|"
	    "menuda ola de|semana santa tiene"},

	/* the customer */
	{"EXISTE",
	    "existe|asiste|resiste|consiste|insiste|triste|chiste|viste|contraste|desgaste|persiste|despiste|"
	    "baste|traste|vaste|pediste|encargaste|recibiste|compraste|tuviste|preguntaste|"
	    "llamaste|contaste|pudiste"},
	{"YOUDID", "!EXISTE *aste/*iste/*aste/*asteis/*isteis"},
	{"WRONG",
	    "mal|equivocad*|erroneo*|erronea*|erroneamente|incorrect*|incomplet*|que no existe|inexistente*|"
	    "inexact*|viej*|antigu*|falso*|falsa|desconocid*|ilegible*|"
	    "contradictori*|a ultima hora|insuficient*"},
	{"ADDRESS",
	    "direccion*|telefono*|codigo*|numero|datos|domicilio|calle|portal|piso|apellido*|nombre|buzon|"
	    "timbre|correo|informacion|senas|pago|tarjeta|poblacion"},
	{"CUSTOMER",
	    "cliente|clienta|clientes|destinatari*|consignatari*|receptor*|comprador*|usuari*|usted|titular"},
	{"CUSTDID",
	    "estaba|estaban|estabas|estabais|encontraba*|encontrabas|hallaba*|atendio|atendia*|contesto|contestaba|"
	    "contestabas|respondio|respondia|abrio|abria|abrieron|abrias|recogio|facilito|indico|acudio|dio|puso|aviso|leyo|reviso|"
	    "quiso|confirmo|completo|figur*|estuvo|bajo|firmo|aparecio|comunico|advirtio|presento|consto|"
	    "respondiste|pudo recib*|localiz*"},
	{"blame_customer",
	    "!FINEYOU YOUDID|NOT ?_ ?_ YOUDID|NOT ?te/se/le/os ?_ CUSTDID|NOT ?_ ?_ has/habeis/habias _|NOT ~2 ha usted|CUSTOMER ~2 "
	    "NOT ?_ ?se ?ha *o|"
	    "nadie ~2 en/abri*/atend*/contest*/respond*/recib*/cogi*/recog*|no habia/hubo/hay/haber nadie|"
	    "YOUDID ~3 WRONG|YOUDID ~4 tarde/pasadas/fuera|*aste/*iste mal|te/os YOUDID|te has/habias "
	    "equivocado/olvidado/confundido/despistado|se ha usted|se le olvido|se te olvido|te olvid*|olvidaste|"
	    "rechazaste|rehusaste|has/habeis/habias ?usted rechazado/olvidado/cambiado/dejado|"
	    "has/ha ?usted puesto/dado/escrito/indicado/introducido/facilitado/elegido ~3 WRONG|"
	    "un/el/numero telefono que no existe|"
	    "deberias/deberia/debias/debiste/tendrias/tenias/podias/podrias/debian/debia ?usted ?que haber|debiste _|tenias "
	    "que|"
	    "si/de ?te/se/lo/nos hubier*/hubies*/haber|de haber ?sido ?_ *ido/*ado/puesto/abierto/escrito|"
	    "tu/su/tus/sus/la/el/los/una ADDRESS ~3 WRONG|WRONG ADDRESS|"
	    "tu/su/tus/sus ADDRESS ~2 no|tu/su/tus/sus ADDRESS ~4 falta*|faltaba ~3 ADDRESS ~2 pusiste|"
	    "por ?un tu/su/propi* culpa/error/descuido/ausencia/despiste/falta/negligencia|"
	    "error/fallo/culpa/problema/"
	    "descuido/despiste/responsabilidad ?fue/es/ha/era ?sido ?de/del ?en "
	    "tuy*/suy*/CUSTOMER|tu/su responsabilidad|cosa tuya|"
	    "te/le corresponde ?a ?ti|CUSTOMER ausente*/desconocid*/ilocalizable*/rechaz*|ausente $|^ ausente ~2 casa|estabas/estaba ?usted "
	    "ausente/fuera|tu/su ausencia|ausencia ?_ CUSTOMER|tu/su/el "
	    "comunidad/edificio/portal/finca/portero/"
	    "vecin*/timbre/buzon/calle/zona/casa/urbanizacion/empresa/perro/ascensor/tienda/negocio no/estaba ~3|"
	    "pediste/compraste/hiciste/encargaste/pagaste ~3 tarde/fuera/pasadas|la proxima ?vez|proxima ~ "
	    "fijate/revis*/asegurate/comprueb*|ten/se/sea mas "
	    "cuidad*|has de saber|sabrias|sabria ?usted|lo has provocado|provocado tu|has provocado|por tu "
	    "parte|cambiaste/cambio ?usted ?de ?la/el direccion|al no ?_ *ar/*er/*ir ?usted/tu|no ~3 "
	    "figurar|dejo/dejaste/has/ha dejado pasar|datos ~4 introducid*/facilitad*/aportad*/proporcionad*|tu/su "
	    "pago "
	    "tardo/no/se|no "
	    "facilit* ~2|hay que leer|bastaba/basta con leer|era tan sencillo|tan sencillo como|no es adivino|"
	    "no somos adivinos|la escogio/eligio usted|como ~3 escogio/eligio ?usted|tendria/deberia ?usted ?que "
	    "habern*|luego no estabas|si no abres|mirases|leyeses|leyeras|"
	    "ilocalizable|no ~2 localiz*|a quien se le ocurre|como es logico|al hacer el pedido ~3 mal|"
	    "ya te/le/os avisamos/advertimos/dijimos ~~ no|como ya te/le advert*|te/le advert*|se lo advertimos|te lo advertimos|insististe|te empenaste|en contra de nuestr*|quien pide|quien compra|quien encarga|si pides ~4 no puedes|no puede pretender|no puedes pretender|no esperes que|que esperabas|que esperaba|habia que|hay que medir|medir antes|conviene medir|comprobar las medidas|es obligacion|obligacion del|obligacion tuya|le corresponde|te corresponde|corria de tu|por no haber*|al no haber*|por haber *ado/*ido/puesto mal|a falta de respuesta|sin respuesta ~1 tu*/su*|no obtuvimos respuesta|no obtener respuesta|no hubo respuesta|sin que nadie|nadie salio|nadie baj*|nadie estaba|nadie quiso|nadie pudo|no se encontro a nadie|no se hallo|por ausencia|en ausencia|intento fallido|entrega fallida|no ~1 retirad*|no ~1 recogid*|sin recoger|plazo de recogida|caduco el plazo|se te paso|se le paso el|dejaste que|dejaste caducar|caducara|tu/su tarjeta ~3 rechaz*/deneg*|pago ~3 rechaz*/deneg*/tarde|tu/su pago|telefono ~3 apagado/fuera/no|no cogias|no cogia|no lo cogiste|buzon de voz|timbre ~3 no|telefonillo|portero ~2 no|tu perro|su perro|puerta cerrada|portal cerrado|cerrado a cal|no ~1 cabia|no ~1 cabe|no entraba por|tu escalera|su escalera|estaba claro en|bien claro|bien clarito|figura en la ficha|ficha del producto|letra pequena|leer la letra|lee ~3 antes|lea ~3 antes|error ~2 tu*/su* parte|fallo ~2 tu*/su* parte|por tu lado|por su lado|de tu lado|datos incorrectos|datos erroneos|datos incompletos|mal los datos|talla equivocada|elegiste mal|escogiste mal|te equivocas|si hubie*|cambio* de opinion|cambiaste de|de no haber|tu/su despiste|tu/su olvido|tu/su descuido|tu/su indecision|tu/su silencio|tu/su tardanza|tu/su demora|"
	    "no ~1 cogi*/cogiste/descolg* ~2 telefono|no cogio|quien no ~5 no|el tuyo ha sido|ausente en|encontraba ausente|nif ~4 no|ADDRESS facilitad* ~3 no|facilitad* por usted|sin estar|despistes ~3 tuyo|"
	    "ADDRESS que ~2 pusiste/diste/indicaste/escribiste ~1 no|deberias/deberia habernos|error es tuyo|error es suyo|ADDRESS ~1 estaba apagado|"
	    "indico/puso/escribio/dio/facilito/introdujo/tecleo/anoto/selecciono/eligio ~2 mal|indico/puso/escribio/dio/facilito/introdujo ~4 WRONG|rechazado por ti/usted/el|rechazad* ~2 por ti|fue rechazad*|devuelto por ausencia|por ti $|"
	    "no estabas en|stabas en|atento al|este atento|con las prisas|que no es ~1 eso|te ha pasado|ignoro los|ignoro nuestr*|por su parte $|por tu parte $|no fueron ~2 correctamente|no ~2 cumplimentad*|porque ignor*|"
	    "has/ha ?usted tardado|tardaste|fallo ~2 en los datos|error ~2 en los datos|ADDRESS que nos diste ~2 WRONG|"
	    "dejaste ~3 sin|si no pones|si no indicas|si no contestas|si no abres|si no facilit*"},

	/* nobody can promise that */
	{"empty_promise",
	    "no/nunca/jamas/ni ~2 volver*/vuelva*/vuelve* ~2 pasar/a/suceder/ocurrir/repetir*|no volvera*|no ~2 se "
	    "repetira*/repita*|no ~2 repetira*|"
	    "nunca mas|jamas|sera/es/fue ?la ultima vez|nunca ~3 llega* tarde|no/sin habra/haya/hay ~2 mas/otro/segundo/nuevo "
	    "retras*/problema*/sorpresas/"
	    "error*/demora*|no habra ~3 retraso|garantiz*|garantizad*|seguro que|puede*/podeis/pueden estar "
	    "?completamente/totalmente/bien/muy segur*/tranquil*|"
	    "con total/toda/absoluta seguridad/certeza|con seguridad|seguro segur*|segurisimo|seguro|"
	    "sin falta|sin duda|sin ninguna duda|sin lugar a dudas|si o si|fijo|al 100|100 seguro|cien por cien|al cien|te/le/os/lo ?lo "
	    "jur*|jurad*|juramos|lo juro|palabra de honor/librero/*ero/*ista|doy/damos ~1 palabra|, palabra $|te/le/se/os ?lo promet* que|nos comprometemos "
	    "a|no te/se/os ?lo preocup*/apur*/agob*/inquiet*|no hay de que|sin preocup*|no hay motivo*|"
	    "descuid*|tranquil*|confia*|confie*|cuenta con "
	    "ello|"
	    "cuente con ello|dalo por hecho|delo por hecho|por supuesto que|a partir de "
	    "ahora|de ahora en adelante|en adelante|"
	    "lo antes posible|lo mas pronto/rapido/prontamente posible|cuanto antes|lo mas pronto/rapido/rapidamente|a la "
	    "mayor/mas brevedad|tan pronto como sea|con la maxima/mayor "
	    "celeridad/rapidez/urgencia|en breve|brevemente|proximamente|en los proximos/siguientes dias|en unos dias|en pocos "
	    "dias|"
	    "dentro de poco|en un rato|en poco tiempo|en nada|muy pronto|pronto|prontito|enseguida|en seguida|en "
	    "cualquier momento|de un momento|al caer|a la vuelta de la esquina|ahorita|ya casi|casi "
	    "esta*|esta/estan practicamente|practicamente en|un poquito d/de|poco "
	    "de paciencia|las/cualquier/alguna molestias/molestia|inconveni*|todo lo "
	    "posible|humanamente|lo imposible|todo lo que este|"
	    "nuestra mano|todo ~3 sobre ruedas|sobre ruedas|todo va bien|bajo control|en buenas "
	    "manos|todo esta|sigue/va/continua ~2 curso|con normalidad|favorablemente|se resolvera|lo resolveremos|"
	    "maxima prioridad|nuestra prioridad|impecable*|perfect* estado|absolut* "
	    "perfect*|comprension|cuando menos te|de verdad de la|esta vez si|cero estres|relaja*|"
	    "siempre aparecen|nunca se pierde|aqui nunca|todos tus pedidos|siempre puntual*|puntuales siempre|"
	    "en un abrir|en un plis|ipso facto|cuanto antes|en ningun caso volver*|sera la ultima|no fallaremos|"
	    "no te fallaremos|"
	    "no te vamos a fallar|pase lo que pase|cueste lo que cueste|llueva o truene|antes de lo que|en menos que|"
	    "lo tendras ~2 ya|sin mas retrasos|ya mismo|al instante|inmediat*|en el menor|a la mayor|"
	    "ten fe|tenga fe|ten por seguro|tenga por seguro|te/le/os doy mi/nuestra|te/le/os damos mi/nuestra|apostar|apuesto|apuesta lo que|me juego|pongo la mano|mano en el fuego|como que me llamo|por mi madre|por estas|lo que haga falta|nos dejaremos|dejamos la piel|la piel|nos desviv*|haremos lo imposible|removeremos|cielo y tierra|contra viento|a toda costa|como sea|por todos los medios|esfuerzo*|maximo esfuerzo|dia y noche|sin descanso|a toda maquina|a toda prisa|volando|a toda pastilla|con prioridad|prioritari*|urgencia|en un santiamen|en un periquete|en un momento|en un momentito|en cero coma|en dos minutos|en un suspiro|en menos de|al momento|al toque|ya mismito|ya esta ahi|a punto de|al llegar|esta llegando|ya llega|de camino y|en nada lo|en nada la|falta poco|queda poco|falta nada|no queda nada|un pelin|todo bien|todo en orden|todo perfecto|todo listo|todo correcto|todo controlado|todo marcha|marcha segun|segun lo previsto|viento en popa|sin contratiempo*|sin incidencia*|ningun problema|sin sobresaltos|duerme tranquil*|duerma tranquil*|respira|no temas|no tema|no sufras|no sufra|no te comas|no te rayes|sin agobios|calma|ten paciencia|tenga paciencia|poco de paciencia|satisfaccion|total garantia|con garantia|con todas las garantias|cien por|indudable*|indiscutible*|obviamente llegara|ciertamente|efectivamente llegara|jamas volver*|esto no ~2 mas|nunca ~2 otra vez|es la primera y|primera y ultima|lo prometo|prometido queda|te lo prometo|lo prometemos|os lo prometemos|se lo prometemos|se lo garant*|lo aseguro|te aseguro|te aseguramos|le aseguramos|os aseguramos|se lo aseguramos|aseguramos que|podemos asegurar*|mejor ~1 nunca|quedaras encantad*|quedara encantad*|merecera la pena|valdra la pena|la espera ~2 pena|todo llega|lo bueno se hace|lamentamos ~3 ocasion*|perjuicio*|trastorno*|disculpas por cualquier|agradecemos ~2 paciencia y|gracias por ~2 comprension|rogamos ~2 comprension|rogamos disculp*|esperamos ~2 comprend*|"
	    "nuestra garantia|garantia absoluta|lo antes que|tan pronto podamos|trabajando para que|todo lo que podemos|todo lo que ~2 nuestra|cuanto podemos|lo que podemos|, prometido $|"
	    "es imposible|ya veras|ratito|tranqui|inminente*|ahi nomas|nomas|"
	    "antes de que te des|proximo pedido sera|sera perfect*|antes de lo que ~1 imagin*/cree*/esper*"},

	/* answers are welcome */
	{"CONTACT",
	    "contacta|contacte|contacten|contactad|contactar|contactes|ponte/pongase/poner* en contacto|ponte|"
	    "llama|llame|llamen|llamad|"
	    "llamar|llamando|pregunta|pregunte|preguntar|pregunten|preguntad|consulta|consulte|consultar|consulten|"
	    "habla|hable|hablar|hables|habler|dirigete|dirijase|dirigirse|"
	    "dirigir|dirijanse|dirigirte|acude|acuda|acudir|escribe/escriba a|"
	    "escribir|mira/mire/mirar en/la/el|mirad|revisa|revise|revisar|comprueba|compruebe|comprobar|visita|visite|visitar|entra en|"
	    "entre en|entrar|rastrea|rastree|rastrear|siguelo|sigalo|sigue/siga/seguir el/tu/su envio/paquete/pedido/seguimiento|localiza|reclama|reclame|reclamar|reclamale|"
	    "reclamaselo|exige|exigir|gestiona|gestione|gestionalo|arreglalo|"
	    "arregle*|arreglese*|introduce|introduzca|pide/pida explicaciones/cuentas/_ a|pideselo|pedir explicaciones|"
	    "preguntale*|preguntales|llamales|"
	    "informate|informese|remitete|remitase|tramita|tramite|presenta/presente ~3 reclamacion/queja|interpon|solicite|verifica|"
	    "verifique|vete|"
	    "mete el numero|"
	    "hablarlo|tratarlo|resolverlo|aclararlo|gestionarlo|verlo|llamar|llama ~1"},
	{"CLAIM",
	    "reclamacion* ~3 debe*/van/va/se/a/ante/corresponde*|queja* ~3 "
	    "a/ante/debe*|duda* ~2 a/al/con|consulta* a/al/con|se reclama* a|informacion en ?la|seguimiento en ?la "
	    "web/pagina|web/pagina/app/portal/telefono de/del"},
	{"go_away",
	    "no/nunca ?nos/me/se ?lo/la respond*/contest*/escrib*/llam*/reclam*/insist* ?a/mas/por "
	    "?a/este/esta/este|no ~2 respondas/responda/respondan/contestes/conteste/contesten/escribas/escriba/"
	    "llames/llame/llamen/insistas/insista|"
	    "correo/mensaje/email/mail/e ?mail automatico|mensaje/correo/respuesta ~2 automatic*|generad* automatic*|automaticamente $|no ~3 se lee/leen|no ~2 "
	    "revisa*/atendid*/monitoriza*/supervisa*|"
	    "nadie lo/la/los revisa/lee/atiende|buzon no|desatendid*|"
	    "no ~2 podemos/puedo/podremos ~2 "
	    "hacer/ayudar*/decir*/darte/darle/dar/ofrecer*/facilitar*/atender*|nada ?que ?mas ?podemos/puedo "
	    "hacer|nada que hacer|no ~2 va a poder ser|"
	    "no gestiona*/gestionamos/atiende/atendemos/tramita*/tratamos/reembols*/devolv*/"
	    "admitimos/"
	    "admite*|no ~2 "
	    "incumbe/compete/concierne|"
	    "no ~3 asunto/problema/cosa/negocio nuestr*|no es nuestr*|deja de ser|deja* ~2 asunto|nuestra "
	    "competencia|te/le toca esperar|toca esperar|solo queda esperar|unica opcion|sentarte a|sentarse a|"
	    "espera*/esperes/espere ~4 antes de|hasta que ~2 pasen/pase/transcurran|antes del dia|no ~3 hasta "
	    "pasad*/que|abst*|rogamos ~3 no|no ~3 "
	    "darle* mas vueltas|es lo que hay|caso "
	    "cerrado|ya esta todo dicho|no ~2 dar* ~2 mas respuesta*|no "
	    "daremos/dara/responderemos/contestaremos/responderan/atenderemos|solo ~2 atende*/respond* ~4|fuera de "
	    "plazo|en otro "
	    "sitio|compr* ~2 en otr*|a nuestro ritmo|condiciones generales|terminos y "
	    "condiciones|preguntas "
	    "frecuentes|habla/hable/hablar con tu/su banco|ten*/tenga ~2 paciencia|no insist*|que lo dejes $|no hara que "
	    "llegue|"
	    "no vamos a|no entra*|se reclama a*|reclam* ~3 al que|lo que suceda despues|buscate|busquese|"
	    "apanate*|arreglatelas|no disponemos de mas|no hay mas que|no tenemos mas "
	    "datos|"
	    "no ofrecemos|no es posible ayudar*|canal no atendido|hemos cerrado ~2 "
	    "caso|damos ~4 por cerrad*|caso ~2 cerrad*|"
	    "no ~2 nos corresponde|no nos toca|no nos compete|no ~2 de nuestra competencia|no es cosa nuestra|no ~1 responsab*|solo somos|nosotros solo vend*|solo vendemos|somos ~2 tienda, no|meros|mero intermediario|intermediario|nuestra labor acaba|nuestro trabajo acaba|acaba aqui|termina aqui|ahi acaba|ahi termina|no admitimos|no aceptamos devoluciones/reclamaciones/cambios/quejas|no hacemos|no damos|no ofrecemos|no facilitamos|no atendemos|no respondemos|no tramitamos|no cubrimos|no nos ocupamos|no nos encargamos|no nos hacemos|no contestamos a/mas|no contestaremos|no vendemos excusas|no devolvemos|no compensamos|no indemniz*|sin derecho|no ~1 tiene* derecho|no procede|no ha lugar|improcedente|desestim*|denegad*|rechazada su|no ~1 admit*|no es reembolsable|no reembolsable|sin excepcion*|politica de|segun nuestra politica|segun nuestras condiciones|acepto las condiciones|aceptaste las|clausula*|articulo *|punto final|y punto|fin de la|asunto zanjado|zanjad*|tema cerrado|ticket cerrado|expediente ~2 cerrado|incidencia ~2 cerrad*|cerramos ~3 caso/incidencia/ticket/expediente|reclamacion ~2 cerrad*|archivad*|no se reabr*|escribir mas|escribirnos mas|insistir|de nada sirve|no sirve de nada|no servira|no hace falta que escribas|no es necesario que escrib*|no vuelvas a|no vuelva a escrib*|deja de *ir/*ar|deje de *ir/*ar|dejen de|no molest*|molestar|sera* ignorad*|ignoraremos|no sera* leid*|no ~1 leemos|lineas ~2 saturadas|solo ~2 ventas|solo para pedidos|exclusivamente para|este numero es|este telefono no|no tenemos telefono|no disponemos de|sin atencion|chatbot|formulario ~2 web|rellen* el formulario|preguntas mas frecuentes|centro de ayuda|apartado de ayuda|espera ~3 dias|espere ~3 dias|esperar ~3 dias|vuelve a escribir|vuelva a escribir|vuelva a contactar|vuelve cuando|prueba mas tarde|intentalo mas|pasados ~2 dias|transcurridos|que te lo arregl*|que se lo arregl*|entiendete|entiendase|apanese|apanate|alla tu|alla usted|es tu problema|es su problema|problema tuyo|problema suyo|buscarse la vida|buscate la vida|corre de tu cuenta|por tu cuenta|por su cuenta|denuncia|denuncie|vete a|ve a quejarte|quejate|quejese|reclame a|reclama a|reclamaciones a|presenta una|ponga una|seguro del hogar|tu seguro|su seguro|tu banco|su banco|riesgo del comprador|cuenta y riesgo|compra* en otr*|otra tienda|si no te gusta|si no le gusta|"
	    "suerte buscando*|suerte con|ya ~1 contestamos|ya ~1 respondimos|relee|relea|ya no lo llevamos|buscalo tu|pregunte usted|es quien debe atender*|a tus vecinos|a sus vecinos"},
	{"", ""},
};

const struct tone_language tone_es = {"es", false, true, lines};
