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
from hotwash.rules.words import words

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


_NUMBER = r"(?:\d[\d.,]*\s?[kKmM]?\b|a (?:dozen|hundred|thousand|third|quarter)|half(?: of)?|dozens|hundreds|thousands|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|no|none|nobody|zero|every|all)"
_HARMED = (
    r"(?:orders?|users?|customers?|clients?|requests?|payments?|transactions?|checkouts?|messages?|e?mails?|jobs?|builds?|tickets?|calls?|sessions?|logins?|sign-?ups?"
    r"|accounts?|records?|rows?|files?|uploads?|invoices?|bookings?|reservations?|deliveries|shipments?|drivers?|patients?|students?|teachers?|tenants?|stores?|shops?|devices?|"
    r"merchants?|subscribers?|visitors?|people|carts?|refunds?|reports?|dashboards?|events?|partners?|sites?|restaurants?|riders?|trips?|tests?|deploys?|"
    r"pull requests?|traffic|revenue|sales|data|installs?|notifications?|sms|pushes|claims?|trades?|quotes?|parcels?|labels?|pages?|queries|writes?|reads?|"
    r"terminals?|branches|offices|employees|colleagues|developers?|players?|viewers?|streams?|agents?|cameras?|meters?|charges?|appointments?|searches)"
)
_MONEY = r"(?:[€$£¥₹]\s?\d[\d.,]*\s?[kKmM]?\b|\d[\d.,]*\s?[kKmM]?\s?(?:EUR|USD|GBP|CHF|INR|BRL|PLN|SEK|euros?|dollars?|pounds?|bucks|€|\$|£)(?!\w))"
_IMPACT_VERBS = (
    r"(?:fail|failed|failing|lost|lose|affected|impacted|hit|dropped|delayed|missing|missed|couldn't|could not|can't|cannot|unable|stuck|late|errors?|errored|saw|got|"
    r"refunded|churned|abandoned|bounced|rejected|declined|unavailable|down|timed out|duplicate|duplicated|double|twice|cancelled|canceled|waited|blocked|stranded|"
    r"charged|wrong|slow|slower|degraded|exposed|leaked|corrupted|deleted|unprocessed|undelivered|out|offline|complained|logged out|kicked|skipped|cost|refund|refunds|credit|credits|breach|breached|safe|intact|served|received)"
)
_FIGURE = re.compile(
    rf"(?<![\w.]){_NUMBER}(?:\s?%|\s?percent)?(?:\s+(?:of|out of|in|the|our|all|other|more|different|paying|active|internal|external|angry|failed|lost|affected|duplicate|new|open|\w+(?:ed|ing|al|ic|er))\b|\s+\d[\d.,]*\s?[kKmM]?){{0,4}}\s+(?:\w+[ -])?{_HARMED}\b",
    re.IGNORECASE,
)
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
    r"\b(?:no|without(?: any)?|zero|nothing|none of the|not? (?:a )?single)\s+(?:\w+\s+){0,2}(?:data|money|orders?|customers?|users?|records?|payments?|transactions?|writes?|messages?|revenue)\b.{0,30}?\b(?:lost|loss|affected|impacted|leaked|harmed|missing|corrupted|exposed)\b|\bno (?:data loss|customer impact|data was lost|user impact|loss of data)\b|\bdata (?:is|was|were) (?:safe|intact|fine|not lost|unaffected)\b|\bnothing (?:was )?lost\b",
    re.IGNORECASE,
)

