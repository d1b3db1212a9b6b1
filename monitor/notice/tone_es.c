#include "monitor/notice/tone_rules.h"

static const struct tone_class classes[] = {
    {'D',
	"(el|la|los|las|un|una|unos|unas|su|sus|nuestr*|vuestr*|tu|tus|este|esta|otra|otro|dicha|dicho|propi*)"},
    {'L',
	"(logistic*|postal*|mensajeria|paqueteria|reparto|distribucion|transporte*|entrega*|envio*|correos?|ultima milla|"
	"terceros)"},
    {'C',
	"({B}|transportista*|transportador*|mensajer*|repartidor*|courier*|conductor*|chofer*|camioner*|furgonet*|camion|"
	"camiones|carter[oa]s?|distribuidor*|subcontrat*|"
	"(empresa*|compani*|agencia*|servicio*|red|redes|firma*|operador*|colaborador*|soci[oa]s?|partner*|proveedor*|"
	"companer*|chic[oa]s?|gente|personal|equipo*|encargad*|responsable*|central|delegacion*|plataforma|nave|centro|hub|"
	"intermediari*|casa)( extern*| habitual)?( (de|del|al))?( la| los| las)? {L}|"
	"(empresa|compania|agencia|gente|encargad[oa]s?|quien|quienes)~(encargad*|reparte*|transporta*|entrega*|lleva) ?(de|del)?"
	"( la| los| el)? ?(envio*|entrega*|paquete*|reparto)?|"
	"(delegacion|central|nave|plataforma|hub|almacen|centro) (de|del) ({B}|transportista|reparto)|"
	"el transporte|el reparto|la mensajeria|la paqueteria|la logistica|un tercero|terceros|otra empresa|externos?)"},
    {'F', /* what somebody did wrong */
	"(no (?!existe)[a-z]+|tampoco [a-z]+|nunca [a-z]+|ni siquiera|sin (avisar|decirnos|dar|darnos|contestar|responder|explica*)|"
	"(ha|han|haya|habia|habria|hubiera)( vuelto a| tenido que)? "
	"(fall*|perd*|retras*|extravi*|olvid*|dana*|roto|rompe*|estrop*|equivoc*|incumpl*|dejad*|tenid* (un|una|problem*|retras*|"
	"averia*|incidenc*)|sufri*|cometid*|devuelt*|demor*|tardad*|confund*|golpe*|maltrat*|bloque*|parad*|retenid*|"
	"cancel*|provoc*|causad*|ocasion*|ignor*|mentid*|traspap*|salta*|metid*|hech* mal|tirad*|decepcion*|desatend*|"
	"mandad*~(mal|otro|equivoc*)|enviad* (mal|por error)|desviad*|colaps*|llegad* tarde|entregad* (mal|tarde)|"
	"sid* (culp*|respons*|el)|abandon*|puesto (mal|excusas))|"
	"fall(o|a|an|aron)|perdio|perdieron|pierde*|extravio|extraviaron|olvido|olvidaron|retraso su*|retrasaron|se retras*|"
	"equivoc[oa]*|se equivoc*|incumpl*|demoro*|demoraron|tard(o|a|an|aron)|rompio|rompieron|dano|danaron|estrope*|"
	"confundi*|se averi*|se nego|se negaron|se niega*|pincho|ignor[oa]n?|ignoraron|desatend*|"
	"va(n)? (con retraso*|mal|muy mal|tarde|retrasad*|lent*|desbordad*)|anda(n)? (mal|con retraso*|desbordad*)|"
	"esta(n)?~(saturad*|desbordad*|colapsad*|sin dar*|fallando|tardando|teniendo|sufriendo|retrasand*|en huelga|de huelga|"
	"bloquead*|funcionando mal|provocando|causando)|funciona(n)? mal|trabaja(n)? mal|"
	"sigue(n)? sin|tiene(n)? (un |una |el |la |much* |vari* )?(retras*|problem*|incidenc*|averia*|huelga|demora*|"
	"atasco*|sobrecarga|mucho trabajo)|lo tiene(n)?( parad*| retenid*| bloquead*)|tiene(n)?~(parad*|retenid*|bloquead*|"
	"abandonad*)|sufre(n)?|sufrio|acumula(n)?|deberia(n)? haber|debio|debieron|tendria(n)? que haber|"
	"(es|son|fue|fueron|era) (el |la |los |las |unic* )?(culpable*|responsable*|unic*|quien|quienes|caus*|imput*|un desastre)|"
	"nos (fall*|dej*|mint*|decepcion*|toma*|da(n)? largas|ignor*|ha(n)? fallad*)|va(n)? a su aire|hizo mal|hicieron mal|"
	"dejo|dejaron|devolvio sin|trato mal|llego tarde|llegaron tarde|lleva*~(retras*|sin))"},
    {'P', /* what went wrong */
	"(culpa*|error*|fallo*|problema*|incidencia*|retraso*|demora*|averia*|huelga*|negligencia*|descuido*|saturacion|"
	"colapso|caos|atasco*|perdida|extravio|despiste|desidia|mala gestion|mal hacer|incumplimiento*|falta~(medios|"
	"personal)|sobrecarga|lentitud|ineficacia|torpeza)"},
    {'W',
	"(temporal|temporales|nieve|nevada*|nevo|lluvia*|llovi*|tormenta*|borrasca*|dana|gota fria|ciclogenesis|viento*|vendaval*|"
	"granizo|granizada*|helada*|hielo|niebla*|inundacion*|riada*|ola de (calor|frio)|calor|frio|huracan*|ciclon*|"
	"tornado*|meteorolog*|climatolog*|clima|mal tiempo|tiempo (atmosferico|adverso|revuelto|de perros|infernal)|"
	"inclemencia*|aguacero*|diluvio*|chubasco*|filomena|calima|alerta (roja|naranja|amarilla)|aviso (rojo|naranja)|"
	"condiciones (climat*|meteo*|del tiempo|adversas)|fuerza mayor|catastrofe*|terremoto*|volcan*|incendio*|oleaje|"
	"carreteras? (nevad*|helad*|cortad*|inundad*))"},
    {'H', /* what it did to us */
	"(retras*|demor*|impid*|impedi*|oblig*|imposib*|parad*|paro|parali*|cort*|cerr*|bloque*|complic*|dificult*|afect*|"
	"no (podemos|podremos|pudimos|hemos|se|llega*|vamos|va|nos|ha|han|acompan*|sale*|salio|permit*)|sin poder|causad*|"
	"provoc*|ocasion*|fren*|lent*|ralentiz*|deten*|detuv*|cancel*|suspend*|mas tarde|tarde|aplaz*|estropea*|ha podido|"
	"culpa*|caus*|vamos con|va con|imposible|llegara)"},
    {'R',
	"(por (culpa|causa|efecto)|debido|a causa|a consecuencia|como consecuencia|a raiz|con motivo|en vista|dado|dada|"
	"dadas|dados|con|por|gracias|tras|ante|a consecuencia)"},
    {'A', /* the customer acting */ "(tu|tuy[oa]|suy[oa]|usted|vosotros|ustedes)"},
    {'X', ""},
    {0, ""},
};

