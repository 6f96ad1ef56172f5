"""What a clause says: something that happened and of which kind, a figure of the impact, a condition, a plan, a comfort.

The judgement rests on general facts of English: who acts, with which kind of verb, in which tense, what is denied.
Where two readings stand against each other, the more particular sign wins: a figure with something that was harmed is
impact, however it was noticed.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from hotwash.drafting.verbs import BROKE, CHANGED, DONE, ENDED, SAW, pattern_of

__all__ = ["Sort", "Sorted", "sort"]


class Sort(Enum):
    """Where a clause belongs."""

    CHANGE = "change"
    SIGNAL = "signal"
    ACTION = "action"
    RESULT = "result"
    IMPACT = "impact"
    FACTOR = "factors"
    WELL = "went-well"
    TASK = "actions"
    GUESS = "guess"
    CONTEXT = "summary"
    CHATTER = "chatter"

    @property
    def event(self) -> bool:
        """Whether it belongs to the timeline."""
        return self in (Sort.CHANGE, Sort.SIGNAL, Sort.ACTION, Sort.RESULT)


class Sorted(NamedTuple):
    """A clause's place, and whether it tells that something began to fail or that all was well again."""

    sort: Sort
    harm: bool = False
    end: bool = False


_NUMBER = r"(?:(?:\d[\d.,]*\s?[kKmM]?\b|a (?:dozen|hundred|thousand|third|quarter)|half(?: of)?|dozens|hundreds|thousands|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|ninety)(?:[ -](?:hundred|thousand|dozen|million))*))"
_TECHNICAL = (
    r"(?:pods?|nodes?|hosts?|replicas?|servers?|instances?|machines?|retries|attempts?|times|[kmgt]i?b|ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?"
    r"|connections?|threads?|cores?|cpus?|versions?|lines?|people were called|errors?|500s|regions?|zones?|clusters?|shards?|partitions?|commits?|am|pm|utc|cet|cest|est|pst|ist|gmt|bst|engineers?|of|in|on|at|and|or|to|the|a)"
)
"""What machines have: their number is no harm to anybody."""
_HARMED = r"(?:orders?|users?|customers?|clients?|requests?|payments?|transactions?|checkouts?|searches|messages?|e?mails?|jobs?|calls?|sessions?|logins?|accounts?|records?|rows?|traffic|revenue|sales|data|people|drivers?|sellers?|bookings?|uploads?|deliveries)"
_MONEY = r"(?:[€$£¥₹]\s?\d[\d.,]*\s?[kKmM]?\b|\d[\d.,]*\s?[kKmM]?\s?(?:EUR|USD|GBP|CHF|INR|BRL|PLN|SEK|euros?|dollars?|pounds?|bucks|€|\$|£)(?!\w))"
_IMPACT_VERBS = (
    r"(?:fail|failed|failing|lost|lose|affected|impacted|hit|dropped|delayed|missing|missed|couldn't|could not|can't|cannot|unable|stuck|late|errors?|errored|"
    r"refunded|churned|abandoned|bounced|rejected|declined|unavailable|down|timed out|duplicate|duplicated|double|twice|cancelled|canceled|waited|blocked|stranded|"
    r"charged|wrong|slow|slower|degraded|exposed|leaked|corrupted|deleted|unprocessed|undelivered|out|offline|complained|logged out|kicked|skipped|cost|refund|refunds|credit|credits|refused|with (?:a )?delay|delay|zero results|no results|empty|breach|breached|safe|intact|served|received)"
)
_FIGURE = re.compile(
    rf"(?<![\w.:/-]){_NUMBER}(?:\s?%|\s?percent)?(?![\w.:/-])(?:\s+\d[\d.,]*\s?[kKmM]?\b)?\s+(?:(?:of|out of|our|the|their)\s+)*(?!{_TECHNICAL}\b)[a-z][\w'’-]+",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:(?:in )?total(?:ly)?:?|altogether|overall|all in all|about|around|roughly|some|approx\.?|~|only|at least|and|also)?\s*(?:\d[\d.,]*\s?[kKmM]?\b(?:\s?%)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozens|hundreds|thousands|half)\s|.*\b\d[\d.,]*\s?k?\+? (?:\w+ )?(?:tickets|complaints|calls|reports|reviews|e?mails)\b",
    re.IGNORECASE,
)
"""A clause whose subject is counted, or that counts how often people complained."""
_SHARE = re.compile(r"\d[\d.,]*\s?(?:%|percent)", re.IGNORECASE)
_COST = re.compile(_MONEY, re.IGNORECASE)
_HARM = re.compile(rf"(?<![\w-])(?:{_IMPACT_VERBS})(?![\w-])", re.IGNORECASE)
_DURATION = re.compile(
    r"(?:\b(?:down|out|unavailable|offline|degraded|lasted|outage|downtime|disrupt\w*|outage of|outage was|in total|total|altogether)\b.{0,30}?\b(?:\d+(?:[.:]\d+)?|an?|half an|two|three|four|five)\s?-?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)\b"
    r"|\b\d+(?:[.:]\d+)?\s?-?(?:m|mins?|minutes?|h|hrs?|hours?)\b.{0,12}?\b(?:of (?:down|outage|errors|disruption)|downtime|outage|down\b))",
    re.IGNORECASE,
)
_SLA = re.compile(r"\b(?:SLA|SLO|error budget|budget)\b")
_UNHARMED = re.compile(
    r"\b(?:no|without(?: any)?|zero|nothing|none of the|not? (?:a )?single)\s+(?:\w+\s+){0,2}(?:data|money|orders?|customers?|users?|records?|payments?|transactions?|writes?|messages?|revenue)\b.{0,30}?\b(?:lost|loss|affected|impacted|leaked|harmed|missing|corrupted|exposed)\b|\b(?:customers?|users?|clients?|data|revenue|orders?)\b.{0,12}\b(?:(?:were|was|is|are)?(?:n't| not) (?:affected|impacted|hit|harmed)|unaffected)\b|\bno (?:data loss|customer impact|data was lost|user impact|loss of data)\b|\bdata (?:is|was|were) (?:safe|intact|fine|not lost|unaffected)\b|\bnothing (?:was )?lost\b",
    re.IGNORECASE,
)

