"""How people say what they do, have done, or are about to do against a disturbance, and what was changed before it."""

from hotwash.drafting.chat.facts.verbs import LOOK, OPERATE, SHIP, base, doing, done, stems, third
from hotwash.drafting.chat.rules import rule

_ALL = [*OPERATE, *SHIP]
_BACK = r"(?:roll(?:ing|ed|s)?(?: \S+){0,4}? back|fail(?:ing|ed|s)?(?: \S+){0,4}? over|loop(?:ing|ed) in|kick(?:ing|ed)(?: off)?|turn(?:ing|ed)(?: \S+){0,4}? (?:off|on|down)|swapp(?:ing|ed) out)"
_DID = rf"(?:{_BACK}|{doing(_ALL)}|{done(_ALL)}|{doing(LOOK)})"
_ONGOING = rf"(?:{_BACK}|{doing(_ALL)})"
_PLAIN = rf"(?:roll(?: \S+){{0,4}}? back|fail(?: \S+){{0,4}}? over|loop in|turn(?: \S+){{0,4}}? (?:off|on|down)|{base(_ALL)})"
_KEYS = stems([*_ALL, *LOOK]) + " roll fail loop kick turn"
_ADVERB = r"(?:just|now|already|also|all|then|manually|currently|again|immediately|first|quickly|gone ahead and|in the meantime|temporarily)"
_AUX = r"(?:'?m|'?re|'?ve|am|are|is|was|were|have|has|had|been|being|got|get|gets|did)"
_NOT_NOUN = r"(?!\s+(?:is|was|were|would|should|might|may|could|looks?|seems?|sounds?|time|window|team|script|guide|page|rate|process|plan)\b)"
_OPEN = (
    r"(?:^\W*|[,.;:(–—-]\s+|\band\s+|\bthen\s+|\bso\s+|\bmeanwhile,?\s+|\bok(?:ay)?[,.]?\s+|\balright[,.]?\s+|!log\s+)"
)

