"""How people and machines say that something is wrong."""

from hotwash.drafting.chat.rules import rule

_THING = r"(?:\w[\w./-]*\s+){0,3}"

SIGNALS = (
    rule("signal", 1.0, "fail faili failures", r"\bfail(?:s|ed|ing|ures?)?\b(?!\s?-?over)(?!\s+(?:over|back)\b)"),
    rule("signal", 1.0, "erro exce stac trac", r"\b(?:errors?|erroring|errored|exceptions?|stack ?traces?)\b"),
    rule("signal", 1.2, "500 500s 502 502s 503 503s 504 504s 5xx 5xxs 4xx 429 429s 404s 403s 401s 499 499s", r"(?<![\w.])(?:5xx|4xx|50[0234]|429|499|40[134])s?(?![\w%])"),
    rule("signal", 1.1, "time timi", r"\btim(?:e[sd]?|ing)[ -]?outs?\b|\btiming out\b"),
    rule("signal", 1.3, "down", r"\b(?:is|are|was|were|went|gone|seems?|appears?(?: to be)?|looks?|still|completely|fully|all|totally|hard)\s+(?:\w+\s+)?down\b(?!\s+(?:to|from|by)\b)|^\W*(?:\S+\s){1,2}down\W*$"),
    rule("signal", 1.2, "outa offl unav unre unus inac", r"\b(?:outage|offline|unavailable|unreachable|unresponsive|unusable|inaccessible)\b"),
    rule("signal", 1.2, "resp load work star resp conn merg proc sync rend send arri upda repl", r"\b(?:not|isn'?t|aren'?t|wasn'?t|doesn'?t|don'?t|didn'?t|won'?t|never|stopped|no longer|haven'?t|hasn'?t)\s+(?:\w+\s+){0,2}?(?:respond|load|work|start|connect|merg|process|sync|render|send|arriv|updat|replicat|deliver|reach|finish|complet|run)(?:ing|ed|s)?\b"),
    rule("signal", 1.0, "slow slug late lagg lag lags dela", r"\b(?:slow|slower|slowness|slow(?:ing|ed) down|sluggish|latenc(?:y|ies)|laggy|lag|lagging|delay(?:s|ed)?)\b"),
    rule("signal", 1.0, "stuc hung hang wedg bloc dead stal", r"\b(?:stuck|hung|hanging|hangs|wedged|deadlock(?:ed|s)?|stalled|stalling|blocked)\b"),
    rule("signal", 1.1, "cras oom oomk pani segf core evic kill", r"\b(?:crash(?:es|ed|ing)?(?:[ -]?loop\w*)?|OOM\w*|out of memory|panics?|panicked|panicking|segfault\w*|core dump\w*|evict(?:ed|ions?|ing)|OOMKilled|being killed|got killed)\b"),
    rule("signal", 1.1, "brok bork bust fuck scre hose fire", r"\b(?:broken|broke|borked|busted|hosed|on fire|messed up|screwed)\b"),
    rule("signal", 1.1, "degr unhe notr flap flak inco corr", r"\b(?:degraded|degradation|unhealthy|NotReady|not ready|not healthy|flapping|flaky|flakes|corrupt(?:ed|ion)?)\b"),
    rule("signal", 0.9, "spik surg burs jump clim grow incr elev risi rise drop doub trip high crit thro", r"\b(?:spik(?:e|es|ed|ing)|surge|burst|jump(?:ed|ing|s)?|climb(?:ing|ed|s)?|growing|elevated|rising|shot up|through the roof|throttl(?:ed|ing)|doubled|tripled|plummet\w*|tank(?:ed|ing)|abnormally|unusually)\b"),
    rule("signal", 0.9, "drop fall fell", r"\b(?:dropp?(?:ed|ing)|fell|falling)\s+(?:\w+\s+){0,3}(?:to|by|from|off)\b"),
    rule("signal", 0.9, "back queu pend pil pili over satu exha maxe full", r"\b(?:backlog\w*|back(?:ed|ing) up|queu(?:e|es|ing) (?:is|are|depth|length|up|at|has|keeps)|pending (?:pods|jobs|messages|requests)|(?:\w+ )?pods? pending|pil(?:ing|ed) up|overload(?:ed|ing)?|saturat(?:ed|ion|ing)|exhaust(?:ed|ion|ing)|maxed(?: out)?|(?:is|are|at|100%) full|disk full|filled up|filling up)\b"),
    rule("signal", 1.0, "cann can' cant unab coul", r"\b(?:can(?:no|')?t|can not|unable to|couldn'?t|could not|not able to)\s+(?:\w+\s+)?(?:log|sign|access|reach|connect|load|open|see|get|pay|check|upload|download|pull|push|deploy|save|use|login|ssh|create|place|complete|send|receive|resolve|find|schedule|start|read|write|submit|view|book|find)\w*"),
    rule("signal", 1.2, "aler page pagi pagerduty alar fire firi trig", r"\b(?:alerts?|pages?|alarms?|pagerduty|monitors?)\b.{0,40}\b(?:fir(?:ed|ing)|trigger(?:ed|ing)?|went off|going off|came in|coming in|from)\b|\b(?:got|getting|been|just|was|were|am|is) (?:paged|alerted|an? (?:page|alert)|alerts|pages)\b|\bpaged (?:for|about|by|with)\b|\bpager (?:just )?went\b|\bfiring\b|\balert(?:ed|ing)\b"),
    rule("signal", 1.1, "cust clie user supp tick comp repo merc part peop folk shop", r"\b(?:customers?|clients?|users?|support|merchants?|partners?|tenants?|people|folks|shops?|patients?|students?|teachers?|drivers?|sellers?|buyers?)\b.{0,40}\b(?:report(?:s|ed|ing)?|complain(?:s|ed|ing|ts)?|say(?:s|ing)?|said|tell(?:s|ing)?|told|see(?:s|ing)?|getting|writ(?:es|ing)|calls?|calling|asking|tickets?)\b|\b(?:tickets?|reports|complaints|calls) (?:coming|came|are coming|from|about|of|rolling|piling)\b"),
    rule("signal", 0.5, "seei noti see look got gett obse find foun spot hear", r"\b(?:seeing|noticed|noticing|i see|we see|can see|looks like|getting|observ(?:ed|ing)|spotted|hearing|i'?m having|we'?re having|having (?:issues|trouble|problems))\b"),
    rule("signal", 0.7, "issu prob trou inci wrong weir odd", r"\b(?:having|seeing|experiencing|some|any|seem to have|there(?:'s| is| are)) (?:\w+\s+){0,3}(?:issues?|problems?|trouble)\b|\b(?:something|sth)(?:'s| is)? (?:\w+ )?(?:wrong|off|broken|weird|odd|up)\b|\b\w+ (?:issues?|problems?)\?"),
    rule("signal", 0.8, "rest rebo loop", r"\b(?:(?:keeps?|kept|constantly|repeatedly|randomly) (?:restart|reboot)\w*|(?:reboot|restart|crash) loops?|restart(?:ed|ing) (?:itself|by itself|every|\d+ times))\b"),
    rule("signal", 0.8, "hund thou lots tons bunc many mill", r"\b(?:there(?:'s| are| is| were)|seeing|see|got|have|with) (?:\w+\s+){0,2}(?:hundreds|thousands|millions|tons|lots|bunch|loads) of\b"),
    rule("signal", 0.9, "red", r"\b(?:is|are|gone|went|been|all|very|still|turned|turning|dashboards?)\s+(?:\w+\s+)?red\b"),
    rule("signal", 0.9, "expi miss lost gone empt dupl wron stal outd reje refu inva deni forb", r"\b(?:expired|(?:is|are|was|were|went|all) (?:missing|gone|lost|empty)|duplicate(?:s|d)?|stale|rejected|refus(?:ed|ing)|invalid|denied|forbidden)\b"),
    rule("signal", 0.8, "wors wort wors", r"\b(?:getting|got|gotten|is|are|things are|even|much) worse\b|\bworrisome\b|\bworrying\b"),
    rule("signal", 0.8, "cpu memo disk load heap swap iowa inod thre pool conn", r"\b(?:cpu|memory|mem|disk|load|heap|swap|iowait|inodes?|threads?|connections?|pool)\b.{0,30}(?:\b\d{2,3}\s?%|\bmaxed\b|\bfull\b|\bpegged\b|\bhigh\b|\bout of\b)|\b\d{2,3}\s?% (?:\w+ )?(?:cpu|memory|disk|full|used|packet loss|loss|errors?)"),
    rule("signal", 0.6, "*", r"(?<![\w.])(?:[1-9]\d|1\d\d)\s?%.*(?<![\w.])(?:[1-9]\d|1\d\d)\s?%"),
    rule("signal", 1.0, "quot limi iops rate capa", r"\b(?:hit|hitting|exceed(?:ed|ing)?|exhausted|over|reached|ran out of|running out of)\s+(?:\w+\s+){0,3}(?:quotas?|limits?|iops|capacity|space|memory|connections|file descriptors|ips?)\b"),
)  # fmt: skip