_PLAN = re.compile(
    r"(?:^|[\s(,:])(?:to-?do|action item|action|follow-?up|next steps?|ai)\s*[:–-]|\b(?:we|i|you|they|someone|somebody|team|ops|@[\w/.-]+|[A-Z]\w+)?\s*(?:need|needs|have|has|want|wants|plan|plans|ought|promised|promise|agreed|going|supposed)\s+to\b(?!\s+have\b)(?!\s+(?:know|wait))|\b(?:should|must|will|'ll|gonna|wanna|let's|lets)\s+(?:not |also |really |probably |definitely |then |now |at least |please )*(?!have\b|'ve\b|of\b|be fine)\w+|\b(?:should|must|will) be \w+(?:ed|en)\b|\b(?:i|we)(?:'d| would) (?:like|love)\b(?! to (?:highlight|thank|note|mention|say|point|stress))|\b(?:what )?(?:i|we) want\b|\bwhat (?:i|we) need\b|\bneeds? (?:a|an|some|more|better|another|proper)\b|\bwould be (?:good|nice|great) to\b|\bis (?:going to|to) \w+|^[\w -]{3,50} to be \w+ed\b|\bstill (?:to do|open)\b|\bis with (?-i:[A-Z])\w+|\bwe owe\b|^(?:i|we) \w+ .{3,60}\buntil\b",
    re.IGNORECASE,
)
_PAST_PLAN = re.compile(
    r"\b(?:had|needed|wanted|tried|was going|were going|planned|was supposed|were supposed|decided|used) to\b|\bshould(?:n't| not)? (?:have|'ve|of)\b|\bshould've\b|\bwould have\b|\bcould have\b",
    re.IGNORECASE,
)
_HINDSIGHT = re.compile(
    r"\b(?:should|could|would|must|might|i'?d|we'?d)(?:n't| not)?(?: \w+ly| just| also| really| simply)? ?(?:have|'ve|of)\b|\bif (?:only|we had|he had|she had|they had|someone had)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?:please\s+)?(?:add|write|make|create|fix|remove|move|set|raise|lower|alert|document|update|automate|test|review|check|investigate|introduce|enable|disable|increase|reduce|split|replace|migrate|ensure|build|implement|configure|monitor|limit|page|improve|stop|put|get|run|schedule|train|enforce|require|extend|clean|use|find|ask|file|open|pin|upgrade|rotate|tag|publish|rehearse|change|cap|bump)\b(?!\w)",
    re.IGNORECASE,
)

