"""How people say what a disturbance did to others: who or what was hit, how, and how much."""

from hotwash.drafting.chat.rules import rule

VICTIM = (
    r"(?:users?|customers?|clients?|merchants?|partners?|tenants?|subscribers?|people|players?|patients?|students?|teachers?|drivers?|sellers?|buyers?|riders?|shops?|stores?|accounts?|devs?|developers?|contributors?|teams?|guests?|members?|visitors?|viewers?|readers?"
    r"|orders?|payments?|checkouts?|carts?|transactions?|bookings?|reservations?|invoices?|refunds?|deliver(?:y|ies)|shipments?|parcels?|tickets?|appointments?|claims?|purchases?|charges?|transfers?|payouts?|trades?"
    r"|requests?|calls?|jobs?|builds?|pipelines?|PRs?|pull requests?|MRs?|tests?|messages?|e?-?mails?|notifications?|uploads?|downloads?|artifacts?|log-?ins?|sign-?ups?|sign-?ins?|sessions?|searches|quer(?:y|ies)|exports?|imports?|reports?|webhooks?|events?|records?|rows?|writes?|reads?|deploys?|deployments?|packages?|images?|files?|streams?|videos?|pages?|commands?|merges?|releases?|notebooks?|documents?|syncs?|batch(?:es)?"
    r"|website|web ?site|site|app|api|service|region|traffic|business|queue|CI|dashboard|portal|code freeze|deadline|release|launch|demo|class|course|shift|warehouse)"
)
_HARM = (
    r"(?:fail(?:s|ed|ing|ures?)?|lost|losing|loss|miss(?:ed|ing)|delay(?:ed|s)?|late|stuck|dropp?(?:ed|ing)|affected|impacted|hit|couldn'?t|could not|unable|can(?:no|')?t|500s?|50[234]s?|5xx|errors?|errored|erroring|reject(?:ed|ing)|declin(?:ed|ing)|duplicate[ds]?|double|twice|wrong|not responding"
    r"|isn'?t responding|aren'?t responding|unresponsive|non-?responsive|slow|down|unavailable|unreachable|slip(?:ped)?|not (?:be )?(?:\w+ )?(?:merged|sent|delivered|processed|shipped|able|working|updated|uploaded|loading|running|complete[d]?)|haven'?t (?:\w+ )*(?:merged|been|run|gone|received|got)|hasn'?t (?:\w+ )*(?:merged|been|run|gone|received)"
    r"|abort(?:ed|ing)|tim(?:es|ing|ed) ?out|time ?outs?|wait(?:ing|s)?|standing|no connection|zero|none|can not|cannot|go out (?:tomorrow|late\w*)|broken|broke|block(?:ed|ing)|back(?:ed|ing) up|backlog|queu(?:ed|ing|e)|pending|evicted|killed|skipped|cancell?ed|abandoned|blank|empty|stale|outdated|overcharged|charged|locked out|logged out|kicked|interrupt\w*|degraded|not (?:see|seeing|get|getting)|never (?:got|arrived|received|sent)|are(?:n'?t| not)|is(?:n'?t| not)|won'?t|doesn'?t|don'?t|wipe[ds]?|corrupt\w*|exposed|leaked|crash\w*|offline|spurious|partial|incomplete|very red|long|flak\w+|red|long|reboot\w*|panic\w*)"
)
QUANTITY = r"(?:(?<![\w.:/-])~?\d[\d,.]*\s?(?:k|m|%|percent|x)?\b(?![:/-]\d)|[$€£]\s?\d|\b(?:all|most|half|every|everyone|everybody|hundreds|thousands|dozens|millions|no|none|zero|a (?:third|quarter|couple|few|handful)|lots|several|many|some|multiple|only)\b)"
_UNIT = r"(?:\w+\s+){0,2}"

