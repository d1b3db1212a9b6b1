#include "monitor/notice/tone_rules.h"

/* French: the classes of words, each before those that it is part of. */
const struct tone_line tone_words_fr[] = {
    /* words that hold a clause together */
    {"STOP",
	"mais|cependant|bien que|quoique|parce que|parce qu|car|puisque|tandis que|alors que|"
	"lorsque|quand"},
    {"NOT", "n|ne|pas|jamais|personne|aucun*|ni|rien|guere"},
    {"IF", "si|s il|s ils|quand|lorsque|en cas|au cas"},
    {"PAST", "aviez|avais|etiez|etais|eussiez|aurait|aurions|aurez"},
    {"REL", "qui|que|qu|dont|lequel|laquelle"},
    {"OF",
	"de|du|des|d|en|dans|chez|avec|par|a|au|aux|entre|sur|cote|du cote de/du/des/d|de la "
	"part de/du/des/d|au sein de/du|aupres de/du"},
    {"BY", "par|aux mains de/du|entre les mains de/du|chez"},
    {"DUE",
	"a cause de/du/des/d|en raison de/du/des/d|du fait de/du/des/d|par la faute de/du/d|"
	"par faute de/du|suite a/au/aux|du/due/dus a/au/aux|est du ?uniquement a/au/aux|grace "
	"a/au/aux|imputable*/attribuable* ~1 a/au/aux|consecutif* a/au|"
	"cause*/provoque*/occasionne* par|lie/liee/lies/liees a/au/aux|resulte* de/du/d|"
	"provient/viennent/vient/decoule* ?uniquement de/du/des/d|compte tenu de/du/des|vu|eu "
	"egard|par suite de/du|consequence de/du/d|tient a/au|origine de/du|a la merci "
	"de/du/des/d|s explique par"},
    {"VIA", "avec|par|apres|devant|face a/au/aux|sous|malgre"},
    {"HASIT", "c est chez"},
    {"US", "nous|notre|nos|*ons|je|j|ai|on"},
    {"THEY", "ils|elles|ces gens|ces messieurs"},
    /* whoever carries */
    {"GOODS",
	"livraison*|transport*|logistique*|postal|postale|postaux|expedition*|messagerie*|"
	"colis|courrier|distribution|dernier kilometre|fret|acheminement|demenagement|tri|"
	"routage|envois|envoi|livrer|transporter|sous traitance"},
    {"BODY",
	"societe*|entreprise*|prestataire*|partenaire*|service|services|agence*|compagnie*|"
	"fournisseur*|reseau*|equipe*|operateur*|agent*|centre*|depot*|plateforme*|entrepot*|"
	"hub|maison|gens|personne|personnes|gars|type|types|professionnel*|chaine|maillon|"
	"intermediaire*|sous traitant*|personnel|collaborateur*|specialiste*|boite|acteur*|"
	"bureau|filiale|interlocuteur*|responsable*|cellule|site"},
    {"COURIER",
	"transporteur*|livreur*|coursier*|facteur*|factrice*|chauffeur*|conducteur*|messager*|"
	"camion|camions|camionnette*|fourgon*|messagerie|affreteur*|transitaire*|sous "
	"traitant*|routier*|demenageur*|expressiste*|logisticien*|la poste|relais|depot|"
	"postier*|carrier*|compagnie aerienne|ferry|douane*|BODY "
	"?externe/exterieure/exterieur/local/tiers de/du/des/d/a/en/chargee/charge/chargees "
	"?la/l/de/du ?la ?l GOODS|BODY GOODS|BODY ?_ qui ?vous ?nous ?l ?assure* "
	"livr*/transport*/achemin*/distribu*|ceux/celui/celle qui ?vous ?nous ?le ?l "
	"livr*/transport*/achemin*/distribu*/roul*|ceux a qui ~2 confie*|le/du/au/un transport|"
	"la livraison a|tiers transporteur|prestataire*|partenaire*|entreprise exterieure|"
	"autre societe|amis du camion|compagnie maritime|transitaire|voiturier|compagnie de "
	"transport|agence|l agence|entreprise mandatee"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"un tiers|des tiers|tiers|d autres|autrui|quelqu un|autre societe|mains etrangeres|"
	"certains|les autres|notre/le fournisseur/fabricant|l usine"},
    {"TRANSIT",
	"transit|cours de transport|transport|acheminement|chaine|dernier kilometre|trajet|"
	"logistique|tournee"},
    /* what went wrong */
    {"FAIL",
	"perd*|egar*|retard*|en retard|oubli*|trompe*|tromp*|confond*|cass*|bris*|abim*|"
	"endommag*|deterior*|ecras*|casse*|maltrait*|panne|pannes|manque*|manqu*|rate*|rat*|"
	"loup*|bloqu*|satur*|debord*|surcharg*|ignor*|ment|menti|mentent|devie*|detourn*|"
	"abandonn*|refus*|saut*|tard*|train*|neglig*|nonchalan*|faute*|coupable*|responsable*|"
	"chaos|desastre|honte|greve*|impossible|lent|lente|lents|lenteur*|echou*|echec|"
	"defaill*|defect*|erreur*|mal|mauvais*|pire|faux bond|lache*|lach*|plant*|decu*|decoi*|"
	"laisse* tomber|laisse ~3 dehors/pluie/trottoir/quai|au lieu|a la place|sans "
	"prevenir/sonner/frapper/passer/avertir/repondre/scanner/nous|toujours pas|trop tard|"
	"retenu*|reten*|coinc*|immobilis*|arret*|aurait du|auraient du|devait|devaient|etait "
	"cense*|etaient cense*|probleme*|incident*|souci*|difficult*|provoqu*|caus*|occasionn*|"
	", promis $|jure|dort|dormi|complic*|subi*|subit|accumul*|fracass*|detrui*|mouill*|"
	"ray*|annul*|report*|vol*|derob*|dispar*|volatilis*|incompet*|paress*|ineffic*|foir*|"
	"merd*|bacl*|incapable*|embrouill*|melang*|cafouill*|tient pas|peine*|peinent|"
	"desorganis*|mis ~3 mauvais*|inconnu*|mal aiguill*|mal tri*|juge bon|mis ~1 jours|fait "
	"rever|un nom qui|marque ~2 comme|alors que non|alors que ce|mauvaise maison|mauvaise "
	"adresse|autre maison|autre adresse|refuse|accident|accidente*|mauvais tour|repouss*|"
	"sans explication|sans raison|sans motif|refuse*|encombr*"},
    {"TROUBLE",
	"faute*|erreur*|probleme*|retard*|greve*|panne*|negligence*|incident*|perte*|avarie*|"
	"defaillance*|dysfonctionnement*|souci*|saturation|surcharge|manque de|difficulte*|"
	"mauvaise gestion|lenteur*|ralentissement*|engorgement|blocage*|aleas|alea|"
	"perturbation*|disfonction*|dommage*|casse|bevue|oubli*|cafouillage|manquement*|"
	"imprevu*|desorganisation|contretemps|anomalie*|mauvais traitement|manipulation|"
	"rupture|accident|vol|couac*|rate|rates|mouvement social"},
    {"STUCK",
	"bloqu*|coinc*|perdu*|retenu*|oublie*|immobilis*|retard*|endommage*|egare*|abime*|"
	"reste|restee|restes|abandonne*|arrete*|casse*|stagn*|dort|traine|devie*|echoue*|en "
	"souffrance|en attente|ouvert"},
    {"BLAMED",
	"faute|responsable*|responsabilite|coupable*|en cause|la cause|l origine|le probleme|"
	"le retard|l erreur|le souci|depend*|incombe*|entre les mains|a charge|imputable*|du "
	"ressort|du cote|la balle"},
    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"n/ne/pas ~3 notre/nos "
	"faute/erreur/responsabilite/ressort/fait/probleme/controle/volonte/mains|pas ~2 de "
	"nous|pas nous qui|y sommes pour rien|y pouvons rien|n y ~2 rien|pas ~3 responsables|"
	"declin* ~2 responsabilite|ne ~2 saurions ~2 responsable*|ne ~2 saurait|pas ~2 tenus|"
	"pas ~1 de notre ressort|pas de notre fait|depend* pas ~1 nous|ne depend ~2 nous|"
	"independant* de notre/nos/nous|independant* ~2 notre volonte|hors de notre/nos|hors "
	"controle|echapp* ~2 notre/nous/nos|au dela de notre/nos|"
	"circonstances/raisons/causes/facteurs/motifs "
	"?exceptionnelles/independantes/exterieur*/externes ?qui "
	"exterieur*/externe*/independant*/echapp*|nous ~3 rien a voir|nous avons ~3 a l heure|"
	"a l heure de chez nous|nous ~3 dans les temps|nous ~3 fait notre part|parti ~3 a l "
	"heure|parti* ~3 chez nous ~3 temps/heure/parfait*|sans faute de notre part|de notre "
	"cote ~3 tout/etait/bien/impeccable|tout etait ~2 chez nous|une fois ~3 parti|au nom "
	"de @c|d autres mains|eux non|pas nous|fait notre job|fait notre travail|surement pas "
	"~2|c est pas nous|si ca ne tenait qu a nous|s il ne tenait qu a nous|amis du camion|"
	"ils l ont perdu|ils l ont ~2|mais ~3 perdu ensuite|vous savez comment/comme ~3 "
	"CARRIER|on sait comment ~3|ne ~1 controlons pas|ne maitrisons pas|aucun controle|"
	"notre travail/role/responsabilite s arrete/cesse|n est ~1 imputable|garde d un tiers|"
	"ceux qui l ont manipule*|entiere en partant|merci a lui|ne dependent pas de nous|"
	"probleme externe|aussi faches|aussi decus|probleme/erreur/faute/retard ~2 vient ~1 d "
	"eux/elle/lui|tout bien fait|nous avons fait ~2 notre part|c est de leur faute|leur "
	"faute|au nom de/du ~2 CARRIER"},
    {"OURS",
	"notre/nos/ma/mon ?propre faute/erreur*/responsabilite/oubli/retard/negligence/bevue|"
	"faute/erreur/responsabilite/retard/oubli ?est/etait/vient ?entierement ?bien ?de la "
	"notre/nous/moi|de notre part|de notre fait|nous ?n ?ne ?y ?l ?la ?le ?les ?vous "
	"?avons ?sommes ?bien ?aurions "
	"oublie*/perdu/trompe*/confondu/mal/rate*/manque/inverse*/casse*/tarde/envoye/mis/colle/interverti*/du|"
	"nous nous sommes|j ai ~2 oublie/mal/inverse/trompe|je me suis|notre "
	"systeme/site/formulaire|notre ~2 mal/faux|nous en sommes responsables|personne d "
	"autre que nous|c est notre ~2 failli/oublie/echoue"},
    /* what is no fault */
    {"FINE",
	"livre*|livr*|recu*|scann*|confirm*|pris*|prendr*|passe*|pass*|appel*|depos*|remis*|"
	"tent*|retourn*|enregistr*|repond*|inform*|accept*|charg*|prevu*|planif*|collect*|"
	"enlev*|present*|indiqu*|annonc*|fix*|ramen*|besoin|rendez|flash*|recupere*|signal*|"
	"demand*|exig*|reclam*|attend*|patient*|liber*|dit|disent"},
    {"JUST",
	"vous|nous|l|le|la|les|en|y|s|t|m|lui|leur|a priori|aussi|encore|visiblement|hier|juste"},
    {"DID",
	"a/ont/avait/avaient/ait/aient #!FINE|est/sont encore ~2|prefere*|fait|font|promene*|"
	"semble*|pense*|croit|joue*|aime*|prend son|prennent leur|court apres"},
    {"ITIS", "c est|c etait|ce sont|c e|est"},
    {"ELSEWHERE",
	"CARRIER|assurance|assureur|banque|fabricant|vendeur|plateforme|marketplace|mediateur|"
	"site|voiturier|fournisseur|ailleurs|dgccrf"},
    {"FINEYOU",
	"command*|demand*|choisi*|recu*|ecrit*|indiqu*|pay*|confi*|signal*|reserv*|achet*|"
	"prefer*|dit|souhait*|envoy*|retourn*|attendu*|patient*|regle*|appel*|raison|besoin|"
	"droit|choix|jusqu|eu|possib*|prevu*|opte*|donne*|autoris*|laiss*|fait|vu|decid*|"
	"offert*|accept*|joint|bien|une|trente|quatorze|*ze|le|notre|cette|encore|deux|*fait|"
	"*e ~1 jours|jusque|entre|toute|pas"},
    /* weather, seasons, and what they do */
    {"WEATHER",
	"neige*|verglas|tempete*|orage*|pluie*|pleut|plu|inondation*|crue|crues|gel|givre|"
	"glace|vent|vents|bourrasque*|brouillard|canicule*|chaleur|froid|vague de "
	"chaleur/froid|grele|cyclone*|ouragan*|tornade*|intemper*|meteo|meteorolog*|climat|"
	"climatique*|mauvais temps|temps qu|alerte rouge/orange/jaune|vigilance|force majeure|"
	"catastrophe*|seisme|eruption|incendie*|avalanche*|eboulement|routes "
	"coupees/fermees/verglacees/enneigees/inondees|le ciel|la nature|mousson|secheresse|"
	"black friday|noel|fetes|forte activite|forte affluence|affluence|volume*|pic|pics|"
	"greve|greves|jours feries|ponts|vacances|circulation|bouchon*|embouteillage*|"
	"manifestation*|soldes|barrage*|mistral|tramontane|canicule|temperature*|deluge|"
	"chaleurs|dame nature|pandemie|inondations|debrayage|travaux sur"},
    {"HINDER",
	"retard*|empech*|bloqu*|immobilis*|ralenti*|ralent*|impossib*|coup*|ferm*|oblig*|"
	"contrain*|perturb*|paralys*|frein*|gene*|complic*|difficil*|annul*|report*|suspend*|n "
	"avons|ne pouvons|ne peut|ne peuvent|pas pu|pas partir|cloue*|repouss*|decal*|plus "
	"tard|tard|arret*|caus*|provoqu*|entrain*|attend*|patien*|prolong*|allong*|d ou|voila "
	"pourquoi|explique*|eu raison|ne ~3 pas|reste|restent|la plus forte|forcement|attendra|"
	"attendront|pas arrive*|pas parti*|chamboul*|compris|joue des tours|boulevers*|"
	"rallong*|pes*|ne passe*|en a decide|fait que"},
    {"WRONG",
	"mal|faux|fausse|incorrect*|incomplet*|errone*|mauvais*|inexact*|inexistant*|inconnu*|"
	"ancien*|invalide*|insuffisant*|illisible*|n existe|manquant*|manque|fausse*|"
	"incomplete*"},
    {"ADDRESS",
	"adresse*|code|numero|telephone|coordonnees|nom|rue|etage|interphone|sonnette|digicode|"
	"boite|informations|donnees|batiment|porte|portail|courriel"},
    /* sending away */
    {"CONTACT",
	"contactez|contacter|contacte|appelez|appeler|appelle|telephonez|joignez|joindre|"
	"demandez|demander|demande|consultez|consulter|consulte|adressez|adresser|adresse toi|"
	"tournez|rapprochez|rapprocher|ecrivez|ecrire|voyez|voir|verifiez|verifier|visitez|"
	"rendez|suivez|suivre|reclamez|reclamer|exigez|interrogez|renseignez|renseigner|allez|"
	"aller|regardez|regarde|regarder|parlez|parler|signalez|signaler|saisissez|passez|"
	"passe|plaignez|prenez contact|prendre contact|entrez|cherchez|faites"},
    {"CLAIM",
	"reclamation* ~4 a/au/aux/aupres|question* ~3 a/au/aupres|plainte* ~3|litige* ~3|"
	"demande* ~2 aupres|demande* ~3 adresse*|informations ~2 sur/aupres|site de/du|page "
	"de/du|application de/du|service client de/du"},
    {"INFOS", "informations|donnees|coordonnees|renseignements|indications"},
    {"", ""},
};
