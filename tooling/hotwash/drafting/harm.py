"""What a clause says of harm: figures of who and what it reached, money, lengths of the outage, and what stayed whole."""

from __future__ import annotations

import re

__all__ = ["HARMED", "harmed", "spared"]

_NUMBER = r"(?:(?:\d[\d.,]*\s?[kKmM]?\b|a (?:dozen|hundred|thousand|third|quarter)|half(?: of)?|dozens|hundreds|thousands|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|ninety)(?:[ -](?:hundred|thousand|dozen|million))*))"
_TECHNICAL = (
    r"(?:pods?|nodes?|hosts?|replicas?|servers?|instances?|machines?|retries|attempts?|times|[kmgt]i?b|ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?"
    r"|connections?|threads?|cores?|cpus?|versions?|lines?|people were called|errors?|500s|regions?|zones?|clusters?|shards?|partitions?|commits?|am|pm|utc|cet|cest|est|pst|ist|gmt|bst|engineers?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|april?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|of|in|on|at|and|or|to|the|a)"
)
"""What machines have: their number is no harm to anybody."""
HARMED = r"(?:orders?|users?|customers?|clients?|requests?|payments?|transactions?|checkouts?|searches|messages?|e?mails?|jobs?|calls?|sessions?|logins?|accounts?|records?|rows?|traffic|revenue|sales|data|people|drivers?|sellers?|bookings?|uploads?|deliveries)"
_MONEY = r"(?:(?:\b(?:EUR|USD|GBP|CHF|INR|BRL|PLN|SEK|US\$)|[€$£¥₹])\s?\d[\d.,]*\s?[kKmM]?\b|\d[\d.,]*\s?[kKmM]?\s?(?:EUR|USD|GBP|CHF|INR|BRL|PLN|SEK|euros?|dollars?|pounds?|bucks|€|\$|£)(?!\w))"
_IMPACT_VERBS = (
    r"(?:fail|failed|failing|lost|lose|affected|impacted|hit|dropped|delayed|missing|missed|missing|fell|went down|dropped|sold|sell|bounced|queued|behind|idle|duplicates?|compromised|stolen|couldn't|could not|can't|cannot|unable|stuck|late|errors?|errored|"
    r"refunded|churned|abandoned|bounced|rejected|declined|unavailable|down|timed out|duplicate|duplicated|double|twice|cancelled|canceled|waited|blocked|stranded|"
    r"charged|wrong|slow|slower|degraded|exposed|leaked|corrupted|deleted|unprocessed|undelivered|out|offline|complained|logged out|kicked|skipped|cost|refund|refunds|credit|credits|refused|with (?:a )?delay|delay|zero results|no results|empty|breach|breached|safe|intact|served|received)"
)
_STATUS = r"(?!(?:40[01348]|409|413|42[129]|499|50[1-4])\s(?:of|from|is|on|as|for)\b)"
"""What servers answer is no count of anything."""
_FIGURE = re.compile(
    rf"(?<![\w.:/-]){_STATUS}{_NUMBER}(?:\s?%|\s?percent)?(?![\w.:/-])(?:\s+\d[\d.,]*\s?[kKmM]?\b)?\s+(?:(?:of|out of|our|the|their)\s+)*(?!{_TECHNICAL}\b)[a-z][\w'’-]+",
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
    r"(?:^(?:and )?for (?:about |around |roughly |some |almost |nearly |over |the next )?(?:\d[\d.:]*|an?|half an|two|three|four|five|six|ten)\s?(?:and a half )?(?:h|hrs?|hours?|m|mins?|minutes?|days?)\b(?! (?:we|i)\b)|\b(?:down|out|unavailable|offline|degraded|lasted|outage|downtime|disrupt\w*|outage of|outage was|in total|total|altogether)\b.{0,30}?\b(?:\d+(?:[.:]\d+)?|an?|half an|two|three|four|five)\s?-?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)\b"
    r"|\b\d+(?:[.:]\d+)?\s?-?(?:m|mins?|minutes?|h|hrs?|hours?)\b.{0,12}?\b(?:of (?:down|outage|errors|disruption)|downtime|outage|down\b))",
    re.IGNORECASE,
)
_SLA = re.compile(r"\b(?:SLA|SLO|error budget|budget)\b")
_UNHARMED = re.compile(
    r"\b(?:no|without(?: any)?|zero|nothing|none of the|not? (?:a )?single)\s+(?:\w+\s+){0,2}(?:data|money|orders?|customers?|users?|records?|payments?|transactions?|writes?|messages?|revenue)\b.{0,30}?\b(?:lost|loss|affected|impacted|leaked|harmed|missing|corrupted|exposed)\b|\b(?:customers?|users?|clients?|data|revenue|orders?)\b.{0,12}\b(?:(?:were|was|is|are)?(?:n't| not) (?:affected|impacted|hit|harmed)|unaffected)\b|\bno (?:data loss|customer impact|data was lost|user impact|loss of data)\b|\bdata (?:is|was|were) (?:safe|intact|fine|not lost|unaffected)\b|\bnothing (?:was )?(?:lost|downloaded|leaked|stolen|exposed)\b|\bnone (?:was |were |is |are |of (?:them|it) (?:was |were )?)?(?:lost|affected|missing|harmed)\b|\bno (?:customers?|users?|clients?)(?=$|[,.])|\b(?:no ?one|nobody) (?:outside|else)? ?(?:noticed outside|was (?:affected|hurt|harmed)|entered|got in|complained)\b|\b(?:no ?one|nobody) outside \w+ed\b",
    re.IGNORECASE,
)


def spared(lower: str) -> bool:
    """Whether it says that something was not harmed: `no data lost`."""
    return _UNHARMED.search(lower) is not None


def harmed(text: str) -> bool:
    """A figure with something that was harmed, money, a duration of the outage, or the agreement that it touches."""
    if _COST.search(text) or _DURATION.search(text):
        return True
    if _SLA.search(text) and re.search(r"\d|\b(?:breach|broke|missed|within|blown|burn)", text):
        return True
    if _FIGURE.search(text) and (_HARM.search(text) or _COUNTED.match(text)):
        return True
    return bool(_SHARE.search(text) and (_HARM.search(text) or re.search(HARMED, text)))
