#include "monitor/notice/tone_rules.h"

static const struct tone_class classes[] = {
    {'D', "(the|a|an|our|their|its|your|this|that|some|certain|external|local|usual|chosen)"},
    {'L',
	"(logistics|logistic|shipping|delivery|deliveries|courier|postal|parcel|parcels|transport|transportation|freight|fulfilment|fulfillment|haulage|last mile|"
	"mail|carrier|distribution|dispatch)"},
    {'C',
	"({B}|carriers?|couriers?|haulier*|hauler*|forwarder*|shippers?|(delivery|van|truck|lorry|{B}) ?(driver*|man|men|person|guy*|people|team*|crew*)|drivers?|postman|postmen|mailman|postie*|"
	"mail carrier*|{L} (partner*|compan*|provider*|firm*|service*|agent*|agenc*|contractor*|subcontractor*|operator*|network*|supplier*|side|team*|people|"
	"giant|associate*|vendor*|hub*|depot*|centre*|center*|staff|office*|industry)|"
	"(partner*|compan*|provider*|firm*|people|those|contractor*|supplier*) (who|that|which|responsible for|handling|in charge of|doing)~(deliver*|shipping|shipment*|transport*|parcel*|package*|carr*)|"
	"(post office|postal service|royal mail)|third part(y|ies)|(our|their) (partner*|contractor*|subcontractor*|depot*|network)|partners network|"
	"(the )?(van|truck|lorry|depot|sorting (centre|center|office|hub)|warehouse of {B}|post))"},
    {'F',
	"(not|no longer|never|wont|cant|cannot|didnt|doesnt|isnt|hasnt|havent|couldnt|wasnt|dont|werent|arent|unable|wouldnt|refus*|refuses to|fail*|"
	"(has|have|had|ve)( been)?( again| just| simply| now| badly| completely| once again)? (lost|lose|delay*|damag*|misrout*|misplac*|mislaid|forgot*|broken|let|mess*|drop*|ignor*|miss*|mishandl*|mistreat*|held|caus*|"
	"kept|stopp*|made|mis*|return*|sent it|sent your|left|wrong*|cancel*|blocked|suspended|struggl*|experienc*|suffer*|admit*|stranded|smashed|crush*|botch*|bungl*|sat on|"
	"overload*|overwhelm*|congest*|broke*|let us)|"
	"(is|are|was|were|s|re|been)( currently| still| now| again| very| badly| simply| also| running)? (late|delay*|behind|experienc*|running|struggl*|overwhelm*|congest*|overload*|to blame|at fault|responsible|holding|sitting|having|slow*|"
	"backed|short|on strike|striking|understaffed|unreliable|careless|refusing|suffering|failing|facing|causing|unresponsive|stuck|broken|down|the (one|reason|cause|culprit|problem))|"
	"lost|misrout*|misplac*|mislaid|forgot*|broke|mess*|drop*|ignor*|miss*|mishandl*|damag*|delay*|botch*|bungl*|let us|let you|made a (mistake|error|mess)|"
	"keep* (telling|holding|us|you|losing|missing|saying|ignoring|delaying)|should have|ought to have|was supposed|were supposed|was meant|"
	"backlog*|strike|wrong*|smash*|crush*|threw|left it|left your|held (it|up|your)|tells? us nothing|took (too|it)|screw*|blew|fault|negligen*|caused|"
	"went on strike|has (a |an |its |some )?(problem*|issue*|backlog*|delay*)|have (a |an |some )?(problem*|issue*|backlog*|delay*)|admit*|sent (it|your)~(wrong|back|else*))"},
    {'P',
	"(fault|error*|mistake*|problem*|issue*|delay*|backlog*|disruption*|failure*|strike|negligence|incident*|breakdown*|congestion|shortage*|hold up*|holdup*|mix up*|carelessness|mishandling|"
	"oversight|incompetence|difficult*|slowness|capacity|mess|blame|responsib*|trouble*)"},
    {'W',
	"(weather|snow*|storm*|rain|rains|rainfall|rainstorm*|flood*|blizzard*|fog|foggy|ice|icy roads?|icy|frost|wind|winds|windy|gale*|hurricane*|heatwave*|heat wave*|heat|cold snap|cold spell|hail|hailstorm*|"
	"sleet|tornado*|cyclone*|typhoon*|thunderstorm*|lightning|climate|act of god|acts of god|force majeure|mother nature|freez*|earthquake*|volcan*|ash cloud|avalanche*|landslide*|"
	"black ice|mist|monsoon*|polar vortex|natural disaster*|wildfire*|elements|met office|downpour*|big freeze|(bad|icy|flooded|closed|blocked|slippery) roads?|road (conditions|closures?))"},
    {'H',
	"(delay*|late|stuck|stop*|clos*|held|hold|holding|block*|prevent*|mean*|caus*|cannot|cant|couldnt|could not|unable|wont|will not|disrupt*|slow*|kept|keep*|ground*|imposs*|cancel*|halt*|affect*|impact*|"
	"strand*|trap*|shut*|force*|set~back|behind|hamper*|hinder*|postpone*|hit|longer|interrupt*|made|brought|against us|to blame|the (reason|cause|culprit)|not (arrive*|deliver*|come)|has not|have not|did not|didnt)"},
    {'R',
	"(because of|due to|owing to|as a result of|on account of|thanks to|down to|caused by|given|blame|fault of|in (this|such)|reason is|cause is|as a consequence of|in view of|in light of|amid|following)"},
    {0, ""},
};