_CONDITION = re.compile(
    r"\b(?:too (?:high|low|short|long|small|big|large|late|slow|many|few|old|broad|aggressive|strict|generous|tight|loose|noisy|wide)"
    r"|(?:there (?:was|were|is|are)|we (?:had|have)|had|has|have|with) (?:no|not any|never|nobody|neither)\b|(?:no|without(?: any)?|missing|lack of|lacked|lacks|lacking) (?:\w+ ){0,3}(?:alert\w*|monitor\w*|tests?|runbook|rollback|backup|check\w*|limits?|timeout|retry|retries|fallback|owner\w*|staging|documentation|docs|canary|review\w*|validation|failover|redundancy|headroom|rate limit\w*|dashboard|metric\w*|dry run|guard\w*|lock|warning|index|circuit breaker|feature flag|way|process|one|rotation|reminder\w*|quota|capacity|connection limit|idempotency)"
    r"|only (?:watch|cover|check|monitor|alert|test|look|fire|page|run|apply|measure|had|one|two|a single|by hand|on|goes|went|knows|knew|warn|see|happen|count|log)\w*"
    r"|(?:did|does|do|was|were|is|are|had|has|have|could|can|would)(?:n't|nt| not| never) (?:been )?(?:have|had|check\w*|cover\w*|alert\w*|monitor\w*|test\w*|documented?|configured|include\w*|mention\w*|know|known|fire|page|notice|set|support\w*|validate\w*|handle\w*|limit\w*|see|show\w*|tell|match|scale|run|read|get|watch\w*|expire|enough|the same|aware|wired|written|in (?:the|our)|on (?:the|our)|part of|catch|apply|reach\w*|distinguish|log\w*|restored?|tried|rehearsed|used|rotated?|reviewed|need|automatic\w*|automated|honou?r|respect\w*|retr\w+|drop|replicat\w+|warn\w*|propagate\w*|kick\w*|go|come|care|refresh|updated?|renew\w*|exist\w*|work)"
    r"|nobody (?:knew|was|is|had|has|noticed|looked|owns?|owned|watch\w*|read\w*|told|checked|gets?|got|ever|reviewed|updated)|no ?one (?:knew|was|is|had|has|noticed|looked|owns?|owned|watch\w*|reads?|told|checked|gets?|got|ever|reviewed|updated)"
    r"|out ?dated|out of date|stale|obsolete|by hand|hard-?coded|undocumented|untested|misconfigured|unmonitored|single point of failure|copy[- ]?pasted|default (?:\w+ )?(?:is|was|of)|unlimited|unbounded|never (?:been )?(?:tested|tried|documented|set|rotated|restored|rehearsed|updated|cleaned|expired?|run|ran|alert\w*|fires?|fired)|still (?:pointed|points|pointing|used|uses|using|running|had|has|on|set|configured|assumed?)"
    r"|same (?:\w+ ){0,2}(?:database|db|cluster|node|host|pool|disk|network|rack|zone|password|account|credential\w*|queue|broker|server)|manual(?:ly)?\b|assum(?:ed|es|ing)|(?:was|were|is|are) (?:hidden|buried|ignored|muted|silenced|missing|skipped|disabled|turned off|switched off|set to|shared|wrong|empty|full of|unclear|confusing|not)|turned? out|it turns out"
    r"|depend(?:s|ed|ing)? on|relie[sd] on|(?:goes|went|go) to (?:a|an|the) (?:mailbox|inbox|channel|list|person|shared|dead|old)|can't tell|cannot tell|looks? (?:the same|identical|like))\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:root cause|the (?:cause|reason|culprit|problem|issue|trigger)|(?:was|were|is) caused by|caused by|due to|triggered by|thanks to a|a result of|(?:was|is) because)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:luckily|nice thing|good was|^good\b|(?:was|were|is) (?:very |really |quite |super |absolutely |just )?(?:good|great|brilliant|excellent|awesome|amazing|fantastic|perfect|helpful|useful|smooth|flawless|invaluable|handy)|by heart|held|(?:did|does) what (?:it|they) should|nicely|appreciated|lucky|fortunately|thankfully|good thing|good news|glad|went well|worked (?:well|great|fine|perfectly|nicely|as (?:expected|designed|planned)|first time|like a charm)|saved (?:us|the day)|kudos|shout-?out|props|nice(?:ly)? (?:done|job|work)|was (?:quick|fast|smooth|easy|painless|great|good|excellent|very quick|really (?:quick|good|helpful))|were (?:quick|fast|great|good|excellent)|helped (?:a lot|us|much|big|massively)?|at least|on the (?:plus|bright|positive) side|positive|plus side|paid off|made it easy|held up|happy that|well done|impressed|did (?:its|their) job|(?:found|spotted|fixed|identified|resolved|noticed)(?: it| this| that| the \w+)? (?:very |really |pretty |quite )?(?:fast|quickly|immediately|right away|within)|(?:quickly|fast|promptly) (?:found|noticed|joined|answered|responded|rolled|spotted|fixed|identified)|within (?:a|one|two|three|four|five|\d+) (?:min|minutes|seconds))\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:never|nobody|no ?one|only|by hand|manual(?:ly)?|too \w+|without|not (?:tested|documented|monitored|covered)|still (?:pointed|used|on|set|had|has)|n(?:o|either) (?:\w+ )?(?:alert|test|check|runbook|monitoring|limit|backup|owner|one)\w*)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\bhad (?:already |just |recently )?been\b|\bthat .{0,40}\bhad\b|\bevery (?:day|night|hour|week|morning|\d+)\b|\balways\b|\busually\b",
    re.IGNORECASE,
)
"""The pluperfect and habits tell what was so before, not what happened."""
_STANDING = re.compile(
    r"^(?:and |but |so |also |this is |it is |because )*(?:(?:the|our|a|an|one|each|every|all|these|those|there|no|both|its|their|my|his|her)\b|[\w./-]+)(?:\s[\w./'’-]+){0,6}?\s(?:also |still |always |only |just |even |never |not )*(?:is|are|(?:has|have)(?! (?:been |not |also |already |now )*\w+(?:ed|en|un|ade|ut)\b)|does|do|goes|go|reads?|uses?|blocks?|runs?|needs?|lives?|points?|treats?|sends?|writes?|checks?|covers?|pings?|watches|alerts?|depends?|expects?|assumes?|allows?|keeps?|shares?|lacks?|requires?|takes?|knows?|looks?|deploys?|retries|returns?|ignores?|counts?|logs?|belongs?|happens?|comes?|gets?|doesn't|don't|isn't|aren't|hasn't|can't|cannot|can)\b",
    re.IGNORECASE,
)
"""A story is told in the past: what stands in the present tense is so in general, and a condition."""
_OF_NOW = re.compile(
    r"\b(?:now|currently|right now|at the moment|since then|so far|actual(?:ly)?|still (?:investigat|look|wait|work|open|down|degraded)\w*|ongoing|is fixed|are fixed|is back|are back|i am|i'm|we are|we're|i have|we have (?:updated|restarted|fixed|installed|started|moved|added|changed|asked|called|opened|rolled|done|committed|been)|has (?:called|been (?:restored|fixed|resolved))|have (?:restarted|looked|installed|updated|asked|been (?:restored|fixed)))\b",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(
    rf"\b(?:{_HARMED}|everyone|everybody|no ?body|no ?one|they|teachers|stores|shops|the team)(?: \w+)? (?:could(?:n't| not)|can(?:'t|not| not)|were(?:n't| not) able to|was(?:n't| not) able to|were unable to|could no longer|(?:were|was|are|is)(?:n't| not) (?=\w+ing\b)) (?!have)\w+",
    re.IGNORECASE,
)
"""What those whom it reached could not do."""
_GUESS = re.compile(
    r"\b(?:can (?:somebody|someone|anyone|we|you)|maybe|perhaps|probably|possibly|i think|we think|i guess|i believe|not sure|no idea|unclear|suspect\w*|i assume|might (?:be|have been)|could be|seems? (?:like|that)|wonder\w*|apparently|hypothesis|theory|don't know|do not know|dont know)\b|\?\s*$",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"^(?:.*\bwriting (?:this|it)\b.*|(?:so|ok(?:ay)?|hi|hey|hello|well|anyway|anyways|ugh|sigh|lol|haha|sorry\b.*|thanks\b.*|thank you\b.*|cheers\b.*|long (?:day|night)\b.*|what a (?:day|night|mess|week)\b.*|need(?:s)? (?:coffee|sleep)\b.*|going to bed\b.*|good night|that'?s (?:it|all)(?: (?:i have|for now|from me))?|will (?:write|add|fill|update)\b.*(?:later|tomorrow)|more (?:later|tomorrow)|writing this\b.*|quick (?:notes?|summary|write-?up)\b.*|(?:hi|hello|dear) \w+\b.*|(?:kindly|please) (?:find|see)\b.*|please revert\b.*|(?:best |kind )?regards\b.*|here(?:'s| is| are) (?:what|my|the|a)\b.*|let me know\b.*|please (?:help|excuse|make sure|stand up)\b.*|.*\bnot(?:hing)? much to (?:say|tell|add)\b.*|don'?t ask\b.*|brain dump\b.*|(?:before|while) i (?:forget|remember)\b.*|this is (?:so |really |very )?(?:frustrating|annoying|embarrassing|sad|bad|crazy|not ok)\b.*|i'?m (?:so )?(?:tired|angry|sorry)\b.*|not (?:my|our) best day\b.*|from memory\b.*|as far as i (?:know|remember)|fyi|tl;?dr)[\s,.!:)]*)+$",
    re.IGNORECASE,
)

_PEOPLE = r"(?:we|i|he|she|they|you|someone|somebody|nobody|everyone|team|ops|sre|dba|on-?call|oncall|engineer|dev|devs|developer|colleague|lead|manager|support|admin|vendor|provider|responder|@[\w/.-]+)"
_TELLERS = re.compile(
    rf"\b(?:customers?|clients?|users?|support(?: team| desk)?|help ?desk|pager(?:duty)?|opsgenie|alert\w*|alarm\w*|monitor\w*|grafana|datadog|sentry|prometheus|nagios|zabbix|pingdom|cloudwatch|statuscake|dashboard|graph\w*|twitter|tweets?|emails?|mails?|tickets?|calls?|phone|account manager|sales|cs team|merchants?|partners?|teachers?|drivers?|store|shop|boss|ceo|cto|a colleague|qa|finance|marketing|noc|on-?call|somebody|someone|the bank|reviewer|auditor|{_PEOPLE})\b",
    re.IGNORECASE,
)
_SAW = pattern_of(SAW)
_DID = pattern_of(DONE)
_BROKE = pattern_of(BROKE)
_CHANGED = pattern_of(CHANGED)
_ENDED = pattern_of(ENDED)
_ALERT_NAME = re.compile(
    r"\b[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]+){1,}\b|\balert(?:s|ing)?\b|\bpager(?:duty)?\b|\balarm\w*\b|\bpaged\b",
    re.ASCII,
)
_FIRED = re.compile(
    r"\b(?:fired|fires|went off|paged|triggered|alerted|alerting|rang|woke|opened|went red|kicked in|came in|firing|goes off)\b",
    re.IGNORECASE,
)
_NO_EFFECT = re.compile(
    r"\b(?:did(?:n't|nt| not) (?:help|work|change|fix|solve|do|bring|make)|no (?:change|effect|luck|improvement|difference|help)|nothing (?:changed|helped|happened)|still (?:fail|broken|down|failing|slow|bad|there|the same|errors|erroring|no|not|high|happening|dead|timing)\w*|without (?:success|effect|luck)|to no avail|made it worse|came back|back again|got worse|failed again|even worse|not (?:help|work)\w*)\b",
    re.IGNORECASE,
)
_RECOVERED = re.compile(
    r"\b(?:recover\w*|back (?:to normal|up|online|again|in business|to green|to baseline)|(?:all|everything|it|that|things?|errors?|latency|queue|service|site|api|checkout|traffic)\b.{0,30}?\b(?:was|were|is|are|went|came|looked?) (?:fine|ok|okay|good|normal|green|gone|away|back|stable|healthy|clear\w*|up)(?: again)?|resolved|normal(?:ised|ized)? again|all (?:clear|good|green|fine|ok)|fully (?:restored|recovered|up)|cleared(?: up)?|stabili[sz]ed|caught up|incident (?:closed|over|resolved)|(?:errors?|alerts?|timeouts?|5xx\w*|500s) (?:stopped|dropped|went away|were gone|gone|ceased|cleared|disappeared)|(?:dropped|went|fell|down) (?:back )?to (?:0|zero|normal|baseline)|that (?:fixed|did|solved) it|fixed (?:it|the problem|the issue)|drained|working (?:again|fine|normally)|worked again|works again|green again|normal again|ok again|okay again|fine again|declared (?:over|resolved)|queue (?:was )?empty)\b",
    re.IGNORECASE,
)
_MENDING = re.compile(
    r"\b(?:roll(?:ed|ing)?(?: it| everything| that)? back|rollback|revert\w*|restart\w*|reboot\w*|hotfix\w*|fail(?:ed|ing)? over|scal(?:ed|ing) (?:up|down|out|in)|tried|try|kill(?:ed)?|disabled|bounced|flushed|paged|escalated|called|declared|stopp?(?:ed|ing)?|paus\w+|abort\w*|cancel\w*|halt\w*|freed|delet\w+|block\w*|remov\w+|renew\w*|restor\w+|switch\w*|mov(?:ed|ing))\b",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:start(?:ed|s)?|began|begun|begins?)\s+(?:to\b|\w+ing\b|seeing|getting|with)|\bwent (?:down|dark|offline|bad|up)\b|\bdied\b|\bcrash\w*\b|\bfell over\b|\bstopped (?:work|respond|process|accept|send|receiv|deliver|updat|sync|load)\w*|\bran out\b|\bfilled up\b|\bran full\b|\bexpired\b|\btim(?:ed|ing) out\b|\bhung\b|\bspik\w+|\bbroke\b|\bthrow\w*|\bthrew\b|\bunavailable\b|\bunreachable\b|\bwas down\b|\bwere down\b|\b50\d\w*|\b5xx\w*|\berrors?\b|\bslow\b|\bfail\w*\b|\boom\w*\b|\bfull\b",
    re.IGNORECASE,
)
_MACHINE_CHANGE = re.compile(
    r"\b(?:deploy\w*|release[ds]?|rollout|rolled out|migration|migrated|merged?|upgrade[ds]?|config(?:uration)? change|feature flag|flag|went live|went out|shipped|pushed|cron(?:job)?|maintenance|certificate|patch(?:ed|ing)?|change[ds]?|cutover|failover|backup|batch|script|campaign|update[ds]?|new (?:version|build|release))\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?:^|[\s,])\w+\s+(?:then |also |finally |first |just |only )*(?:saw|found(?: out)?|noticed|discovered|perceived|realis\w+|realiz\w+|spotted|came to know|identified|learned|understood|detected)\b(?! (?:it|this|that|the \w+) (?:fast|quick))|^(?:saw|found(?: out)?|noticed|discovered|identified|spotted)\b",
    re.IGNORECASE,
)
"""Somebody comes to know something."""
_NUMBERED = re.compile(
    r"^(?:attempt|try|step|fix)?\s?#?\d{0,2}\s?[:.)]\s*|^(?:so|and|but|then|also|finally|eventually|later|next|immediately|quickly|after that|first|in the end)[\s,]+"
)
_IRREGULAR = "put set ran took sent shut cut made gave built rebuilt reran redid undid wrote brought threw reset drove dug broke went held let spun stood tore".split()
_PAST = re.compile(
    rf"(?:(?P<who>i|we)\s+(?:have |then |also |just |finally |immediately |first |only |again |quickly )*)?(?P<verb>\w{{2,}}ed|{'|'.join(_IRREGULAR)})\b"
)
"""A verb in the past tense at the beginning, or behind `we`: who writes notes leaves the subject out."""
_NO_DEED = frozenset(
    "noticed realised realized observed discovered identified learned detected perceived seemed happened needed wanted wished expected assumed believed supposed guessed missed suffered experienced received affected called liked loved hated hoped agreed".split()
)
_ALONE = frozenset(
    "failed crashed died recovered cleared expired stopped started happened dropped timed hanged stalled looked seemed remained increased decreased degraded spiked climbed jumped filled exhausted overloaded went held broke ran let stood took resolved stabilised stabilized normalised lasted related caused based fixed finished completed impacted delayed lagged leaked blocked locked rejected returned refused leaked caught paged alerted triggered fired".split()
)
"""What systems do as well as people: without a subject it is theirs."""
_FIRST_PERSON = re.compile(
    rf"(?:^|[\s,])(?:{_PEOPLE})\s+(?:\w+ly\s+|then\s+|also\s+|just\s+|first\s+|finally\s+|immediately\s+|quickly\s+|had to\s+|decided to\s+|have\s+|has\s+|managed to\s+|tried to\s+|tried\s+)*(\w+)",
    re.IGNORECASE,
)


