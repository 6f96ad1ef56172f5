"""How people say that something worked, or that they were lucky."""

from hotwash.drafting.chat.rules import rule

PRAISE = (
    rule("well", 1.3, "love impr than good nice well", r"\b(?:love(?:d)?|impress\w+ (?:by|with|how)) (?:how|that|the way)\b|\bthank (?:god|goodness|heavens)\b|\b(?:good|nice|great|well) (?:job|work|done)\b.{0,20}$"),
    rule("well", 1.2, "help", r"\b(?:which|that|this|it|and) (?:really |certainly |also )?(?:helped|helps)(?: a lot| us| much| that)?\b|\bhelped (?:a lot|a bunch|massively|enormously)\b"),
    rule("well", 1.2, "nice good than luck", r"\b(?:nice|good|great|lucky) (?:that|thing)\b|\b(?:takes?|needs?|took|needed) no (?:deploy|restart|release|downtime|ticket)\b"),
    rule("well", 1.2, "min minu seco", r"\b(?:up|out|there|answered|joined|online|here) (?:\w+ )?(?:within|in|after) (?:\d+|a few|two|three|five) (?:min\w*|seconds)\b|\b\d+ min\w* in\b"),
    rule("well", 1.3, "that whic", r"\b(?:that (?:part )?|which )(?:was|is|went) (?:really |very |pretty |actually |super )?(?:nice|great|good|quick|fast|impressive|helpful|smooth|well)\b"),
    rule("well", 1.5, "than luck fort good glad save", r"\b(?:thankfully|luckily|fortunately|good thing|lucky (?:that|we|it)|glad (?:that|we|you|it|the)|saved (?:us|the day|our)|by luck|just in time|good (?:that|news is)|nice that|great that|at least)\b"),
    rule("well", 1.4, "catc caug spot", r"\b(?:good|nice|great) (?:catch|spot|find)\b|\bcaught (?:it|this|that) (?:early|quickly|fast|before|right away|in)\b"),
    rule("well", 1.3, "work kick help did", r"\bworked (?:well|great|perfectly|nicely|flawlessly|like a charm|as (?:expected|designed|intended|planned))|\b(?:failover|fallback|circuit breaker|retries|autoscal\w+|backups?|alert\w*|rollback|runbook|canary|feature flag|kill switch)\b.{0,30}\b(?:kicked in|worked|helped|saved|paid off|did its job|caught (?:it|this))\b"),
    rule("well", 1.2, "quic fast rapi imme inst smoo", r"\b(?:rollback|recovery|response|restore|failover|detection|fix|revert|support|vendor|team|everyone|communication|handover|\w+)\b.{0,20}\b(?:was|were|is|went|has been) (?:really |very |super |pretty |so )?(?:quick|fast|smooth|rapid|painless|instant\w*|great|helpful|clean)\b|\b(?:that was|responded|reacted|found (?:it|this)|fixed (?:it|this)|detected) (?:\w+ )?(?:quick(?:ly)?|fast|within \d+ (?:min\w*|seconds))\b"),
    rule("well", 1.2, "than kudo prop shou nice grea good", r"\b(?:thanks|thank you|kudos|props|shout ?out|great job|nice (?:work|job)|good (?:job|work))\b.{0,60}\b(?:for (?:root|find|debug|fix|spot|catch|track|the quick|jump|help|notic|figur|digging|the fast|identif)\w*|on (?:find|spott|the quick))"),
    rule("well", 1.4, "went what posi", r"\b(?:what went well|went well|on the bright side|positives?:)\b"),
    rule("well", 1.1, "aler page moni fire", r"\b(?:alert|page|monitor\w*|alarm)\w*\b.{0,30}\b(?:fired|paged|caught|triggered|went off|told us)\b.{0,30}\b(?:before|within|immediately|right away|early|straight away|first)\b"),
    rule("well", -1.2, "if woul coul shou not didn neve unfo", r"\b(?:if|would|could|should|not|didn'?t|never|unfortunately)\b"),
)  # fmt: skip