IMPACTS = (
    rule("impact", 1.0, "*", rf"\b{VICTIM}\b.{{0,60}}?\b{_HARM}\b|\b(?:fail(?:s|ed|ing|ures?)?|lost|losing|missed|delay(?:ed|ing|s)?|dropp?(?:ed|ing)|affect(?:ed|ing|s)|impact(?:ed|ing|s)?|block(?:ed|ing)|reject(?:ed|ing)|overcharg(?:ed|ing)|breaking|broke|locked out|hitting|errors? (?:doing|on|for|in|with|when)|not)\s+(?:\w+[\s/-]+){{0,4}}?{VICTIM}\b"),
    rule("impact", 0.9, "*", rf"{QUANTITY}\s*(?:of\s+)?(?:the\s+|our\s+)?{_UNIT}{VICTIM}\b"),
    rule("impact", 0.9, "impa affe blas radi cust reve refu sla slo lost loss", r"\b(?:impact(?:ed|ing|s)?|affect(?:ed|s|ing)?|blast radius|revenue|refund(?:s|ed)?|SLA|SLO|error budget|(?:customers?|users?)[- ]facing|data loss|lost)\b"),
    rule("impact", 1.3, "*", r"[$€£]\s?\d[\d,.]*\s?(?:k|m|bn)?\b|\b\d[\d,.]*\s?(?:k\s)?(?:EUR|USD|GBP|CHF|dollars?|euros?|pounds?)\b"),
    rule("impact", 0.8, "*", r"(?<![\w.])\d+(?:\.\d+)?\s?(?:%|percent)\s+(?:of|error|fail|loss|drop|success)"),
    rule("impact", 1.6, "no none noth zero with not noon nobo", r"\b(?:no|zero|without(?: any)?|not? any)\s+(?:\w+\s+){0,2}(?:data|customer|user|client|revenue|orders?|payments?|messages?|records?|bookings?|events?)\s*(?:was |were |is |has been |have been )?(?:loss|lost|impact(?:ed)?|affected|missing|dropped|corrupted)\b|\b(?:nothing|none|no data|nobody|no one) (?:was |were |is |has been )?(?:lost|affected|impacted|corrupted|exposed|charged)\b|\bno (?:customer|user|client)s? (?:impact|facing|affected|noticed)\b"),
    rule("impact", 0.9, "*", r"\b(?:around |about |roughly |over |almost |~)?\d[\d.,]*k?\s+(?:new )?(?:calls?|tickets?|posts?|reports?|complaints?|reviews?|e-?mails?|customers?|users?|people|players?|patients?|merchants?|orders?|accounts?|requests?)\b"),
    rule("impact", 1.4, "last noth no have has not been sinc", r"\blast (?:\w+ ){1,3}was (?:about |over |around )?\d+\+? ?(?:h|hrs?|hours?|days?|minutes?|mins?) ago\b|\b(?:not|n['’]t|nothing|none|no \w+)\b.{0,60}\b(?:in|for|since)\s+(?:the last |the past |over |about |at least )?(?:\d+\+?\s?(?:h|hrs?|hours?|days?|minutes?|mins?)|hours|days)\b"),
    rule("impact", 0.8, "ever comp enti whol all gene ever", r"\b(?:unavailable|unusable|down|broken|non-?responsive|unresponsive|failing|slow)\b.{0,30}\b(?:in general|for everyone|everywhere|completely|entirely|for all|globally|across)\b|\b(?:everything|everyone|all of|the (?:whole|entire)|completely|totally)\b.{0,40}\b(?:down|unavailable|broken|failing|slow|unusable|blocked|stuck|dead)\b"),
    rule("impact", 0.6, "for last sinc whol hour minu min", r"\b(?:for|lasted|over|about|around|total(?:ly)?|took)\s+(?:the (?:last|past)\s+)?(?:about |around |~|roughly |almost |nearly |over |at least )?\d+\+?\s?(?:h|hrs?|hours?|m|mins?|minutes?|days?)\b|\b\d+\+?\s?(?:hrs?|hours?|mins?|minutes?)\s+of\b|\bsince (?:~|about |around )?\d{1,2}[:.]\d\d"),
    rule("impact", 0.9, "can' cann unab coul", rf"\b(?:users?|customers?|clients?|people|folks|nobody|no one|everyone|everybody|we|i|they|{VICTIM}) (?:\w+ )?(?:can(?:no|')?t|can not|unable to|couldn'?t|could not)\s+(?:even\s+)?(?:log|sign|access|reach|load|open|see|get|pay|check|upload|download|push|deploy|use|login|create|place|complete|send|receive|submit|view|book|search|order|buy|merge|publish|print|scan)\w*"),
    rule("impact", 0.8, "caus slip mean resu forc", r"\b(?:caus(?:ed|ing)|mean(?:s|t|ing)|result(?:ed|ing) in|forced|so)\b.{0,40}\b(?:slip|delay|late|miss(?:ed|ing)?|outage|nothing|nobody|everyone|downtime|cancel\w*)\b"),
    rule("impact", -1.2, "if woul coul shou mayb coul thin migh prob", r"\b(?:if|would|could be|should|maybe|might|i think)\b"),
    rule("impact", -0.8, "*", r"\?\W*$"),
)  # fmt: skip