ACTIONS = (
    rule("action", 1.0, "#", r"^\W*(?:(?:yes|yea|yeah|ok|so|now|maybe)[,.]?\s+){0,2}\w{3,}ed\b.{1,40}\d+\s?(?:->|→|=>|to)\s?\d+"),
    rule("action", 1.0, "off disa out back", r"^\W*(?:[\w-]+\s+){1,3}(?:(?:is |are |now )*(?:off|disabled)(?: now)?|back (?:on|to) v?\d[\w.]*)\W*$"),
    rule("action", 1.1, "on", r"^\W*(?:\w+,?\s+){0,3}?(?:i['’]?m |we['’]?re )?on it\b|\b(?:i['’]?m|we['’]?re|am) on it\b", also="it"),
    rule("action", 1.3, _KEYS, rf"\b(?:i|we|he|she|they|i'?m|we'?re|im)(?:['’](?:m|re|ve))?\s+(?:(?:{_AUX}|{_ADVERB})\s+){{0,4}}{_DID}\b"),
    rule("action", 1.2, _KEYS, rf"{_OPEN}(?:(?:{_ADVERB}|done|fyi|status|update)[,:.]?\s+){{0,2}}{_DID}\b{_NOT_NOUN}"),
    rule("action", 1.0, _KEYS, rf"\b(?:(?:is|are|was|were|has|have|being|been|got|gets)\s+)(?:(?:now|just|being|been|already|all|currently|manually)\s+){{0,3}}(?:{done(OPERATE)}|rolled back|failed over|turned (?:off|on))\b(?!\s+in\b)", also="is are was were has have bein been got gets"),
    rule("action", 1.0, _KEYS, rf"{_OPEN}(?:i|we)\s+(?:{_ADVERB}\s+)?{_PLAIN}\b(?!\s+(?:if|when|to (?:know|see))\b)"),
    rule("action", 1.15, _KEYS, rf"^\W*(?:(?-i:[A-Z])\w+(?:\s+\w+){{0,2}}?:?\s+)(?:{third(OPERATE)}|starts?|rolls back|fails over|turns off)\b\s+(?:\w|`)"),
    rule("action", 1.1, _KEYS, r"^\W*(?:(?!still\b|not\b)[\w./`'-]+\s+){1,4}?(?:rolled back|reverted|restarted|rebooted|failed over|disabled|enabled|drained|redeployed|scaled (?:up|down|out|to)|paused|stopped|killed|blocked|purged|flushed|cleared|promoted|paged|called|escalated|contacted|informed|notified|opened|posted|updated|restored|renewed|rotated|replaced|deployed|merged|pushed|applied|started|raised|increased|bumped|removed|deleted|moved|migrated|added|created|imported|reset|run by hand)\b"),
    rule("action", 1.2, "log", r"^!log\b"),
    rule("action", 1.0, "i'll ill we'l will goin gonn let", rf"\b(?:i['’]?ll|we['’]?ll|i will|we will|i['’]?m going to|we['’]?re going to|going to|gonna|i['’]?m about to|let me)\s+(?:(?:{_ADVERB}|try to|try and|go)\s+){{0,2}}{_PLAIN}\b"),
    rule("action", 1.1, "look inve chec digg jump join ackn pick acke tria", r"(?:^\W*(?:\w+,?\s+){0,3}?|\b(?:i['’]?m|we['’]?re|i am|we are|will|i['’]?ll|am|can|let me)\s+)(?:looking(?: into| at)?(?: it| this| now)?\b(?!\s+(?:good|better|bad|ok|fine|healthy|stable|forward|like|at (?:the )?\d|much|at \w+,))|(?:will |going to |gonna |let me )?(?:take|taking|have|having) a(?: quick)? look|investigat(?:e|ing)|checking|digging(?: in)?|on it\b|jumping on|joining the (?:call|bridge)|picking this up|acked|triaging)"),
    rule("action", 0.9, "ack chec look", r"^\W*(?:ack(?:ed|nowledged)?|checking|looking|i check|on it|me|mine|i take it|taking it|i have it)\W*$"),
    rule("action", 0.8, "inve look chec work", r"\b(?:team|engineers?|on-?call|dba|sre|ops|network|vendor|provider|support|we|they|[A-Z]\w+) (?:is|are|has|have)(?: \w+)? (?:been )?(?:investigating|looking (?:at|into)|working on|engaged|joined)\b|\b(?:actively working)\b"),
    rule("action", 1.0, "pr pull mr fix patc hotf reve chan cl pend open sent up made have here", r"\b(?:pr|pull request|mr|merge request|fix|patch|hotfix|revert|cl)\b.{0,20}\b(?:is )?(?:up|out|open(?:ed)?|ready|here|merged|in review|sent|submitted|posted|pushed|deploying|going out|rolling out|approved|landed)\b|\b(?:here'?s|opened|sent|up|made|have) (?:a |the |my )?(?:pr|mr|fix|patch|revert|pull request)\b|^\W*(?:fix|revert|pr|patch|hotfix)(?: pr)?:\s*\S|\bpending fix\b"),
    rule("action", 1.3, "reve roll hotf fix", r"^\W*#?\d*:?\s*(?:Revert|Roll ?back|Hotfix|Fix(?:es)?)\s+\S"),
    rule("action", 1.0, "stat bann main", r"\b(?:status ?page|banner|maintenance (?:page|mode))\b.{0,40}\b(?:updated?|posted|is up|live|published|up|on|enabled|shown)\b|\b(?:posted|updated?|published|put|enabled).{0,30}\b(?:status ?page|banner|maintenance (?:page|mode))\b|\bposted on the status ?page\b"),
    rule("action", 1.0, "ince comm ic brid call war", r"\b(?:incident (?:declared|opened|started|created|channel)|declar(?:ed|ing) (?:this |it )?(?:an? )?(?:incident|sev|p\d)|(?:i'?m|i am|i'?ll be|taking) (?:the )?(?:ic|incident command(?:er)?)\b|opened? (?:an? )?(?:incident|bridge|war room|sev)|bridge (?:is )?open(?:ed)?|(?:joined|on) the (?:bridge|call))"),
    rule("action", 0.9, "tick case esca supp vend phon call line touc talk spok aski ask", r"\b(?:opened|filed|raised|logged|created|submitted)\b.{0,30}\b(?:ticket|case|sev|issue|support|bug)\b|\bescalated to\b|\b(?:on (?:the )?(?:phone|line)|in touch|talking|spoke|spoken) (?:with|to)\b|^\W*(?:asking|asked|calling|called|paging|paged|pinging|pinged) \w+"),
    rule("action", 0.8, "wait", r"\b(?:switched|switching|moved|moving) to (?:the )?(?:\w+ ){0,2}(?:procedure|process|manual|backup|fallback|secondary|standby|dr)\b"),
    rule("action", -0.9, "afte when sinc befo unti once whil", r"\b(?:after|when|since|before|until|once|while|by) (?:i|we|you|they|he|she|it)\b(?! (?:look|check))"),
    rule("action", -0.9, "stil", r"\bwere still \w+ing\b"),
    rule("action", -1.5, "shou coul can woul may mayb migh shal let' lets want need cons if plan prob perh ough try wort how what why opti plea", r"\b(?:should(?:n'?t)?|could|would|might|may|maybe|shall|let'?s|lets|want(?:ed)? to|wanna|need(?:s|ed)? to|consider|if (?:we|i|you|it|that)|plan(?:ning)? to|probably|perhaps|ought|we can|can we|can you|can someone|you can|please|try to|worth|how about|what about|why (?:don'?t|not)|options?|must)\b"),
    rule("action", -1.0, "did does do don' was not have neve hasn isn' nobo didn can'", r"\b(?:did(?:n'?t)? (?:we|you|anyone|i)|do(?:es)?n'?t|never|not yet|nobody|haven'?t|hasn'?t|isn'?t|wasn'?t|without|can'?t)\b"),
)  # fmt: skip