static const struct tone_pattern patterns[] =
    {
	{TONE_INNOCENT, "^ ?(hello|hi|dear|good (morning|afternoon|evening)|hey) ?,? ?[^,]{0,50},"},
	{TONE_INNOCENT,
	    "(courier|postman|driver|carrier|weather|snow|storm|rain|wind|fog) (costume*|jacket*|boots?|lamp*|course*|bag*|suit*|outfit*|station*|vane*|globe*|coat*|hat*|book*|toy*|game*|mug*|trousers|gloves|cap|"
	    "chime*|chimes|shoes|t shirt*|poster*|proof*|shell*|app|map|radio|cover*|tyre*|chains|shovel*|pedal*|clock*|pigeon*)"},
	{TONE_INNOCENT,
	    "(post office|shop|store|parcel shop|locker|branch|desk|counter)( in| on| at| of| opens| is open)"},
	{TONE_INNOCENT,
	    "(fault|mistake|error|blame|slip|delay) (was|is) (entirely |all |only |solely )?(ours|mine|with us)|our (own )?(fault|mistake|error|slip|delay|oversight)"},
	{TONE_INNOCENT,
	    "(we|martha|[a-z]+)( have| has)?( already| just)? (asked|rang|rung|called|phoned|booked|told|instructed|arranged|chased|contacted|spoke|spoken|wrote|written)( to| with| it)?( the| our)? ({C})"},
	{TONE_INNOCENT,
	    "if( the| our| your)? ({C}) (does not|doesnt|cannot|cant|is not|isnt|misses|has not|did not)"},
	{TONE_INNOCENT,
	    "({C}) (does not|doesnt|do not|dont|will not) (deliver|work|collect|run)~(weekend*|sunday*|saturday*|bank holiday*|holiday*|monday*)"},
	{TONE_INNOCENT,
	    "(we|our|us) (have )?(failed|missed|slipped|fell|lost|broke|forgot|messed)"},

	{TONE_BLAME_CARRIER, "({C})~{F}"},
	{TONE_BLAME_CARRIER, "({C}) ,( [^,]+)? ,( who| which)? ?{F}"},
	{TONE_BLAME_CARRIER, "({C}) {P}"},
	{TONE_BLAME_CARRIER,
	    "{P}~(of|at|with|by|in|from|on|within|to|lies with|caused by)( {D}| {D} {D})? ?({C})"},
	{TONE_BLAME_CARRIER,
	    "({R}|fault of|fault lies with|lies~with|responsibility of|rests with|up to|hands of|in the hands of|down to)( {D}| {D} {D})? ?(late |slow |an? )?({C})"},
	{TONE_BLAME_CARRIER,
	    "(stuck|held|held up|lost|stranded|sitting|stopped|delayed|trapped|forgotten|missing|damaged|broken|crushed|misplaced|misrouted|abandoned) (at|by|with|in|inside|somewhere in)( {D}| {D} {D})? ?({C})"},
	{TONE_BLAME_CARRIER, "(blame|culprit)~({C})|({C})~(blame|culprit)"},
	{TONE_BLAME_CARRIER,
	    "(not|isnt|wasnt|never|no) (us|our|ours|my|down to us|up to us|our doing|because of us)( fault| mistake| error| doing| responsibility| problem)?( ,|$| but| it)|(not|isnt|wasnt|never|no|hardly) (our|my|down to our) (own )?(fault|mistake|error|doing|responsibility|problem)"},
	{TONE_BLAME_CARRIER,
	    "no fault of (ours|our)|through no fault|not (our|the shops|of our) (fault|making|doing)|nothing to do with us|(it is|its) not us"},
	{TONE_BLAME_CARRIER,
	    "(outside|beyond|out of|out with|not (in|within|under)) (of )?our (control|hands|power|influence|reach)"},
	{TONE_BLAME_CARRIER,
	    "(cannot|cant|can not|are not|arent|will not|wont|do not|dont|decline|accept no|take no|not)~(held |be held |accept |take |hold ourselves )?(responsible|responsibility|liable|liability|accountable)"},
	{TONE_BLAME_CARRIER,
	    "(we|our (side|part|end)|it left|left our|dispatched|shipped|sent)~~(on time|in time|on schedule|correctly|as promised|promptly)~~(but|however|the (problem|delay|issue|fault)|{C}|since then|it was)"},
	{TONE_BLAME_CARRIER,
	    "(once|after|when) (it |your (order|parcel|package) )?(leaves|left|has left|is out of) (us|our)~~(not|no longer|responsib*|cannot|{C})"},
	{TONE_BLAME_CARRIER,
	    "({C}) (is|are) (the one|the ones|who|responsible|liable|guilty)|(someone|somebody|others|another company) (else )?(is|are|was)~(blame|fault|responsible)"},
	{TONE_BLAME_CARRIER,
	    "unforeseen (circumstances|events|reasons)|circumstances (beyond|outside)|(reasons|factors|events|causes) (beyond|outside)"},
	{TONE_BLAME_CARRIER,
	    "(network|depot|hub|route|round)( is| was| are)~(congest*|overload*|overwhelm*|backed)"},

	{TONE_BLAME_WEATHER, "({W})~~{H}"},
	{TONE_BLAME_WEATHER,
	    "{R}( {D})? ?(recent |current |severe |extreme |bad |heavy |adverse |poor |awful |terrible |strong |the |inclement |unusual |wintry |exceptional )*({W})"},
	{TONE_BLAME_WEATHER,
	    "(delay*|late|stuck|held up|cannot|could not|stopped|blocked|slowed|problem*|disruption|unable|hold up)~~({W})"},
	{TONE_BLAME_WEATHER, "({W}) (delay*|disrupt*|problem*|condition*|chaos|warning*)"},

	{TONE_BLAME_CUSTOMER,
	    "(you|nobody|no one|noone|there was (nobody|no one)) (were not|werent|was not|was|were) ?(not |nt )?(at home|home|in|out|there|available|absent|unavailable|away|present|around)"},
	{TONE_BLAME_CUSTOMER,
	    "you (entered|gave|wrote|typed|put|provided|supplied|left|chose|selected|filled|had given|have given|have entered|submitted|mistyped|misspelled|misspelt)~(wrong|incorrect*|incomplete|bad|mistake*|invalid|out|old|error*|typo*|missing|off|nonexistent|address|postcode)"},
	{TONE_BLAME_CUSTOMER,
	    "(because|since|as|that) you~(not|didnt|werent|wrong|late|failed|forgot|refused|missed|out|away|changed|moved|ordered|absent|left)"},
	{TONE_BLAME_CUSTOMER,
	    "you (did not|didnt|never|failed to|have not|havent|had not|hadnt|neglected to|could not be|couldnt be|would not|wouldnt|had failed|have failed to) (be |have )?(pick*|answer*|collect*|open*|give*|gave|given|tell|told|told|provide*|check*|read|reply|replied|respond*|enter*|"
	    "include*|leave*|fill*|confirm*|accept*|sign*|come|came|reach*|hear|update*|write|written|put|find|found|home|available|in|there|let|at home|contact*|available|complete*|specify|mention|pay|paid|located|show*|wait*|want*|take|add*)"},
	{TONE_BLAME_CUSTOMER,
	    "you (forgot*|refused|rejected|ignored|missed (the|our|your|it)|turned (it|us) away|moved without|declined|overlooked|mistyped|changed~(address|mind)|got~wrong|made (a|an) (mistake|error|typo))"},
	{TONE_BLAME_CUSTOMER,
	    "you (should|ought to|could|must|might) have (?!known|had|heard|received|got|it|your|been told)|(if|had) you (had|been|read|given|told|checked|entered|collected|answered|ordered|picked|only|left|were|opened|wanted)|if you had|if only you"},
	{TONE_BLAME_CUSTOMER,
	    "your (own )?(responsibility|fault|mistake|error|absence|carelessness|oversight|negligence|duty|failure|doing|job)"},
	{TONE_BLAME_CUSTOMER,
	    "your (address|postcode|phone|phone number|number|details|email|letterbox|doorbell|building|street|house|name|zip code|zip|flat number|dog|neighbour*)( that)?( you)?( gave( us)?)? (is|was|were|are|does|did|do|has|had) (not |nt )?(wrong|incorrect*|incomplete|bad|mistyped|invalid|exist|unclear|illegible|misspel*|missing|work|false|insufficient|inaccessible|open|correct|no|badly|found|reachable)"},
	{TONE_BLAME_CUSTOMER,
	    "your (address|phone|postcode|details|number|building|doorbell|flat)( [a-z]+)? (doesnt|didnt|isnt|wasnt|does not|did not)"},
	{TONE_BLAME_CUSTOMER,
	    "(recipient|customer|consignee|addressee|occupant|buyer|client|receiver)s? ?(is |was |were |not |has |had )*(unavailable|absent|not (home|in|available|at|present|there|reachable|found)|out|away|refus*|unknown|unreachable|at fault|error|mistake|failed|did not|didnt|gave|entered|moved|declined|fault)"},
	{TONE_BLAME_CUSTOMER,
	    "(wrong|incorrect|incomplete|insufficient|bad|invalid) (address|postcode|phone|details|zip|number)( was| were| is)? ?(given|provided|supplied|entered|by you)?"},
	{TONE_BLAME_CUSTOMER,
	    "you (ordered|placed|bought|paid|asked|booked)~(too late|late|after the cut off|after our cut off|at the last minute|after~deadline)"},
	{TONE_BLAME_CUSTOMER,
	    "(be|please be) more careful|(next time|in future) (please |make sure|check|be|double|enter|give|remember|read)|(careful|double check|check)~next time"},
	{TONE_BLAME_CUSTOMER,
	    "(nobody|no one|no body) (answered|opened|came to|was (home|in|there|at)|home|picked up|was available)|no (answer|reply) at (the|your)"},
	{TONE_BLAME_CUSTOMER,
	    "(an? )?(error|mistake|typo|slip) (of|on|by|from|in) (yours|your (part|side|end|address|details)|the customer*|you)|(delay|fault|mistake|error|problem|this) (is|was|lies)( entirely| all)? (yours|with you|down to you|because of you|on you|your)"},

	{TONE_EMPTY_PROMISE,
	    "(not|never|wont|cannot|cant|doesnt|no) (ever |once )?(happen*|occur*|be repeated|repeat*|let you down|go wrong|fail you|disappoint|be late|see this)( ever)?( again)?|never again|(nothing like this|this never) (will )?(happen*|occur*)|(sure|ensure|see to it|certain)~(never|not|doesnt|cannot) (happen*|occur*|repeat*)"},
	{TONE_EMPTY_PROMISE,
	    "guarantee*|(rest|be|you can be|feel|please be) (assured|reassured)|(we|i|you have our|you have my) (swear|assure|word of honour|solemnly|vow|pledge)|(we|i) (can )?(assure|promise)( you)?( that)? (there|it|you|this|that|your|we|nothing|every|all|no)|cross our hearts?"},
	{TONE_EMPTY_PROMISE,
	    "no (more|further|other|additional) (delay*|problem*|issue*|hold ups|slips|mistake*)|(from now on|in (the )?future|going forward|from today|henceforth) (every|all|you|your|it|we|each|no|there|everything|always|nothing)|always (be )?(on time|arrive on time|punctual)|last time (this|it|that|you)"},
	{TONE_EMPTY_PROMISE,
	    "(100 ?(percent|per cent)?|one hundred percent|absolutely|definitely|certainly|surely|for sure|for certain|without fail|without (a )?doubt|no matter what|come what may|by all means)~?(arriv*|deliver*|come*|receiv*|get|have|tomorrow|sure|certain)?"},
	{TONE_EMPTY_PROMISE,
	    "as soon as (possible|we can|it can|practicable|humanly)|asap|(very |really )?(soon|shortly|any (day|moment|time|minute)( now)?|before long|in due course|in no time|at the earliest( opportunity| convenience)?|as quickly as (possible|we can)|"
	    "in (the|a) (coming|next|near|few|couple|matter)( few| of| couple of)? ?(days|hours|weeks|future|day)?|in (the )?(coming|next) (days|weeks)|within a few days|over the (coming|next)~(days|weeks)|sooner or later|at some point|one of these days|in a few days|later this week|in a while)"},
	{TONE_EMPTY_PROMISE,
	    "(any|the|all|for) (the )?(inconvenien*|trouble|disruption)( this| that| caused)?|inconvenien*|(do|doing|did|done) (everything|all|our (very )?best|our utmost|whatever)|everything (in|within) our power|working (hard|tirelessly|around the clock|flat out)|(dont|do not|no need to) worry|top priority|highest priority"},

	{TONE_GO_AWAY,
	    "(contact*|call*|ring|phone|ask|write to|email|e mail|speak* to|speak* with|talk* to|reach out to|get in touch with|chase|approach|address*|direct*|refer*|turn to|consult*|check* with|take it up with|complain to|go to|visit|see|look at|log in to|check|use|try|track*|follow*|raise|file|open|report|claim*|submit|search|enquire|inquire|please)~"
	    "(to|with|the|at|on|from|via|through|our|your|their|by)?( {D})? ?({C})( (directly|website|web ?site|site|app|page|tracking|customer service*|helpline|hotline|support|portal|com|co uk|line|for|about|if|to))+"},
	{TONE_GO_AWAY,
	    "(contact|call|ring|phone|ask|email|speak to|speak with|talk to|reach out to|get in touch with|chase|complain to|refer to|turn to|write to|consult|check with)( directly| straight)?( {D}| {D} {D})? ?({C})"},
	{TONE_GO_AWAY,
	    "(track|check|see|follow|look|find|claim|complain|queries|query|question*|complaint*|claim*|enquir*|inquir*|request*|concern*|issue*|case|ticket|dispute|refund*)~(on|at|to|with|via|through)( {D}| {D} {D})? ?({C})"},
	{TONE_GO_AWAY,
	    "(do not|dont|please do not|cannot|never|no need to|not possible to|not) (directly )?(reply|respond|answer|write|call|contact|email|phone|ring|chase|message)( us| to| back| this)?|no ?reply|donotreply|(replies|answers|responses|emails?|messages?|mail)~(not|never|no longer) (be )?(read|monitored|answered|seen|checked|accepted|reviewed|delivered|attended)"},
	{TONE_GO_AWAY,
	    "(mailbox|inbox|address|account|email|e mail|message|mail)~(unmonitored|unattended|not (monitored|read|attended|checked|staffed)|isnt (monitored|read|checked)|automat*|cannot (receive|accept)|nobody|no one|does not accept|send only)|(automat*|auto generated|system generated) (email|e mail|message|mail|notification|notice)"},
	{TONE_GO_AWAY,
	    "(cannot|cant|can not|unable to|not able to|will not|wont|are not able to|could not) (help|assist|do (anything|more|any)|answer (question*|any)|offer|tell you (more|any)|intervene|give you (more|any)|deal|provide (any|more|further)|be of)|(nothing|not much|little)( more| else| further)?( that)? (we|i) (can|could)|(nothing|no more) (more )?(to be done|we can do|can be done|to add)"},
	{TONE_GO_AWAY,
	    "(we|our (team|staff|shop|office|people)|this (team|desk|office|shop))( simply)? (do not|does not|dont|doesnt|are not|is not|arent|isnt|no longer|cannot|will not|wont) (deal|handle*|look|take|process*|answer|able|responsib*|accept|manage|get involved|respond|offer|provide)"},
	{TONE_GO_AWAY, "(just|simply|only|please|you (will|must|have to|just have to)|all you can do is|nothing to do but|have to)( just| simply)? (wait|be patient|bear with)|(and|then|please) (wait|be patient)$|(your|some) patience (is|while|until)|no longer our (problem|concern|responsib*)|(not|isnt) our (problem|concern|department|business|job)|only~can (help|tell|answer|resolve)"},
	{0, ""},
};

const struct tone_language tone_en = {"en", true, classes, patterns};
