"""Signs of a condition: what was so before anything happened, and made it possible.

A story is told in the past tense by those who acted. What stands in the present, what is denied, what had been so, what
is so only in part, and what is said to be the reason is a condition.
"""

from __future__ import annotations

import re

__all__ = ["BACKGROUND", "BARE", "CAUSE", "CONDITION", "DENIED", "NEVER", "OF_NOW", "OWN", "STANDING"]

CONDITION = re.compile(
    r"\b(?:too (?:high|low|short|long|small|big|large|late|slow|many|few|old|broad|aggressive|strict|generous|tight|loose|noisy|wide)"
    r"|(?:there (?:was|were|is|are)|we (?:had|have)|had|has|have|with) (?:no|not any|never|nobody|neither)\b|(?:no|without(?: any)?|missing|lack of|lacked|lacks|lacking) (?:\w+ ){0,3}(?:alert\w*|monitor\w*|tests?|runbook|rollback|backup|check\w*|limits?|timeout|retry|retries|fallback|owner\w*|staging|documentation|docs|canary|review\w*|validation|failover|redundancy|headroom|rate limit\w*|dashboard|metric\w*|dry run|guard\w*|lock|warning|index|circuit breaker|feature flag|way|process|one|rotation|reminder\w*|quota|capacity|connection limit|idempotency)"
    r"|only (?:watch|cover|check|monitor|alert|test|look|fire|page|run|apply|measure|had|one|two|a single|by hand|on|goes|went|knows|knew|warn|see|happen|count|log)\w*"
    r"|(?:did|does|do|was|were|is|are|had|has|have|could|can|would)(?:n't|nt| not| never) (?:been )?(?:have|had|check\w*|cover\w*|alert\w*|monitor\w*|test\w*|documented?|configured|include\w*|mention\w*|know|known|fire|page|notice|set|support\w*|validate\w*|handle\w*|limit\w*|see|show\w*|tell|match|scale|run|read|get|watch\w*|expire|enough|the same|aware|wired|written|in (?:the|our)|on (?:the|our)|part of|catch|apply|reach\w*|distinguish|log\w*|restored?|tried|rehearsed|used|rotated?|reviewed|need|automatic\w*|automated|honou?r|respect\w*|retr\w+|drop|replicat\w+|warn\w*|propagate\w*|kick\w*|go|come|care|refresh|updated?|renew\w*|exist\w*|work)"
    r"|nobody (?:knew|was|is|had|has|noticed|looked|owns?|owned|watch\w*|read\w*|told|checked|gets?|got|ever|reviewed|updated)|no ?one (?:knew|was|is|had|has|noticed|looked|owns?|owned|watch\w*|reads?|told|checked|gets?|got|ever|reviewed|updated)"
    r"|out ?dated|out of date|stale|obsolete|by hand|hard-?coded|undocumented|untested|misconfigured|unmonitored|single point of failure|copy[- ]?pasted|default (?:\w+ )?(?:is|was|of)|unlimited|unbounded|never (?:been )?(?:tested|tried|documented|set|rotated|restored|rehearsed|updated|cleaned|expired?|run|ran|alert\w*|fires?|fired)|still (?:pointed|points|pointing|used|uses|using|running|had|has|on|set|configured|assumed?)"
    r"|same (?:\w+ ){0,2}(?:database|db|cluster|node|host|pool|disk|network|rack|zone|password|account|credential\w*|queue|broker|server)|manual(?:ly)?\b|assum(?:ed|es|ing)|(?:was|were|is|are) (?:hidden|buried|ignored|muted|silenced|missing|skipped|disabled|turned off|switched off|set to|shared|wrong|empty|full of|unclear|confusing|not)|turned? out|it turns out"
    r"|(?:was|were|is|are|been|only|load) (?:\w+ )?tested (?:on|with|against|in)|without (?:a|an|any) \w+|with no\b|with nobody|unattended|unnoticed|differ(?:s|ed)? (?:only )?by|(?:goes|went|go|sent|reports?|mailed|announced) (?:\w+ ){0,3}to (?:#|personal|private|a (?:mailbox|channel|list)|an address|an? (?:\w+ )?(?:employee|colleague))|no ?(?:one|body) (?:remember\w*|react\w*|knows|answer\w*|changed|lowered|tested|told|informed|\w+ed)\b"
    r"|depend(?:s|ed|ing)? on|relie[sd] on|(?:goes|went|go) to (?:a|an|the) (?:mailbox|inbox|channel|list|person|shared|dead|old)|can't tell|cannot tell|looks? (?:the same|identical|like))\b",
    re.IGNORECASE,
)
CAUSE = re.compile(
    r"\b(?:root cause|the (?:cause|reason|culprit|problem|issue|trigger)|(?:root )?cause is|(?:came|comes|stem(?:s|med)?|resulted) from|made (?:it|this|that|them) (?:possible|exceed|worse|hard\w*|slow\w*|fail|time out|crash|stop)|(?:was|were|is) caused by|caused by|due to|triggered by|thanks to a|a result of|(?:was|is) because)\b",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(?:never|nobody|no ?one|only|too \w+|without|not (?:tested|documented|monitored|covered)|still (?:pointed|used|on|set|had|has)|n(?:o|either) (?:\w+ )?(?:alert|test|check|runbook|monitoring|limit|backup|owner|one)\w*)\b",
    re.IGNORECASE,
)
BACKGROUND = re.compile(
    r"^(?:they|it|he|she|(?:the|our|their|a) \w+|[\w-]+) had (?:\w+ly )?\w+(?:ed|en)\b|\bhad (?:\w+ )?(?:been|never|no|only)\b|\b(?:was|were|been|got) (?:left|cloned|cut|copied|given|granted|reused|inherited|muted|never)\b|\bthat .{0,40}\bhad\b|\bevery (?:day|night|hour|week|morning|\d+)\b|\balways\b|\busually\b",
    re.IGNORECASE,
)
"""The pluperfect and habits tell what was so before, not what happened."""
STANDING = re.compile(
    r"^(?:and |but |so |also |this is |it is |because )*(?:(?:the|our|a|an|one|each|every|all|these|those|there|no|both|its|their|my|his|her)\b|[\w./-]+)(?:\s[\w./'’-]+){0,6}?\s(?:also |still |always |only |just |even |never |not )*(?:is|are|(?:has|have)(?! (?:been |not |also |already |now )*\w+(?:ed|en|un|ade|ut)\b)|does|do|goes|go|reads?|uses?|blocks?|runs?|needs?|lives?|points?|treats?|sends?|writes?|checks?|covers?|pings?|watches|alerts?|depends?|expects?|assumes?|allows?|keeps?|shares?|lacks?|requires?|takes?|knows?|looks?|deploys?|retries|returns?|ignores?|counts?|logs?|belongs?|happens?|comes?|gets?|says?|recommends?|states?|(?<=s )(?:accept|become|carry|differ|expire|hang|hold|include|live|load|only|report|serve|share|sit|stay)|doesn't|don't|isn't|aren't|hasn't|can't|cannot|can)\b",
    re.IGNORECASE,
)
"""A story is told in the past: what stands in the present tense is so in general, and a condition."""
OF_NOW = re.compile(
    r"\b(?:now|currently|right now|at the moment|since then|so far|actual(?:ly)?|still (?:investigat|look|wait|work|open|down|degraded)\w*|ongoing|is fixed|are fixed|is back|are back|i am|i'm|we are|we're|i have|we have (?:updated|restarted|fixed|installed|started|moved|added|changed|asked|called|opened|rolled|done|committed|been)|has (?:called|been (?:restored|fixed|resolved))|have (?:restarted|looked|installed|updated|asked|been (?:restored|fixed)))\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"^(?!(?:it|this|that|which)\b).*?\b(?:do|does|is|are|has|have|could|can)(?:n't| not|nt)\b|^(?!(?:it|this|that|which)\b).*?\bcannot\b",
    re.IGNORECASE,
)
"""What is not so, or cannot be, in the present tense."""
BARE = re.compile(
    r"^(?:also |and |but |plus )*(?:no|only|a single|single|one|missing|zero|default|too (?:many|few|little|much))\s+(?!one\b|body\b|idea|change|effect|luck|help|customers?\b|users?\b|clients?\b)\w+",
    re.IGNORECASE,
)
"""Without a verb: what there is not, or only once."""
OWN = re.compile(
    r"^(?:i|she|he|you)(?:'m|'s|'re|'ve)?\b|^we (?:do not|don't) (?:know|have (?:exact|more|the (?:exact|precise)))|^(?:[\w-]+ ){0,3}(?:is|are) \w{2,}ing\b|^(?:that|this|it)(?:'s| is) (?:where|when|what|why|how|because)\b",
    re.IGNORECASE,
)
"""What somebody says of themselves, or points at what was said."""