def sort(
    text: str,
    *,
    joint: str = "",
    item: bool = False,
    timed: bool = False,
    label: str = "",
    after: Sort | None = None,
    begun: bool = False,
    present: bool = False,
) -> Sorted:
    """Where a clause belongs. `timed` clauses state a time of their own; `label` is the section that their line names.

    `after` is the kind of the event before it: what happens behind an action comes of it. `begun` says that harm or a
    signal of it was told already: what people do from then on is done against it. `present` says that the story itself
    is told in the present tense.
    """
    lower = text.lower().replace("’", "'")
    if label:
        return Sorted(Sort(label))
    if _CHATTER.match(lower.strip(" .!")):
        return Sorted(Sort.CHATTER)
    impact = _impact(text)
    if _HINDSIGHT.search(lower):
        return Sorted(Sort.GUESS)
    if not timed and (
        (_PLAN.search(text) and not _PAST_PLAN.search(lower)) or ((item or joint == "todo") and _IMPERATIVE.match(text))
    ):
        return Sorted(Sort.TASK)
    if _UNHARMED.search(lower):
        return Sorted(Sort.IMPACT)
    guess = bool(_GUESS.search(lower))
    again = bool(re.search(r"\b(?:again|still|same)\b", lower))
    recovered = bool(_RECOVERED.search(lower)) and not _NO_EFFECT.search(lower)
    if not timed:
        if _GOOD.search(lower) and not _NO_EFFECT.search(lower):
            return Sorted(Sort.WELL)
        if impact:
            return Sorted(Sort.IMPACT)
        if joint in ("because", "since") or _CAUSE.search(lower):
            return Sorted(Sort.GUESS if guess else Sort.FACTOR)
        if (
            _CONDITION.search(lower)
            and (not _did(lower) or (_NEVER.search(lower) and not _acts(lower)))
            and not recovered
            and not _NO_EFFECT.search(lower)
        ):
            return Sorted(Sort.GUESS if guess else Sort.FACTOR)
        if _BACKGROUND.search(lower) and not (_acts(lower) or guess or recovered):
            return Sorted(Sort.FACTOR)
        if (
            not present
            and _STANDING.match(lower)
            and not (
                _OF_NOW.search(lower)
                or (_BEGAN.search(lower) and not _NEVER.search(lower))
                or _acts(lower)
                or recovered
                or guess
            )
        ):
            return Sorted(Sort.FACTOR if _NEVER.search(lower) else Sort.GUESS)
    if guess and not (timed and '"' in text):
        return Sorted(Sort.GUESS)
    if _NO_EFFECT.search(lower):
        return Sorted(Sort.RESULT)
    noticed = _noticed(text, lower)
    did = _did(lower)
    if recovered and not (
        did
        and not re.search(r"(?i)\b(?:it|that|this|which|and)\b.{0,25}\b(?:fixed|solved|did it|helped)", lower)
        and _MENDING.search(lower)
    ):
        return Sorted(Sort.RESULT, end=True)
    if noticed:
        return Sorted(Sort.SIGNAL, harm=bool(_BEGAN.search(lower)))
    if did:
        if begun or _MENDING.search(lower) or not _MACHINE_CHANGE.search(lower):
            return Sorted(Sort.ACTION)
        return Sorted(Sort.CHANGE)
    if (
        after in (Sort.ACTION, Sort.RESULT)
        and (again or not _BEGAN.search(lower))
        and not _MACHINE_CHANGE.search(lower)
        and (_BROKE.search(lower) or _ENDED.search(lower) or timed)
    ):
        return Sorted(Sort.RESULT)
    if _BEGAN.search(lower):
        return Sorted(Sort.CHANGE, harm=True)
    if _MACHINE_CHANGE.search(lower) and (_CHANGED.search(lower) or _DID.search(lower)):
        return Sorted(Sort.CHANGE)
    if impact:
        return Sorted(Sort.IMPACT)
    if _DID.search(lower):
        return Sorted(Sort.ACTION)
    if _BROKE.search(lower):
        return Sorted(Sort.CHANGE, harm=True)
    if _ENDED.search(lower) and timed:
        return Sorted(Sort.RESULT, end=True)
    if timed:
        return Sorted(Sort.CHANGE)
    return Sorted(Sort.CONTEXT)


