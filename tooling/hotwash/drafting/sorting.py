"""What a clause says: something that happened and of which kind, a figure of the impact, a condition, a plan, a comfort.

The judgement rests on general facts of English: who acts, with which kind of verb, in which tense, what is denied.
Where two readings stand against each other, the more particular sign wins: a figure with something that was harmed is
impact, however it was noticed.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from hotwash.drafting.conditions import BACKGROUND, BARE, CAUSE, CONDITION, DENIED, NEVER, OF_NOW, OWN, STANDING
from hotwash.drafting.harm import HARMED, harmed, spared
from hotwash.drafting.verbs import BROKE, CHANGED, DONE, EFFECT, ENDED, PAST_DEEDS, SAW, has_verb, pattern_of

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


_PLAN = re.compile(
    r"(?:^|[\s(,:])(?:to-?do|action item|action|follow-?up|next steps?|ai)\s*[:–-]|\b(?:we|i|you|they|someone|somebody|team|ops|@[\w/.-]+|[A-Z]\w+)?\s*(?:need|needs|have|has|want|wants|plan|plans|ought|promised|promise|agreed|propose|going)\s+to\b(?!\s+have\b)(?!\s+(?:know|wait|be noted|say|admit))|\b(?:should|must|will|'ll|gonna|wanna|let's|lets)\s+(?:not |also |really |probably |definitely |then |now |at least |please )*(?!have\b|'ve\b|of\b|be fine)\w+|\b(?:should|must|will) be \w+(?:ed|en)\b|\b(?:i|we)(?:'d| would) (?:like|love|add|put|make|rename|move|set|remove|split|change|use|write|build|propose|suggest|prefer)\b(?! to (?:highlight|thank|note|mention|say|point|stress))|\b(?:what )?(?:i|we) want\b|\bwhat (?:i|we) need\b|(?<!which )(?<!that )(?<!who )\bneeds? (?:a|an|some|more|better|another|proper)\b|\bwould be (?:good|nice|great) to\b|\bis (?:going to|to) \w+|^[\w -]{3,50} to be \w+ed\b|\bstill (?:to do|open)\b|\bis with (?-i:[A-Z])\w+|\bwe owe\b|^(?:i|we) \w+ .{3,60}\buntil\b",
    re.IGNORECASE,
)
_PAST_PLAN = re.compile(
    r"\b(?:had|needed|wanted|tried|was going|were going|planned|was supposed|were supposed|decided|used) to\b|\bshould(?:n't| not)? (?:have|'ve|of)\b|\bshould've\b|\bwould have\b|\bcould have\b",
    re.IGNORECASE,
)
_HINDSIGHT = re.compile(
    r"\b(?:should|could|would|must|might|i'?d|we'?d)(?:n't| not)?(?: \w+ly| just| also| really| simply)? ?(?:have|'ve|of)\b|\b(?:otherwise .{0,40}|it|they)'d have\b|\bif (?:only|we had|he had|she had|they had|someone had)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?:please\s+)?(?:add|write|make|create|fix|remove|move|set|raise|lower|alert|document|update|automate|test|review|check|investigate|introduce|enable|disable|increase|reduce|split|replace|migrate|ensure|build|implement|configure|monitor|limit|page|improve|stop|put|get|run|schedule|train|enforce|require|extend|clean|use|find|ask|file|open|pin|upgrade|rotate|tag|publish|rehearse|change|cap|bump)\b(?!\w)",
    re.IGNORECASE,
)

_GOOD = re.compile(
    r"\b(?:luckily|nice thing|good was|^good\b|(?:was|were|is|are) (?:very |really |pretty |quite |super |so |absolutely |just |extremely |surprisingly |remarkably |always )*(?:an? )?(?:good|great|life-?saver|blessing|relief|godsend|brilliant|excellent|awesome|amazing|fantastic|perfect|helpful|useful|smooth|flawless|invaluable|handy)|by heart|held|(?:did|does) what (?:it|they) should|nicely|appreciated|lucky|fortunately|thankfully|good thing|good news|glad|went well|worked (?:well|great|fine|perfectly|nicely|as (?:expected|designed|planned)|first time|like a charm)|saved (?:us|the day)|kudos|shout-?out|props|nice(?:ly)? (?:done|job|work)|(?:was|were) (?:very |really |pretty |quite |super |so |absolutely |just |extremely |surprisingly |remarkably |always )*(?:quick|fast|smooth|easy|painless|timely)(?! (?:to|as))|well received|in sync|(?:it )?(?:really |certainly )?helps? that|helped(?! (?:for|only|briefly))|saved (?:us|me|them|the|about|around|some|lots|loads)|(?:prevented|avoided) (?:it|this|worse|more|further|any)|caught (?:it|this) (?:before|early|in)|was (?:caught|stopped|refused|blocked) (?:by|thanks)|at least(?! (?:\d|one|two|three|once|an?)\b)|on the (?:plus|bright|positive) side|positive|plus side|paid off|made it easy|held up|happy that|well done|impressed|(?:both |all )?did (?:its|their|his|her) (?:job|thing|work)|(?:found|spotted|fixed|identified|resolved|noticed)(?: it| this| that| the \w+)? (?:very |really |pretty |quite )?(?:fast|quickly|immediately|right away|within)|(?:quickly|fast|promptly) (?:found|noticed|joined|answered|responded|rolled|spotted|fixed|identified)|within (?:a|one|two|three|four|five|\d+) (?:min|minutes|seconds))\b",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(
    rf"^(?!.*\b(?:alert|monitor|dashboard|test|check|probe|runbook|log|nobody|no one|we|script|job)\w*\b.{{0,20}}\bcould).*\bcould(?:n't| not| no longer)\b(?! have)|\b(?:was|were) unable to\b|\b(?:{HARMED}|everyone|everybody|no ?body|no ?one|they|teachers|stores|shops|the team)(?: \w+)? (?:could(?:n't| not)|can(?:'t|not| not)|were(?:n't| not) able to|was(?:n't| not) able to|were unable to|could no longer|(?:were|was|are|is)(?:n't| not)(?= \w+ing\b)) (?!have)\w+",
    re.IGNORECASE,
)
"""What those whom it reached could not do."""
_GUESS = re.compile(
    r"\b(?:can (?:somebody|someone|anyone|we|you)|maybe|perhaps|probably|possibly|i think|we think|i guess|i believe|not sure|no idea|unclear|suspect\w*|i assume|might (?:be|have been)|could be|seems? (?:like|that)|wonder\w*|apparently|hypothesis|theory|don't know|do not know|dont know)\b|\?\s*$",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"^(?:.*\bwriting (?:this|it)\b.*|(?:so|ok(?:ay)?|hi|hey|hello|well|anyway|anyways|ugh|sigh|lol|haha|sorry\b.*|thanks\b.*|thank you\b.*|cheers\b.*|long (?:day|night)\b.*|what a (?:day|night|mess|week)\b.*|need(?:s)? (?:coffee|sleep)\b.*|going to bed\b.*|good night|that'?s (?:it|all)(?: (?:i have|for now|from me))?|will (?:write|add|fill|update)\b.*(?:later|tomorrow)|more (?:later|tomorrow)|writing this\b.*|quick (?:notes?|summary|write-?up)\b.*|(?:hi|hello|dear) (?:all|team|everyone|everybody|folks|colleagues|guys|\w+),?|(?:kindly|please) (?:find|see)\b.*|please revert\b.*|(?:best |kind )?regards\b.*|here(?:'s| is| are) (?:what|my|the|a)\b.*|let (?:me|us) (?:know|explain|start|tell|walk)\b.*|please (?:help|excuse|make sure|stand up)\b.*|.*\bnot(?:hing)? much to (?:say|tell|add)\b.*|don'?t ask\b.*|brain dump\b.*|(?:before|while) i (?:forget|remember)\b.*|this is (?:so |really |very )?(?:frustrating|annoying|embarrassing|sad|bad|crazy|not ok)\b.*|i'?m (?:so )?(?:tired|angry|sorry)\b.*|not (?:my|our) best day\b.*|from memory\b.*|as far as i (?:know|remember)|(?:this|that) (?:is|was) (?:what|why|how)\b(?: \w+){0,6}|fyi|tl;?dr)[\s,.!:)]*)+$",
    re.IGNORECASE,
)

_PEOPLE = r"(?:we|i|he|she|they|you|someone|somebody|nobody|everyone|team|ops|sre|dba|on-?call|oncall|engineer|hotline|help ?desk|service desk|technician|operator|staff|management|warehouse|infra|platform|network|security|legal|dev|devs|developer|colleague|lead|manager|support|admin|vendor|provider|responder|@[\w/.-]+)"
_TELLERS = re.compile(
    rf"\b(?:scanner|probe|detector|watchdog|reviews?|hotline|customers?|clients?|users?|support(?: team| desk)?|help ?desk|pager(?:duty)?|opsgenie|alert\w*|alarm\w*|monitor\w*|grafana|datadog|sentry|prometheus|nagios|zabbix|pingdom|cloudwatch|statuscake|dashboard|graph\w*|twitter|tweets?|emails?|mails?|tickets?|calls?|phone|account manager|sales|cs team|merchants?|partners?|teachers?|drivers?|store|shop|boss|ceo|cto|a colleague|qa|finance|marketing|noc|on-?call|somebody|someone|the bank|reviewer|auditor|{_PEOPLE})\b",
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
    r"\b(?:did(?:n't|nt| not) (?:help|work|change|fix|solve|do|bring|make)|no (?:change|effect|luck|improvement|difference|help)|nothing (?:changed|helped|happened)|still (?:fail|broken|down|failing|slow|bad|there|the same|errors|erroring|no|not|high|happening|dead|timing)\w*|without (?:success|effect|luck)|to no avail|made it worse|came back|back again|got worse|failed again|even worse|not (?:help|work)\w*|(?:made|freed|brought|gave|got|showed|changed|found) (?:\w+ly )?(?:no|nothing)\b(?! idea)\w*)\b",
    re.IGNORECASE,
)
_RECOVERED = re.compile(
    r"\b(?:recover\w*|back (?:to normal|up|online|again|in business|to green|to baseline)|(?:all|everything|it|that|things?|errors?|latency|queue|service|site|api|checkout|traffic)\b.{0,30}?\b(?:was|were|is|are|went|came|looked?) (?:fine|ok|okay|good|normal|green|gone|away|back|stable|healthy|clear\w*|up)(?: again)?|resolved|normal(?:ised|ized)? again|all (?:clear|good|green|fine|ok)|fully (?:restored|recovered|up)|cleared(?: up)?|stabili[sz]ed|caught up|incident (?:closed|over|resolved)|(?:errors?|alerts?|timeouts?|5xx\w*|500s) (?:stopped|dropped|went away|were gone|gone|ceased|cleared|disappeared)|(?:dropped|went|fell|down) (?:back )?to (?:0|zero|normal|baseline)|that (?:fixed|did|solved) it|fixed (?:it|the problem|the issue)|drained|working (?:again|fine|normally)|worked again|works again|green again|normal again|ok again|okay again|fine again|declared (?:over|resolved)|^(?:[\w./-]+ ){1,4}(?:up|ok|okay|fine|green|normal|healthy)(?: again)?[.!]?$|queue (?:was )?empty)\b",
    re.IGNORECASE,
)
_MENDING = re.compile(
    r"\b(?:roll(?:ed|ing)?(?: it| everything| that)? back|rollback|revert\w*|restart\w*|reboot\w*|hotfix\w*|fail(?:ed|ing)? over|scal(?:ed|ing) (?:up|down|out|in)|tried|try|kill(?:ed)?|disabled|bounced|flushed|paged|escalated|called|declared|stopp?(?:ed|ing)?|paus\w+|abort\w*|cancel\w*|halt\w*|freed|delet\w+|block\w*|remov\w+|renew\w*|restor\w+|switch\w*|mov(?:ed|ing))\b",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:start(?:ed|s)?|began|begun|begins?)\s+(?:to\b|\w+ing\b|seeing|getting|with)|\bwent (?:down|dark|offline|bad|up)\b|\bdied\b|\bcrash\w*\b|\bfell over\b|\bstopped \w+ing|\bgot (?:\w+ly )?(?!back\b|paged\b|called\b|fixed\b)\w+ed\b|\bran out\b|\bfilled up\b|\bran full\b|\bexpired\b|\btim(?:ed|ing) out\b|\bhung\b|\bspik\w+|\bbroke\b|\bthrow\w*|\bthrew\b|\bunavailable\b|\bunreachable\b|\bnot \w+ing\b|\bwent (?:stale|missing|wrong|red|silent)\b|\bwas down\b|\bwere down\b|\b50\d\w*|\b5xx\w*|\berrors?\b|\bslow\b|\bfail\w*\b|\boom\w*\b|\bfull\b",
    re.IGNORECASE,
)
_MACHINE_CHANGE = re.compile(
    r"\b(?:deploy\w*|release[ds]?|rollout|rolled out|migration|migrated|merged?|upgrade[ds]?|config(?:uration)? change|feature flag|flag|went live|went out|shipped|pushed|cron(?:job)?|maintenance|certificate|patch(?:ed|ing)?|change[ds]?|cutover|failover|backup|batch|script|campaign|update[ds]?|new (?:version|build|release))\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?:^|[\s,])\w+\s+(?:then |also |finally |first |just |only )*(?:saw|found(?: out)?|learn(?:ed|t)|(?:has|have) seen|noticed|discovered|perceived|realis\w+|realiz\w+|spotted|came to know|identified|learned|understood|detected)\b(?! (?:it|this|that|the \w+) (?:fast|quick))|^(?:saw|found(?: out)?|noticed|discovered|identified|spotted)\b",
    re.IGNORECASE,
)
"""Somebody comes to know something."""
_NUMBERED = re.compile(
    r"^(?:who|which)\s+|^(?:attempt|try|step|fix)?\s?#?\d{0,2}\s?[:.)]\s*|^(?:so|and|but|then|also|finally|eventually|later|next|immediately|quickly|after that|first|in the end)[\s,]+"
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
    told: bool = True,
) -> Sorted:
    """Where a clause belongs. `timed` clauses state a time of their own; `label` is the section that their line names.

    `after` is the kind of the event before it: what happens behind an action comes of it. `begun` says that harm or a
    signal of it was told already: what people do from then on is done against it. `present` says that the story itself
    is told in the present tense, `told` that something happened already.
    """
    lower = text.lower().replace("’", "'")
    if label:
        return Sorted(Sort(label))
    if _CHATTER.match(lower.strip(" .!")):
        return Sorted(Sort.CHATTER)
    impact = harmed(text)
    if _HINDSIGHT.search(lower):
        return Sorted(Sort.GUESS)
    if (
        not timed
        and not (CAUSE.search(lower) and not re.search(r"\b(?:should|must|will|need|let's)\b", lower))
        and (
            (_PLAN.search(text) and not _PAST_PLAN.search(lower))
            or ((item or joint == "todo") and _IMPERATIVE.match(text))
        )
    ):
        return Sorted(Sort.TASK)
    if spared(lower):
        return Sorted(Sort.IMPACT)
    guess = bool(_GUESS.search(lower))
    if (
        not told
        and re.match(
            r"(?:at [\w ]{2,20},? )?(?:we|i|our \w+|the \w+) (?:runs?|operates?|hosts?|provides?|offers?|maintains?|have|has|uses?|sells?|serves?)\b",
            lower,
        )
        and not (timed or _BEGAN.search(lower))
    ):
        return Sorted(Sort.CONTEXT)
    again = bool(re.search(r"\b(?:again|still|same)\b", lower))
    recovered = bool(_RECOVERED.search(lower)) and not _NO_EFFECT.search(lower)
    if not timed:
        if _GOOD.search(lower) and not _NO_EFFECT.search(lower):
            return Sorted(Sort.WELL)
        if impact:
            return Sorted(Sort.IMPACT)
        if _SYMPTOM.search(lower) and not (guess or joint == "because"):
            # The first of it is what happened; said again, it is what it meant to them.
            return Sorted(Sort.IMPACT if begun and re.search(rf"\b{HARMED}\b", lower) else Sort.CHANGE, harm=True)
        if joint in ("because", "since") or CAUSE.search(lower):
            return Sorted(Sort.GUESS if guess else Sort.FACTOR)
        if (
            CONDITION.search(lower)
            and (not _did(lower) or (NEVER.search(lower) and not _acts(lower)))
            and not recovered
            and not _NO_EFFECT.search(lower)
        ):
            return Sorted(Sort.GUESS if guess else Sort.FACTOR)
        if BACKGROUND.search(lower) and not (_acts(lower) or guess or recovered):
            return Sorted(Sort.FACTOR)
        standing = STANDING.match(lower)
        if (
            not present
            and (standing or DENIED.match(lower))
            and not (
                OF_NOW.search(lower)
                or (standing and _BEGAN.search(standing[0]) and not NEVER.search(lower))
                or OWN.match(lower)
                or _acts(lower)
                or recovered
                or guess
                or _SYMPTOM.search(lower)
                or _NO_EFFECT.search(lower)
            )
        ):
            # Before anything is told it is said what there is; behind it, what was so when it happened.
            return Sorted(Sort.FACTOR if told or NEVER.search(lower) else Sort.CONTEXT)
        if (
            told
            and BARE.match(lower)
            and not (_acts(lower) or guess or recovered or _NO_EFFECT.search(lower))
            and not has_verb(text)
        ):
            return Sorted(Sort.FACTOR)
    if re.match(
        r"(?:the )?(?:first|second|third|fourth|next|last|another|\d(?:st|nd|rd|th)) (?:attempt|try|fix|idea|step|thing)\b(?!.*\b(?:fail|break|crash)\w*\b)",
        lower,
    ):
        return Sorted(Sort.ACTION)
    if EFFECT.fullmatch(lower.strip(" .!")) and after in (Sort.ACTION, Sort.RESULT):
        return Sorted(Sort.RESULT)
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
    if (
        timed
        and re.match(r"(?:[A-Z][a-z0-9]+){2,}[A-Z]?\w*\b", text)
        and not _BEGAN.search(lower.split(",")[0])
        and not did
    ):
        return Sorted(Sort.SIGNAL)
    if begun and re.match(r"(?:we|i) (?:was|were|got|arrived|drove|went|came) (?:in|at|on|to|there)\b", lower):
        return Sorted(Sort.ACTION)
    if noticed:
        return Sorted(Sort.SIGNAL, harm=bool(_BEGAN.search(lower)))
    if (
        after is Sort.ACTION
        and _IT.match(lower)
        and not _acts(lower)
        and (_BROKE.search(lower) or _BEGAN.search(lower))
    ):
        return Sorted(Sort.RESULT)
    if did or (begun and _PARTICIPLE.search(lower)):
        # What people do before anything is wrong changes the system; afterwards it is done against it.
        if begun or _UNDOING.search(lower) or (_MENDING.search(lower) and not _MACHINE_CHANGE.search(lower)):
            return Sorted(Sort.CHANGE if _THEIRS.match(lower) and not _MENDING.search(lower) else Sort.ACTION)
        return Sorted(Sort.CHANGE, harm=bool(_BEGAN.search(lower) and _BROKE.search(lower)))
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


_IT = re.compile(r"(?:and |but )?(?:it|that(?: one)?|this|they|he|she)\b")
_UNDOING = re.compile(
    r"\broll(?:ed|ing)?(?: \w+){0,4} back\b|\brevert\w*|\brestart\w*|\breboot\w*|\bfail(?:ed|ing) over\b"
)
"""What is only ever done against something."""
_THEIRS = re.compile(
    r"(?:their (?:side|team|end)|(?:the |our )?(?:vendor|provider|supplier|partner|contractor|carrier))\b"
)
"""What others do to their systems is a change that reaches ours."""
_PARTICIPLE = re.compile(
    rf"\b(?:was|were|got|been) (?:only |then |finally |\w+ly )?(?:{PAST_DEEDS})\b|^(?:[\w./-]+ ){{1,4}}(?:{PAST_DEEDS})(?=$|[\s,.]*$| from\b| by hand\b| to \d)"
)
"""Something is done to a system, nobody said by whom: `new secret obtained from support`."""


def is_present(text: str) -> bool:
    """Whether a clause is in the present tense."""
    return STANDING.match(text.lower()) is not None


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
            r"\b(?:notic\w+|report\w*|complain\w*|told|saw|seen|spotted|wrote|rang|tweeted|flagged|phoned|mentioned|realis\w+|realiz\w+|detected|discovered|observed|heard|fired|went off|paged|alerted|opened? (?:a |\d+ )?tickets?|messaged|called (?:us|in|me|support|to say)|mailed|emailed|asked (?:why|if|whether|in)|pinged (?:us|me)|warned|coming in|came in|said|shouted|sent (?:us|a|an)|forwarded|reached out|contacted)\b",
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
    if re.match(r"\w+ed (?:[\w-]+ )?[\w-]+ (?:was|were|is|are|had|has)\b", lower):
        past = None  # `staged rollout was skipped`
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
