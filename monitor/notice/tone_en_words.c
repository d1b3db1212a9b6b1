#include "monitor/notice/tone_rules.h"

/* English: the classes of words, each before those that it is part of. */
const struct tone_line tone_words_en[] = {
    /* words that hold a clause together */
    {"STOP", "but|although|though|because|since|so that|while|whereas|so we"},
    {"NOT",
	"not|never|cannot|cant|wont|didnt|doesnt|dont|hasnt|havent|hadnt|isnt|arent|wasnt|"
	"werent|couldnt|wouldnt|shouldnt|nobody|no one|neither|nor|failed|fails|fail|refus*|"
	"unable|nothing|anything but|hardly"},
    {"IF", "if|whenever|unless|in case|whether"},
    {"PAST",
	"had|been|were|d|werent|hadnt|wasnt|not for|youd "
	"given/told/put/been/said/left/written/let/paid/read/kept/picked/checked/answered/provided/ordered/included/asked/opened/collected|"
	"you d "
	"given/told/put/been/said/left/written/let/paid/read/kept/picked/checked/answered/provided/ordered/included/asked/opened/collected|"
	"hed|it d"},
    {"REL", "that|who|which|whose|whom|as"},
    {"OF",
	"of|at|with|by|from|in|on|between|inside|within|to|for|on the part/side of|at the "
	"hands of|in the hands/care/custody/possession of|through|among|across|throughout"},
    {"BY", "by|at the hands of|thanks to|courtesy of|between|with"},
    {"DUE",
	"due to|due|because of|owing to|thanks to|on account of|as a result of|as a "
	"consequence of|down to|caused by|in view of|in light of|following|as a result|result "
	"of|consequence of|attributable to|stems from|stemming from|blame|blamed on|courtesy "
	"of|on the back of|in the wake of|triggered by|brought about by|resulting from|reason "
	"is|reason for this is|fault of|at the mercy of|comes from|came from|originate* "
	"with/from/in/at|lies with|rests with|arises from|cause of ~2|stem from|given "
	"the/that/this/these/your"},
    {"VIA", "with|in|by|under|through|after|amid|during"},
    {"HASIT", "blame"},
    {"US", "we|weve|were|ive|id|wed|ill|well|i|our|my|ours"},
    {"THEY", "they|theyve|theyre|he|she"},
    /* whoever carries */
    {"GOODS",
	"delivery|deliveries|shipping|shipment|shipments|transport|transportation|logistics|"
	"postal|post|mail|courier|freight|carriage|parcel|parcels|package|distribution|haulage|"
	"fulfilment|fulfillment|last mile|mile|removal|removals|line|forwarding|dispatch|"
	"sorting|trucking|rail|air|ferry|transit|linehaul|road|cargo|van|customs|delivering|"
	"pickup|collection"},
    {"BODY",
	"company|companies|firm|firms|service|services|provider|providers|partner|partners|"
	"people|guys|guy|lads|lad|folk|folks|man|men|woman|team|teams|staff|crew|agent|agents|"
	"agency|contractor|contractors|office|offices|depot|depots|hub|hubs|centre|center|"
	"network|networks|operator|operators|driver|drivers|personnel|department|system|side|"
	"end|chain|outfit|business|supplier|suppliers|specialist*|vendor|vendors|lot|gang|"
	"friends|giant|brand|subcontractor*|warehouse|facility|workers|worker|professionals|"
	"boys|girl|fellow|chap|chaps|house|platform|line|ambassador*"},
    {"COURIER",
	"carrier|carriers|courier|couriers|courier s|haulier|hauliers|hauler|haulers|forwarder|"
	"forwarders|driver|drivers|postman|postmen|postie|posties|postwoman|mailman|mailmen|"
	"rider|riders|shipper|shippers|trucker|truckers|truck|trucks|lorry|lorries|the van|"
	"vans|van people/driver/crew|depot|depots|messenger|messengers|the post|the mail|"
	"airline|ferry|broker|subcontractor*|deliverer|deliverers|delivery man/men/woman|GOODS "
	"BODY|BODY GOODS|GOODS GOODS BODY|logistics partner*|transporter|transporters|trailer|"
	"third party|third parties|3pl|the hub|last mile BODY|sorting "
	"office/centre/center/hub/facility|linehaul|post office|customs|fulfilment house|"
	"delivery network|supply chain|partner|partners s network|our partner*|whoever ~2 "
	"deliver*/carries/drove/handled|those/people/whoever/anyone/ones/person/guys who ?were "
	"?was ?we deliver*/carr*/handl*/ship*/transport*/driv*/pick*/trust*|party we *ed|"
	"outside/external/outsourced company/firm/contractor/service/provider/carrier|"
	"professionals|those we pay|company we *|freight company|container line|shipping line|"
	"import agent*|agents ~2 import|delivery company|transport firm|appointed c|the dock|"
	"port|carriage|delivery van/vehicle/truck/bike|sorting centre|sorting center|agency|"
	"the agency|delivery companies|shipping provider|logistics operator|transport provider|"
	"party conveying|the shippers|the bloke|the drivers|gentleman with a van|postal "
	"partner|operator|operators|our operator|consolidator*|parcel carrier|last mile "
	"carrier|freight handler*|handler|handlers|distributor|distributors"},
    {"CARRIER", "COURIER"},
    {"OTHERS",
	"somebody else|someone else|third party|third parties|others|people we|somebody down "
	"the line|someone ~2 along the line/way|those|another company|other hands|someone at|"
	"somebody at|whoever|those people|the people who|the ones who|the other side|the "
	"middleman|middlemen|the people moving|the people carrying|outsiders|the powers|"
	"something ~2 wrong at|our/the ?own supplier/manufacturer/factory/mill/wholesaler"},
    {"TRANSIT",
	"in transit|transit|en route|after dispatch|supply chain|delivery network|last mile|"
	"final mile|along the way|on the road|during delivery/transport/shipping|in the post|"
	"downstream|transport leg|shipping process|logistics|handling|freight|chain|transport|"
	"transport problems|delivery companies"},
    /* what went wrong */
    {"FAIL",
	"lost|lose|loses|losing|mislaid|misplace*|misrout*|missort*|mishandl*|mistreat*|"
	"misdeliver*|misdirect*|misread|delay*|late $|late again/with/for|"
	"too/so/running/arrived/came/is/was/were/are/be/being late|slow|slowly|"
	"running/fell/fallen/far/way behind|behind schedule|overdue|failed|fails|failing|"
	"failure|forgot|forgets|forgotten|broke|broken|breaks|breaking|damage*|crush*|smash*|"
	"shatter*|dent*|dropped it/your/them/the|ruin*|wreck*|spoil*|messed|mess|mess*|botch*|"
	"bungl*|blunder*|muddle*|mixed|mix up|mixup|screw*|stuff*|fluff*|error*|mistake*|wrong|"
	"wrongly|incorrect*|bad|badly|poor|poorly|careless*|negligen*|sloppy|lazy|useless|"
	"hopeless|incompeten*|unreliable|ignor*|overlook*|neglect*|skip*|miss|missed|misses|"
	"stuck|strand*|abandon*|left ~3 behind|dump*|held ~3 up|sat on|kept ~3 "
	"waiting/in/for/us|keeps ~2 telling/saying/changing/failing/losing|sitting on|struggl*|"
	"overwhelm*|overload*|overrun|backlog*|congest*|swamp*|short staffed|understaffed|"
	"strike|strikes|striking|issue|issues|problem*|trouble*|disrupt*|cancel*|let ~3 down|"
	"lets ~3 down|letting ~3 down|fault|to blame|responsible|blame|culprit|guilty|"
	"unscanned|should have|should ve|shouldve|ought to have|was meant to|were meant to|was "
	"supposed|were supposed|turned up late|running late|no show|bounc*|carded|went astray|"
	"astray|swore|promised us|lied|lies|excuse*|could be bothered|couldnt be bothered|"
	"cope*|gave up|was/is/are/were/went down|crash*|broken down|malfunction*|outage*|"
	"dropped the ball|dropping the ball|refus*|reject*|steal*|stole|stolen|pinch*|nick*|"
	"vanish*|disappear*|mark* ~3 as|claims|claimed|insist*|without "
	"knocking/ringing/telling/asking/scanning|instead of|clueless|chaos|disaster|joke|"
	"shambles|took ~3 long*|taking ~3 long*|takes ~3 long*|disappoint*|one job|snag*|"
	"hiccup*|managed to put|put ~5 wrong|misunder*|short of|cock*|snarl*|mangl*|mar|marred|"
	"mauled|deplor*|shock*|nowhere|elsewhere|wandering|took a detour|took the scenic|"
	"scenic|detour*|tour|joyride|holiday|nap|sleep|asleep|dawdl*|dither*|faff*|couldnt|"
	"wouldnt|didnt|forgetful|on ~1 go slow|gone quiet|went quiet|silent|silence|no idea|"
	"clue|not our|hopeless*|worse|worst|awful|terrible|dreadful|abysmal|appalling|shambol*|"
	"rubbish|pathetic|inept*|unprofession*|unacceptable|rough*|threw|thrown|toss*|tossed|"
	"kicked|soak*|squash*|bent|bash*|batter*|trampl*|open*d ~2 box|left ~4 "
	"rain/outside/doorstep/porch/bin|in the bin|mis*|over worked|overwork*|underpaid|"
	"playing up|plays up|acting up|are a law|own sweet time|takes ~2 time|taking ~2 time|"
	"sweet time|in no hurry|at fault|off sick|closed early|shut early|ran out|run out|too "
	"busy|overbook*|bumped|offload*|unload* ~2 late|sail* late|grounded|not moving|sits|"
	"sat|gather* dust|nightmare|misroute*|rolled|left ~2 half|were wrong|was wrong|got it "
	"wrong|wont|next day|non performance|nonperformance|let you down|have ~2 let|known "
	"only|no fault|spelling|something ~2 wrong|went ~1 wrong|gone ~1 wrong|did not meet|"
	"didnt meet|gone missing|went missing|collapsed|collapse*|wrong "
	"house/door/street/town/address|overloaded|dropped ~2 in it|another story|never left "
	"~2 cab|touring|brilliance|left ~4 petrol|never hire|accident|crashed|overturned|"
	"caught fire|dirty trick|network delay|let us ~1 down|delay in its|no room|for no "
	"reason|no reason|without reason|no explanation|without explanation|without warning|"
	"put ~2 off|left no|marked ~5 delivered|no card|roughly|reports ~1 delay|informs ~1 ~1 "
	"delay|delay in ~1 network|stayed behind|longer than|take* ~2 longer|taking ~2 longer|"
	"excess volume|not loaded|whole ~1 pallet|sick|down all|been down|is down|failed you|"
	"called off"},
    {"TROUBLE",
	"delay|delays|error|errors|mistake*|fault|faults|failure|failures|issue|issues|problem|"
	"problems|strike|strikes|backlog*|breakdown|breakdowns|incident|incidents|negligence|"
	"loss|losses|damage|mishap|mishaps|hiccup*|glitch*|mix up|mixup|disruption*|shortage*|"
	"congestion|overload|outage|oversight|slip up|blunder*|staffing|standards|incompetence|"
	"carelessness|mishandling|holdup*|hold up|hold ups|slowdown|complication*|trouble|"
	"troubles|fiasco|bottleneck*|mess|chaos|confusion|lateness|dent|scratch|constraint*|"
	"difficult*|capacity|downtime|theft|accident|lapse|lapses|setback*|industrial action|"
	"inefficienc*|misunderstanding|poor ?service|failings|shortcoming*|misroute*|"
	"discrepanc*|non performance|nonperformance|nightmare|rerout*|mis sort|missort*|"
	"underperformance|fumble*|no show|shortfall*|slip|slips|widespread delays|something ~1 "
	"unexpected|unexpected ~1 problem*|unforeseen ~1"},
    {"STUCK",
	"stuck|held|lost|stranded|delayed|detained|stopped|parked|sitting|trapped|mislaid|"
	"misplaced|damaged|broken|held up|kept|forgotten|abandoned|waiting|caught up|bogged "
	"down|jammed|idle|languish*|gathering dust|marooned|crushed|got lost|gone missing|late|"
	"opened|tampered|missing|went wrong|gone wrong|going wrong|wrong|been left|was left|is "
	"left|got left|not moved|hasnt moved|havent moved|not been scanned|hasnt been scanned|"
	"no movement|no scan|not left|not progressed|sits|without moving"},
    {"BLAMED",
	"fault|to blame|blame|responsible|responsibility|culprit|guilty|at fault|down to|lies "
	"with|lies entirely|rests with|the problem|the delay|the hold up|the holdup|the fault|"
	"the reason|answerable|accountable|mercy|in the hands|up to|matter for|in the lap|"
	"depends on|depend on|depending on"},
    {"NOTANY",
	"not|isnt|wasnt|arent|werent|no|never|neither|none|nothing|nor|no longer|not in|not of|"
	"through no"},
    /* the fault is ours, or is said not to be */
    {"DENIAL",
	"not with us|NOT ?the ?fault ?of us|no fault of ours/our|not ~2 our doing|NOT/no ~3 "
	"attributable to our/us|in no way ~3 our/us|unrelated to us/our|nothing ~1 related to "
	"us|you know what ~3 CARRIER ~2 like|you know how CARRIER ~2|our ~1 "
	"job/role/work/responsibility/part ends/stops/finishes|our hands are tied|"
	"outside/beyond/out ?of ?our ?the ?of our control/hands/power/reach/influence/remit|"
	"beyond/outside ?the ?reach ?of anyone|reasons/circumstances/factors/events ~2 "
	"outside/beyond|circumstances beyond|unforeseen|external "
	"factor*/reason*/circumstance*/service/cause*/issue*/event*|we ~3 "
	"cannot/cant/not/are/be/is held responsible/liable/accountable|NOT ~2 "
	"responsible/liable/accountable|we ~3 no control|no control over|out of our hands|we "
	"did our part/bit|we ~2 our part/end|everything was ~2 our end|fine when it left|it ~2 "
	"perfect when it left|once ~3 leaves/left ~2 our/us|we shipped ~2 same day/on "
	"time/promptly|nothing ~2 do with us|through no fault|not down to us|isnt down to us|"
	"was nothing we did|in someone else s hands|not of our making|we relied on|act of a "
	"third|we trusted the wrong|if it were up to us|were it up to us|not us|it isnt us|it "
	"wasnt us|wasnt our|isnt ours|not ours to|we cant speak for|we cannot speak for|we can "
	"only apologise for ~1 others/them/their|left here/us/our ~6 order/schedule/time|on "
	"our side everything|everything ~3 our side was|we kept our side|our part is done|"
	"somewhere between ~2 and you|after that is anyones|we are as ~2 as you|we re as ~2 as "
	"you|were as ~2 as you|wish we could say ~2 same|in the lap of|their problem|their "
	"mistake|their fault|their error|their end|their side|their depot|their van|their "
	"driver|on their part|cannot be attributed ~2|what the CARRIER did|did with it "
	"afterwards|whom we shall never|does not depend on us|do not depend on us|not depend "
	"on us|external problem|as angry ~2 CARRIER|as cross with ~2 CARRIER|shop takes no|"
	"wasnt/isnt us|NOTANY ~2 our/ours ~2 "
	"fault/doing/mistake/error/responsibility/problem/job/hands/control/making/side/shop/store/own/decision|"
	"what happened ~2 after ~3 left/CARRIER|somebody/someone elses "
	"fault/mistake/doing/error|other people s mistake*/hands/fault|their mistakes|if only "
	"the CARRIER|they ~1 on time ~~ but|we ~5 "
	"handed/sent/shipped/gave/dispatched/packed/posted ~5 on time/promptly/as "
	"promised/same day|left us ~4 on time/perfect/promptly/fine/condition|left ~3 in "
	"perfect condition|no longer ~2 our hands/control/responsibility|out of ~1 our control|"
	"we ~2 done/did everything|on us after|once ~3 left/handed/with ~4 CARRIER ~3|we "
	"are/were ~2 let down by|those/whoever who ~4 deliver*/carry/drive ~4 let ~2 down|let "
	"~1 us ~1 down|by the CARRIER $|decided by ~1 CARRIER|does not work for us|in the care "
	"of ~2 CARRIER|cause of ~2 delay , ~3 CARRIER|make of ~6 what you will|what you will|"
	"went missing ~3 in ~3 CARRIER|in ~1 CARRIER s hands/care/custody|missing ~2 in "
	"CARRIER|no longer depend* on us|not ~1 depend* on us|we ~1 did everything ~2 "
	"right/could|everything right|nothing ~1 to do with us|external ~2 problem*|on behalf "
	"of ~2 CARRIER|apologise ~2 for ~1 CARRIER|what they ~1 did|what they ve ~1 done|who "
	"knows ~2 why/where/what"},
    {"OURS",
	"our/my ?own ?shop fault/mistake/error/doing/slip/fail*/muddle/blunder/oversight|"
	"fault/mistake/error/blame/slip/delay/responsibility is/was ?all ?entirely ?squarely "
	"ours/mine/our|the fault/mistake/error/slip ~2 ours|we/i/ive/weve/wed/id ?had ?have "
	"?both ?only ?just ?also ?clearly "
	"lost/forgot/forgotten/misread/mixed/missed/dropped/broke/misplaced/mislaid/mislabelled/mistyped/overlooked/failed/slipped/botched/sent/packed/gave/put/typed/printed/packed/entered/closed/counted/measured/guessed/handed/skimped/varnished/thought|"
	"we/i should/ought ?to have|we/i ?still NOT "
	"packed/sent/handed/told/shipped/checked/said|we ~3 late|we ~4 wrong|our ~3 "
	"wrong/fault/error|our/ours ~2 to blame|our doing|trouble on our side|on our side|at "
	"our end|our end|in our shop/workshop/warehouse/system/store/checkout|i forgot|we "
	"forgot|forgot ur|mistake of mine|fault in our|our customs form|in our ?address ?own "
	"book/books/checkout/warehouse|we ?have ?had missed it|we should have|its ours|we "
	"stuck|we d stood|wed stood|our leaky|we put|we packed|we misread|we ran out|our "
	"stockroom|on the wrong shelf|we/i wrote/noted/copied/entered/took/saved/spelt/spelled "
	"~5 wrong/wrongly/incorrectly/badly|is/its/are on us|one is on us|nobody/noone but us|"
	"only we are to blame|wrong of us"},
    /* what is no fault */
    {"FINE",
	"collect*|pick*|scan*|deliver*|confirm*|receiv*|return*|accept*|arriv*|load*|schedul*|"
	"record*|regist*|show*|answer*|repli*|rang|call*|reach*|visit*|tried|start*|based|"
	"handed|weighed|booked|agreed|offered|asked|told|need*|named|used|called|red|bed|your|"
	"until|it|arranged|reserved|planned|updat*|attempt*|signed|said ~2 monday|request*|"
	"requir*|want*|wait*|released|cleared"},
    {"JUST",
	"also|then|simply|just|again|apparently|once|already|still|really|today|yesterday|"
	"evidently|clearly|later|only"},
    {"DID",
	"!FINE *ed|made a|put ~3 on/in/the|drove|threw|chose|thought|swore|decided|tends|tend|"
	"likes to|loves|prefers|thinks|fancied|managed to|hid|has/have/had/ve #!FINE|s ?just "
	"?also ?already *ed|s lost"},
    {"ITIS", "it is|it was|its|thats|that was|ask|blame|thank"},
    {"ELSEWHERE",
	"CARRIER|bank|insurer|insurance|manufacturer|maker|seller|marketplace|ombudsman|"
	"neighbours|website|site|faq|portal|platform|card issuer|paypal|trading standards|them|"
	"somebody else|someone else|whoever"},
    {"WEATHERY",
	"rain|snow|storm|wind|fog|ice|heat|weather|hail|frost|thunder|winter|hurricane|"
	"lightning|blizzard|flood"},
    {"PRODUCTWEATHER",
	"WEATHERY proof/resistant|WEATHERY "
	"jacket*/coat*/boot*/lamp*/lantern*/station/scraper/chime*/cover/covers/kit/kits/gauge/machine/cream/maker/shovel/chains/tyre*/tire*/suit*/set/sets/trousers/gloves/hat/hats/globe*/pants/poncho*/tent/book*/barrel/butt/shield/screen/breaker/goggles/sledge/board/skate*/pack*/bucket*/cube*/blower/stopper/sock/turbine/pump/light*/glass/app/sensor/wear/gear/bag/bags/hood/print*/puzzle/blue"},
    /* the customer */
    {"YOU",
	"you|customer|customers|recipient|addressee|consignee|buyer|purchaser|the receiver|"
	"client|someone in"},
    /* weather, seasons, and what they do */
    {"WEATHER",
	"weather|snow|snows|snowed|snowfall|snowstorm*|snowy|storm|storms|stormy|rain|rains|"
	"rained|rainfall|poured|downpour*|flood|floods|flooding|flooded|ice|icy|blizzard*|fog|"
	"foggy|mist|hail|hailstorm*|gale|gales|wind|winds|windy|hurricane*|typhoon*|cyclone*|"
	"tornado*|heatwave*|heat wave*|heat|cold snap|cold spell|freez*|frost|frosty|sleet|"
	"thunder*|lightning|monsoon*|landslide*|mudslide*|avalanche*|wildfire*|bushfire*|"
	"earthquake*|volcan*|conditions on|act of god|acts of god|force majeure|mother nature|"
	"the elements|polar vortex|drought|roads closed|road closures|black ice|high tide*|"
	"natural disaster*|peak season|peak volume*|peak period|black friday|cyber monday|"
	"christmas rush|holiday rush|industrial action|unprecedented|half the country|snowed "
	"in|power cut*|industrial dispute|rail dispute|meteorological|the sun|melted|bad roads|"
	"poor roads|road conditions|the roads|winter conditions/weather|climate conditions|"
	"rough/high/heavy seas|extreme temperatures|temperatures|smoke|ash cloud|eruption|"
	"strikes|strike|weather conditions|meteorolog*|snowfalls|thunderstorm*|storm @v|"
	"snowdrift*|whiteout|waterlogged|raining|snowing|pouring|hailing|freezing|heavens|"
	"typhoons|climatic|met office|weather warning*|forest fire*|storm warning*|red warning|"
	"amber warning|national weather service|noaa|torrential"},
    {"HINDER",
	"delay*|prevent*|stop*|close*|closed|closing|block*|cut|halt*|held|hold*|slow*|strand*|"
	"stuck|cancel*|ground*|keep*|kept|late|later|cannot|cant|couldnt|unable|impossible|"
	"nobody|no one|disrupt*|hamper*|imped*|interrupt*|affect*|suspend*|postpon*|behind|"
	"back|push*|miss*|mean*|hinder*|wash*|trap*|fault|blame|because of|due to|slip*|hence|"
	"wait|paid the price|so ~3 tomorrow|which is why|thats why|paraly*|play* havoc|havoc|"
	"wreak*|knock*|hit|hits|patien*|understand|longer|responsib*|reason|at bay|not today|"
	"tantrum|casualt*|turn* ~2 back|bring* ~3 standstill|standstill|sorry|put paid|"
	"scupper*|got ~2 way|in the way|no way|wont|didnt|isnt|arent|nothing|not|never|"
	"unavoidable|inevitable|natural|normal|expect*|suffer*|sadly|unfortunately|afraid|so|"
	"therefore|stay* put|sit* tight|tomorrow instead|instead|cope|brought|brings|caus*|"
	"result*|left us|snarl*|shut|shuts|tak* ~2 toll|under water|underwater|diver*|rerout*|"
	"ideas|knocked|unsafe|took out|other ideas|produced|took the road|that is what|thats "
	"what|what keeping|spare|difficult|hard|tough|caught|suspended|slow|stopped|postponed|"
	"cancelled|took|washed|hit by|impact*|altered|chaos"},
    {"SEASON",
	"busy|busiest|rush|demand|bank holiday|bank holidays|easter|festive|festive season|"
	"seasonal|volume|volumes|traffic|roadworks|everyone orders|holiday season|holiday "
	"weekend|christmas|peak|pandemic|black friday|sale season|winter|lockdown|brexit|high "
	"volume|high demand|exceptional demand|unprecedented|time of year|christmas rush|prime "
	"day|cyber monday|port congestion|covid|staff holidays"},
    {"HINDERED",
	"delay*|late|behind|slow*|caused|means ~2 late/delay*|meant|backlog*|affect*|disrupt*|"
	"pushed|overwhelm*"},
    {"STORMS", "storm|hurricane|cyclone|typhoon"},
    {"WRONG",
	"wrong|wrongly|incorrect*|invalid|incomplete*|inaccura*|mistake*|misspel*|typo|typos|"
	"insufficient|unknown|not exist|doesnt exist|outdated|false|unclear|illegible|"
	"nonexistent|when you meant|in error|not correct|not right|not valid|not complete|"
	"missing"},
    {"ADDRESS",
	"address|postcode|zip|zip code|phone|number|details|name|street|flat number|doorbell|"
	"bell|letterbox|instructions|information|spelling|email|payment|data|form|buzzer|"
	"intercom|mailbox|entry|door|dog|shed|gate|porch|flat|apartment|street name|house "
	"number|post code|town|surname|entry code|access code|contact number"},
    {"CUSTOMER",
	"customer|customers|recipient|addressee|consignee|buyer|purchaser|receiver|client|"
	"shopper"},
    {"YOUFAULT",
	"forgot|forgotten|missed|ignored|overlooked|refused|rejected|declined|failed|neglected|"
	"delayed|mistook|mistyped|misspelt|misspelled|misread|lost|let ~2 expire/lapse|left ~3 "
	"blank/out/empty/off|put ~2 when|put ~3 meant|meant ~1 flat/number|caused|omitted|"
	"skipped|mixed|confused|messed|waited too|took too|took ~1 long|never|gave us no|"
	"blocked|prevented|insisted|disregarded|dismissed|moved house|changed ~2 mind"},
    {"YOUGAVE",
	"gave|given|put|typed|entered|provided|supplied|wrote|written|filled|submitted|used|"
	"left|selected|chose|picked|specified|listed|stated|sent us|included|registered"},
    {"YOUDO",
	"answer*|pick* ?up|respond*|reply|collect*|open|give|provide|read|tell|include|enter|"
	"specify|mention|confirm|check|leave|notice|supply|complete|accept|arrange|attend|be|"
	"in|at|home|there|present|put|write|come|turn|let|pay|get ~1 in|available|sign|match|"
	"update|allow|follow|listen|pick|keep|want|turn up|wait"},
    {"YOUDONE",
	"answered|picked ?up|responded|replied|collected|opened|given|provided|told|included|"
	"entered|specified|confirmed|checked|left|noticed|supplied|completed|accepted|been|"
	"paid|read|signed|updated|followed|written|ordered ~1 earlier|put|changed|chosen|asked "
	"~1 earlier|let|known|said|mentioned|measured|taken|typed|kept|selected|thought"},
    {"PREMISES",
	"gate|door|shop|building|office|premises|shutters|business|entrance|garage|house|flat|"
	"lobby|concierge|porter|doorman|receptionist|reception|neighbour|neighbor|intercom|"
	"letterbox|mailbox|card|bank|email|phone|voicemail|landline|mobile|street|lift|stairs|"
	"driveway|fence"},
    {"NOTPAST",
	"didnt|did not|hadnt|had not|havent|have not|never|neglected to|failed to|omitted to|"
	"did nt|hasnt|has not|wouldnt"},
    {"YOUFINE",
	"receive*|hear*|get|got|do|done|make|made|need*|deserve*|order*|ask*|know|known|"
	"expect*|see|seen|have|had|owe|want*|think|choose|agree*|cause*|miss*|been|cost|lose|"
	"even|really ~1 need|hesitat*|quite|pay*"},
    /* what nobody can promise */
    {"SOON",
	"!so !as !too !how shortly|soon !as !after !enough|before ~1 long|before you know|in "
	"~1 due course|in ~1 no time|in the near future|near future|asap|a s a p|as soon as "
	"possible|as soon as we can|as soon as ~1 able|as quickly as|as fast as|as promptly as|"
	"at ~1 ~1 earliest opportunity/convenience/possible|at the earliest|earliest ~1 "
	"convenience/opportunity|any moment/minute/day/time now|any moment|coming days|next "
	"few days/weeks/hours|coming few/couple days/weeks|next couple|over/in/within ~1 "
	"next/coming few/couple ?of/days|in a few days|in a couple of days|a couple of days or|"
	"in a day or two|within ~1 few days|in a while|in a jiffy|in a flash|very quickly|"
	"without ~1 delay|immediately $|promptly|quickly $|speedily|swiftly|momentarily|right "
	"away|straight away|straightaway|at once $|in a moment|any second|forthwith|as soon as "
	"~2 manage/possible|within hours/days|presently"},
    {"SURE",
	"definitely|definately|certainly ~2 be/arrive/come/have/reach|absolutely|without fail|"
	"without ?a ?any doubt|no doubt ?it|for sure|for certain|guarantee you|guarantee "
	"that/it/your/a/delivery|we/i/can/and/hereby guarantee|guaranteed|guaranteeing|rest "
	"assured|be assured|assured that|we/i/to assure|assure you|cross ~1 hearts|cross "
	"our/my|swear|100 ~1 sure/certain/guarantee*|hundred ?per percent/cent|, 100 $|you can "
	"be sure/certain|absolute certainty|word of honour/honor|on my life|promise you ?that "
	"~2 will/wont/never|we/i promise it/that/your/to/there/we/no|we/i promise $|, promise "
	"$|^ promise $|promise on|pinky|depend on it/us|come rain or shine|no matter what|you "
	"ll/will 100|100 $|100 have/be/there/on|youll 100|we/i promise next/you|promise ~2 "
	"next time|trust me|you can count on|mark my words|hand on heart|have our/my ~1 word "
	"that ~2 will/wont/never/it|surely ~1 be/come/arrive/get/have/reach/make|100 ~2 "
	"arrive/come/be/there/guarantee*/sure"},
    {"NEVERAGAIN",
	"NOT ~3 happen*/occur*/repeat*/recur* ~2 again|happen again|NOT ~2 be repeated|never "
	"~2 happen*/occur*/repeat*/recur*|wont/not ~1 recur|make/making/ensure/ensuring/see "
	"sure/to/it/this/that ~3 NOT/never/doesnt ~2 happen*/again/repeat*|from ~1 now on|from "
	"here on|no ~1 more/further/other "
	"delay*/problem*/issue*/mistake*/hiccup*/slip*/mishap*|last time ~2 happen*/this/it|be "
	"the last time|every/all/next ?future ?of ?your order* ~3 be ~2 on/perfect/time|never "
	"~3 problem* ~2 again|thing of the past|dont happen ~1 in ~1 future|this never ~2 "
	"again|never be late|never again|no chance|your next order/parcel/delivery ~4 on time|"
	"NOT ~2 repeated|isnt ~1 going to happen|so that ~2 NOT ~2 repeat*/recur"},
    {"EFFORT",
	"all/everything ~1 we/i/you/in ~1 can/could/possible/power|everything possible|"
	"everything humanly|do/doing/done/try/trying our/my ~1 utmost/best|very best|best to|"
	"every effort|utmost|whatever it takes|move/moving heaven|heaven and earth|pull* out "
	"all|work/working/worked ~1 hard/tirelessly|tirelessly|working ~1 around|around the "
	"clock|working to/on ~3 resolve/fix/solve/ensure/this/it/sure|working with ~6 "
	"resolve/fix/solve|looking into ~5 soon/touch/shortly/back|taking/taken ~1 "
	"steps/measures/action|go/going/gone above|above and beyond|no stone|day and night|"
	"doing the impossible|the impossible|team/we/weve/were ~2 on it"},
    {"SORRY",
	"sorry|apologise*|apologize*|apologies|apology|regret|regrets|regretting|pardon|excuse|"
	"forgive"},
    {"TROUBLED",
	"inconvenience*|any trouble|trouble caused|disruption caused|frustration|hassle caused|"
	"disturbance"},
    {"WEAK",
	"call|ring|phone|ask|email|check|checking|track|see|look|find|visit|go to|pop|type|"
	"enter|direct|address|follow|query|claim|search|try|bother|use|report|send|submit|"
	"message|write|tell|chase|pursue|contact|speak|talk|consult|trace|locate|monitor|view|"
	"google|apply|inquire|enquire|approach|notify|quote"},
    {"REPLY",
	"reply|replying|respond|responding|answer to|answer this|write|writing|call us|calling|"
	"contact us|contacting|contact our|email|emailing|phone us|ring us|ringing|chase|"
	"chasing|message|messaging|ask us|asking|insist|bother us|bother our|get in touch|"
	"reach out|contact this|contact the shop|complain to us"},
    {"CONTACTUS",
	"contact|contacting|contact us|write|writing|writing to us|call|calling|reply|replying|"
	"you write|you contact|you call|raise|raising|getting ~1 touch|get in touch|chasing|"
	"chase|troubling|asking|ask us|complain|complaining|emailing|email us|claiming|claim|"
	"opening|you chase|you ask"},
    {"MAILBOX",
	"reply|replies|answers|responses|email|emails|message|messages|mail|mailbox|inbox|"
	"address|line|account|notification|queries sent|mailings|e mail|inboxes"},
    {"UNREAD",
	"not ~2 read/monitored/answered/seen/checked/accepted/replied/attended/staffed/reach*|"
	"never ~1 read/answered/seen|isnt ~1 read/monitored/answered/checked/staffed|arent ~1 "
	"read/monitored/answered/checked/seen|wont be ~1 read/answered/seen|cannot ~2 "
	"read/answered/replied/receive/reply|cant ~2 read/answered/receive|no one/noone "
	"reads/answers|nobody reads/answers|deleted|discarded|ignored|unread|unmonitored|"
	"unattended|discontinued|go ~1 nowhere|does not accept|doesnt accept|is not monitored|"
	"goes unread|for sending only"},
    {"HELP",
	"help*|assist*|deal with|handle*|intervene|involved|discuss*|comment|process ~1 claims|"
	"answer ~2 emails/questions/queries/calls/messages|answer $|look into|tell you ~1 more|"
	"offer ~1 refund*/compensation/help|do ~1 anything/more|accept ~1 responsib*/claims|"
	"enter*|take ~1 calls/responsib*|cover|compensate|refund ~1 lost/delay*|deal ~1 claims|"
	"be ~1 held|do anything|do shipping|respond*|reply"},
    {"WE",
	"we|our|i|staff|agents|team|desk|shop|store|they|this|us|were|support|customer service|"
	"customer care|service|helpdesk|help desk|department"},
    {"CASE", "case|ticket|matter|enquiry|query|claim|complaint|topic|file"},
    {"NOTHING", "nothing ~1 more|nothing ~2 left|nothing ~2 us|nothing else|nothing further"},
    /* sending away */
    {"CONTACT",
	"^ ?please ?just ?kindly ?simply ?then ?then ?so ?best ?or WEAK|"
	"please/you/to/must/should/and/or/kindly/just/then/id/best/better/simply/can WEAK|"
	"contact|contacting|speak to/with|talk to/with|reach out|get in touch with|get onto|"
	"chase|complain|refer|turn to|write to|consult|check with|head over to|head to|take it "
	"up|take this up|raise|lodge|file|liaise|pester|hassle|log in|follow up with|put ~3 to|"
	"log on|your best bet ~2 WEAK|address|phone ~1|approach|need/needs/have/want/try to "
	"WEAK|look up|go through"},
    {"CLAIM",
	"queries|question*|complaint*|claim|claims|enquir*|inquir*|request*|concern*|issue* "
	"should/must/to/can|case|dispute|refund* ~2 from|information ~2 from/on/at|updates "
	"from/on|details from/on|on the website/site/app/page|website of|frustration*|claim* "
	"~2 against/from|updates"},
    {"SUPPLIEDW",
	"indicated|given|provided|supplied|included|stated|specified|entered|filled|mentioned|"
	"shown|marked|clear|legible"},
    {"NOBODYDID",
	"picked|collected|answered|opened|signed|came|responded|accepted|claimed|took|received|"
	"let|heard|showed|could sign|was in/at/there/home/available/around/present|to "
	"sign/receive/open/accept/take"},
    {"YOUCHECKS",
	"check|verify|make|ensure|confirm|write|enter|be sure|remember|double|provide|give|put|"
	"read|include|fill|order ~1 earlier"},
    {"", ""},
};