static const struct
    tone_pattern
	patterns
	    [] =
		{
		    /* innocent: names, places, requests, plans */
		    {TONE_INNOCENT,
			"^ ?(hola|estimad[oa]s?|querid[oa]s?|buen[oa]s (dias|tardes|noches)|apreciad[oa]) ?,? ?[^,]{0,60},"},
		    {TONE_INNOCENT,
			"(oficina*|estafeta*|punto*|apartado*|sucursal*|tienda*) (de|del)( la| los)? ({B}|transportista|mensajeria|recogida)"},
		    {TONE_INNOCENT,
			"(disfraz|traje|gorra|muneco|figura|juego|libro|cuento|curso|novela|camiseta) de (mensajer*|carter*|repartidor*|conductor*|"
			"camioner*|{W})"},
		    {TONE_INNOCENT,
			"(te|le|os|les) (llamara|avisara|escribira|llamaran|avisaran|espera|esperara)"},
		    {TONE_INNOCENT,
			"(estacion|botas|ropa|abrigo|chaqueta|cazadora|gorro|guantes|manta|gafas|curso|cadenas|raquetas|paraguas|libro|"
			"anorak|pala|trineo|vela|mapa|radio|alarma)( [a-z]+)? (meteorolog*|de (la )?{W}|para (la |el )?{W}|contra (la |el )?{W}|anti{W})"},
		    {TONE_INNOCENT,
			"(error|fallo|culpa|retraso|responsabilidad|despiste)( [a-z]+)? (fue|es|ha sido) (solo |todo |toda |unicamente )?(nuestr[oa]|mi[oa])"},
		    {TONE_INNOCENT,
			"(hemos|ha) (pedido|encargado|solicitado|reclamado|preguntado|llamado)( hoy| ayer| ya| otra vez)?( a| al)?( la| el| los)? ({C})"},
		    {TONE_INNOCENT, "si( el| la| los)? ({C}) no"},
		    {TONE_INNOCENT,
			"({C}) no (reparte*|trabaja*|abre*|entrega*|recoge*)( los| el| en| hoy por ser)? (lunes|sabado*|domingo*|festivo*|fin*|agosto|navidad)"},

		    /* blame of whoever carries it */
		    {TONE_BLAME_CARRIER, "({C})~{F}"},
		    {TONE_BLAME_CARRIER, "({C}) ,( [^,]+)? ,( que)? {F}"},
		    {TONE_BLAME_CARRIER, "({C})~~(que|y) (nos )?{F}"},
		    {TONE_BLAME_CARRIER,
			"{P}( [a-z]+)?( [a-z]+)? (de|del|en|con|a|al|por parte de|por parte del|achacable*~a|imputable*~a|viene de|viene del|"
			"procede de|procede del|interno de|interno del|ajen[oa]~de)( {D}| {D} {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"(por culpa|por causa|debido|imputable|atribuible|achacable|a causa|responsabilidad|culpa|responsable|responsables|"
			"depende|dependemos|dependen|en manos|a cargo|cosa)( exclusiv*| unic*| sol[oa])? (es )?(de|del|a|al)( {D}| {D} {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"(culpa*|responsabl*|la responsabilidad|causante*|la causa|el origen|el motivo)~(es|son|fue|ha sido|esta en|son de|reside en)( de| del)?( {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"(viene|procede|proviene|nace|parte)( solo)? (de|del)( {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"(lo|la|los|las) tiene(n)? (parad* |retenid* |bloquead* )?({C})"},
		    {TONE_BLAME_CARRIER,
			"(pero|aunque|solo que|sin embargo)( {D})? ?({C})~(lo tiene*|la tiene*|tiene*|aun|todavia|lleva)"},
		    {TONE_BLAME_CARRIER,
			"(retenid*|parad*|bloquead*|atascad*|perdid*|olvidad*|varad*|atrapad*|tirad*|abandonad*) (por|en|con)~({C})"},
		    {TONE_BLAME_CARRIER,
			"(perdid*|danad*|extraviad*|rot[oa]|retrasad*|olvidad*|maltratad*|golpead*|devuelt*|estropead*|desviad*) por( {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"({P}) (en|de|del|con|durante) (el|la)? ?(transporte|reparto|transito|entrega|logistica|distribucion|mensajeria|cadena~logistica)"},
		    {TONE_BLAME_CARRIER,
			"ajen[oa]s?( por completo| totalmente)? (a|al) (nuestr*|nosotros|la tienda|esta tienda|la empresa|[a-z]+)|causas ajenas|motivos ajenos|"
			"circunstancias ajenas|ajen[oa]s? a nuestra voluntad"},
		    {TONE_BLAME_CARRIER,
			"(fuera|mas alla) de nuestr* (control|alcance|manos?|poder|responsabilidad|mano)|(escapa|escapan|escapo) (a|de|por completo a) (nuestr*|nosotros)|"
			"no (esta|estaba|estuvo) en nuestr* manos?|se nos escapa"},
		    {TONE_BLAME_CARRIER,
			"(no|nada) (depende|dependia|dependio|dependen|ha dependido|tiene que ver|tenemos que ver|tenemos la culpa|tuvimos|tuvo que ver)~(nosotros|nuestr*|esto|ello|retraso|culpa)"},
		    {TONE_BLAME_CARRIER,
			"no (es|fue|ha sido|era|somos|hemos sido|fuimos|seria) (una? )?(nuestra culpa|culpa nuestra|cosa nuestra|nuestra responsabilidad|responsabilidad nuestra|"
			"nosotros|por nosotros|error nuestro|fallo nuestro|nuestro error|nuestro fallo|culpa de la tienda|cosa de la tienda|los culpables|culpables|problema nuestro|nuestro problema)"},
		    {TONE_BLAME_CARRIER,
			"(no|ni) (nos )?(somos|hacemos|seremos|hace*|es|podemos ser|podemos hacernos|asumimos|aceptamos)( en ningun caso)?( los| la| ninguna)? ?(responsable*|responsabilidad)"},
		    {TONE_BLAME_CARRIER,
			"(sale|salio|salga|ha salido|abandona|deja)~de nuestr[oa]s? (manos|almacen|tienda|instalaciones)~~(pero|responsab*|ya no|transport*|depende|no (podemos|nos))"},
		    {TONE_BLAME_CARRIER,
			"(nosotros|nuestra parte|por nuestra parte|enviamos|entregamos|salio|cumplimos|hicimos)~~(a tiempo|puntual*|correctamente|bien|cumplid*|en plazo)~~(pero|el problema|el fallo|el retraso|sin embargo|aunque|{C})"},
		    {TONE_BLAME_CARRIER,
			"(culpa|responsabilidad|cosa) (es )?(de|del|ajena|suya|de otros|de otra)( {D})? ?({C}|otros|otra empresa|ajena|ellos|suya)"},
		    {TONE_BLAME_CARRIER,
			"(huelga|paro|saturacion|colapso|sobrecarga|falta de personal|picos? de (trabajo|demanda))~({C}|{L}|camion*|red)"},
		    {TONE_BLAME_CARRIER,
			"(mal|mala) (manejo|trato|servicio|gestion|manipulacion|reparto|organizacion) (suyo|suya|de|del|por)"},
		    {TONE_BLAME_CARRIER,
			"(reparto|transporte|mensajeria|envio) (nos )?(fallo|falla|ha fallado|va mal|esta fallando|funciona mal|falló)"},
		    {TONE_BLAME_CARRIER, "por culpa de|culpa de terceros|terceros (han|son|es)"},

		    /* weather */
		    {TONE_BLAME_WEATHER, "({W})~~{H}"},
		    {TONE_BLAME_WEATHER,
			"({R})( a| de| del| al| que)?( {D})? ?(intens* |fuert* |mal |advers* |gran* |malas )?({W})"},
		    {TONE_BLAME_WEATHER,
			"(culpa|culpable*|causa|causado|provocado|motivo|motiv*|retraso*|demora*|problema*|incidencia*|retenid*|parad*|cortad*|bloquead*|retrasad*) (de|del|por|es|son|a|en|en medio de)( {D})? ?({W})"},
		    {TONE_BLAME_WEATHER,
			"(retras*|demor*|no (podemos|pudimos|podremos|hemos)|impid*|imposible)~~({W})"},
		    {TONE_BLAME_WEATHER,
			"con (este|semejante|tanto|el|tal) (tiempo|frio|calor|viento|temporal)( que hace)?"},
		    {TONE_BLAME_WEATHER,
			"(el|este) tiempo (no (ayuda|acompana|permite|nos)|ha impedido|impide|nos)"},

		    /* the customer */
		    {TONE_BLAME_CUSTOMER,
			"(no|nunca|tampoco) (estabas|estaba usted|estaban|estabais|estuviste|estuvo usted|habia nadie|hubo nadie|te encontrabas|se encontraba|te encontramos|le encontramos|te hallabas|abriste|contestaste|"
			"respondiste|atendiste|cogiste|oiste|recogiste|indicaste|pusiste|diste|facilitaste|escribiste|leiste|avisaste|"
			"acudiste|viniste|pasaste a|completaste|aceptaste|quisiste|confirmaste|bajaste|dejaste|rellenaste|elegiste|"
			"(has|ha|habeis|habias|habia) (recogido|indicado|puesto|dado|contestado|respondido|facilitado|atendido|abierto|avisado|acudido|leido|querido|confirmado|completado|rellenado|pasado a|"
			"estado en casa|cogido))"},
		    {TONE_BLAME_CUSTOMER,
			"(nadie|no hay nadie|no habia nadie|no hubo nadie) (en (casa|tu|su|el|la)|abrio|atendio|contesto|respondio|abria|contestaba|para recib*|nos abrio)"},
		    {TONE_BLAME_CUSTOMER,
			"(pusiste|indicaste|escribiste|diste|anotaste|introdujiste|elegiste|rellenaste|tecleaste|metiste|puso usted|(has|ha usted|habias|ha) (puesto|dado|escrito|indicado|introducido|facilitado|elegido|metido))~"
			"(mal|equivocad*|errone*|incorrect*|que no existe|incomplet*|inexistente|otra|otro|falt*|sin)"},
		    {TONE_BLAME_CUSTOMER,
			"(te|se) (equivocaste|olvidaste|has equivocado|has olvidado|olvido|te olvido|equivoco usted|confundiste|despistaste|has confundido|te ha olvidado)"},
		    {TONE_BLAME_CUSTOMER,
			"olvidaste|(has|habias) olvidado|(rechazaste|rehusaste|(has|ha usted) (rechazado|rehusado))"},
		    {TONE_BLAME_CUSTOMER,
			"(deberias|deberia usted|debias|debiste|tendrias que|tenias que|podrias|podias) haber|(debiste|tenias que|debias) (estar|indicar|poner|haber|dar|avisar|recoger|revisar)"},
		    {TONE_BLAME_CUSTOMER,
			"(si )?(hubieras|hubiera usted|hubieses|de haber) (estado|puesto|indicado|dado|leido|avisado|abierto|contestado|recogido|revisado|pedido)"},
		    {TONE_BLAME_CUSTOMER,
			"(tu|su|la) (direccion|telefono|codigo postal|numero|correo|domicilio|calle)( postal)?( que (nos )?(diste|has dado|pusiste|indicaste|facilitaste))? (es|esta|estaba|era|son|no (es|existe|existia|esta)) ?(mal|incorrect*|erroneamente|equivocad*|incomplet*|erroneo*|correct[oa]|erronea|inexistente|falsa)?"},
		    {TONE_BLAME_CUSTOMER,
			"por (tu|su) (culpa|error|descuido|ausencia|despiste|falta|negligencia)|por (un )?(error|fallo|despiste|descuido|culpa) (tuy[oa]|suy[oa]|de usted|del cliente|del destinatario)"},
		    {TONE_BLAME_CUSTOMER,
			"(error|fallo|culpa|problema|descuido|despiste|responsabilidad) (fue|es|ha sido|era) (tuy[oa]|suy[oa]|del cliente|del destinatario|de usted)"},
		    {TONE_BLAME_CUSTOMER,
			"(tu|su) responsabilidad|(es|son) cosa tuya|te corresponde a ti"},
		    {TONE_BLAME_CUSTOMER,
			"(destinatari[oa]|client[ea]|consignatari[oa]|receptor)s? (ausente*|desconocid*|no (estaba|localizad*|se|respond*|contest*|encontr*|ha|quiso|abrio|disponible)|estaba ausente|rechaz*|ilocalizable)"},
		    {TONE_BLAME_CUSTOMER,
			"(direccion|domicilio|telefono|codigo postal) (incorrect*|erroneo*|erronea*|insuficiente*|incomplet*|desconocid*|equivocad*|mal (escrit*|puest*|indicad*))"},
		    {TONE_BLAME_CUSTOMER,
			"(tu|su) (comunidad|edificio|portal|finca|portero|vecin*|timbre|buzon|calle|zona|casa|urbanizacion) (no (tiene|tenia|hay|abre|funciona|permite)|esta mal)"},
		    {TONE_BLAME_CUSTOMER,
			"(pediste|compraste|has pedido|hiciste el pedido|encargaste|pagaste)~(tarde|demasiado tarde|fuera de (plazo|hora))"},
		    {TONE_BLAME_CUSTOMER,
			"(estabas|estaba usted) (ausente|fuera)|tu ausencia|su ausencia|estando (tu|usted) ausente"},
		    {TONE_BLAME_CUSTOMER,
			"(la proxima vez|otra vez|en adelante)~(revis*|ten|fijate|presta|pon|comprueba|asegurate|se mas)|(se|ten) mas (cuidados*|cuidado)"},

		    /* nobody can promise that */
		    {TONE_EMPTY_PROMISE,
			"(no|nunca( mas)?|jamas)( se| te| os| le)?( nos)? (volvera*|repetira*|vuelve a (pasar|ocurrir|suceder)|pasara (mas|otra|nunca|de nuevo)|ocurrira (mas|otra|nunca|de nuevo)|volveremos a (fallar|retras*|tardar)|sucedera (mas|otra|nunca|de nuevo)|"
			"fallaremos|te fallaremos)"},
		    {TONE_EMPTY_PROMISE, "nunca mas|no habra (mas|otro|otra|ningun|nuevos) (retraso*|problema*|demora*|fallo*|incidencia*)|(es|sera) la ultima vez que|ultima vez que (fall*|pasa|ocurre|sucede)|sin mas retrasos"},
		    {TONE_EMPTY_PROMISE,
			"(te|se|os)? ?(lo )?(garantizamos|garantizo|aseguramos|aseguro|juramos|juro|prometemos que|prometo que|damos nuestra palabra|doy mi palabra)|garantizad[oa]s?|(podemos|puedo) (garantizar|asegurar*|prometer*)"},
		    {TONE_EMPTY_PROMISE,
			"(puedes|puede|podeis) (estar|tener) (segur*|tranquil*|la (seguridad|certeza|tranquilidad))|(estate|este|quedate) tranquil*|no (te preocupes|se preocupe|os preocupeis)|ten por seguro|sin (falta|duda*|ningun (problema|genero))|"
			"(al|100|cien por) (cien|100)( por (cien|ciento))?|con toda seguridad|(llegara|vendra|entregaremos|recibiras|lo tendras)~(seguro|si o si|pase lo que pase)|palabra de"},
		    {TONE_EMPTY_PROMISE,
			"(a partir de|desde) (ahora|hoy|este momento)~(todos|siempre|llegar*|ningun|nunca)|siempre (llegar*|cumpl*|puntual*)|todos tus (pedidos|envios|paquetes)~(puntual*|a tiempo|en hora)"},
		    {TONE_EMPTY_PROMISE,
			"en breve|(lo antes|cuanto antes|tan pronto como sea|lo mas pronto|con la mayor brevedad|a la mayor brevedad|a la brevedad)( posible)?|en (los|unos|pocos|unas|las|el) (proxim*|pocos|poc[oa]s|menor) ?(dias|horas|fechas|semanas|plazo|tiempo)?( posible)?|"
			"proximamente|(pronto|enseguida|de un momento a otro|en cualquier momento) (recib*|tendr*|llega*|sab*|te)|(lleg*|recib*|tendr*|solucion*|resolv*|arregl*|estar*)~(pronto|en nada|enseguida|cualquier momento|dentro de poco|en unos dias)|a lo largo de (la semana|los)"},
		    {TONE_EMPTY_PROMISE,
			"(disculp*|perdon*|lament*|sentimos|pedimos|rogamos)~(molestia*|inconvenient*|trastorno*)( (que|causad*|ocasionad*).*)?|hacemos todo lo (posible|que)|(haremos|haciendo|hemos hecho) todo lo (posible|que|humanamente)|todo lo que (esta|este) en nuestra"},

		    /* go and ask somebody else */
		    {TONE_GO_AWAY,
			"(contacta|contacte|contactad|contactes|ponte en contacto|pongase en contacto|habla|hable|hables|llama|llame|llames|escribe|escriba|escribas|pregunta|pregunte|reclama|reclame|dirigete|dirijase|acude|acuda|consulta|consulte|informate|"
			"contactar|hablar|llamar|dirigirte|dirigirse|reclamar|consultar|preguntar|acudir|preguntale|pidele|pidelo|reclamale|dirigirla|dirigir*|tramitar|tramita|tramite|comprueba|mira|visita|visite|entra|entre|sigue|rastrea)~"
			"(a|al|con|en|de|por|ante|directamente|la|el)( {D})?( web| pagina| telefono| atencion| sitio| app| tienda)?( web)?( de| del)?( {D})? ?({C})"},
		    {TONE_GO_AWAY,
			"(reclamacion*|queja*|consulta*|duda*|incidencia*|pregunta*|gestion*)~(debe*|deben|tiene*|ha de|han de|hay que|se (dirige*|dirigi*|tramita*|hace*|presenta*))~({C})"},
		    {TONE_GO_AWAY,
			"(no|nunca) (contestes|conteste|contesten|contesteis|respondas|responda|respondan|respondais|escribas|escriba|escriban|llames|llame|llamen|nos llames|nos llame|nos escribas|nos escriba|insistas|preguntes|pregunte|envies|reclames|contestar|responder|uses~para)"},
		    {TONE_GO_AWAY,
			"(correo|email|e mail|mensaje|buzon|direccion|cuenta|e ?mail)( electronico)?( de correo)?~(automatic*|no (atendid*|se (lee*|atiend*|revis*|supervis*|monitor*)|admite*|acepta*|recibe*|esta (atendid*|supervis*|monitor*|habilitad*))|desatendid*|nadie|sin supervis*)"},
		    {TONE_GO_AWAY,
			"no reply|noreply|nadie (lo|la|los) (lee*|revis*|atiend*|mira)|no (se )?(lee*|atiend*|revis*)~(correo*|respuesta*|mensaje*|buzon)|no (leemos|atendemos|contestamos|respondemos|gestionamos|tramitamos|resolvemos|nos ocupamos|nos encargamos|llevamos)"},
		    {TONE_GO_AWAY,
			"no (podemos|puedo|esta en nuestra mano|hay) (hacer )?(nada|ayudarte|ayudarle|ayudar*|atenderte|atender*|darte mas|darle mas|decirte mas|decirle mas|intervenir|mas que)|nada (mas )?(que )?podemos|nada (podemos|que hacer)|no hay (nada )?(mas )?que (podamos|hacer)|no (tenemos|hay|disponemos de) mas (datos|informacion|que)"},
		    {TONE_GO_AWAY,
			"(te|le|os|solo|unicamente)( te| le)? (toca|queda|corresponde) (esperar|a ti)|(solo|unicamente) (puedes|puede|queda|cabe) esperar|ten paciencia|tenga paciencia|armate de paciencia"},
		    {TONE_GO_AWAY,
			"(nuestro|el) (equipo|servicio|departamento) no (gestion*|atiend*|tramit*|se (encarga|ocupa)|resuelv*|puede*|lleva*)|no es (asunto|cosa|competencia|tarea) (nuestr*|de)|ya no es (nuestr*|cosa)"},
		    {TONE_GO_AWAY,
			"(en|por|a traves de|mediante) (la|su|el) (web|pagina|app|sitio|telefono)( web)?( oficial)? (de|del)( {D})? ?({C})"},
		    {0, ""},
};

const struct tone_language tone_es = {"es", false, classes, patterns};
