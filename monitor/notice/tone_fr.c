#include "monitor/notice/tone_rules.h"

static const struct tone_class classes[] = {
    {'D', "(le|la|les|l|un|une|des|du|de|d|au|aux|notre|nos|votre|son|sa|ses|leur|cette|ce|autre)"},
    {'L',
	"(logistique*|postal|postale|postaux|livraison|livraisons|transport|transports|messagerie|expedition|expeditions|distribution|colis|courrier|acheminement)"},
    {'C',
	"({B}|transporteur*|livreur*|coursier*|facteur*|factrice*|chauffeur*|messager*|expressiste*|conducteur*|convoyeur*|camion|camionnette|sous traitant*|"
	"(entreprise*|societe*|prestataire*|partenaire*|service*|agence*|operateur*|reseau|equipe*|fournisseur*|compagnie*|plateforme|entrepot|depot|centre|personnel|gens|intermediaire*)( extern*| charge*)?( de| du| de la| en charge de la| des)?( la)? {L}|"
	"le (transport|tri)|la (poste|messagerie|logistique)|l acheminement|un tiers|des tiers|les tiers|tiers|depot)"},
    {'F',
	"(n (a|ont|est|avait|y|arrive|en)( [a-z]+)? ?(pas|jamais|rien|plus|point|toujours pas)?|ne [a-z]+( [a-z]+)? (pas|rien|plus|jamais|point)|ne nous|ne vous|ne repond*|ne sait|ne peut|"
	"(a|ont|avait|aurait|s est|se sont)( encore| malheureusement| egalement| bien| deja| completement| nous| simplement)*( a nouveau)? (perdu|egare|oublie*|retard*|tromp*|abime*|endommage*|casse*|manque|rate|fait (une|faux|erreur|defaut)|commis|livre (trop|en retard|a la mauvaise|au mauvais)|"
	"laisse|ignore|refuse|decu|subi|connu|pris|mal|bloque|renvoye|confondu|lache|deraille|failli|accumule|du retard|eu (un|une|des))|"
	"fait une|a eu|est (en retard|en greve|debord*|satur*|responsable*|en cause|en panne|fautif*|coupable*|surcharg*|injoignable)|sont (en retard|en greve|debord*|satur*|responsable*|fautif*)|"
	"rencontr*|aurait du|devait|devrait|fonctionne*( tres)? mal|va mal|accuse|tarde|traine|subit|connait|perd|oublie|bloque|retarde|nous (a|ont|fait|laisse|ignore)( [a-z]+)? ?(faux|defaut|decu*|lach*|laiss*|men*)?)"},
    {'P',
	"(faute*|erreur*|probleme*|retard*|greve*|panne*|negligence|incident*|defaillance*|dysfonctionnement*|souci*|perte|manquement*|surcharge|saturation|desorganisation|responsabilite|lenteur*|difficult*)"},
    {'W',
	"(neige*|enneige*|tempete*|pluie*|orage*|verglas|vent|vents|grele|brouillard|inondation*|crue|crues|canicule|froid|gel|chaleur|intemperie*|mauvais temps|meteo|meteorolog*|climat*|conditions (meteo*|climat*|atmo*)|"
	"ouragan|cyclone|vague de (froid|chaleur)|force majeure|catastrophe*|alerte (rouge|orange|neige)|routes? (bloquee*|coupee*|enneige*|verglac*|inond*)|seisme|incendie*)"},
    {'H',
	"(retard*|empech*|ralenti*|bloqu*|impossib*|ne (pouvons|peut|pourrons|part*)|n (avons|a) (pas|pu)|oblig*|contraint*|arret*|ferm*|coup*|perturb*|annul*|suspend*|immobilis*|gen[ea]*|cloue*|caus*|provoqu*|affect*|tard|compliqu*|paralys*|freine*|retenu*|decal*)"},
    {0, ""},
};

