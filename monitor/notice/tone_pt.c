#include "monitor/notice/tone_rules.h"

static const struct tone_class classes[] = {
    {'D', "(o|a|os|as|um|uma|ao|aos|nosso|nossa|nossos|nossas|seu|sua|este|esta|outra|outro)"},
    {'L',
	"(logistic*|postal|postais|entrega|entregas|transporte|transportes|distribuicao|encomendas|envio|envios|correio|correios|correio expresso)"},
    {'C',
	"({B}|transportador*|estafeta*|motorista*|entregador*|carteir*|mensageir*|courier*|camionista*|distribuidor*|carrinha|camiao|carro de entregas|"
	"(empresa*|prestador*|parceir*|operador*|servico*|firma*|companhia*|agencia*|rede|equipa*|fornecedor*|pessoal|colaborador*|subcontratad*|"
	"centro|armazem|central)( extern*)?( de| da| do| dos)? {L}|(o|no) (transporte|correio|centro de distribuicao)|a (logistica|distribuicao)|terceiros|outra empresa|os correios)"},
    {'F',
	"(nao [a-z]+|nunca [a-z]+|nem [a-z]+|sem (avisar|responder|dizer|tocar)|perdeu|perderam|falhou|falharam|falha|falham|atrasou*|atrasaram|atrasa|engan*|esquec*|danific*|estragou|estragaram|partiu a|"
	"extravi*|trocou|errou|erraram|deixou|deixaram|devolveu sem|cometeu|ignorou|ignoraram|demor*|desilud*|recusou|incumpr*|prejudic*|"
	"(tem|teve|esta|estao|anda|andam|continua|ficou|foi|sofreu|teve)~(atras*|problem*|falh*|greve|avaria*|sobrecarreg*|sem|mal|culp*|responsav*|saturad*|congestion*|lent*|parad*|retid*)|"
	"devia*|funciona mal|avariou|retem|reteve|e (culpad*|responsav*))"},
    {'P',
	"(culpa|erro*|falha*|problema*|atraso*|greve*|avaria*|negligencia|incidente*|demora*|extravio|perda|descuido|congestionamento|responsabilidade)"},
    {'W',
	"(neve|nevao|nevoes|nevou|tempestade*|temporal|temporais|chuva*|choveu|vento*|ventania|mau tempo|tempo (adverso|instavel)|gelo|geada*|granizo|nevoeiro|inundac*|cheia|cheias|onda de (calor|frio)|calor|frio|"
	"furacao|ciclone|depressao|trovoada*|meteorolog*|clima*|intemperie*|condicoes (atmosf*|climat*|meteo*)|forca maior|incendio*|alerta (vermelho|laranja|amarelo)|estradas (cortadas|geladas|inundadas))"},
    {'H',
	"(atras*|imped*|impossibilit*|nao (podemos|pudemos|conseguimos|vamos|chega*|saiu|foi|e possivel)|obrig*|parou|parad*|parar|cort*|fech*|bloque*|dificult*|afet*|cancel*|suspen*|demor*|causou|causad*|provoc*|retid*|ret[ei]*|tarde|complic*|abrand*|impossivel)"},
    {0, ""},
};

