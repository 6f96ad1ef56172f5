"""How people say what is to be done afterwards, so that it does not happen again or is noticed sooner."""

from hotwash.drafting.chat.rules import rule

_MEND = (
    r"(?:add|alert|monitor|document|write|update|fix|make|automate|test|move|migrate|increase|raise|lower|set|have|get|create|build|enforce|validate|remove|drop|rotate|review|audit|split|upgrade|revisit|put|implement|switch|consider|look (?:into|at)|work on|improve|change|schedule|track|find|clean|separate|isolate|stop|limit|cap"
    r"|rate[- ]?limit|file|open|investigate|pin|bump|tune|tighten|introduce|use|require|run|do|hold|define|establish|extend|teach|train|rename|replace|rewrite|rework|refactor|turn|configure|protect|ensure|decouple|shard|index|backfill|refund|contact|send|talk|ask|adopt|deprecate|delete|standardi[sz]e|expose|publish|prioriti[sz]e|reduce|retire|double[- ]check|check|share|sync|follow up|postmortem|post-mortem|page|log|wire|link|restrict|gate|block|warn)"
)
_LATER = r"(?:tomorrow|next (?:week|sprint|month|quarter|time)|on monday|monday|this week|by (?:monday|tuesday|wednesday|thursday|friday|eod|eow|end of)|afterwards?|after (?:this|the incident|that)|later|once (?:this|we'?re|things|it)(?:'s| is| are)? (?:over|done|stable|calm\w*|settled)|long(?:er)?[- ]term|in the (?:future|long run)|going forward|from now on|so (?:that )?(?:this|it|we) (?:doesn'?t|won'?t|don'?t|never)|(?:doesn'?t|won'?t) happen again|to (?:avoid|prevent)|post-?mortem|retro(?:spective)?|permanent(?:ly)?|properly|proper fix)"

