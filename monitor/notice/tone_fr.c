#include "monitor/notice/tone_rules.h"

static const struct tone_line lines[] = {
    /* words that hold a clause together */
    {"STOP",
	"mais|cependant|bien que|quoique|parce que|parce qu|car|puisque|tandis que|alors que|lorsque|quand"},
    {"NOT", "n|ne|pas|jamais|personne|aucun*|ni|rien|guere"},
    {"IF", "si|s il|s ils|quand|lorsque|en cas|au cas"},
    {"PAST", "aviez|avais|etiez|etais|eussiez|aurait|aurions|aurez"},
    {"REL", "qui|que|qu|dont|lequel|laquelle"},
    {"OF",
	"de|du|des|d|en|dans|chez|avec|par|a|au|aux|entre|sur|cote|du cote de/du/des/d|de la part de/du/des/d|au "
	"sein de/du|aupres de/du"},
    {"BY", "par|aux mains de/du|entre les mains de/du|chez"},
    {"DUE",
	"a cause de/du/des/d|en raison de/du/des/d|du fait de/du/des/d|par la faute de/du/d|par "
	"faute de/du|suite a/au/aux|du/due/dus a/au/aux|est du ?uniquement a/au/aux|grace a/au/aux|"
	"imputable*/attribuable* ~1 a/au/aux|consecutif* a/au|cause*/provoque*/"
	"occasionne* par|lie/liee/lies/liees a/au/aux|resulte* de/du/d|provient/viennent/vient/decoule* "
	"?uniquement de/du/des/d|compte tenu de/du/des|vu|eu "
	"egard|par suite de/du|consequence de/du/d|tient a/au|origine de/du|a la merci de/du/des/d|s "
	"explique par"},
    {"VIA", "avec|par|apres|devant|face a/au/aux|sous|malgre"},
    {"HASIT", "c est chez"},
    {"US", "nous|notre|nos|*ons|je|j|ai|on"},
    {"THEY", "ils|elles|ces gens|ces messieurs"},

    /* whoever carries */
    {"GOODS",
	"livraison*|transport*|logistique*|postal|postale|postaux|expedition*|messagerie*|colis|courrier|"
	"distribution|dernier kilometre|fret|acheminement|demenagement|tri|routage|envois|envoi|livrer|"
	"transporter|sous traitance"},
    {"BODY",
	"societe*|entreprise*|prestataire*|partenaire*|service|services|agence*|compagnie*|fournisseur*|reseau*|"
	"equipe*|operateur*|agent*|centre*|depot*|plateforme*|entrepot*|hub|maison|gens|personne|personnes|gars|"
	"type|types|professionnel*|chaine|maillon|intermediaire*|sous traitant*|personnel|"
	"collaborateur*|specialiste*|boite|acteur*|bureau|filiale|interlocuteur*|responsable*|cellule|site"},
    {"COURIER",
	"transporteur*|livreur*|coursier*|facteur*|factrice*|chauffeur*|conducteur*|messager*|camion|"
	"camions|camionnette*|fourgon*|messagerie|affreteur*|transitaire*|sous traitant*|routier*|"
	"demenageur*|expressiste*|logisticien*|la poste|relais|depot|postier*|carrier*|compagnie "
	"aerienne|ferry|douane*|"
	"BODY ?externe/exterieure/exterieur/local/tiers de/du/des/d/a/en/chargee/charge/chargees ?la/l/de/du ?la ?l "
	"GOODS|BODY GOODS|BODY GOODS|BODY ?_ qui ?vous ?nous ?l ?assure* "
	"livr*/transport*/achemin*/distribu*|"
	"ceux/celui/celle qui ?vous ?nous ?le ?l livr*/transport*/achemin*/distribu*/roul*|ceux a qui "
	"~2 confie*|"
	"le/du/au/un transport|la livraison a|tiers transporteur|prestataire*|partenaire*|"
	"entreprise exterieure|autre societe|"
	"amis du camion|compagnie maritime|transitaire|voiturier|compagnie de transport|"
	"agence|l agence|"
	"entreprise mandatee"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"un tiers|des tiers|tiers|d autres|autrui|quelqu un|autre societe|mains etrangeres|certains|les autres"},
    {"TRANSIT",
	"transit|cours de transport|transport|acheminement|chaine|dernier kilometre|trajet|logistique|tournee"},

    /* what went wrong */
    {"FAIL",
	"perd*|egar*|retard*|en retard|oubli*|trompe*|tromp*|confond*|cass*|bris*|abim*|endommag*|"
	"deterior*|ecras*|casse*|maltrait*|panne|pannes|manque*|manqu*|rate*|rat*|loup*|bloqu*|satur*|"
	"debord*|surcharg*|ignor*|ment|menti|mentent|devie*|detourn*|abandonn*|refus*|saut*|tard*|train*|"
	"neglig*|nonchalan*|faute*|coupable*|responsable*|chaos|desastre|honte|greve*|impossible|lent|lente|"
	"lents|lenteur*|echou*|echec|defaill*|defect*|erreur*|mal|mauvais*|pire|faux bond|lache*|lach*|"
	"plant*|decu*|decoi*|laisse* tomber|laisse ~3 dehors/pluie/trottoir/quai|au lieu|a la place|"
	"sans prevenir/sonner/frapper/passer/avertir/repondre/scanner/nous|toujours pas|trop tard|"
	"retenu*|reten*|coinc*|immobilis*|arret*|aurait du|auraient du|devait|devaient|etait cense*|"
	"etaient cense*|probleme*|incident*|souci*|difficult*|provoqu*|caus*|occasionn*|, promis $|jure|"
	"dort|dormi|complic*|subi*|subit|accumul*|fracass*|detrui*|mouill*|ray*|annul*|report*|vol*|derob*|"
	"dispar*|volatilis*|incompet*|paress*|ineffic*|foir*|merd*|bacl*|incapable*|embrouill*|melang*|cafouill*|"
	"tient pas|peine*|peinent|desorganis*|mis ~3 mauvais*|"
	"inconnu*|mal aiguill*|mal tri*|juge bon|mis ~1 jours|fait rever|un nom qui|"
	"marque ~2 comme|alors que non|alors que ce|"
	"mauvaise maison|mauvaise adresse|autre maison|autre adresse|"
	"refuse|"
	"accident|accidente*|mauvais tour"},
    {"TROUBLE",
	"faute*|erreur*|probleme*|retard*|greve*|panne*|negligence*|incident*|perte*|avarie*|"
	"defaillance*|dysfonctionnement*|souci*|saturation|surcharge|manque de|difficulte*|mauvaise "
	"gestion|lenteur*|ralentissement*|engorgement|blocage*|aleas|alea|perturbation*|disfonction*|"
	"dommage*|casse|bevue|oubli*|cafouillage|manquement*|imprevu*|desorganisation|contretemps|"
	"anomalie*|mauvais traitement|manipulation|rupture|accident|vol|couac*|rate|rates|mouvement social"},
    {"STUCK",
	"bloqu*|coinc*|perdu*|retenu*|oublie*|immobilis*|retard*|endommage*|egare*|abime*|reste|restee|restes|"
	"abandonne*|arrete*|casse*|stagn*|dort|traine|devie*|echoue*|en souffrance|en attente|ouvert"},
    {"BLAMED",
	"faute|responsable*|responsabilite|coupable*|en cause|la cause|l origine|le probleme|le retard|l "
	"erreur|le souci|depend*|incombe*|entre les mains|a charge|imputable*|du ressort|du cote|la balle"},

    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"n/ne/pas ~3 notre/nos faute/erreur/responsabilite/ressort/fait/probleme/controle/volonte/mains|pas ~2 de nous|pas "
	"nous qui|y sommes pour rien|y pouvons rien|n y ~2 rien|pas ~3 "
	"responsables|declin* ~2 responsabilite|ne ~2 saurions ~2 responsable*|ne ~2 saurait|pas ~2 tenus|pas "
	"~1 de notre ressort|pas de notre fait|depend* pas ~1 nous|ne depend ~2 nous|independant* de "
	"notre/nos/nous|"
	"independant* ~2 notre volonte|hors de notre/nos|hors controle|echapp* ~2 notre/nous/nos|au dela de "
	"notre/nos|"
	"circonstances/raisons/causes/facteurs/motifs ?exceptionnelles/independantes/exterieur*/externes ?qui "
	"exterieur*/externe*/independant*/echapp*|nous ~3 rien a voir|nous avons ~3 a l heure|a l heure de chez "
	"nous|nous ~3 dans les temps|nous ~3 fait notre part|"
	"parti ~3 a l heure|parti* ~3 chez nous ~3 temps/heure/parfait*|sans faute de notre part|de notre cote ~3 "
	"tout/etait/bien/impeccable|tout etait ~2 chez nous|une fois ~3 parti|au nom de @c|d autres mains|"
	"eux non|pas nous|fait notre job|fait notre travail|surement pas ~2|c est pas nous|si ca ne tenait qu a nous|s il ne tenait qu a nous|amis du camion|"
	"ils l ont perdu|ils l ont ~2|mais ~3 perdu ensuite|"
	"vous savez comment/comme ~3 CARRIER|on sait comment ~3|ne ~1 controlons pas|ne maitrisons pas|aucun controle|notre travail/role/responsabilite s arrete/cesse|n est ~1 imputable|"
	"garde d un tiers|ceux qui l ont manipule*|entiere en partant|merci a lui|"
	"ne dependent pas de nous|probleme externe|aussi faches|aussi decus"},
    {"OURS",
	"notre/nos/ma/mon ?propre faute/erreur*/responsabilite/oubli/retard/negligence/bevue|"
	"faute/erreur/responsabilite/retard/oubli ?est/etait/vient ?entierement ?bien ?de la notre/nous/moi|de "
	"notre part|de notre fait|nous ?n ?ne ?y ?l ?la ?le ?les ?vous ?avons ?sommes ?bien ?aurions "
	"oublie*/perdu/trompe*/confondu/mal/rate*/manque/inverse*/casse*/tarde/envoye/mis/colle/"
	"interverti*/du|nous nous sommes|j ai ~2 oublie/mal/inverse/trompe|je me suis|notre systeme/site/formulaire|notre ~2 mal/faux|nous en sommes responsables"},

    /* innocent: names, requests, plans */
    {"FINE",
	"livre*|livr*|recu*|scann*|confirm*|pris*|prendr*|passe*|pass*|appel*|depos*|remis*|tent*|retourn*|enregistr*|"
	"repond*|inform*|accept*|charg*|prevu*|planif*|collect*|enlev*|present*|indiqu*|annonc*|fix*|ramen*|"
	"besoin|rendez|flash*|recupere*|signal*|"
	"demand*|exig*|besoin|reclam*"},
    {"JUST",
	"vous|nous|l|le|la|les|en|y|s|t|m|lui|leur|a priori|aussi|encore|visiblement|hier|juste"},
    {"DID",
	"a/ont/avait/avaient/ait/aient #!FINE|est/sont encore ~2|prefere*|fait|font|promene*|semble*|pense*|croit|"
	"joue*|aime*|prend son|prennent leur|court apres"},
    {"ITIS", "c est|c etait|ce sont|c e|est"},
    {"ELSEWHERE",
	"CARRIER|assurance|assureur|banque|fabricant|vendeur|plateforme|marketplace|mediateur|site|voiturier|"
	"fournisseur|ailleurs|dgccrf"},
    {"FINEYOU",
	"command*|demand*|choisi*|recu*|ecrit*|indiqu*|pay*|confi*|signal*|reserv*|achet*|prefer*|dit|"
	"souhait*|envoy*|retourn*|attendu*|patient*|regle*|appel*|raison|besoin|droit|choix|jusqu|eu|"
	"possib*|prevu*|opte*|donne*|autoris*|laiss*|fait|vu|decid*|offert*|accept*|joint|bien|"
	"une|trente|quatorze|*ze|le|notre|cette|encore|deux|*fait|*e ~1 jours|jusque|entre|toute|pas"},
    {"go_away",
	"demandez/adressez/allez/consultez/contactez/appelez/rendez/renseignez/voyez ~4 bureau/agence/guichet|"
	"il vous faudra|vous faudra attendre/patienter|vous devez attendre|devrez attendre|devrez patienter|"
	"pas d autres informations|pas davantage d informations|notre bureau de poste|"
	"aucune reclamation ne|ne sera etudiee|avant un delai|"
	"ne pouvons pas intervenir|pas necessaire de nous|demandez leur|"
	"ne prend pas en charge"},
    {"blame_carrier",
	"nous ~4 remis/expedie/envoye/confie/livre ~2 a l heure/temps ~~ mais/ensuite/depuis|nous ~4 remis/expedie/envoye/confie/livre ~2 a temps ~~ mais/ensuite/depuis"},
    {"innocent",
	"bonjour/bonsoir/cher/chere/salut/madame/monsieur ?, ?_ ?_ ?_ ,|"
	"bureau/bureaux/agence/point/relais/guichet/consigne ?de/du ?poste ?la CARRIER|point relais ~2|"
	"deguisement/costume/figurine/jeu/livre/casquette/cours/puzzle/bd de/du ?la ?l _|"
	"bottes/manteau/veste/vetements/chaines/station/parka/chaussures/pelle/gants de/pour/a ?la/l _"},
    {"innocent",
	"nous/j avons/ai ?deja ?aussi ?bien ?donc "
	"demande/contacte/appele/relance/interroge/reserve/commande/charge/confie/remis/ecrit ~3 "
	"CARRIER|^ IF #!PAST|CARRIER ne livre*/travaille*/passe*/distribue* pas ~2 "
	"dimanche*/samedi*/ferie*/week/lundi*|pas besoin #|vous n avez rien ~1 faire|vous n avez pas a|vous n y "
	"etes|pas votre faute|n etes pas ~2|"
	"tenu/tenir/tiendrons/tenons ?pas parole|n y est pour rien|ne pouvons pas ?vous ?l ?le ?la ?en assurer/promettre/garantir/dire|vous dites/ecrivez/demandez/indiquez ~~|nous ?vous ?avons ?avions promis|ne tiendrons pas|reponse de CARRIER|le retard du facteur|rien a faire de votre cote|ne serons pas ~2 temps|ne pourrons pas ~2 tenir|vous n avez rien|"
	"les plantes craignent #|a pas eu lieu|n en savons pas ~2 raison|nous n en savons|"
	"pouvons ~6 date|pas ~4 date|"
	"^ meme s il #|rien de neuf|"
	"la glace|brise glace|anti grele|n est plus fabrique|"
	"si vous aviez deja prevu #|vous auriez de nos nouvelles"},

    /* weather, and what it does */
    {"WEATHER",
	"neige*|verglas|tempete*|orage*|pluie*|pleut|plu|inondation*|crue|crues|gel|givre|glace|vent|vents|"
	"bourrasque*|brouillard|canicule*|chaleur|froid|vague de chaleur/froid|grele|cyclone*|ouragan*|"
	"tornade*|intemper*|meteo|meteorolog*|climat|climatique*|mauvais temps|temps qu|"
	"alerte rouge/orange/jaune|vigilance|force majeure|catastrophe*|seisme|eruption|incendie*|avalanche*|"
	"eboulement|routes coupees/fermees/verglacees/enneigees/inondees|le ciel|la nature|mousson|secheresse|"
	"black friday|noel|fetes|forte activite|forte affluence|affluence|volume*|pic|pics|greve|greves|"
	"jours feries|ponts|vacances|circulation|bouchon*|embouteillage*|manifestation*|soldes|barrage*|"
	"mistral|tramontane|canicule|temperature*|verglas|deluge"},
    {"HINDER",
	"retard*|empech*|bloqu*|immobilis*|ralenti*|ralent*|impossib*|coup*|ferm*|oblig*|contrain*|"
	"perturb*|paralys*|frein*|gene*|complic*|difficil*|annul*|report*|suspend*|n avons|ne pouvons|ne "
	"peut|ne peuvent|pas pu|pas partir|cloue*|repouss*|decal*|plus tard|tard|arret*|caus*|provoqu*|"
	"entrain*|attend*|patien*|prolong*|allong*|d ou|voila pourquoi|explique*|eu raison|ne ~3 pas|"
	"reste|restent|la plus forte|forcement|attendra|attendront|pas arrive*|pas parti*|"
	"chamboul*|compris"},
    {"blame_weather",
	"force majeure|le temps ne/nous|circonstances exceptionnelles|intemperies|forte affluence|forte "
	"activite|conditions meteo*/climatiques|en cette periode|noel c est noel|periode de fetes|black friday|"
	"routes ~2 verglacees/coupees/fermees/bloquees/enneigees/inondees/impraticables"},

    /* the customer */
    {"WRONG",
	"mal|faux|fausse|incorrect*|incomplet*|errone*|mauvais*|inexact*|inexistant*|inconnu*|ancien*|"
	"invalide*|insuffisant*|illisible*|n existe|manquant*|manque"},
    {"ADDRESS",
	"adresse*|code|numero|telephone|coordonnees|nom|rue|etage|interphone|sonnette|digicode|boite|"
	"informations|donnees|batiment|porte|portail|courriel"},
    {"CUSTOMER", "client|cliente|clients|destinataire*|acheteur*|vous|tu"},
    {"blame_customer",
	"vous/tu/t avez/aviez/as/avais ?mal ?tout ?ensuite ?aussi ?encore !FINEYOU *e/*i/*u/*is/*it|vous/tu n ?y ?en ?l avez/etiez/etes/avais/as/es/aviez/etais ~2 "
	"pas/jamais/rien/personne/guere|vous/tu ne ~4 pas/jamais ~1 "
	"presente/repondu/venu/ouvert|n ?y ?avez/aviez/etiez pas ~2|vous/tu etiez/etais/etes ?pas absent*/sorti*/"
	"injoignable*/parti*/indisponible*/introuvable*|vous/tu avez/as ?tout ?bien ?sans ?encore ?visiblement "
	"mal/oublie/omis/refuse/"
	"saisi/indique/donne/fourni/neglige/ignore/tarde/laisse/rate/manque ~2|vous vous etes "
	"trompe*|tu t es trompe*|tu as mal|vous/tu deviez/devais/pouviez|vous/tu "
	"auriez/aurais du/pu|si vous/tu aviez/avais/etiez/etais|il fallait|il suffisait|il aurait fallu|votre/ton/"
	"ta/vos/tes/l/la/le "
	"ADDRESS ~2 WRONG|votre/ta/ton/vos ADDRESS ~4 WRONG|WRONG ADDRESS|ADDRESS WRONG|par votre faute|de votre "
	"faute|votre faute|votre/ta/ton erreur/faute/negligence/absence/responsabilite/oubli/imprudence|erreur de "
	"votre part|faute de "
	"votre|il vous appart*|vous incombe|destinataire/client ~3 absent*/inconnu*/injoignable/refus*/pas|"
	"absent*|personne n ~2 ouvert/repondu/"
	"la/present/etait/a|personne a ~2|vous ~2 commande ~3 tard|la prochaine fois|a l avenir ~2 "
	"veill*/indiqu*/verifi*|veillez a ~3|"
	"soyez plus|faites attention|plus attentif*|plus vigilant*|en ne ~2|faute "
	"de reponse|sans reponse de|faute d avoir|votre paiement|chien ~4|"
	"vous avez change|changement ~2 avis|votre ~2 etait ferme*|delai de retrait|vous ~4 trop tard|n ~2 "
	"donne suite|"
	"sans que vous|daigniez|vous aurait appris|aurait appris|plus soigneusement|defaut de diligence|defaut de|c etait prendre|prendre le risque|ca se signale|delai ~5 pendant lequel|ne passe pas dans|n etes pas venu*|vous n etes pas ~2|obligation du client|il appartient au|nous vous avions prevenu*|on vous avait prevenu*|vous avez insiste|mesurer avant|mesures avant|qui commande|ceux qui commandent|"
	"personne ?chez vous|y avait personne|telephone ~2 eteint/coupe/injoignable|erreur vient de vous|vient de vous|vous ne l avez pas|vous ne les avez pas|de votre cote ~3 erreur|"
	"indiquez ~3 correctement|mal renseigne|mal indique|refuse par vous|verifiez ~4 la prochaine|"
	"ne figure pas|de votre fait|petite etourderie|etourderie|parvenu tardivement|sur l interphone|"
	"avez tarde|as tarde|donnees que vous ~3 WRONG"},

    /* nobody can promise that */
    {"empty_promise",
	"ne se reprodui*|ne ~2 reprodui*|n arrivera plus|ne ~2 arrivera ~1 plus|plus jamais|jamais plus|c est la derniere fois|plus ~3 jamais|plus aucun retard|aucun ~2 retard|aucun ~1 "
	"probleme|garanti*|sans faute|sans "
	"aucun doute|sans doute aucun|a coup sur|assurement|certainement|absolument|c est sur|soyez "
	"~2 assure*/sur/rassure*/certain*/tranquille*|vous pouvez etre ~2 sur*/certain*/tranquille*|rassurez "
	"vous|rassure toi|nous vous assurons|nous vous promettons|promettons que|c est promis|je "
	"vous jure|votre parole de|"
	"foi de|cent pour cent|100 sur*|a 100|ne vous inquiet*|ne t inquiet*|pas d inquiet*|n ayez "
	"crainte|aucune inquietude|pas de panique|pas de souci|t inquiete|faites nous confiance|fais nous "
	"confiance|comptez sur|compte sur|desormais ~3|dorenavant|a partir de maintenant|a l avenir ~2 "
	"tous/toutes/toujours|des que possible|"
	"des que nous pourrons|le plus vite possible|plus rapidement possible|le plus tot|au plus vite|au plus tot|"
	"meilleurs delais|plus brefs delais|brefs delais|rapidement|tres vite|bientot|sous peu|"
	"d ici peu|prochainement|incessamment|dans les prochains jours|dans les jours|dans quelques jours|prochains "
	"jours|d un moment|d un instant|a tout moment|d une minute|d ici "
	"quelques|imminent*|presque la|y est presque|gene occasionnee|desagrement*|gene|"
	"tout notre possible|tout le possible|notre possible|l impossible|notre mieux|tout ~3 en oeuvre|tout ce qui "
	"est|en notre pouvoir|de notre mieux|sous controle|entre de bonnes|bonnes "
	"mains|tout va bien|suit son cours|priorite absolue|notre priorite|"
	"comprehension|votre patience ~1 appreciee|un peu de patience|en un clin|dans un instant|immediatement|dans les plus|quoi qu "
	"il arrive|coute que coute|toujours a l heure|toutes vos commandes|irreprochable*|sans "
	"encombre|sans accroc|parfaite*|les yeux fermes|aussi vite que|aussitot que|"
	"forcement|pour ainsi dire|deja chez vous|mettre ma main|main au feu|a tous les coups|les doigts dans|haut la main|dormez|dormir sur|comme sur des roulettes|sur des roulettes|nickel|tranquille*|ca roule|ca arrive|parier|parions|je parie|c est comme si|comme si c etait|d une seconde|tres prochainement|dans la foulee|sans tarder|sans delai|a la vitesse|illico|"
	"c est certain|c est sur|certain*ment|"
	"ca vaut le coup|peu de patience|en un eclair|eclair"},

    /* answers are welcome */
    {"CONTACT",
	"contactez|contacter|contacte|appelez|appeler|appelle|telephonez|joignez|joindre|demandez|demander|"
	"demande|consultez|consulter|consulte|"
	"adressez|adresser|adresse toi|tournez|rapprochez|rapprocher|ecrivez|ecrire|voyez|voir|verifiez|verifier|visitez|"
	"rendez|suivez|suivre|reclamez|reclamer|exigez|interrogez|renseignez|renseigner|allez|aller|regardez|"
	"regarde|regarder|parlez|parler|signalez|signaler|saisissez|passez|passe|plaignez|prenez "
	"contact|prendre contact|entrez|cherchez|voyez|faites"},
    {"CLAIM",
	"reclamation* ~4 a/au/aux/aupres|question* ~3 a/au/aupres|plainte* ~3|litige* ~3|demande* ~2 "
	"aupres|demande* ~3 adresse*|informations ~2 sur/aupres|site de/du|page de/du|application de/du|service client "
	"de/du"},
    {"go_away",
	"ne/n ~1 pas ~1 repondre/ecrire/appeler/contacter/relancer/insister|ne ~2 "
	"repondez/ecrivez/appelez/contactez/insistez|ne nous *ez|inutile de/d "
	"nous/repondre/ecrire/appeler/insister/relancer|merci de ne pas|priere de ne|automatique*|noreply|"
	"pas ~1 lu*|pas ~2 releve*|pas ~2 consulte*|pas ~2 surveille*|n est pas suivie|personne ne lit|"
	"nous ne ~1 pouvons/pourrons ~1 rien/aucun*|nous ne ~1 pouvons/pourrons pas ?vous aider/renseigner/repondre/intervenir/traiter/prendre/rembourser|nous ne sommes pas en mesure/habilites|nous ne ~1 donnerons/repondrons/traitons/gerons/remboursons/acceptons/prenons/repondons/assurons/faisons/occupons pas/plus/aucun*|nous ne savons rien|n y pouvons|on ne peut|rien ~2 faire|nous ~2 rien a faire|y a rien a faire|n y a plus|rien de plus|ne ~2 pas ~2 notre|pas ~2 notre "
	"probleme/affaire/role/competence|pas ~1 notre|ne nous regarde|n est plus de notre|cesse d "
	"etre|n est pas de notre|hors de ~1 competence|vous n avez qu|il ne ~2 reste|n avez plus qu|il faut attendre|"
	"patientez|patienter|"
	"attendez ~6 avant|attendre ~6 avant|avant de nous|avant toute reclamation|avant de reclamer|dossier "
	"~2 clos|affaire classee|cas ~1 clos|clos|classe sans|aucune suite|pas donn* ~1 suite|c est comme ca|"
	"conditions generales|cgv|foire aux|faq|"
	"ailleurs|hors delai|debrouillez|"
	"debrouille|a vos risques|ne traite* pas|ne gere* pas|ne rembours* pas|pas habilit*|tant pis|insister|"
	"autre chose a|frapper a la|"
	"transfert des risques|ne saurait etre engagee|est close|restera sans|sans suite|reserve aux|n est pas ici|ce n est pas ici|par vos soins|vous a tout dit|a vous de jouer|simple intermediaire|un intermediaire|ne repond de|repond de rien|a rediger|nous lavons|s en lave|debrouill*|la page est tournee"},
    {"", ""},
};

const struct tone_language tone_fr = {"fr", false, true, lines};