static const struct tone_pattern patterns[] = {
    {TONE_INNOCENT,
	"^ ?(ola|bom dia|boa tarde|boa noite|car[oa]s?|estimad[oa]s?|prezad[oa]s?) ?,? ?[^,]{0,50},"},
    {TONE_INNOCENT,
	"(loja|estacao|balcao|posto|ponto|cacifo)( de recolha)?( da| do| dos| de)? ({B}|correios)"},
    {TONE_INNOCENT,
	"(fato|disfarce|boneco|jogo|livro|curso|camisola) de (carteir*|estafeta*|motorista*|mensageir*|{W})|(casaco|botas|roupa|estacao|curso|manta|gorro|luvas|luva|guarda|globo|correntes|vela|candeeiro|livro)( [a-z]+)? (da |de |para )?(a |o )?({W})"},
    {TONE_INNOCENT,
	"(culpa|erro|falha|atraso|responsabilidade) (e|foi)( toda| todo| so)? (noss[oa]|minha|meu)"},
    {TONE_INNOCENT,
	"(pedimos|encomendamos|solicitamos|ligamos|perguntamos|falamos)( hoje| ontem| ja)?( com)?( a| ao| aos)? ({C})"},
    {TONE_INNOCENT,
	"se( a| o| os)? ({C}) nao|({C}) nao (entrega*|trabalha*|distribui*)( ao| aos| a)? (sabado*|domingo*|feriado*|fim|fins|segunda*)"},

    {TONE_BLAME_CARRIER, "({C})~{F}"},
    {TONE_BLAME_CARRIER,
	"{P}~(de|do|da|dos|das|no|na|nos|nas|em|com|por parte da|por parte do)( {D})? ?({C}|transporte|entrega|distribuicao)"},
    {TONE_BLAME_CARRIER,
	"(por culpa|por causa|devido|culpa|responsabilidade|depende|dependemos|nas maos|imputavel|a cargo|gracas)( e)? (de|da|do|dos|das|a|ao)( {D})? ?({C})"},
    {TONE_BLAME_CARRIER,
	"(culpa|responsav*|culpad*|problema|motivo|causa)~(e|esta|foi|sao|vem)( de| da| do| dos| no| na| nos)?( {D})? ?({C}|transporte|terceiros|outros)"},
    {TONE_BLAME_CARRIER,
	"(retid*|parad*|bloquead*|perdid*|esquecid*|pres[oa]|danificad*|extraviad*) (em|na|no|nos|nas|pela|pelo|pelos|por|com)( {D})? ?({C})"},
    {TONE_BLAME_CARRIER,
	"nao (e|foi|era) (a )?(noss[oa] (culpa|erro|falha|responsabilidade)|culpa nossa|responsabilidade nossa|de nos|connosco)|nao (somos|nos|podemos ser|assumimos)~(responsav*|responsabil*|culpad*)|(nao|nada) (depende|dependeu|temos a ver|tem a ver)~(de nos|connosco|nos)"},
    {TONE_BLAME_CARRIER,
	"(fora|alem) (do|de) nosso (controlo|controle|alcance)|alhei[oa]s? (a|ao|aos|as)|(escapa|foge) (ao|do) nosso|fora das nossas maos"},
    {TONE_BLAME_CARRIER,
	"(nos|enviamos|expedimos|cumprimos|saiu)~~(a tempo|a horas|no prazo|pontual*)~~(mas|problema|porem|{C}|transporte)"},

    {TONE_BLAME_WEATHER, "({W})~~{H}"},
    {TONE_BLAME_WEATHER,
	"(por causa|devido|por culpa|culpa|em virtude|em consequencia|gracas|por motivo|dada|dado|dadas|com|perante)( de| da| do| dos| das| a| ao| as| aos)?( {D})? ?(forte |intens* |grande )?({W})"},
    {TONE_BLAME_WEATHER,
	"(atras*|retid*|parad*|impossivel|nao (pudemos|conseguimos))~~({W})|o tempo (nao (ajuda|permite)|impede)"},

    {TONE_BLAME_CUSTOMER,
	"nao (estava|estavas|se encontrava|te encontravas|abriu|atendeu|respondeu|levantou|recolheu|indicou|deu|forneceu|confirmou|veio|apareceu|quis|aceitou|leu|avisou|preencheu|escreveu|pos|deixou|havia ninguem|estava ninguem|levantaste|atendeste|abriste|indicaste|esteve)"},
    {TONE_BLAME_CUSTOMER,
	"(escreveu|indicou|deu|pos|introduziu|preencheu|escolheu|forneceu|colocou|escreveste|deste)~(mal|errad*|incorret*|incomplet*|engan*|nao existe|inexistente|falt*)|(enganou se|esqueceu se|esqueceu|esqueceste|recusou|recusaste)( de| a|$| o)"},
    {TONE_BLAME_CUSTOMER,
	"(devia|deveria|devias|deverias|podia|tinha de|tinha que|teria de) (ter|haver|estar) ?(indicad*|posto|dado|estado|avisado|escrit*|lido|confirmad*|levantad*|em casa|verificad*|atendid*|recolhid*)?|se tivesse(s)? "},
    {TONE_BLAME_CUSTOMER,
	"(destinatari*|client*) (ausente*|desconhecid*|nao|indisponivel|recusou)|(sua|tua) (culpa|ausencia|responsabilidade)|(erro|falha|engano) (seu|sua|do cliente|do destinatario)|por (erro|culpa|descuido) (seu|sua)"},
    {TONE_BLAME_CUSTOMER, "(morada|endereco|codigo postal|telefone)( que (nos )?(deu|indicou|escreveu))? (esta|estava|e|era|nao)? ?(mal|errad*|incorret*|incomplet*|insuficient*|existe|inexistente|invalid*)|ninguem (abriu|atendeu|estava|em casa|respondeu)|(encomendou|comprou|pediu)~(tarde|demasiado tarde)"},

    {TONE_EMPTY_PROMISE,
	"(nao|nunca|jamais) (mais )?(se )?(volta*|repetira|repete|tornara)( a (acontecer|ocorrer|repetir|suceder|falhar))?|nunca mais|nao havera mais|(ultima vez que)"},
    {TONE_EMPTY_PROMISE,
	"garant(imos|o|ido|ida)|asseguramos|(podemos|posso) (garantir|assegurar)|(pode|fique) (estar )?(descansad*|tranquil*|certo|segur*)|prometemos( lhe)? que|juramos|sem falta|com (toda a )?certeza|(chega*|entrega*|recebe*)~de certeza|a partir de agora~(tod*|sempre|nunca)|nao se preocupe"},
    {TONE_EMPTY_PROMISE,
	"todos os possiveis|tudo o que (podemos|esta ao)|(fazer|fazemos|faremos) (tudo|os possiveis|o possivel|o nosso melhor)|o mais (depressa|rapid*|breve|cedo) possivel|(logo|assim) que possivel|com a maior brevidade|(em|muito em) breve|brevemente|quanto antes|nos proximos dias|dentro de (dias|pouco)|(qualquer|a todo o) momento|(pedimos|desculp*|lament*)~(incomodo*|transtorno*|inconvenient*)|incomodo causado"},

    {TONE_GO_AWAY,
	"(contact[ea]*|consult[ea]*|ligu?[ea]*|telefon[ea]*|fal[ea]|falar|pergunt[ea]*|reclam[ea]*|dirij[ao]*|dirigir|escrev[ae]*|acompanh[ea]*|verifiqu*|visit[ea]*|siga|veja|recorra|queixe*|trat[ea])( se)?( diretamente| directamente)?( o| a| os| as| ao| com| para| junto| no| na| em| por)?( o| a| os| da| do| de)?( site*| pagina| sitio| linha| numero| apoio| app)?( web)?( de| da| do| dos| das)? ?(apoio (da|do|dos) )?({C})"},
    {TONE_GO_AWAY,
	"(reclamac*|queixa*|duvida*|quest*|pergunta*|pedido*)~(dev*|tem de|sao|ser)~({C})|(no|pelo) (site|numero|telefone|portal) (da|do|dos|das) ({C})"},
    {TONE_GO_AWAY,
	"nao (responda|respondas|responder|conteste|escreva|ligue|telefone|contacte|insista)|(email|e mail|mensagem|correio|caixa|endereco)~(automatic*|nao (e|sao)? ?(lid*|monitoriz*|atendid*|vigiad*|aceita))|ninguem (le|responde)|noreply"},
    {TONE_GO_AWAY,
	"nao (podemos|conseguimos|ha) (fazer )?(nada|mais nada|ajud*|fazer|dar|dizer mais|o que fazer)|nada (podemos|mais podemos|a fazer)|(so|apenas) (pode|lhe resta|resta) (esperar|aguardar)|resta (lhe )?(esperar|aguardar)|nao (tratamos|gerimos|respondemos|atendemos|nos ocupamos)|(tenha|pedimos) paciencia|nao e connosco"},
    {0, ""},
};

const struct tone_language tone_pt = {"pt", false, classes, patterns};