FOLLOWUPS = (
    rule("task", 1.2, "shal is are", r"\b(?:i|we) shall\s+(?!see\b|wait\b|update\b)\w+|\b(?:is|are) to be (?:\w+ly )?\w+(?:ed|en)\b"),
    rule("task", 1.2, "will shal i'll we'l ill", r"\b(?:will|shall|['’]ll)\s+(?:also\s+)?\w+.{5,80}\bby (?:the )?(?:\d{1,2}\b(?![:.]\d)|mon|tue|wed|thu|fri|end of|next|tomorrow|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
    rule("task", 1.0, "need dese", r"\b(?:needs?|deserves?) (?:its|their|our|his|her) own\b"),
    rule("task", 1.1, "i'd i’d like want woul", r"\b(?:i['’]?d like|i would like|we['’]?d like|i want|we want)\s+(?:to|an?|some|more|the)\b"),
    rule("task", 0.9, "and also plus", r"^\W*(?:and|also|plus|\+)\s+(?:an?|the|some|more|better)\s+(?:\w+ ){0,2}(?:check|alert|test|runbook|doc\w*|dashboard|monitor\w*|limit|ticket|lock|rule|warning|step|guard|review)\b"),
    rule("task", 1.8, "acti todo to-d foll next ai aktion takea", r"\b(?:action items?|TODOs?|to-?dos?|follow[- ]?ups?|next steps?|action points?|take ?aways?)\b|^\W*AI[:\s]|\bAI:"),
    rule("task", 1.2, "shou need must ough want have woul gott has coul may", rf"\b(?:we|i|you|they|someone|somebody|infra|ops|team|it|that|this|there)(?:'d| really| probably| also| definitely| maybe| still)*\s+(?:should(?:n'?t)?|need(?:s)? to|must|ought to|have to|has to|want to|gotta|will need to|may want to)\s+(?!have\b)(?:\w+ly\s+|also\s+|really\s+|just\s+|at least\s+|have\s+)*{_MEND}\b"),
    rule("task", 1.0, "let' lets", rf"\b(?:let'?s|lets)\s+(?:also\s+|not forget to\s+|make sure (?:to|we)\s+)?{_MEND}\b"),
    rule("task", 1.2, "i'll i’ll ill i we'l goin will gonn", r"\b(?:i'?ll|i’ll|we'?ll|we’ll|i will|we will|will|going to|gonna|i can)\s+(?:also\s+|then\s+)?(?:file|open|write|create|draft|schedule|send|add|put|follow up|track|document|set up|prepare|start|raise|log|update|book)\b.{0,50}\b(?:ticket|issue|jira|post-?mortem|doc\w*|pr|mr|alert\w*|e-?mail|follow[- ]?up|meeting|retro\w*|incident (?:report|review)|runbook|story|test|monitor\w*|dashboard|task|card|bug|write-?up|backlog|summary|report|change)\b"),
    rule("task", 1.0, "can coul plea some woul mind", r"\b(?:can|could|would) (?:you|someone|somebody|anyone|we|one of you|\w+) (?:please )?(?:also )?(?:file|open|write|create|add|draft|schedule|document|track|raise|log|set up|update the (?:runbook|docs))\b"),
    rule("task", 0.6, "tomo next mond afte late once long goin from happ post retr perm prop futu prev avoi eod eow sprint quar by", rf"\b{_LATER}\b"),
    rule("task", 1.2, "need miss wort wish woul woul nice", r"\b(?:needs? (?:a|an|some|more|better|proper|to be)\s+\w+|worth (?:adding|having|filing|writing|looking|documenting|automating|alerting)|would be (?:nice|good|great|helpful|better|useful) (?:to|if)|wish we had|(?:ticket|issue|jira) (?:filed|opened|created|for))\b"),
    rule("task", 1.3, "post retr revi", r"\b(?:work on|write|do|hold|schedule|have|need|start|own|draft|prepare|plan|for)\s+(?:up\s+)?(?:a |an |the |this )?(?:blameless )?(?:post-?mortem|retro(?:spective)?|incident review|write-?up)\b"),
    rule("task", 0.8, "incr rais add proba can", r"\b(?:probably|definitely|also) (?:we )?(?:can|could|should|need to)\s+(?:\w+\s+){0,2}?(?:increase|add|raise|move|use|set|make)\b.{0,60}\bto (?:avoid|prevent|stop)\b|\b\w+ to (?:add|write|file|fix|update|document|raise|review|follow up)\b.{10,}"),
    rule("task", 1.3, "to", rf"^\W*(?:\w+\s*:\s*)?(?:(?-i:[A-Z@])[\w.-]+(?:\s+\w+)?)\s+to\s+(?:{_MEND})\b.{{8,}}"),
    rule("task", 1.3, "^ -", rf"^\W*(?:@?(?-i:[A-Z])[\w.-]+|-|\*|\d[.)])\s*[:–-]\s*(?:{_MEND})\b.{{10,}}"),
    rule("task", 0.9, "need needs", r"\b(?:also|still|we|it|that|this|staging|they) needs? (?:a|an|the|some|to|more|better)\b"),
    rule("task", 0.8, "i'll will i we'l make", r"\b(?:i['’]?ll|i will|i make|i['’]?m going to|we['’]?ll|we will)\s+(?:also\s+)?\w+"),
    rule("task", -1.4, "rest roll reve fail scal kill wait hold look chec conf see know revi decl anno tell post try page ping call", r"\b(?:should|need to|let'?s|must|have to|want to|could|can|lets|ought to) (?:we |i |you )?(?:just |probably |also |now |first )?(?:restart|reboot|roll|revert|rollback|fail ?over|scale|kill|wait|hold|confirm|see|know|figure|declare|announce|tell|post|try|ping|call|jump|go|be (?:fine|good|ok|back|up|done|able)|bounce|drain|redeploy|keep|start with)\b"),
    rule("task", -0.9, "? if why what how did does is are", r"\?\W*$|^\W*(?:if|why|what|how|did|does|is|are)\b"),
    rule("task", -1.0, "shou", r"\bshould\b.{0,40}\bbut\b"),
    rule("task", -1.2, "have been were was didn ough", r"\b(?:should(?:n'?t)? have|ought(?:n'?t)? (?:not )?to have|could have|would have)\b"),
)  # fmt: skip
