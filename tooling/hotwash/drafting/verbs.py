"""Verbs of incidents: what people do to systems, what systems do, how it is noticed, how it ends.

The lists rest on what each verb means, not on any text: they hold plain forms, from which the others follow.
"""

from __future__ import annotations

import re

_VOWELS = "aeiou"


def forms(plain: str) -> set[str]:
    """A regular verb's forms, its particle left: `roll back` has `rolled back` and `rolling back`."""
    verb, _, particle = plain.partition(" ")
    tail = f" {particle}" if particle else ""
    if verb.endswith("e"):
        made = {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        made = {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    elif verb.endswith(("s", "sh", "ch", "x", "z")):
        made = {verb, verb + "es", verb + "ed", verb + "ing"}
    else:
        made = {verb, verb + "s", verb + "ed", verb + "ing"}
        if len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
            made |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return {each + tail for each in made}


def _all(regular: str, irregular: str = "") -> frozenset[str]:
    found: set[str] = set()
    for plain in regular.split(","):
        found |= forms(plain.strip())
    found |= {each.strip() for each in irregular.split(",") if each.strip()}
    return frozenset(found)


_DO = (
    "halt,roll back,rollback,revert,restart,reboot,redeploy,deploy,release,scale,scale up,scale down,fail over,disable,enable,"
    "kill,bump,increase,raise,lower,reduce,pause,resume,drain,patch,merge,escalate,page,call,ping,try,flush,block,"
    "unblock,switch,turn off,turn on,move,clean,clean up,delete,remove,rerun,replay,rebuild,restore,apply,push,"
    "change,add,open,close,start,stop,update,upgrade,downgrade,renew,rotate,reset,reroute,redirect,isolate,cordon,"
    "purge,truncate,terminate,evict,replace,replace,fix,hotfix,mitigate,work around,declare,join,check,investigate,look,"
    "post,publish,notify,inform,contact,email,activate,deactivate,throttle,limit,provision,allocate,free,free up,reload,"
    "reconnect,recreate,re-run,re-enable,re-deploy,repoint,unplug,plug,promote,demote,vacuum,reindex,"
    "backfill,reprocess,cancel,abort,correct,invalidate,revoke,issue,install,uninstall,swap,pull,ack,acknowledge,trigger"
)
_PLAN = (
    "ask,alert,annotate,audit,automate,back up,ban,book,buy,check,colour,color,compare,configure,cover,create,cross-check,decide,document,"
    "encrypt,enforce,ensure,evaluate,expire,export,extend,find,gate,give,implement,improve,include,introduce,keep,label,lint,load test,log,make,"
    "measure,migrate,monitor,page,pin,plan,prevent,probe,protect,rate limit,refuse,rehearse,rename,report,require,review,run,schedule,separate,"
    "show,split,store,subscribe,tag,teach,test,track,train,tune,use,validate,verify,warn,watch,wire,write"
)
PLAIN = frozenset(each.strip() for each in f"{_DO},{_PLAN}".split(","))
"""Plain forms: what somebody means to do begins with one."""
DONE = _all(
    _DO,
    "ran,run,running,put,putting,set,setting,took,taking,take down,sent,sending,shut down,shut,cut,cutting,wrote,made,brought,"
    "reran,re-ran,redid,came in,drove in,logged in,dialled in,called in,turned up,brought back,got back,went back to,bounced,ssh'd,sshed,undid,undo,rolled it back,rolled everything back,rang,built,rebuilt,fed,"
    "woke,spun up,stood up,threw away,gave,began to,pulled in,wiped,dug",
)
"""What people do to mend, find or ease something."""
PAST_DEEDS = "|".join(
    sorted(
        (
            re.escape(each)
            for each in DONE | forms("repair") | forms("obtain") | forms("request")
            if each.endswith("ed") or each in ("sent", "shut", "cut", "put", "set", "brought", "rebuilt")
        ),
        key=len,
        reverse=True,
    )
)
"""Their participles, for a pattern."""
BROKE = _all(
    "fail,crash,die,drop,time out,timeout,hang,stall,expire,stop,degrade,overflow,overload,saturate,exhaust,return,reject,refuse,restart loop,"
    "crashloop,crash-loop,flap,spike,climb,jump,fill,fill up,pile up,queue up,back up,lag,leak,oom,block,lock,deadlock,corrupt,loop,disconnect,"
    "disappear,vanish,start,slow,slow down,panic,error,error out,misbehave,partition,lose,duplicate,trip,wedge,starve,melt",
    "went down,go down,going down,goes down,went offline,fell over,falling over,fell,fell behind,fell apart,ran out,running out,run out,ran full,went dark,began,begun,broke,broken,breaks,breaking,threw,"
    "throw,throwing,throws,hung,stuck,down,unavailable,unreachable,unresponsive,offline,dead,full,blew up,blown up,shot up,"
    "rose,grew,got slow,got slower,became slow,went up,went bad,went wrong,went crazy,kaput,lost,couldn't,could not,can't,cannot,"
    "gave,giving,served,serving,showed,showing,5xx,4xx,slow,slower,degraded,read-only,timeouts,timing out,timed out,5xxs,oomkilled,oomed",
)
"""What systems do when something is wrong."""
CHANGED = _all(
    "deploy,release,merge,roll out,migrate,upgrade,update,bump,change,ship,launch,rename,rotate,enable,expire,land,switch,"
    "patch,publish,activate,configure,reconfigure,introduce,refactor,move,drop",
    "went live,went out,go live,pushed,put live,flipped,turned on,ran,kicked off,started,set",
)
"""How a system comes to be another one than before."""
SAW = _all(
    "notice,report,alert,page,complain,fire,trigger,detect,spot,observe,realise,realize,flag,mention,email,phone,tweet,learn,forward,"
    "message,ping,alarm,open,raise,call,discover,ticket,ask,warn",
    "told,saw,seen,heard,found,found out,wrote,rang,woke,woken,went off,went red,got paged,got a page,paged,came in,sent,said,"
    "turned red,lit up,started coming in,noticed by,"
    "tipped off,shouted",
)
"""How somebody comes to know."""
ENDED = _all(
    "recover,resolve,clear,stabilise,stabilize,normalise,normalize,restore,catch up,drain,succeed,work,fix,heal,return,finish,complete,confirm,verify",
    "back,back up,back to normal,was fine,were fine,is fine,went back,came back,went away,gone,dropped to,fell to,caught up,green,healthy,up again,"
    "working again,stopped,all good,all clear,normal,okay again,ok again,over,stable,helped,came up,looked good,all fine",
)
"""How it ends, or does not."""
_AUXILIARIES = frozenset(
    "is are was were be been being am has have had do does did will would can could should must might may shall isn't aren't wasn't"
    " weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't shouldn't got gets get went goes go"
    " came comes come took takes take made makes knew knows needs need needed wants want let lets let's kept keeps keep felt seems seemed"
    " looked looks turned meant means goes reads uses sends writes points runs says treats belongs lives depends knows dont didnt doesnt wasnt isnt werent couldnt cant wont ive were".split()
)
_ALL = DONE | BROKE | CHANGED | SAW | ENDED
_SINGLE = frozenset(each for each in _ALL if " " not in each) | _AUXILIARIES
_NOT_ALONE = frozenset(
    "down full dead over stable normal green healthy slow slower back start restart deploy release merge page call alert report change update look check"
    " patch push block lock spike queue error limit reset set run cut fix drop loop issue lead leak lag queue free open close stop ticket email message"
    " alarm alarms phone phones tickets emails messages calls reports changes deploys restarts queues issues limits checks alerts pages errors drops fixes"
    " releases updates upgrades locks moves switches starts stops tests"
    " timeout timeouts rollback hotfix upgrade move switch pull trigger 5xx 5xxs 4xx offline unavailable broken degraded fire phone".split()
)
"""Words that are nouns or adjectives as often as verbs: alone they are no verb."""
_PRONOUN = re.compile(
    r"(?i)(?:^|\s)(?:we|i|they|he|she|it|nobody|everyone)\s+(?:\w+ly |still |also |never |just |only )*[a-z]{3,}"
)
"""A pronoun that something follows is a subject, and what follows its verb."""
_WORD = re.compile(r"[\w'’-]+")
_ADVERBS = re.compile(
    r"(?:(?:then|also|just|only|finally|never|still|again|immediately|quickly|later|even|\w+ly)\s+)*", re.IGNORECASE
)
EFFECT = re.compile(
    r"(?:but |and )?(?:still |again )?no (?:change|effect|luck|difference|improvement|joy|success|help)\b|nothing\b|nope\b|(?:but |and )?without (?:success|effect|luck)\b|to no avail|(?:but |and )?(?:still|same) (?:[\w-]+ ?){1,3}(?=$|[,.;])",
    re.IGNORECASE,
)
"""What came of an action, without a verb."""


_MAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\.? May\b|\bMay \d{1,2}\b")


def is_verb(word: str) -> bool:
    """Whether a word is a verb that can carry a clause."""
    lower = word.lower().replace("’", "'")
    if lower in _NOT_ALONE:
        return False
    return lower in _SINGLE or (len(lower) > 4 and lower.endswith("ed") and not lower.endswith(("eed", "hundred")))


def has_verb(text: str) -> bool:
    """Whether a piece of text has a verb that can carry a clause."""
    text = _MAY.sub("", text)
    return any(is_verb(word) for word in _WORD.findall(text)) or _PRONOUN.search(text) is not None


def subjectless(text: str) -> bool:
    """Whether a piece begins with its verb, so that who or what it speaks of stands before it."""
    word = _WORD.match(text, (_ADVERBS.match(text) or re.match("", text)).end())  # type: ignore[union-attr]
    lower = word[0].lower().replace("’", "'") if word else ""
    return is_verb(lower) or (lower in _SINGLE and lower not in _NOT_ALONE)


_patterns: dict[frozenset[str], re.Pattern[str]] = {}


def pattern_of(words: frozenset[str]) -> re.Pattern[str]:
    """A pattern for any of the words or phrases, each as a whole."""
    known = _patterns.get(words)
    if known is None:
        joined = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
        known = _patterns[words] = re.compile(rf"(?<![\w'-])(?:{joined})(?![\w'-])")
    return known