def is_present(text: str) -> bool:
    """Whether a clause is in the present tense."""
    return _STANDING.match(text.lower()) is not None


def _impact(text: str) -> bool:
    """A figure with something that was harmed, money, a duration of the outage, or the agreement that it touches."""
    if _COST.search(text) or _DURATION.search(text):
        return True
    if _SLA.search(text) and re.search(r"\d|\b(?:breach|broke|missed|within|blown|burn)", text):
        return True
    if _FIGURE.search(text) and (_HARM.search(text) or _COUNTED.match(text)):
        return True
    return bool(_SHARE.search(text) and (_HARM.search(text) or re.search(_HARMED, text)))


def _noticed(text: str, lower: str) -> bool:
    """Whether somebody or something comes to know of it."""
    if _ALERT_NAME.search(text) and (_FIRED.search(lower) or (re.search(r"(?i)\balert", lower) and _SAW.search(lower))):
        return True
    if re.search(
        r"\b(?:got|was|were|been) (?:paged|alerted|woken|told|called|pinged)\b|\bpager\b|\b(?:first|1st) (?:report|ticket|complaint|call|alert)",
        lower,
    ):
        return True
    if _FOUND.search(lower):
        return True
    return bool(
        _SAW.search(lower)
        and _TELLERS.search(lower)
        and re.search(
            r"\b(?:notic\w+|report\w*|complain\w*|told|saw|seen|spotted|wrote|rang|tweeted|flagged|phoned|mentioned|realis\w+|realiz\w+|detected|discovered|observed|heard|fired|went off|paged|alerted|opened? (?:a |\d+ )?tickets?|messaged|called (?:us|in|me|support|to say)|mailed|emailed|asked (?:why|if|whether|in)|pinged (?:us|me)|warned|coming in|came in|said|shouted|sent (?:us|a|an))\b",
            lower,
        )
    )


