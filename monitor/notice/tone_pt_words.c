#include "monitor/notice/tone_rules.h"

/* Portuguese: the classes of words, each before those that it is part of. */
const struct tone_line tone_words_pt[] = {
    /* words that hold a clause together */
    {"STOP", "mas|porem|contudo|embora|porque|pois|por isso|enquanto|quando|entretanto"},
    {"NOT", "nao|nunca|jamais|tampouco|nem|ninguem|nenhum*"},
    {"IF", "se|quando|caso|no caso de|a menos que"},
    {"PAST", "tivesse*|houvesse*|estivesse*|fosse*|ter|teria*|fosse|nao fosse"},
    {"REL", "que|quem|cujo|cuja|o qual|a qual"},
    {"OF",
	"de|do|da|dos|das|em|no|na|nos|nas|com|a|ao|aos|por|pelo|pela|entre|junto|dentro do/da|"
	"por parte do/da/dos/de|do lado do/da|nas maos do/da/dos/de"},
    {"BY", "por|pelo|pela|pelos|pelas|nas maos do/da/de"},
    {"DUE",
	"por culpa/causa/motivo de/do/da/dos/das|devido a/ao/as/aos|em virtude de/do/da|em "
	"consequencia de/do/da|em razao de/do/da|em funcao de/do/da|na sequencia de/do/da|"
	"graca* a/ao|se deve/devem a/ao|deve se a/ao|provocad*/causad*/motivad*/originad* "
	"por/pelo/pela/pelos/pelas|imputavel/atribuivel a/ao|a conta de/do/da|fruto de/do/da|"
	"resultante de/do/da|decorrente de/do/da|dado/dada/dados/dadas o/a/os/as|"
	"vem/provem/parte ?so/todo de/do/da/dos|a merce de/do/da|por obra de/do"},
    {"VIA", "por|pelo|pela|pelas|pelos|com|apos|perante|sob|face a/ao/as"},
    {"HASIT", "quem tem|esta ?parado nas/na/no maos de/da/do"},
    {"US", "nos|*amos|*emos|*imos|fiz|fui"},
    {"THEY", "eles|elas|essa gente|esses senhores"},
    /* whoever carries */
    {"GOODS",
	"logistic*|postal|postais|entrega|entregas|transporte|transportes|distribuicao|"
	"encomendas|envio|envios|correio|correios|ultima milha|carga|mudancas|frete|fretes|"
	"entregar|transportar|expedicao"},
    {"BODY",
	"empresa*|prestador*|parceir*|operador*|servico*|firma*|companhia*|agencia*|rede|redes|"
	"equipa|equipas|equipe*|fornecedor*|pessoal|colaborador*|subcontrat*|centro*|armazem|"
	"central|plataforma*|rapaz|rapazes|gente|malta|senhor*|profissional*|profissionais|"
	"cadeia|amigo*|setor|sistema|hub|intermediario*|polo|responsave*|encarregad*|"
	"funcionari*|deposito|terceiriz*|moco*|galera"},
    {"COURIER",
	"transportador*|estafeta*|motorista*|entregador*|carteir*|mensageir*|courier*|"
	"camionista*|caminhoneir*|distribuidor*|carrinha*|camiao|camioes|caminhao|caminhoes|"
	"furgao|carrier*|motoboy*|despachante*|transitario|companhia aerea|correio|correios|"
	"alfandega|ferry|BODY ?externa/externo/habitual/local de/da/do/dos/das/em GOODS|BODY "
	"GOODS|BODY que ?nos ?lhe ?te ?o ?a *eg*/*port*/lev*/tra*/distrib*|quem ?lhe ?te ?nos "
	"?o ?a entreg*/transport*/lev*/distrib*|os que/da/do/das *entreg*/carrinha/transport*|"
	"os senhores das entregas|o transporte|do transporte|a logistica|a distribuicao|uma "
	"transportadora|outra empresa|empresa externa|contratad*|empresa de entregas"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"terceiros|um terceiro|outros|alguem|outra empresa|outra entidade|maos alheias|os do "
	"costume|quem recolheu|quem levou|quem leva|quem transporta|quem entrega|o/nosso "
	"?nosso fornecedor/fabricante|a fabrica"},
    {"TRANSIT",
	"transporte|transito|ultimo troco|ultima milha|ultima etapa|percurso|trajeto|logistica|"
	"distribuicao|cadeia"},
    /* what went wrong */
    {"FAIL",
	"perd*|extravi*|atras*|demor*|esquec*|falh*|engan*|equivoc*|confund*|confus*|part*u|"
	"partir*m|quebr*|danific*|estrag*|amolg*|amass*|maltrat*|avari*|incumpr*|bloque*|"
	"colaps*|satur*|sobrecarreg*|sobrelot*|ignor*|ment*|desvi*|abandon*|negou|recus*|salt*|"
	"tard*u|encalh*|descuid*|deixou|deixaram|deix* ?ficar ~2 para tras|errou|erraram|"
	"errad*|erro|trocou|trocaram|trocad*|pior|culpa*|responsave*|caos|desastre|vergonha|"
	"negligen*|desorganiz*|greve|atolad*|imposs*|lent*|fracass*|em vez|ao inves|chegou|"
	"chega tarde|chegaram tarde|tarde demais|com atraso|sem "
	"avisar/dizer/tocar/dar/responder/passar/ligar|continua* sem|retid*|reteve|ret*m|"
	"parad*|parou|devia*|deveria*|era suposto|tinha* que|problema*|falta de|incident*|"
	"provoc*|causou|causaram|ocasion*|desilud*|dececion*|decepcion*|prejudic*|promet*u|"
	"jurou|dorm*|complic*|sofreu|sofre|acumul*|rebent*|destru*|esmag*|molh*|riscad*|"
	"cancel*|anul*|adi*u|roub*|furt*|desaparec*|sumi*|evapor*|comet*u|desleix*|incompet*|"
	"preguic*|inefic*|vacil*|bagunc*|pisou na bola|deu mancada|mancada|enrol*|larg*u|outra "
	"casa|outra morada|casa errada|vizinho errado|mal triad*|triado|nove dias|levou ~1 "
	"dias|acidente|acidentou|adi*|sem explicac*|sem motivo|sem razao|engarraf*|congestion*|"
	"sem cuidado|mal !pass*"},
    {"TROUBLE",
	"culpa*|erro|erros|falha|falhas|problema*|atraso|atrasos|greve*|avaria*|negligencia|"
	"incidente*|demora*|extravio*|perda|perdas|descuido*|congestionamento*|caos|confusao|"
	"lapso|desleixo|sobrecarga|falta de|quebra*|dano|danos|manuseamento|manuseio|anomalia*|"
	"contratempo*|imprevisto*|constrangimento*|paragem|paralisacao|ineficiencia|"
	"incumprimento|acumulacao|engano|desvio|estrangulamento|dificuldade*|ma gestao|mau "
	"servico|mau trabalho"},
    {"STUCK",
	"retid*|parad*|bloquead*|perdid*|esquecid*|preso|presa|danificad*|extraviad*|atrasad*|"
	"encalhad*|abandonad*|desviad*|estragad*|partid*|parou|ficou|ficaram|dormir|esperando|"
	"largad*"},
    {"BLAMED",
	"culpa|culpad*|responsave*|responsabilidade|causador*|a causa|a origem|o motivo|o "
	"problema|a falha|o atraso|o erro|a demora|depende*|dependem|a cargo|e com a/o/os|cabe "
	"a/ao|imputave*"},
    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"nao ~3 nossa/nosso/nos culpa/erro/falha/responsabilidade/problema|nao ~2 "
	"culpa/erro/falha/responsabilidade/problema nosso/nossa|nao ~2 nossa culpa|nao somos "
	"~2 responsave*/culpad*|nao ~2 assumimos ~2 responsab*|nao nos ~3 responsab*|nao "
	"podemos ser responsab*|nao ~2 depende* ~2 nos|nao ~2 a ver ~2 connosco/conosco|nada "
	"~2 a ver ~2 nos/connosco/conosco|alhei* ~2 a/ao/aos/as|alheias|alheios|fora/alem "
	"do/da/de nosso/nossa|escap*/foge* ao/do/a nosso/nossa|fora ~2 nossas maos|nao ~2 nas "
	"nossas maos|motivos/razoes/causas/fatores/circunstancias extern*|por ~1 de terceiros|"
	"nos ~3 a tempo/horas/prazo|*amos ~4 a tempo/horas ~~ mas|nos ~2 a nossa parte|saiu ~4 "
	"a tempo/horas/pontual*/perfeit*|do nosso lado ~3 bem/certo/tudo|aqui ~2 tudo bem|sem "
	"culpa nossa|eles la sabem|depois de sair ~2 nos*|se fosse por nos|quem leva e que "
	"manda|ja nao somos nos|posse de terceiros|falha interna|falha nossa|culpa alheia|por "
	"nossa vontade|perderam na|perderam no|eles perderam|armazem deles|deles ?que|depois "
	"perdeu se|sabe como ~2 CARRIER|ja se sabe como|nao ~1 controlamos|nao podemos "
	"controlar|o nosso trabalho/papel termina/acaba|nao ~2 imputavel|nao dependem de nos|"
	"problema externo|em nome de/da/do ~1 CARRIER"},
    {"OURS",
	"nosso/nossa/meu/minha culpa/erro/falha/engano/lapso/descuido/atraso/distracao|"
	"culpa/erro/falha/engano/lapso/atraso/responsabilidade ?e/foi "
	"?toda/todo/so/inteiramente nossa/nosso/minha/meu|enganamo nos|enganamos|esquecemo*|"
	"perdemos|trocamos|falhamos|erramos|atrasamo*|*amos mal|*emos mal|*amos ~3 errad*|"
	"*amos ~3 tarde|do nosso lado|da nossa parte|nosso/nossa sistema/site/formulario|"
	"vacilo nosso|mancada nossa|bobeira nossa|ninguem ~1 senao nos|so nos"},
    /* what is no fault */
    {"FINE",
	"recolh*|entreg*|leu|lido|confirm*|receb*|tent*|lig*|avis*|pass*|sai*|cheg*|visit*|"
	"carreg*|devolv*|regist*|respond*|inform*|aceit*|tra*|deix*|estim*|tem|tera|esta|e|sao|"
	"indic*|agend*|levant*|digitaliz*|volt*|disse|ped*|exig*|solicit*|esper*|aguard*"},
    {"JUST",
	"ja|so|outra|vez|o|a|lhe|lhes|te|se|nos|os|as|ontem|hoje|tambem|simplesmente|e que|"
	"ainda"},
    {"DID",
	"tem/tinha/havia/ter/tenha #!FINE|!FINE *ou/*aram/*eram/*iram/*eu|fez|quis|pos|mandou|"
	"decidiu|anda|andam|resolveu|resolveram|disse que|alega|alegou|alegaram|costuma*|"
	"gosta*|preferi*|lev*u"},
    {"ITIS", "e|foi|sao|foram|sera|culpa"},
    {"ELSEWHERE",
	"CARRIER|banco|seguro|seguradora|fabricante|vendedor|plataforma|marketplace|deco|"
	"portal|site|procon|livro de reclamacoes|remetente|alfandega"},
    {"FINEYOU",
	"pediste|compraste|perguntaste|encomendaste|disseste|pagaste|recebeste|ligaste|"
	"contaste|avisaste|mandaste|enviaste|reservaste|devolveste|deste|indicaste|escreveste|"
	"escolheste|deixaste|confiaste|fizeste|tiveste|pudeste|viste|este|neste|teste|leste|"
	"oeste|celeste|triste|existe|campeste|veste|consiste|assiste|insiste|noroeste|nordeste|"
	"sudeste|haste|contraste|desgaste|baste|preste|mereceste|quiseste"},
    /* weather, seasons, and what they do */
    {"WEATHER",
	"neve|nevao|nevoes|nevou|nevasca*|tempestade*|temporal|temporais|chuva|chuvas|chov*|"
	"vento|ventos|ventania*|mau tempo|tempo adverso/instavel/ruim|gelo|geada*|granizo|"
	"nevoeiro|neblina|inundac*|cheia|cheias|enchente*|alagamento*|onda de calor/frio|calor|"
	"frio|furacao|ciclone|tufao|depressao|trovoada*|meteorolog*|clima|climatic*|climater*|"
	"intemperie*|condicoes atmosf*/climat*/meteo*|forca maior|incendio*|queimada*|alerta "
	"vermelho/laranja/amarelo|estradas cortadas/geladas/inundadas|seca|sismo|terramoto|mar "
	"agitado|a natureza|sao pedro|black friday|natal|pico de|volume de|grande volume|"
	"elevado volume|alto volume|greve*|feriados|epoca alta|epoca festiva|quadra|transito|"
	"manifestacao|apagao|ferias|vendaval|carnaval|arvores caidas|ventos fortes|pandemia|"
	"cheias|as filas|as festas"},
    {"HINDER",
	"atras*|imped*|impossibilit*|nao "
	"podemos/pudemos/conseguimos/vamos/chega*/saiu/foi/e/ha/deix*/permit*/ajuda|obrig*|"
	"parou|parad*|parar|cort*|fech*|encerr*|bloque*|dificult*|afet*|cancel*|suspen*|demor*|"
	"caus*|provoc*|reti*|tarde|complic*|abrand*|imposs*|prejudic*|por isso|em vez|adi*|"
	"culpa*|trav*|comprom*|paralis*|compreen*|nao houve|vai chegar depois|pregou nos|"
	"baralh*|along*|ficam na|pes*|fizeram com que|devagar|calharam|decidiu"},
    {"WRONG",
	"mal|errad*|incorret*|incomplet*|inexistente*|que nao existe|inexat*|antig*|fals*|"
	"insuficiente*|desconhecid*|ilegive*|trocad*|a mais|a menos|desatualizad*"},
    {"ADDRESS",
	"morada|endereco|codigo|cep|numero|telefone|telemovel|celular|dados|rua|andar|porta|"
	"nome|campainha|interfone|apelido|contacto|contato|informacao|informacoes|complemento"},
    /* the customer */
    {"CUSTOMER",
	"cliente|clientes|destinatari*|comprador*|consumidor*|senhor|senhora|voce|recetor"},
    {"CUSTDID",
	"estava*|estavas|encontrava*|atende*|atendia*|respond*|abri*|levant*|indic*|fornec*|"
	"forneceu|deu|deste|pos|puseste|avis*|leu|leste|leram|verific*|confirm*|preench*|"
	"compareceu|veio|apareceu|recolh*|retirou|busc*|estiveste|esteve|quis|colocou|informou|"
	"facilit*|localizad*|passou|levantaste|disse"},
    {"REPLY",
	"responda|respondas|respondam|responder|responde|escreva|escrevas|escrevam|escrever|"
	"ligue|ligues|liguem|ligar|contacte|contactes|contacta|contate|telefone|telefones|"
	"insista|insistas|envie|envies|mande"},
    /* sending away */
    {"CONTACT",
	"contacte|contacta|contactar|contate|contata|contatar|contacto|ligue|liga|ligar|"
	"telefone|telefonar|pergunte|pergunta|perguntar|consulte|consulta|consultar|fale|fala|"
	"falar|dirija|dirigir|escreva|escreve|veja|ve|ver|verifique|verifica|verificar|visite|"
	"visita|entre em|entra|aceda|acede|acesse|acompanhe|acompanha|rastreie|siga|reclame|"
	"reclama|reclamar|exija|peca|pede|pedir|trate|trata|recorra|informe|procure|procura|"
	"questione|insira|introduza|solicite|va ao|vai ao|abra|apresente|espreite|cobre|dirija "
	"se|entenda se|vire se"},
    {"CLAIM",
	"reclamac* ~3 dev*/ser/a/ao/junto|duvida* ~3 com/junto/a/ao|quest* com/junto/a/ao|"
	"informac* ~3 no/na/junto/com|site do/da/dos|pagina do/da/dos|app do/da/dos|linha ~2 "
	"do/da/dos"},
    {"", ""},
};