_THEN = r"(?:this (?:morning|afternoon|evening|week)|yesterday|last (?:night|week|evening|month|friday|monday|tuesday|wednesday|thursday)|earlier|(?:an?|\d+|few|couple(?: of)?) (?:min(?:ute)?s?|hours?|hrs?|h|m|days?) (?:ago|before|earlier|prior)|just before|right before|shortly before|(?:at|around|about) ~?\d{1,2}[:.h]\d\d|went (?:out|live)|today|tonight|overnight|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_SHIPPED = rf"(?:{done(SHIP)}|rolled out|turned on|moved|dropped|rollout|deploy(?:ment)?|release|upgrade|migration|maintenance|(?:config(?:uration)? |firmware |schema )?(?:change|update)|changeset|build|clean-?up|(?:feature )?flag|cron)"
CHANGES = (
    rule("change", 1.2, _KEYS, rf"\b(?:was|were|got|had been|has been|have been)\s+(?:\w+ly\s+)?{done(OPERATE)}\b.{{0,50}}\b{_THEN}\b", also="yest last earl on toda this ago at arou befo mond tues wedn thur frid satu sund"),
    rule("change", 1.3, stems(SHIP) + " roll turn move drop main conf firm sche buil clea flag cron", rf"\b{_SHIPPED}\b.{{0,60}}\b{_THEN}\b|\b{_THEN}\b.{{0,60}}\b{_SHIPPED}\b"),
    rule("change", 1.1, "depl rele vers buil roll cana mast main runn we", r"\b(?:we(?:'re| are)|now|running|currently|went) (?:on|to|at|running|live with) (?:the )?(?:new )?(?:version |release |build )?`?v?\d+[\w.-]*\d`?"),
    rule("change", 1.2, "depl rele roll went goin push ship buil migr upgr main", r"\b(?:deploy(?:ment|ing|ed|s)?|releas(?:e|ing|ed)|rollout|rolling out|roll(?:ed)? out|push(?:ed|ing)|shipp(?:ed|ing)|migration|upgrade|maintenance)\b.{0,40}\b(?:started|starting|begins?|began|finished|complete[d]?|succeeded|to (?:prod(?:uction)?|all|\d+\s?%)|in prod(?:uction)?|is live|went (?:out|live)|going out|kicked off|v?\d+\.\d+)"),
    rule("change", 1.1, "depl merg rele ship roll upgr", r"^\W*(?:deploy(?:ed|ing)|merged|released|shipping|shipped|releasing|rolling out|rolled out|upgraded|upgrading|starting (?:the )?(?:deploy|release|rollout|migration|upgrade|maintenance))\b"),
    rule("change", 1.0, "live", r"\b(?:is|are|went|goes|going|now) live\b"),
    rule("change", 0.8, stems(SHIP), r"\b(?:anyone|somebody|someone|we|they|he|she|i|vendor|\w+) (?:just |did |also )?(?:changed|deployed|released|merged|pushed|rolled out|upgraded|rotated|enabled|flipped|turned on|upgrade of) (?:the |a |an |some |of )?\w+"),
    rule("change", 1.0, "carr chan", r"\b(?:change|maintenance|update|upgrade)\b.{0,60}\b(?:was|were|been) (?:carried out|performed|applied|executed|done|made)\b"),
    rule("change", -0.5, "lost fail brok down cras erro", r"\b(?:lost|lose|fail\w*|broke\w*|down|crash\w*|errors?)\b"),
    rule("change", -1.0, "shou coul woul will can mayb migh let' if need reve roll fix hotf redep wait next befo not have", r"\b(?:should|could|would|will|can (?:we|you)|we can|maybe|might|let'?s|if|need|revert\w*|roll(?:ed|ing)? ?back|rollback|hotfix|fix|wait|next (?:deploy|release)|before the next|have not|haven'?t|not)\b"),
)  # fmt: skip