_PLAN = re.compile(
    r"(?:^|[\s(,:])(?:to-?do|action item|action|follow-?up|next steps?|ai)\s*[:–-]|\b(?:we|i|you|they|someone|somebody|team|ops|@[\w/.-]+|[A-Z]\w+)?\s*(?:need|needs|have|has|want|wants|plan|plans|ought|promised|promise|agreed|going|supposed)\s+to\b(?!\s+(?:be|have)\s+\w+ed\b)(?!\s+(?:know|wait))|\b(?:should|must|will|'ll|gonna|let's|lets)\s+(?:not |also |really |probably |definitely |then |now |at least |please )*(?!have\b|'ve\b|of\b|be fine)\w+|\b(?:should|must|will) be \w+(?:ed|en)\b|\bwould be (?:good|nice|great) to\b|\bis (?:going to|to) \w+",
    re.IGNORECASE,
)
_PAST_PLAN = re.compile(
    r"\b(?:had|needed|wanted|tried|was going|were going|planned|was supposed|were supposed|decided|used) to\b|\bshould(?:n't| not)? (?:have|'ve|of)\b|\bshould've\b|\bwould have\b|\bcould have\b",
    re.IGNORECASE,
)
_HINDSIGHT = re.compile(
    r"\b(?:should|could|would|must|might)(?:n't| not)?(?: \w+ly| just| also| really| simply)? ?(?:have|'ve|of)\b|\bif (?:only|we had|he had|she had|they had|someone had)\b",
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
    r"\b(?:luckily|lucky|fortunately|thankfully|good thing|good news|glad|went well|worked (?:well|great|fine|perfectly|nicely|as (?:expected|designed|planned)|first time|like a charm)|saved (?:us|the day)|kudos|shout-?out|props|nice(?:ly)? (?:done|job|work)|was (?:quick|fast|smooth|easy|painless|great|good|excellent|very quick|really (?:quick|good|helpful))|were (?:quick|fast|great|good|excellent)|helped (?:a lot|us|much|big|massively)?|at least|on the (?:plus|bright|positive) side|positive|plus side|paid off|made it easy|held up|happy that|well done|impressed|did (?:its|their) job|(?:quickly|fast|promptly) (?:found|noticed|joined|answered|responded|rolled|spotted|fixed|identified)|within (?:a|one|two|three|four|five|\d+) (?:min|minutes|seconds))\b",
    re.IGNORECASE,
)
_GUESS = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|i think|we think|i guess|i believe|not sure|no idea|unclear|suspect\w*|i assume|might (?:be|have been)|could be|seems? (?:like|that)|wonder\w*|apparently|hypothesis|theory|don't know|do not know|dont know)\b|\?\s*$",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"^(?:(?:so|ok(?:ay)?|hi|hey|hello|well|anyway|anyways|ugh|sigh|lol|haha|sorry\b.*|thanks\b.*|thank you\b.*|cheers\b.*|long (?:day|night)\b.*|what a (?:day|night|mess|week)\b.*|need(?:s)? (?:coffee|sleep)\b.*|going to bed\b.*|good night|that'?s (?:it|all)(?: (?:i have|for now|from me))?|will (?:write|add|fill|update)\b.*(?:later|tomorrow)|more (?:later|tomorrow)|writing this\b.*|quick (?:notes?|summary|write-?up)\b.*|here(?:'s| is| are) (?:what|my|the|a)\b.*|let me know\b.*|please (?:help|excuse)\b.*|brain dump\b.*|from memory\b.*|as far as i (?:know|remember)|fyi|tl;?dr)[\s,.!:)]*)+$",
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
    r"\b(?:roll(?:ed|ing)?(?: it| everything| that)? back|rollback|revert\w*|restart\w*|reboot\w*|hotfix\w*|fail(?:ed|ing)? over|scal(?:ed|ing) (?:up|down|out|in)|tried|try|kill(?:ed)?|disabled|bounced|flushed|paged|escalated|called|declared)\b",
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
_FIRST_PERSON = re.compile(
    rf"(?:^|[\s,])(?:{_PEOPLE})\s+(?:\w+ly\s+|then\s+|also\s+|just\s+|first\s+|finally\s+|immediately\s+|quickly\s+|had to\s+|decided to\s+|managed to\s+|tried to\s+|tried\s+)*(\w+)",
    re.IGNORECASE,
)


def sort(text: str, *, joint: str = "", item: bool = False, timed: bool = False, label: str = "") -> Sorted:
    """Where a clause belongs. `timed` clauses state a time of their own; `label` is the section that their line names."""
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
    recovered = bool(_RECOVERED.search(lower)) and not _NO_EFFECT.search(lower)
    if not timed:
        if _GOOD.search(lower) and not _NO_EFFECT.search(lower):
            return Sorted(Sort.WELL)
        if impact:
            return Sorted(Sort.IMPACT)
        if joint in ("because", "since") or _CAUSE.search(lower):
            return Sorted(Sort.GUESS if guess else Sort.FACTOR)
        if _CONDITION.search(lower) and not _did(lower) and not recovered and not _NO_EFFECT.search(lower):
            return Sorted(Sort.GUESS if guess else Sort.FACTOR)
    if guess:
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
        if _MENDING.search(lower) or not _MACHINE_CHANGE.search(lower):
            return Sorted(Sort.ACTION)
        return Sorted(Sort.CHANGE)
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


def _impact(text: str) -> bool:
    """A figure with something that was harmed, money, a duration of the outage, or the agreement that it touches."""
    if _COST.search(text) or _DURATION.search(text):
        return True
    if _SLA.search(text) and re.search(r"\d|\b(?:breach|broke|missed|within|blown|burn)", text):
        return True
    if _FIGURE.search(text) and _HARM.search(text):
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
    return bool(
        _SAW.search(lower)
        and _TELLERS.search(lower)
        and re.search(
            r"\b(?:notic\w+|report\w*|complain\w*|told|saw|seen|spotted|wrote|rang|tweeted|flagged|phoned|mentioned|realis\w+|realiz\w+|detected|discovered|observed|heard|fired|went off|paged|alerted|opened? (?:a |\d+ )?tickets?|messaged|called (?:us|in|me|support|to say)|mailed|emailed|asked (?:why|if|whether|in)|pinged (?:us|me)|warned|coming in|came in|said|shouted|sent (?:us|a|an))\b",
            lower,
        )
    )


def _did(lower: str) -> bool:
    """Whether a person does something to a system: `we rolled back`, `rolled back`, `the dba killed it`."""
    for match in _FIRST_PERSON.finditer(lower):
        if _DID.match(lower, match.start(1)):
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


def is_person_word(word: str) -> bool:
    """Whether a word is a role of people, or one of the people an incident reaches."""
    return word in words("roles") or word in words("affected")