static const struct
    tone_pattern
	patterns
	    [] =
		{
		    {TONE_INNOCENT,
			"^ ?(bonjour|bonsoir|cher|chere|chers|madame|monsieur|salut) ?,? ?[^,]{0,50},"},
		    {TONE_INNOCENT,
			"(bureau|bureaux|point|relais|agence|guichet|consigne)( relais)?( de| du| de la)? (poste|la poste|{B})"},
		    {TONE_INNOCENT,
			"(deguisement|costume|jouet|livre|jeu|casquette|figurine|tenue) de (facteur|livreur|coursier|chauffeur|messager|{W})|(manteau|bottes|veste|station|lampe|bougie|bonnet|gants|blouson|raquettes|pneus|chaines|boule|parka|couverture|livre|cours)( [a-z]+)? ?(de la|de|d|a|anti|contre le|contre la)? ({W})"},
		    {TONE_INNOCENT,
			"(faute|erreur|retard|responsabilite)( en)? (est|vient)( bien| entierement)? (la notre|de nous|de notre (part|fait)|a nous)|c est (notre|de notre) (faute|erreur|responsabilite|fait)"},
		    {TONE_INNOCENT,
			"nous (avons|l avons|lui avons)( deja| aujourd hui)? (demande|appele|confie|charge|relance|contacte|reserve)( a| au| aux| aupres)?( de)?( le| la| les| l)? ({C})"},
		    {TONE_INNOCENT, "si vous (n etes|ne serez|n etiez|n y etes) pas"},
		    {TONE_INNOCENT,
			"si( le| la| les| l)? ({C}) ne|({C}) ne (livre*|travaille*|distribue*) pas~(lundi*|samedi*|dimanche*|ferie*|week end)"},

		    {TONE_BLAME_CARRIER, "({C})~{F}"},
		    {TONE_BLAME_CARRIER,
			"{P}~(de|du|des|d|chez|a|au|avec|dans|vient de|vient du|en)( {D})?( {D})? ?({C}|transport|livraison|acheminement)"},
		    {TONE_BLAME_CARRIER,
			"(a cause|en raison|du fait|par la faute|du|due|dus|dues|imputable*|faute|par|responsabilite|depend|dependons|incombe|relevent|releve|entre les mains|suite|attribuable*)( de| du| des| d| a| au| aux)?( {D})?( retard| probleme*)?( {D})? ?(transporteur*|livreur*|coursier*|tiers|((partenaire*|prestataire*|service*|societe*|entreprise*|agence*)( de)? {L})) ?"},
		    {TONE_BLAME_CARRIER,
			"(a cause|en raison|par la faute|faute|du fait|(retard|est|sont) du|imputable*|responsabilite) (de|du|d|a|au)( {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"({C}|tiers) (est|sont) (a l origine|responsab*|la cause|en cause|fautif*|coupab*)|(bloque*|retenu*|perdu*|coince*|oublie*|egare*|abime*|endommage*|immobilise*) (chez|par|dans|au|a)( {D})? ?({C})"},
		    {TONE_BLAME_CARRIER,
			"(probleme|retard|faute|erreur|souci) (vient|provient|est|se situe|se trouve|resulte)( bien)? ?(de|du|dans|chez|d|celle|cote)( {D})? ?({C}|transport|tiers)"},
		    {TONE_BLAME_CARRIER,
			"(pas|point|nullement|aucunement) (de )?(notre|la notre|nous|de nous|de notre)( fait| faute| responsabilite| erreur| ressort)?( ,|$| mais)|(pas|aucun*)( etre)?( tenus?| tenu)?~(responsab*)|nous ne (sommes|pouvons|saurions)~(pas|pour rien|etre)?~?(responsab*|pour rien)|pour rien"},
		    {TONE_BLAME_CARRIER,
			"independant*~(notre|nous|nos)|(hors|en dehors|au dela) de (notre|nos) (controle|mains|portee|volonte)|(echappe|echappent)~(controle|nous)|nous (echappe|depasse)"},
		    {TONE_BLAME_CARRIER,
			"(nous|parti|expedi*|envoy*)~~(a l heure|a temps|dans les delais|comme prevu)~~(mais|probleme|{C}|transport)"},

		    {TONE_BLAME_WEATHER, "({W})~~{H}"},
		    {TONE_BLAME_WEATHER, "(a cause|en raison|du fait|par la faute|faute|du|due|dus|suite|compte tenu|vu|vues|face|avec)( de| du| des| d| a| au| aux)?( {D})? ?(fort* |violent* |grosse* |mauvais* |chutes de |episode de )?({W})"},
		    {TONE_BLAME_WEATHER,
			"(retard*|bloqu*|impossible|n avons pas pu|retenu*)~~({W})"},

		    {TONE_BLAME_CUSTOMER,
			"(vous|tu) (etiez|etes|n etiez|etais|n etes)( pas)? (absent*|pas (la|chez|present*|joignable*|disponible*)|sorti*|chez vous|venu*|injoignable*|indisponible*)|vous n (etiez|etes|avez|aviez)( pas| jamais| rien)?( ete)? ?(pas|venu*|la|ouvert|repondu|recupere*|retire*|indique|donne|precise|lu|voulu|accepte|signe|present*|fourni|confirme|rempli|mis|decroche|communique|renseigne|pris|cherche)|votre absence"},
		    {TONE_BLAME_CUSTOMER,
			"vous (avez|aviez) (mal|oublie|refuse|omis|neglige|manque|donne~(mauvais*|fausse*|faux|incorrect*|incomplet*|errone*)|(saisi|indique|donne|entre|fourni|ecrit|mis|choisi|renseigne)~(mal|mauvais*|faux|fausse|errone*|incorrect*|incomplet*)|fait (une )?erreur|commande trop tard)|vous vous etes tromp*|vous (auriez|deviez|devriez)( pu| du| avoir)|si vous (aviez|etiez|avez)( [a-z]+)? (ete|indique|donne|lu|repondu|ouvert|la|chez)"},
		    {TONE_BLAME_CUSTOMER,
			"(destinataire*|client*|receptionnaire*) (absent*|inconnu*|injoignable*|n (a|etait|est)|indisponible*|a refuse)|(votre|par votre) (faute|negligence|erreur|responsabilite|etourderie|oubli)|(erreur|faute) (de votre part|du client|du destinataire)"},
		    {TONE_BLAME_CUSTOMER,
			"(adresse|code postal|telephone|numero|coordonnees)( que vous (avez|nous avez) (donne*|indique*|saisi*|fourni*))? ?(etait|est|etaient|sont)? ?(incorrect*|errone*|fausse*|faux|incomplet*|inexistant*|insuffisant*|mauvais*|mal|inexact*|n existe*)|personne (n a|n etait|ne) (ouvert|repondu|la|present*|repondait|chez)|(mauvais*|faux|fausse) (adresse|code postal|numero)"},

		    {TONE_EMPTY_PROMISE,
			"(ne se|n) (re)?(produir*|arriver*|passer*)( plus| jamais)|(cela|ca|ceci) n arrivera|plus jamais|ne se (reproduir*|repet*)|derniere fois|(il n y aura|n y aura|sans) (plus|aucun)~(retard*|probleme*)"},
		    {TONE_EMPTY_PROMISE,
			"garanti*|nous (vous )?(assurons|jurons|certifions|promettons que)|c est promis|(soyez|restez) (assure*|rassure*|certain*|tranquille*|sans crainte)|vous pouvez (etre|compter)~(sur*|tranquille|certain*)|sans faute|a coup sur|(desormais|dorenavant|a l avenir)~(tous|toutes|chaque|toujours|jamais)|(ne vous )?inquietez( vous)?( pas)?|sans aucun doute|parole d honneur"},
		    {TONE_EMPTY_PROMISE,
			"tout (notre|le|son|ce qui est (en|dans) notre) ?(possible|pouvoir|mieux)?|(de notre|notre) mieux|meilleurs delais|(le )?plus (vite|tot|rapidement) possible|plus brefs delais|des que possible|au plus (vite|tot)|bientot|prochainement|sous peu|d ici peu|(dans|d ici)( les| quelques)? (prochains jours|jours|prochaines|quelques jours|jours a venir)|jours a venir|incessamment|(d un )?(moment|jour) a l autre|(gene|desagrement*|inconvenient*|derangement) (occasionne*|cause*|que)|(excus*|desole*|pri[eo]*|regrett*)~(gene|desagrement*|inconvenient*|derangement)"},

		    {TONE_GO_AWAY,
			"(contact(ez|er|e)|consult(ez|er|e)|appel(ez|er|e|ler)|adress(ez|er)|demand(ez|er)|rapproch(ez|er)|voyez|voir|suiv(ez|re)|verifi(ez|er)|tourn(ez|er)|ecri(vez|re)|reclam(ez|er)|visitez|joign(ez|dre)|telephon(ez|er)|parl(ez|er)|interrogez|connect(ez|er))( vous)?( directement| aupres| vous)*( le| la| les| l| a| au| aux| de| du| sur| vers| chez| avec| aupres de| aupres du)?( le| la| l)?( site*| service client*| page| numero| suivi| application| sav| standard)?( internet| web)?( de| du| d| des)?( la| le| l)? ?({C})"},
		    {TONE_GO_AWAY,
			"(reclamation*|question*|demande*|plainte*|litige*)~(doit|doivent|est a|sont a|etre)~({C})|(sur|via|par) (le|leur) (site|telephone|formulaire)( internet| web)? (de|du|d)( {D})? ?({C})"},
		    {TONE_GO_AWAY,
			"(ne pas|merci de ne pas|ne) (y )?(repond*|appel*|ecri*|contact*|nous (appel*|ecri*|contact*))( pas)?$|ne (pas )?(repond(re|ez)|nous (appel|ecri|contact)[a-z]+)|ne repondez pas|(message|mail|e mail|courriel|email|courrier|boite|adresse)~(automatique*|n est (pas|plus)|non (lu*|surveill*|releve*)|ne (sera|sont|recoit|peut)|jamais lu*)|noreply|personne ne (lit|repond|lira)"},
		    {TONE_GO_AWAY,
			"nous ne (pouvons|pourrons|traitons|gerons|repondons|nous occupons|prenons|disposons|savons)( [a-z]+)?( pas| rien| plus| aucun*| malheureusement)|(rien|pas grand chose)~(pouvons|faire|possible|dire)|il (vous )?(faut|suffit|reste|ne reste)( plus)?( qu| a)?~(attendre|patienter)|(merci de |veuillez |prenez )?(patient(er|ez)|patience)|n est pas de notre (ressort|competence)"},
		    {0, ""},
};

const struct tone_language tone_fr = {"fr", false, classes, patterns};