def _acts(lower: str) -> bool:
    """Whether a person acts in the active voice: `we rolled back`, and not `it was disabled`."""
    return any(_DID.match(lower, match.start(1)) for match in _FIRST_PERSON.finditer(lower))


def _did(lower: str) -> bool:
    """Whether a person does something to a system: `we rolled back`, `rolled back`, `the dba killed it`."""
    lower = _NUMBERED.sub("", lower)
    if _acts(lower):
        return True
    if re.match(r"(?:rollback|restart|reboot|revert|failover|hotfix)\b", lower):
        return True
    past = _PAST.match(lower)
    if past and past["verb"] not in _NO_DEED and not (past["who"] is None and past["verb"] in _ALONE):
        return True
    first = re.sub(
        r"^(?:then|so|and|but|finally|eventually|after that|next|later|also|immediately|quickly|first|we|i)[\s,]+",
        "",
        lower.strip(),
    )
    found = _DID.match(first)
    if found and not re.match(
        r"(?:deploy|release|restart|rollback|change|update|alert|page|call|merge|patch|check|look|cut|set|run|lock|block)\b(?! back)",
        first,
    ):
        return True
    if re.search(
        r"\b(?:was|were|got|been|being) (?:rolled back|reverted|restarted|rebooted|scaled|disabled|killed|failed over|drained|paused|restored|redeployed|patched|paged|called|escalated|blocked|moved|renewed|replaced|rotated|increased|raised|deployed by)\b",
        lower,
    ):
        return True
    return bool(
        re.match(
            r"(?:rollback|restart|reboot|failover|fail-over|revert|hotfix|redeploy|fix|workaround)\b.{0,40}\b(?:done|deployed|applied|started|triggered|out|live|merged|in place|finished|complete\w*)\b",
            lower,
        )
    )
