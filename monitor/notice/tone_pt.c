#include "monitor/notice/tone_rules.h"

/* Portuguese: what is not said, over the classes of tone_pt_words. */
static const struct tone_line lines[] = {
    {"go_away",
	"pergunte/pergunta/dirija/va/contacte/ligue/consulte/informe ~4 "
	"estacao/balcao/loja/posto ~2 CARRIER|tera de esperar|tem de esperar|tem que esperar|"
	"vai ter de esperar|vai ter que esperar|nao ha mais informac*|nao temos mais informac*|"
	"so respondemos|nossa intervencao termina|dias uteis apos|nao podemos intervir|"
	"pergunte lhes|pergunte lhe|nao assume"},
    {"blame_carrier",
	"entregamos/enviamos/expedimos/despachamos ~3 a tempo/horas/prazo ~~ mas/depois/la"},
    {"innocent",
	"ola/oi/caro/cara/estimad*/prezad*/bom/boa ?dia/tarde/noite ?, ?_ ?_ ?_ ,|"
	"loja/lojas/estacao/balcao/posto/ponto/agencia ?de/da/dos ?recolha ?da/do/dos/de "
	"CARRIER|fato/disfarce/boneco/jogo/livro/curso/camisola/fantasia/bone de _|"
	"casaco/botas/roupa/guarda/globo/luvas/curso/capa de/da/para ?a/o _"},
    {"innocent",
	""
	"pedimos/encomendamos/solicitamos/ligamos/perguntamos/falamos/contactamos/contatamos/reservamos/marcamos/entregamos "
	"~3 CARRIER|^ IF #!PAST|CARRIER nao entrega*/trabalha*/distribu*/abre* ~2 "
	"sabado*/domingo*/feriado*/fim/fins/segunda*|nao precisa* #|nao tem de #|como nos "
	"pediu|nao e sua culpa|a culpa nao e sua|disse/diz/escreveu/disseste nos ?que ~~|"
	"ninguem apareceu|apareceu ninguem|nao ?lhe ?te ?o podemos "
	"dizer/prometer/garantir/assegurar|cumprimos/cumprir/demos a nossa palavra|ninguem ~1 "
	"dentro|ninguem abria|nao vamos cumprir/conseguir|pediu tarde|os *as sofrem|deixou de "
	"ser *ado|nem a *a nem o *a , #|nem a chuva nem #|gelo nao|as plantas ~ #|retida por "
	"nos|podemos ~3 data|nao ~3 data|podemos dar ~1 uma nova data|podemos dar ~4 data|nao "
	"tinhamos pedido|porque nos nao"},
    {"blame_weather",
	"o tempo nao ajuda/permite/deixa/colabora|forca maior|circunstancias "
	"excecionais/excepcionais|elevado/grande/alto volume de|nesta epoca|nesta altura do "
	"ano|natal e natal|black friday|estradas ~2 "
	"geladas/cortadas/inundadas/fechadas/intransitaveis|sabe como e o natal|s pedro|trocou "
	"nos as voltas"},
    {"blame_customer",
	"!FINEYOU *aste/*este/*iste|voce ?simplesmente *ou/*eu/*iu|NOT ?se ?me ?nos ?o ?a "
	"CUSTDID|CUSTOMER ~2 NOT _|NOT ~2 *aste/*este/*iste|ninguem ~2 "
	"em/abriu/atend*/respond*/receb*|nao havia/houve/tinha ninguem|"
	"escreveu/indicou/deu/colocou/preencheu/digitou/pos/introduziu/inseriu/forneceu/escreveste/indicaste/deste/puseste/errou/errado "
	"~3 WRONG/ADDRESS|enganou se|enganaste te|esqueceu se|esqueceste ?te|voce "
	"esqueceu/errou|recusou ~2 encomenda/entrega/receber/pacote|recusaste|"
	"devia/deveria/devias/deverias/podia/podias ter|tivesse *ado/*ido/estado/posto/dito|se "
	"~2 tivesse*|se ~2 estivesse*|a/o/os/sua/seu/tua/teu ADDRESS ~3 WRONG|WRONG ADDRESS|"
	"ADDRESS WRONG|por sua/tua culpa|por erro/culpa/descuido/distracao "
	"seu/sua/teu/tua/do/da|culpa/erro/falha ?e/foi sua/seu/tua/teu|sua/tua "
	"responsabilidade|responsabilidade do/da ?senhor CUSTOMER|sua/tua ausencia|ausencia ~2 "
	"CUSTOMER|ausente*|CUSTOMER ~1 ausente*/desconhecid*/inconta*|estava fora|"
	"encomendou/comprou/pagou/pediu ~3 tarde/fora|da proxima ?vez|para a proxima|mais "
	"cuidado|tenha cuidado|mudou ~2 morada/endereco|bastava/bastaria ~2 ler/ter|tentamos "
	"~4 mas nao|telefone ~3 desligado|nao ~2 atendeu|pagamento ~3 atras*/tarde|"
	"seu/teu/sua/tua "
	"predio/campainha/caixa/porteiro/rua/cao/cachorro/condominio/porta/portao ~2 "
	"nao/estava|passou o prazo|deixou passar|fez o pedido ~3 tarde|nao se encontrava "
	"ninguem|ausencia ~1 destinat*|por ausencia|quem encomenda|quem compra|n tava|nao tava|"
	"nao tavas|optou por|deixar em branco|quem muda|responsabilidade do cliente|campo "
	"obrigatorio|ninguem na morada|ninguem em casa|nao estavas|nao estava ninguem|ja "
	"tinhamos avisado|bem o avisamos|insistiu em|medir antes|recusada por si|indicou mal|"
	"indicou ~3 WRONG|facultou ~3 WRONG|fornecid* pelo cliente|nome na campainha|nao era o "
	"seu|esqueceu dele|esqueceu disso|distracaozinha|distracao sua|distraccao|demorou a "
	"responder|demoraste"},
    {"empty_promise",
	"nao/nunca ~2 voltar*/volte/torna*/volta ~2 acontecer/repetir/suceder/ocorrer/passar|"
	"nao ~2 se repet*|nao ~3 repet*|nunca mais|jamais|e/foi/sera a ultima vez|nao havera "
	"~2 atras*/problem*|sem mais atrasos|mais nenhum atraso|garant*|asseguramos|asseguro|"
	"com certeza|certamente|de certeza|sem falta|sem duvida*|sem falhas|pode*/podem ~2 "
	"certo/certa/certos/seguro/segura/descansad*/tranquil*|fique ~2 descansad*/tranquil*|"
	"fica ~2 descansad*/tranquil*|cem por cento|100 garant*|a 100|prometemos ~2 que|, "
	"prometemos $|, prometido $|juramos|juro|palavra de|dou lhe a minha|nao se preocup*|"
	"nao te preocup*|sem stress|relax*|confie|confia|conte com isso|conta com isso|a "
	"partir de agora|daqui para a frente|de agora em diante|doravante|o mais "
	"breve/depressa/rapid*/cedo ?quanto possivel|assim que possivel|logo que possivel|"
	"quanto antes|com a maior/maxima brevidade/urgencia/rapidez|em breve|brevemente|dentro "
	"de pouco|muito em breve|daqui a pouco|nos proximos dias|dentro de dias|em poucos dias|"
	"nos dias seguintes|a qualquer momento|a qualquer instante|num instante|rapidinho|ja "
	"ja|logo logo|esta a chegar|esta quase|quase la|quase quase|incomod*|transtorno*|"
	"inconvenien*|todos os possiveis|tudo ~3 possivel|tudo ~2 alcance|os possiveis|o "
	"impossivel|maximo esforco|melhor possivel|sobre rodas|sob controlo/controle|em boas "
	"maos|maos certas|esta tudo bem|tudo correra|correr bem|maxima prioridade|prioridade "
	"maxima|nossa prioridade|compreensao|tenha paciencia|um pouco de paciencia|num piscar|"
	"de imediato|imediatamente|prontamente|aconteca o que|custe o que|haja o que|sempre a "
	"tempo|sempre a horas|todas as suas encomendas|impecavel|perfeita|nao vamos falhar|nao "
	"falharemos|desta vez ~2 vai|da proxima|toda a certeza|motivo para alarme|sao e salvo|"
	"pode apostar|podes apostar|aposte|daqui a nada|podem contar connosco|pode contar "
	"connosco|nem um minuto|direitinho|esteja descansad*|nao ha problema|sem problema|fica "
	"para breve|chega ja|esta ai nao tarda|nao tarda|dou a minha palavra|tem a minha "
	"palavra|maos no fogo|a mao no fogo|de caras|com toda a seguranca|pela certa|tudo "
	"controlado|tudo em ordem|tudo bem encaminhado|o nosso melhor|nosso melhor|nao se "
	"preocupe|nao se preocupem|certeza absoluta|pode ter a certeza"},
    {"go_away",
	"nao ~2 respond*/escrev*/lig*/contact*/contat*/telefon*/insist*/envie*/mande* "
	"?a/mais/para ?este/nos/esta/por|agradecemos que nao|evite *ar/*er|automatic*|nao ~3 "
	"lid*/monitoriz*/monitorad*/atendid*/vigiad*|ninguem ~1 le/responde/ve|noreply|nao ~2 "
	"podemos/posso/conseguimos/consigo ~2 "
	"fazer/ajudar/dizer/adiantar/dar/intervir/responder|nada ~2 podemos|nada ~2 fazer|nao "
	"ha nada|nao ~2 "
	"tratamos/gerimos/respondemos/damos/devolvemos/aceitamos/atendemos/trocamos/reembols*|"
	"nao ~2 trata/gere/responde/atende/aceita ~2|nao ~2 nos ~1 compete|nao ~1 nosso/nossa|"
	"nao ~2 nosso/nossa problema/area/assunto/competencia/departamento|deixa de ser|resta* "
	"~1 esperar|so ~2 esperar|tem de/que esperar|tera de/que esperar|aguarde ~6 antes|"
	"aguardar ~6 antes|espere ~6 antes|antes de nos|antes de reclamar|aguarde|pedimos ~2 "
	"aguarde|caso encerrado|assunto encerrado|processo encerrado|damos por|encerr* ~2 "
	"processo/caso/assunto|nao ~2 mais respost*|nao daremos|nao insista|e o que ha|e assim|"
	"termos e condicoes|condicoes gerais|perguntas frequentes|faq|noutro lado|outro lado|"
	"outra loja|fora de prazo|se vire|vire se|desenrasque|por sua conta|conta e risco|nao "
	"~2 responsabiliz*|e so esperar|a porta errada|nao se responsabiliza|isso e com|apenas "
	"intermedi*|nao sera reaberto|foi encerrado|encerrad* e nao|tera de se deslocar|tem de "
	"se deslocar|apenas a vendas|destina se apenas|nao sao connosco|nao e connosco|quem "
	"tem de ~2 abrir/reclamar/tratar/fazer e o|entenda se com|entende te com|nao nos cabe|"
	"o resto e consigo|esteja a vontade|portal da queixa|livro de reclamacoes|a nos nao|"
	"nao nos compete|lavamos"},
    {"", ""},
};

const struct tone_language tone_pt = {"pt", false, true, tone_words_pt, lines};
