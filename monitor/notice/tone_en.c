#include "monitor/notice/tone_rules.h"

static const struct tone_line
    lines[] =
	{
	    /* words that hold a clause together */
	    {"STOP", "but|although|though|because|since|so that|while|whereas|so we"},
	    {"NOT",
		"not|never|cannot|cant|wont|didnt|doesnt|dont|hasnt|havent|hadnt|isnt|arent|wasnt|werent|couldnt|"
		"wouldnt|shouldnt|nobody|no one|neither|nor|failed|fails|fail|refus*|unable|nothing|anything but|hardly"},
	    {"IF", "if|when|whenever|unless|in case|whether"},
	    {"PAST", "had|been|were|d"},
	    {"REL", "that|who|which|whose|whom|as"},
	    {"OF",
		"of|at|with|by|from|in|on|between|inside|within|to|for|on the part/side of|at the hands "
		"of|in the hands/care/custody/possession of|through|among|"
		"across|throughout"},
	    {"BY", "by|at the hands of|thanks to|courtesy of|between|with"},
	    {"DUE",
		"due to|due|because of|owing to|thanks to|on account of|as a result of|as a consequence of|down to|caused by|"
		"in view of|in light of|given|following|as a result|result of|consequence of|attributable to|stems "
		"from|stemming "
		"from|blame|blamed on|courtesy of|on the back of|in the wake of|triggered by|brought about by|"
		"resulting from|reason is|reason for this is|fault of|at the mercy of|comes from|came from|"
		"originate* with/from/in/at|lies with|rests with|arises from|"
		"cause of ~2|stems from|stem from"},
	    {"VIA", "with|in|by|under|through|after|amid|during"},
	    {"HASIT", "blame"},
	    {"US", "we|weve|were|ive|id|wed|ill|well|i|us|our|my|ours|please"},
	    {"THEY", "they|theyve|theyre|he|she"},

	    /* whoever carries */
	    {"GOODS",
		"delivery|deliveries|shipping|shipment|shipments|transport|transportation|logistics|postal|post|mail|"
		"courier|freight|carriage|parcel|parcels|package|distribution|haulage|fulfilment|fulfillment|"
		"last mile|mile|removal|removals|line|forwarding|dispatch|sorting|trucking|rail|air|ferry|"
		"transit|linehaul|road|cargo|van|customs|delivering|pickup|collection"},
	    {"BODY",
		"company|companies|firm|firms|service|services|provider|providers|partner|partners|people|guys|guy|"
		"lads|lad|folk|folks|man|men|woman|team|teams|staff|crew|agent|agents|agency|contractor|contractors|"
		"office|offices|depot|depots|hub|hubs|centre|center|network|networks|operator|operators|driver|"
		"drivers|personnel|department|system|side|end|chain|outfit|business|supplier|suppliers|"
		"specialist*|vendor|vendors|lot|gang|friends|giant|brand|subcontractor*|warehouse|facility|"
		"workers|worker|professionals|boys|girl|fellow|chap|chaps|house|platform|line|ambassador*"},
	    {"COURIER",
		"carrier|carriers|courier|couriers|courier s|haulier|hauliers|hauler|haulers|forwarder|forwarders|driver|"
		"drivers|postman|postmen|postie|posties|postwoman|mailman|mailmen|rider|riders|shipper|shippers|"
		"trucker|truckers|truck|trucks|lorry|lorries|the van|vans|van people/driver/crew|depot|depots|messenger|messengers|the post|"
		"the mail|airline|ferry|broker|subcontractor*|deliverer|deliverers|delivery man/men/woman|"
		"GOODS BODY|BODY GOODS|GOODS GOODS BODY|logistics partner*|transporter|transporters|trailer|"
		"third party|third parties|3pl|the hub|last mile BODY|sorting office/centre/center/hub/facility|"
		"linehaul|post office|customs|fulfilment house|shippers|delivery network|supply chain|"
		"partner|partners s network|our partner*|whoever ~2 deliver*/carries/drove/handled|"
		"those/people/whoever/anyone/ones/person/guys who ?were ?was ?we "
		"deliver*/carr*/handl*/ship*/transport*/driv*/pick*/"
		"trust*|"
		"party we *ed|outside/external/outsourced company/firm/contractor/service/provider/"
		"carrier|professionals|those we pay|company we *|"
		"freight company|container line|shipping line|import agent*|agents ~2 import|delivery company|transport firm|appointed c|the dock|port|carriage|"
		"delivery van/vehicle/truck/bike|sorting centre|sorting center|"
		"agency|the agency|delivery companies|shipping provider|logistics operator|"
		"transport provider|party conveying|the shippers|the bloke|the drivers|gentleman with a van|postal partner"},
	    {"CARRIER", "COURIER"},
	    {"OTHERS",
		"somebody else|someone else|third party|third parties|others|people we|somebody down the "
		"line|someone ~2 along the line/way|those|another company|other hands|someone at|somebody at|"
		"whoever|those people|the people who|the ones who|the other side|the middleman|middlemen|the people moving|the people carrying|outsiders|the powers|"
		"something ~2 wrong at"},
	    {"TRANSIT",
		"in transit|transit|en route|after dispatch|supply chain|delivery network|last mile|final mile|"
		"along the way|on the road|during delivery/transport/shipping|in the post|downstream|transport "
		"leg|shipping process|logistics|handling|freight|chain|"
		"transport|transport problems|delivery companies"},

	    /* what went wrong */
	    {"FAIL",
		"lost|lose|loses|losing|mislaid|misplace*|misrout*|missort*|mishandl*|mistreat*|misdeliver*|misdirect*|misread|"
		"delay*|late $|late again/with/for|too/so/running/arrived/came/is/was/were/are/be/being late|slow|slowly|running/fell/fallen/far/way behind|behind schedule|overdue|failed|fails|failing|failure|forgot|forgets|forgotten|"
		"broke|broken|breaks|breaking|damage*|crush*|smash*|shatter*|dent*|dropped it/your/them/the|ruin*|wreck*|spoil*|messed|mess|mess*|botch*|"
		"bungl*|blunder*|muddle*|mixed|mix up|mixup|screw*|stuff*|fluff*|error*|mistake*|wrong|wrongly|incorrect*|"
		"bad|badly|"
		"poor|poorly|careless*|negligen*|sloppy|lazy|useless|hopeless|incompeten*|unreliable|ignor*|overlook*|"
		"neglect*|skip*|miss|missed|misses|stuck|strand*|abandon*|left ~3 behind|dump*|held ~3 up|sat on|kept ~3 waiting/in/for/us|keeps ~2 telling/saying/changing/failing/losing|sitting on|struggl*|overwhelm*|overload*|overrun|backlog*|congest*|swamp*|"
		"short staffed|understaffed|strike|strikes|striking|issue|issues|problem*|trouble*|disrupt*|cancel*|"
		"let ~3 down|lets ~3 down|letting ~3 down|fault|to blame|responsible|blame|culprit|guilty|unscanned|"
		"should have|should ve|shouldve|ought to have|was meant to|were meant to|was supposed|were "
		"supposed|"
		"turned up late|running late|no show|bounc*|carded|went astray|astray|swore|promised us|lied|lies|"
		"excuse*|could be bothered|couldnt be bothered|cope*|gave up|was/is/are/were/went down|crash*|broken down|malfunction*|"
		"outage*|"
		"dropped the ball|dropping the ball|strikes|refus*|reject*|steal*|stole|"
		"stolen|pinch*|nick*|vanish*|disappear*|mark* ~3 as|claims|claimed|insist*|without "
		"knocking/ringing/telling/asking/scanning|instead of|clueless|chaos|disaster|joke|shambles|"
		"took ~3 "
		"long*|taking ~3 long*|takes ~3 long*|disappoint*|their ~2 warehouse|one job|snag*|hiccup*|"
		"managed to put|put ~5 wrong|misunder*|short of|cock*|snarl*|mangl*|mar|marred|mauled|deplor*|shock*|"
		"nowhere|elsewhere|astray|wandering|took a detour|took the scenic|scenic|detour*|tour|joyride|holiday|nap|sleep|asleep|dawdl*|dither*|faff*|couldnt|wouldnt|didnt|forgetful|on ~1 go slow|gone quiet|went quiet|silent|silence|no idea|clue|not our|hopeless*|worse|worst|awful|terrible|dreadful|abysmal|appalling|shambol*|rubbish|useless|pathetic|inept*|unprofession*|unacceptable|rough*|threw|thrown|toss*|tossed|kicked|soak*|squash*|bent|bash*|batter*|trampl*|open*d ~2 box|left ~4 rain/outside/doorstep/porch/bin|in the bin|wrong|mis*|over worked|overwork*|underpaid|playing up|plays up|acting up|are a law|own sweet time|takes ~2 time|taking ~2 time|sweet time|in no hurry|at fault|off sick|closed early|shut early|ran out|run out|too busy|overbook*|bumped|offload*|unload* ~2 late|sail* late|grounded|not moving|sits|sat|gather* dust|"
		"slow|nightmare|misroute*|rolled|left ~2 half|were wrong|was wrong|got it wrong|wont|next day|non performance|nonperformance|failure|let you down|have ~2 let|known only|no fault|spelling|"
		"something ~2 wrong|went ~1 wrong|gone ~1 wrong|"
		"wrong|"
		"did not meet|didnt meet|missed|gone missing|went missing|collapsed|collapse*|wrong house/door/street/town/address|overloaded|overrun|"
		"dropped ~2 in it|another story|never left ~2 cab|touring|brilliance|left ~4 petrol|never hire|"
		"accident|crashed|overturned|caught fire|dirty trick"},
	    {"TROUBLE",
		"delay|delays|error|errors|mistake*|fault|faults|failure|failures|issue|issues|problem|problems|strike|"
		"strikes|backlog*|breakdown|breakdowns|incident|incidents|negligence|loss|losses|damage|mishap|mishaps|"
		"hiccup*|glitch*|mix up|mixup|disruption*|shortage*|congestion|overload|outage|oversight|slip up|blunder*|"
		"staffing|standards|incompetence|carelessness|mishandling|holdup*|hold up|hold ups|slowdown|"
		"complication*|trouble|troubles|fiasco|bottleneck*|mess|chaos|confusion|lateness|dent|scratch|"
		"constraint*|difficult*|capacity|downtime|theft|accident|lapse|lapses|setback*|industrial action|"
		"inefficienc*|misunderstanding|poor ?service|failings|shortcoming*|"
		"misroute*|discrepanc*|non performance|nonperformance|nightmare|rerout*|mis sort|missort*|underperformance|fumble*|no show|shortfall*|slip|slips|"
		"problems|widespread delays"},
	    {"STUCK",
		"stuck|held|lost|stranded|delayed|detained|stopped|parked|sitting|trapped|left|mislaid|misplaced|"
		"damaged|broken|held up|kept|forgotten|abandoned|waiting|caught up|bogged down|jammed|idle|languish*|"
		"gathering dust|marooned|crushed|got lost|gone missing|late|opened|tampered|"
		"missing|"
		"went wrong|gone wrong|going wrong|wrong"},
	    {"BLAMED",
		"fault|to blame|blame|responsible|responsibility|culprit|guilty|at fault|down to|lies with|lies "
		"entirely|rests with|"
		"the problem|the delay|the hold up|the holdup|the fault|the reason|answerable|accountable|"
		"mercy|in the hands|up to|matter for|in the lap"},

	    /* the fault is ours, or is said not to be */
	    {"DENIAL",
		"NOT us|not with us|NOT ?the ?fault ?of us|NOT ~2 our/ours ~2 "
		"fault/doing/mistake/error/responsibility/problem/job/hands/control/making/side/"
		"shop/store/own/decision|no fault of ours/our|not ~2 our doing|NOT/no ~3 attributable to our/us|in no way ~3 our/us|unrelated to us/our|nothing ~1 related to us|you know what ~3 CARRIER ~2 like|you know how CARRIER ~2|our ~1 job/role/work/responsibility/part ends/stops/finishes|our hands are tied|"
		"outside/beyond/out ?of ?our ?the ?of our "
		"control/hands/power/reach/influence/remit|beyond/outside ?the ?reach ?of anyone|"
		"reasons/circumstances/factors/events ~2 outside/beyond|circumstances beyond|unforeseen|"
		"external factor*/reason*/"
		"circumstance*/service/cause*/issue*/event*|we ~4 on time ~~ but|we ~3 "
		"cannot/cant/not/are/be/is held responsible/liable/accountable|NOT ~2 "
		"responsible/liable/accountable|we ~3 no control|no control over|out of our hands|we did our "
		"part/bit|we ~2 our part/end|everything was ~2 our end|fine when it left|it ~2 perfect when it left|left us "
		"~4 "
		"on time/perfect/fine|once ~3 leaves/left ~2 our/us|we shipped ~2 same day/on time/promptly|nothing ~2 "
		"do with us|through no fault|those who ~3 should|not down to us|isnt down to us|was nothing we did|"
		"have had words|had words with|in someone else s hands|not of our making|what you will|we "
		"relied on|act of a third|we trusted the wrong|"
		"if it were up to us|were it up to us|not us|it isnt us|it wasnt us|nothing to do with us|wasnt our|isnt ours|not ours to|we cant speak for|we cannot speak for|we can only apologise for ~1 others/them/their|left ~3 in perfect|left here/us/our ~6 order/schedule/time|on our side everything|everything ~3 our side was|we kept our side|we had it ready|our part is done|somewhere between ~2 and you|between ~3 and your door|what happened next|what happened after|after that is anyones|from there|we are as ~2 as you|we re as ~2 as you|were as ~2 as you|other people s|someone elses|somebody elses|wish we could say ~2 same|in the lap of|their problem|their mistake|their fault|their error|their end|their side|their staff|their depot|their van|their system|their driver|their people|on their part|"
		"cannot be attributed ~2|what the CARRIER did|did with it afterwards|another story|only the CARRIER|if only the|whom we shall never|"
		"cause of ~1 delay|"
		"does not depend on us|do not depend on us|not depend on us|external problem|as angry ~2 CARRIER|as cross with ~2 CARRIER|shop takes no"},
	    {"OURS",
		"our/my ?own ?shop fault/mistake/error/doing/slip/fail*/muddle/blunder/oversight|"
		"fault/mistake/error/blame/slip/delay/responsibility is/was ?all ?entirely ?squarely "
		"ours/mine/our|the fault/mistake/error/slip ~2 ours|on us|we/i/ive/weve/wed/id ?had ?have ?both ?only ?just "
		"?also ?clearly "
		"lost/forgot/forgotten/misread/mixed/missed/dropped/broke/misplaced/mislaid/mislabelled/mistyped/"
		"overlooked/failed/slipped/"
		"botched/"
		"sent/packed/gave/put/typed/printed/packed/entered/closed/counted/measured/guessed/handed/skimped/varnished/"
		"thought|we/i "
		"should/ought ?to have|we/i ?still NOT packed/sent/handed/told/shipped/checked/said|we ~3 late|we ~4 wrong|our ~3 wrong/fault/error|our/ours ~2 to blame|"
		"our doing|trouble on our side|on our side|at our end|our end|in our shop/workshop/warehouse/"
		"system/store/checkout|i forgot|we forgot|forgot ur|mistake of mine|"
		"fault in our|our customs form|in our ?address ?own book/books/checkout/warehouse|we ?have ?had missed it|we should have|"
		"its ours|we stuck|we d stood|wed stood|our leaky|we put|we packed|we misread|we forgot|we ran out|"
		"our stockroom|on the wrong shelf"},

	    /* innocent: names, requests, plans */
	    {"FINE",
		"collect*|pick*|scan*|deliver*|confirm*|receiv*|return*|accept*|arriv*|load*|schedul*|record*|regist*|"
		"show*|answer*|repli*|rang|call*|reach*|visit*|tried|start*|based|handed|weighed|booked|agreed|offered|"
		"asked|told|need*|named|used|called|red|bed|your|until|it|arranged|reserved|planned|updat*|attempt*|"
		"signed|said ~2 monday|"
		"request*|requir*|want*"},
	    {"JUST",
		"also|then|simply|just|again|apparently|once|already|still|really|today|yesterday|evidently|clearly|later|only"},
	    {"DID",
		"has/have/had/ve/s #!FINE|!FINE *ed|made a|put ~3 on/in/the|drove|threw|chose|thought|swore|decided|tends|tend|likes to|loves|prefers|thinks|fancied|managed to|hid"},
	    {"ITIS", "it is|it was|its|thats|that was|ask|blame|thank"},
	    {"ELSEWHERE",
		"CARRIER|bank|insurer|insurance|manufacturer|maker|seller|marketplace|ombudsman|neighbours|"
		"website|site|faq|portal|platform|card issuer|paypal|trading standards|them|somebody else|someone else|"
		"whoever"},
	    {"FINEYOU",
		"ordered|asked|wrote|told|bought|paid|sent|requested|received|preferred|liked|mentioned|said|called|rang|"
		"emailed|phoned|wanted|waited|noticed|needed|reported|returned|trusted|helped|decided|signed|pointed|"
		"wished|booked|reserved|attached|shared|included|suggested|agreed|visited|expected|approved|supposed|"
		"planned|tried|picked|cancelled|used|need|bed|red|indeed|d|deserved|spotted|described|chased|enjoyed"},
	    {"go_away",
		"ask/call/contact/try/visit/check/phone/ring/tell ?at ?with ?at your ?local ?nearest post/sorting/delivery office|"
		"have to wait|must wait|need to wait|information/info/details/updates ~4 website/site/page/app ~2 CARRIER|visit ~3 s website/site/page|visit the ~3 website|"
		"generated automatically|automatically generated|not able to help|no more information|no further information|no other information|speak/talk/go to your ~2 post/office/depot|not able to assist|"
		"between you and|nothing we can do|an end to the matter|try a forum|were only a|we are only a|all we ve got|forum|strictly between|"
		"no need for you to contact|not necessary to contact|cannot intervene|deals with that|ask them|handles that"},
	    {"blame_carrier",
		"we ~5 handed/sent/gave/shipped/dispatched/delivered ~5 on time/promptly/in good ~~ but/then/after"},
	    {"innocent",
		"hi/hello/dear/hiya/hey/good ?morning/afternoon/evening ?_ ?_ ?_ ,|post office ?branch ?counter ?in/on/at/opens/"
		"open/is|courier/driver/postman/pirate/"
		"delivery costume/hat/cap/cape/toy/figure/puzzle/game/outfit/uniform/shirt/font/bag|"
		"mr/mrs/ms/miss/dr/sir CARRIER|"
		"IF #!PAST|CARRIER ?does ?do NOT deliver*/work*/collect*/open*/run*/pick* ~3 "
		"on/monday*/sunday*/saturday*/weekend*/holiday*/bank|"
		"book/booked/reserved/a/another/second place/slot/space/attempt ~2 CARRIER|post ?_ post"},
	    {"innocent",
		"we/weve/i/ive/well/ill/us ?have ?will ?also ?ve "
		"?just ?already ?since asked/ask/told/tell/called/call/rang/ring/phoned/phone/emailed/email/contacted/contact/"
		"chased/"
		"chase/chasing/pressed/spoke/speak/spoken/write/wrote/written/booked/book/requested/request/check/checked/"
		"asking/sent/reported/raised/gave/handed ~3 CARRIER|need to ring/call/contact/chase/ask "
		"anyone/_|for the driver|chasing ~4 is our|as you asked|nothing wrong|you did nothing|you hadnt|you ~2 should not have ?had to|"
		"you should have been told|you should have had/heard|why ~3 not|no excuse*|no need to|dont need to|"
		"as soon as the/it/they/you/there|as soon as we know/have/hear/get/see|too/how/so soon|you ?have wrote/said/say/told/write/tell/report/mention ?us ?that ~~|your note said ~~|message/system/email/notice said/blamed ~~|no guarantee|next time you|a colleague wrote ~~|we ~2 not/cannot/cant promise/say/give/make/keep|did not keep|not keep that|we do not know|never reached us|the order never|it hadnt|if you have #|"
		"it will wait|twice|quite right|only to tell you|any time before|wont pay|not pay #|isnt/not the courier s/courier/carrier/driver/drivers/couriers ?s fault|not ~1 CARRIER s fault , its ours|tell us and|blizzard/storm boots/jacket/lamp|have they brought #|"
		"^ should #!PAST|^ should you #|not ~1 CARRIER ?s fault|blizzard boots|brought it round ?|is a bank holiday|"
		"thank* ~2 telling us ~~|you told us ~~|you let us know ~~|"
		"you told us that ~~|that you are away|bell has no name|"
		"asked CARRIER to|you ~1 hear from us|choose whichever|we wait until|ignore the sentence|went unanswered by us|pick up point|asked CARRIER|send them back|it was our promise|"
		"they have told us|they ve told us|theyve told us|they reply on|ignore the sentence ~~|you hear from us|"
		"driver s sheet|van s number|number plate|blizzard boots|they ve told us|blizzard boots , size|"
		"nothing else to do|you should have known|nothing to do|counting on"},

	    /* weather, and what it does */
	    {"WEATHER",
		"weather|snow|snows|snowed|snowfall|snowstorm*|snowy|storm|storms|stormy|rain|rains|rained|rainfall|poured|downpour*|"
		"flood|"
		"floods|flooding|flooded|ice|icy|blizzard*|fog|foggy|mist|hail|hailstorm*|gale|gales|wind|winds|windy|"
		"hurricane*|typhoon*|cyclone*|tornado*|heatwave*|heat wave*|heat|cold snap|cold spell|freez*|frost|"
		"frosty|sleet|thunder*|lightning|monsoon*|landslide*|mudslide*|avalanche*|wildfire*|bushfire*|earthquake*|"
		"volcan*|climate|conditions on|act of god|acts of god|force majeure|mother nature|the elements|nature|"
		"polar vortex|drought|roads closed|road closures|winter|black ice|high tide*|seas|natural disaster*|"
		"peak season|peak volume*|peak period|seasonal|volumes|volume of|demand|black friday|cyber monday|christmas "
		"rush|holiday rush|holiday season|festive|busy|busiest|strike|strikes|industrial action|rush|"
		"unprecedented|everyone orders|bank holidays|traffic|roadworks|half the country|pandemic|snowed in|power "
		"cut*|"
		"storm|industrial dispute|dispute|rail dispute|bank holiday|easter|holiday weekend|"
		"meteorological|the sun|melted|"
		"bad roads|poor roads|road conditions|the roads"},
	    {"HINDER",
		"delay*|prevent*|stop*|close*|closed|closing|block*|cut|halt*|held|hold*|slow*|strand*|stuck|cancel*|"
		"ground*|keep*|kept|late|later|cannot|cant|couldnt|unable|impossible|nobody|no one|disrupt*|hamper*|imped*|"
		"interrupt*|affect*|suspend*|postpon*|behind|back|push*|miss*|mean*|hinder*|wash*|trap*|fault|blame|"
		"because of|due to|slip*|hence|wait|paid the price|so ~3 tomorrow|which is why|thats why|paraly*|"
		"play* havoc|"
		"havoc|wreak*|knock*|hit|hits|patien*|understand|longer|responsib*|reason|at bay|not "
		"today|tantrum|casualt*|turn* ~2 back|bring* ~3 standstill|standstill|sorry|"
		"put paid|scupper*|got ~2 way|in the way|no way|wont|didnt|isnt|arent|nothing|not|never|unavoidable|inevitable|natural|normal|expect*|suffer*|sadly|unfortunately|afraid|so|hence|therefore|stay* put|sit* tight|tomorrow instead|instead|cope|brought|brings|caus*|result*|left us|snarl*|shut|shuts|tak* ~2 toll|under water|underwater|diver*|rerout*|"
		"ideas|knocked|unsafe|took out|other ideas|produced|took the road|behind|that is what|thats what|what keeping|spare"},
	    {"blame_weather",
		"act of god|force majeure|snowed in|mother nature|bad weather|adverse weather|severe weather|extreme "
		"weather|peak season volume*|black friday happened|everyone orders|half the country|holiday rush|"
		"christmas rush|high volume*|high demand|exceptional demand|unprecedented demand/volume*|volume of "
		"orders|industrial action|"
		"weather permitting|the heavens|heavens opened|bad light|black ice|snowed under|rained off|rained in|iced up|fogbound|time of year|this time of year|christmas is christmas|holidays being|sale season|prime day|supply chain crisis|global|covid|pandemic|brexit|port congestion|fuel crisis|volcanic|hurricane season|everybody wants|whole country|whole industry|you cant argue with|nobody controls|"
		"storm * has|industrial dispute|heavy rain|bank holiday has|thats what ~2 keeping|that is what ~2 keeping|"
		"roads are ~1 icy/closed/flooded/blocked/snowed/impassable|at the mercy of the weather|"
		"the fog , ~3 the fog|meteorological events|had not melted|hadnt melted|"
		"^ storm _ has/is/caused/brought/meant/hit/closed/delayed/stopped/disrupt*/means"},

	    /* the customer */
	    {"YOU",
		"you|customer|customers|recipient|addressee|consignee|buyer|purchaser|the receiver|client|someone in"},
	    {"WRONG",
		"wrong|wrongly|incorrect*|invalid|incomplete*|inaccura*|mistake*|misspel*|typo|typos|"
		"insufficient|unknown|not exist|doesnt exist|outdated|false|unclear|illegible|nonexistent|when you meant"},
	    {"ADDRESS",
		"address|postcode|zip|zip code|phone|number|details|name|street|flat number|doorbell|bell|letterbox|"
		"instructions|information|spelling|email|payment|data|form|buzzer|intercom|mailbox|entry|"
		"door|dog|shed|gate|porch"},
	    {"blame_customer",
		"you ?have ?had ?ve ?simply ?also !FINEYOU *ed|you put/meant/left/gave/chose/forgot/let/lost/mistook|YOU were/was/had/are/is ?been ?simply ?just ?again ?clearly ?unfortunately ?always out/away/absent/asleep/unavailable/unreachable/nowhere|YOU were/was/had/werent/wasnt ?been ?simply not/in/home/at/available/there/around/present|YOU werent/wasnt|you ?still NOT "
		"answer*/"
		"pick*/respond*/reply/replied/collect*/open*/give/given/gave/provide*/read/tell/told/include*/enter*/"
		"specif*/"
		"mention*/"
		"confirm*/check*/leave/left/"
		"notice*/supply/supplied/complete*/accept*/arrange*/attend*/available/be/in/at/home/there/present/put/write/"
		"come/turn/take/let/pay/paid/get/hear/see|YOU ?simply ?never "
		"failed/forgot/refused/missed/ignored/overlooked/neglected/rejected/declined/changed/chose/moved ?_|"
		"YOU ~2 did not/didnt/never/hasnt/wasnt/not|"
		"YOU ?have ?ve ?has ?had/seem/appear ?to ?have "
		"gave/given/put/typed/typed/entered/provided/supplied/wrote/written/filled/submitted/mistyped/misspelled/used ~4 "
		"WRONG|gave us ~4 WRONG|you ~2 too late|you ordered ~3 late|"
		"you should/could/might have/of/ve|you ought|you need* to have|you were supposed|you were meant|"
		"you were told/warned/asked|"
		"had you|if you had|if you d|if only you|had someone|your ~2 "
		"fault/mistake/error/responsibility/negligence/absence/oversight/carelessness|"
		"YOU ~1 responsib*|responsibility of ~2 YOU|YOU s "
		"responsib*/fault/duty|your responsib*|it was up to you|"
		"your ?own ?delivery ADDRESS ~3 WRONG/NOT/locked/shut/closed/cleared/came|WRONG ~1 ADDRESS ~3 "
		"you/given/provided/supplied/entered|WRONG ADDRESS|ADDRESS ~2 was/is/were ?too ?simply ?clearly WRONG|ADDRESS "
		"you ~3 WRONG/NOT|ADDRESS ~1 with ~3 missing|inaccurac* in|errors in the "
		"information/details|information ~2 submitted/provided/supplied|recipient/customer/addressee "
		"?was/is/not unavailable/absent/unknown/refused/unreachable/away/out/not/failed|nobody/no/noone ?one ?was ?were "
		"?is "
		"in/home/at/answered/there/available/opened/around|no/without answer/response/reply/access/"
		"next time do/please/check/make|in future ?_ check/please/make/be/double/do/use|in the future please|"
		"be more careful|more care|take ~2 care|"
		"you/someone/somebody ?must ?have ?ve forgot*/overlooked/missed us|missed us|you missed|missed ~2 calls|"
		"you changed your mind|after the "
		"cut off|went unheeded/unanswered/ignored/unread|unheeded|"
		"reading it would|before ordering would|would have spared|would have avoided|if ~3 read|read our/the "
		"terms/conditions/instructions|to ensure that|not naming names|someone forgot|"
		"door that stays|@v did not/didnt/never/failed|you d "
		"know|your ~3 too late|payment cleared|your delay|left ~2 blank|as you ~2 NOT|since you ~2 "
		"NOT|your ~2 was locked/shut/closed|was locked|your ?own ?_ absence|"
		"despite our ~3 reminders|despite ~2 reminders|despite our text|"
		"not our fault you|"
		"you didnt ~3|you never|you hadnt ~3|you havent ~2 _|you wouldnt|you couldnt be|you were warned|we did warn|we did tell you|as we warned|we warned you|you insisted|against our advice|you will recall|you ~2 at ~2 minute|last minute|left it ~2 late|too late ~1 ordering|orders placed late|whoever orders|people who order|anyone who orders|anybody ordering|ordering ~3 eve|what did you expect|measure before|measuring ~2 first|should be measured|have been measured|the onus|onus is on|it falls to ~2 YOU|YOU must ensure|YOU is/are expected to|your job to|up to you to|you could have|you might have|human error at your|error on your|on your side|on your end|at your end|your end|your side|your typo|your mistake|your doing|your own making|self inflicted|user error|customer error|absence of ~1 YOU|in your absence|absent|no access|gate was/code|dog ~4|buzzer|bell ~3 work|phone ~3 off|phone was|your phone ~2 off/dead/rang/busy/unanswered/unreachable|rang out|voicemail|calls went|texts went|emails went|left unread|spam folder|check your spam|your stairs ~2 too|your staircase|too narrow|too small for|your card ~3 declined|declined|payment ~2 late|payment failed|bounced|had ~2 paid ~2 earlier|paid attention|pay attention|small print|fine print|product page ~2 clear*|clearly stated|it clearly says|says so on|it does say|as stated|read the description|reading ~4 would|wrong size ~2 chose|chose the wrong|picked the wrong|selected the wrong|ticked the wrong|clicked the wrong|you ticked|you selected|you chose|you picked|unclaimed|uncollected|not collected|not picked up|went uncollected|nobody collected|no one collected|nobody came|no one came|no one was in/at/there/home|nobody was in/at/there/home|nobody to|no one to ~1|no reply at|no answer at|wasnt answered|went unanswered|door ~2 not ~1 answered|closed door|locked gate|locked door|"
		"access was not|not made available|next time do|evidently you|better things to do|because you !are !were !had !told !asked !wrote *ed ~2 the|you signed for it|you ve taken on|taken on yourself|attendance|"
		"check ~2 address ~2 next time|your ~2 ADDRESS has no|your ADDRESS ~2 no|"
		"not one answer|one answer from you|phone calls and|if you d *ed|didnt match the name|name you ordered|your failure|failure to|isnt an address|a wee reminder|a reminder ,|house name|"
		"you took ~2 long|you were slow|fault is in the details|error is in the details|details you gave ~2 WRONG"},

	    /* nobody can promise that */
	    {"empty_promise",
		"NOT ~2 happen*/occur*/repeat* ~1 again|never again|happen again|not be repeated|never ~2 "
		"happen*/occur*/repeat*/be|last time|no ~1 more/further/other "
		"delay*/problem*/issue*/mistake*/hiccup*/slip*|we/i/and guarantee|guarantees|guaranteed|guaranteeing|"
		"definitely|certainly|absolutely|without fail|without a doubt|without doubt|no doubt|doubtless|undoubtedly|"
		"absolute certainty|for certain|for sure|surely|rest assured|be assured|assured that|we assure|i "
		"assure|reassure|assure you|my word|you can be "
		"sure/certain/confident|take it from|trust us|trust me|count on|rely on us|bank on|depend on us|"
		"100|hundred percent/per|promise ?you ?that ?it/there ?will ?be ~2 "
		"never/no/wont/definitely|promise you|we promise it/that/your/to/there|we swear|i "
		"swear|swear|pinky|cross ~1 hearts|cross our|cross my|from ~1 now on|from here on|every/all ?future "
		"?of ?your order* ~3 "
		"be|make sure ~3 never|see to it that|flawless*|perfect "
		"outcome/delivery|perfectly|no chance|come what may|no matter what|come rain or shine|by hook or|dont ~1 "
		"worry|do not worry|no worries|not to worry|nothing to worry|no cause for|no need to worry|worry not|"
		"sit back|relax|put the kettle|in no time|plenty of time|soon|sooner than|shortly|imminent*|"
		"any minute|any moment|any day now|any time now|momentarily|"
		"asap|a s a p|as soon as possible|as soon as we can|as quickly as|as fast as|at the earliest|earliest "
		"opportunity|earliest convenience|soonest|in ~1 due course|"
		"coming/next few/couple days/weeks|in the coming days/weeks|over the coming|within days|in a few days|in a day or two|in a "
		"while|before long|before you know|before too long|a matter of|"
		"inconvenience*|any inconvenience|patience is|patience will|bear with us|everything "
		"possible|all we can|"
		"everything we can|everything in our power|everything ~2 power|best to|"
		"do/doing/do our utmost|very best|best of hands|good hands|safe hands|moving heaven|highest "
		"priority|top priority|our "
		"priority|under control|all/everything/matters in hand|progressing normally|on track and|going to plan|"
		"working "
		"hard|working "
		"around|working tirelessly|tirelessly|nearly there|almost there|as good as|practically yours|practically "
		"on|consider it done|satisfaction|on its way and will|right away|straight away|immediately|in a jiffy|in a "
		"flash|promptly|without delay|speedily|swiftly|never let you down|wont let you "
		"down|not let you down|never be late|always ~2 on time|on the double|"
		"cannot wait|definately|thank you for your understanding|appreciate your understanding|"
		"your understanding|coming real|"
		"trust the process|fear not|never fear|have faith|rest easy|sleep easy|sleep tight|worry about|worry you|dont fret|no need to fret|dont panic|no panic|no stress|chill|hang tight|hold tight|sit tight|stay tuned|in good time|all good|all is well|alls well|all will be well|everything is fine|everythings fine|everything will be fine|going smoothly|smoothly|plain sailing|without a hitch|hitch|hiccup free|like clockwork|our solemn|solemn|on my life|hand on heart|bet your|you can bet|betting on|i ll eat|well eat|eat my hat|mark my words|a dead cert|dead cert|nailed on|sure thing|a sure|dead sure|guaranteed|money back guarantee|ironclad|cast iron|foolproof|perfectly|impeccable|faultless|spotless|second to none|around the corner|round the corner|any second|in a moment|in a minute|in a tick|in two shakes|in a sec|in a bit|in a few|before the end of the|very very|pretty much there|just about there|nigh|at any moment|on the doorstep in|knocking ~3 door|next thing you know|just a matter|the near future|near future|foreseeable|forthwith|as promptly|with all haste|utmost urgency|priority is|high priority|with priority|expedit*|fast track*|rush*|pull* out all|every effort|everything humanly|humanly|leave no stone|no stone|going above|above and beyond|do whatever|whatever it takes|move heaven|once and for all|put right for good|thing of the past|last you hear|be the last|will be the last|never see|never hear|wont be any more|no repeat|no recurrence|wont recur|not recur|recurrence|lesson learned|apologies for any|sorry for any|regret any|apologise for any|apologize for any|any trouble caused|thank you for bearing|bear with|your continued|valued customer|will resolve itself|resolve itself|sort itself|work itself|turns up in the end|always turn up|things turn up|good things come|worth the wait|well worth the wait|cheer up|keep smiling|fingers crossed|"
		"promise on|mothers life|beyond doubt|confident ~2 that|we are confident|coming days|in the coming|the coming days|"
		"never have ~2 problem|never ~3 problem ~2 again|, promise $|^ promise $|"
		"not to fret|hang in there|parcel fairy|eventually|by the time you read|nothing can go wrong|stars are aligned|probably landed|has probably"},

	    /* answers are welcome */
	    {"WEAK",
		"call|ring|phone|ask|email|check|checking|track|see|look|find|visit|go to|pop|type|enter|direct|address|follow|query|claim|search|try|bother|use|report|send|submit|message|write|tell|chase|pursue|contact|speak|talk|consult"},
	    {"CONTACT",
		"^ ?please ?just ?kindly ?simply ?then ?then ?so ?best ?or WEAK|please/you/to/must/should/and/or/kindly/just/then/id/best/better/simply/can WEAK|contact|contacting|speak to/with|talk to/with|reach out|get in touch "
		"with|get onto|chase|complain|refer|turn to|write to|"
		"consult|check with|head over to|head to|take it up|take this up|raise|lodge|file|liaise|pester|hassle|log in|follow up with|put ~3 to|log on"},
	    {"CLAIM",
		"queries|question*|complaint*|claim|claims|enquir*|inquir*|request*|concern*|issue* should/must/to/can|case|"
		"dispute|refund* ~2 from|information ~2 from/on/at|updates from/on|details from/on|on the "
		"website/site/app/page|website of|frustration*"},
	    {"go_away",
		"do/please/kindly/must ?do not/dont/refrain ?from ~1 "
		"reply*/respond*/answer*/write*/writing/call*/contact*/email*/phone*/ring*/chase*/"
		"chasing/message*|"
		"dont ~1 reply/respond/write/call/contact/email/phone/ring/chase/message/ask|no ?need to ?_ "
		"reply/respond/chase|noreply|no reply|"
		"reply/replies/answers/"
		"responses/emails/messages/mail/mailbox/inbox/address/"
		"email/message/line/account ~4 "
		"not/never/isnt/arent/no/cannot/wont/deleted/discarded/unmonitored/unattended/discontinued|unmonitored|unattended|"
		"automated|automatic|auto generated|do not reply|"
		"we/our/i/staff/agents/team/desk/they/this ~2 cannot/cant/unable/not/wont/dont/doesnt/arent/isnt ?able ?to ?be "
		"?in ?a "
		"help|we/our/i/staff/agents/team/desk/shop/store ~3 cannot/cant/wont/unable/not/dont/doesnt/isnt/arent ~2 "
		"help*/assist*/deal*/handle*/do/tell/answer*/offer/accept/enter*/discuss/"
		"process/look/comment/"
		"intervene/involved/able/take|see anything|we dont do|"
		"something ~3 handles|nothing ~2 "
		"we/i/can/further/else/more ?we ~2 do|nothing ~3 can ~1 do|no more we can|nothing further|nothing to "
		"do with us|little we can|not much we|NOT ~2 our "
		"problem/concern/department/business/responsib*/job/affair/remit|no longer our|no longer "
		"responsib*|ceases ~2 be|"
		"arent something|isnt something|whoever ~2 deliver* ~2|you will/have/ll ?just ?to ?simply wait|just "
		"wait|and wait|please wait|wait ?for ?at ?least ~4 before|allow ~5 before|before "
		"contacting/writing/calling/troubling/raising/getting|only "
		"?option ~2 wait|be patient|patient|patiently|case closed|closed your case|youre on your own|on your own|"
		"back of the queue|further "
		"correspondence|elsewhere|thats the policy|our policy|company policy|refer to ?our|terms and "
		"conditions|faq|"
		"frequently asked|ts and cs|as they say|not going to change|not "
		"possible to|them you want|youtube|take it or|photos ~3 wont|you "
		"agreed|wont help|stop "
		"writing/asking/calling/emailing|discontinued|lump it|not entitled|sell it on|direct your ~2 elsewhere|no "
		"exceptions|if i were you|"
		"must be raised|must be "
		"made|must be directed|should be directed|should be raised|sort it out with !you|take it up with|up to you "
		"to|with whoever|"
		"not ~2 our ~2 to|not our place|not for us to|its not on us|isnt on us|we re only the|were only the|we are only ~2 seller/shop|just the seller|merely|middleman|intermediary|we only sell|we just sell|our role ends|ends ~3 when|ends there|risk passes|risk ~2 transfer|transfers to you|title passes|at your ~1 risk|buyers risk|buyer beware|not covered|isnt covered|no cover|we do not cover|not insured|not liable|no liability|disclaim*|accept no|take no|no refund*|non refundable|nonrefundable|no compensation|wont be compensat*|not eligible|not possible|cant be done|cannot be done|not something we|thats not something|there s no point|theres no point|no point ~1 *ing|pointless|wont make it|wont speed|slows us down|slows things|we ll ignore|well ignore|will be ignored|be ignored|will not be read|wont be read|go unread|not be answered|unable to reply|cannot reply|does not accept|cannot be replied|cannot receive|not set up to|office is closed|lines are closed|desk is closed|no phone|no phone number|dont have a phone|do not have a phone|dont take calls|do not take calls|not take calls|calls are not|we dont discuss|not discuss|not open to|end of story|end of the matter|end of discussion|matter is closed|consider ~2 matter closed|considered closed|case is closed|ticket is closed|ticket has been closed|closed ~2 ticket|closing ~2 ticket|closing your|been closed|nothing to add|nothing ~1 to say|nothing more to|only ~3 after ~2 days|wait ~2 days|wait until|please wait for|wait ~3 working|allow ~2 days|allow up to|give it ~3 days|check back|try again later|come back when|come back in|write again when|contact us again ~3 after|not before|dont contact|dont call|stop ~2 emailing|stop contacting|stop chasing|one email is|read our|read the|see our terms|see our faq|see our policy|help page|help centre|help center|chatbot|our bot|self service|fill in ~3 form|file a claim|file a|raise a dispute|speak to your bank|your bank|your insurer|your insurance|police|small claims|take ~2 business|shop elsewhere|go elsewhere|buy elsewhere|try another|if you dont like|suit yourself|deal with it|live with it|get over|hard luck|bad luck|your problem|a you problem|not my department|not my problem|above my pay|not authori*|arent allowed|not allowed|not permitted|cant comment|no comment|no further|"
		"welcome to shop|simply ignore|ignore the ticket|ignore your|only chase|only then|wait a full|outside the scope|not been forwarded|out of scope"},
	    {"", ""},
};

const struct tone_language tone_en = {"en", true, true, lines};
