"""Sentences and what they are about: impact, conditions, guidance of a template, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotwash.importing.source import Block, Item, Section, split

_HYPOTHETICAL = re.compile(r"^\W*if\b|\bwould have\b|\bneeded? to (?:assess|check|know)\b|\bshould\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])[~≈<>$€£+]?\d[\d.,]*\+?\s*(?:%|[kKmMbB]\b|x\b)?")
_LENGTH = re.compile(
    r"\b\d+\s?h(?:ours?|rs?)?\s?\d+\s?m|(?:\b\d+(?:[.,]\d+)?\+?\s*(?:-|–|to)?\s*\d*\+?\s?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fifteen|twenty|thirty|half an|an|a few|several|many|couple of)\s+)"
    r"(?:seconds?|secs?|s\b|minutes?|mins?|m\b|hours?|hrs?|h\b|days?|d\b|weeks?|months?)",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:users?|customers?|clients?|students?|people|everyone|everybody|anyone|anybody|nobody|no one|teams?|tenants?|applications?|apps?|services?|sites?|websites?"
    r"|requests?|traffic|jobs?|builds?|deployments?|PRs?|pull requests?|orders?|payments?|transactions?|members?|validators?|developers?|instructors?|hubs?|launch(?:es|ing)?|dashboards?|production|prod|staging|notebooks?"
    r"|servers?|pods?|kernels?|nodes?|instances?|tests?|artifacts?|visitors?|accounts?|messages?|e-?mails?|data|records?|readers?|passengers?|drivers?|patients?|guests?|parcels?|packages?|tickets?|invoices?|bookings?|searches|files?|connections?|APIs?|events?|metrics|logs|monitoring|pages?|system|platform|cluster|chain|network)\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:unavailab\w*|inaccessib\w*|unreachab\w*|offline|down|outages?|downtime|degrad\w*|disrupt\w*|slow(?:er|ly|ness)?|fail(?:s|ed|ing|ures?)?|errors?|time(?:d)?[ -]?outs?"
    r"|50\d|40\d|lost|loss(?:es)?|dropped|drops?|stuck|killed|crash\w*|interrupt\w*|delay\w*|missing|corrupt\w*|broken|blocked|prevent(?:ed|ing|s)?|unable|could(?: not|n['’]t)|can(?:not|['’]t)|not able"
    r"|impact\w*|affect\w*|unusable|not (?:available|accessible|working|reachable)|halted|halt|slipped|(?:was|were) not \w+|without|\w+ late\b|(?:stayed|remained) \w+|refused|declined|expired|incorrect(?:ly)?|wrong|suffer\w*|experienc\w*|hung|hang|frozen|leak(?:ed)?|exposed|stopped|unnoticed|without action|nothing usable|long (?:wait|time)|(?:was|were|is|are)n['’]t \w+(?:ing|able)|would(?:n['’]t| not) (?:start|come|work|load|open|launch|detach|boot|respond)|went down|did(?:n['’]t| not) (?:see|work|start|get|receive|respond)|suspended|deleted|starved|unhealthy|not (?:operational|visible)|disabled)\b",
    re.I,
)
_STRONG = re.compile(
    r"\b(?:impact(?:ed|ing|s)?|affected|lasted?|last(?:s|ing)?|outages?|downtime|unavailable|offline|no data (?:was |were )?lost|data loss|were (?:down|lost|dropped|affected|unable)"
    r"|was (?:down|lost|dropped|affected|unavailable|unable|slow)|unable to|for (?:about |around |approximately |roughly |nearly |over |just over |at least )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|several|many|a few)\b.{0,12}(?:second|minute|hour|day|min)\w*)",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:caused?|causing|due to|because(?: of)?|root cause|lea?d(?:s|ing)? to|led to|result(?:s|ed|ing)? (?:in|of|from)|as a result|as a consequence|trigger(?:ed|ing|s)?|stem(?:s|med) from|triggered by|owing to"
    r"|the reason|reason for|made it possible|contribut\w+|bug in|a bug|race condition|memory leak|mis-?configur\w+|did(?: not|n['’]t) (?:have|include|check|cover|detect|alert|notice)"
    r"|w(?:as|ere)(?: not|n['’]t) (?:set|configured|monitored|tested|covered|enough|checked|updated|renewed|aware|included)|had no|no (?:limit|alert|monitoring|test|check|validation|alerting)s? |identified as|turn(?:ed|s) out (?:to be|that)|high (?:cpu|memory|disk|load|i/?o)\b|without (?:any )?(?:limit|check|test|valid)\w*"
    r"|exhaust\w+|overload\w*|expired|exceed\w*|insufficient|missing|unexpected(?:ly)?|accidental(?:ly)?|inadvertent(?:ly)?|unintentional(?:ly)?|incorrect(?:ly)?|narrow(?:ed)? (?:this |it )?down to|out of (?:memory|space|disk|capacity|quota))\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:by mistake|mistaken(?:ly)?|hard-?coded|out of date|outdated|took us over|over (?:the|a|our) (?:hard )?limit|not (?:fully |immediately )?aware|unaware|had (?:not |n['’]t )?been|has changed"
    r"|immediately (?:after|following)|intending|wrong(?:ly)?|while (?:working|testing|deploying|upgrading)|after (?:upgrading|deploying|updating|a deploy\w*|an upgrade|the upgrade)|bug|regression|broke|no longer|never|only (?:one|a single))\b",
    re.IGNORECASE,
)
_REMEDY = re.compile(r"^(?:we|the team|i|engineers?|they|to (?:fix|resolve|mitigate)|this was (?:fixed|resolved|mitigated)|after (?:much|some)|fixed|restored|restarted|increas\w+ the|updat\w+ the|rolling back|rollback)\b.{0,30}\b(?:fix|resolv|mitigat|restart|revert|roll(?:ed)? back|restor|deploy|add|chang|increas|updat|receiv|will|want|plan|raised|allow)", re.I)  # fmt: skip
_SORRY = re.compile(r"\b(?:apologi[sz]e|apolog(?:y|ies)|sorry|thanks?|thank you|hope you)\b", re.IGNORECASE)
_NOTHING = re.compile(
    r"^[\s*_>\-.…\[\](){}<>]*(?:none|nothing|n/?a|not (?:much|applicable|yet(?: available)?|available(?: yet)?)|no(?:ne)? (?:comments? added|data|yet|identified|known|actions?(?: items?)?(?: needed| required)?|action items)|tbd|to ?do|tba|unknown|-+|\?+|we didn['’]t,? really|not really|no comments added|nothing really|nothing in particular|no)[\s*_.!…\[\](){}<>]*$",
    re.I,
)
_GUIDANCE = re.compile(
    r"^\s*(?:[_*]{1,3})?(?:\[?(?:tbd|todo|to be (?:done|filled|completed|determined))\b|\{\{.*\}\}\s*$|<[^<>@:/]{4,}>\s*\.?$"
    r"|\[(?![xX ]\])(?:time from|insert|describe|list|add|name|link|your|date|who|what|when|if)\b[^\]]*\]\.?\s*$"
    r"|(?:describe|explain|list|insert|include|provide|fill in|write|enter|add) (?:here|below|in|the|any|all|a|an|what|how|who|your|when|every)\b[^.]*\b(?:here|this section|template|below)\b"
    r"|(?:this section|in this section|use this (?:section|template)|please (?:fill|describe|list|add|delete|remove)|delete this|replace this|example:|lorem ipsum)\b"
    r"|(?:what|who|when|where|why|how|did|was|were|which) (?:happened|was|were|did|is|are|went|could|can|should|would|do|will|long|many|much)\b[^.!]*\?\s*(?:[_*]{1,3})?\s*$)",
    re.I,
)
_TEMPLATE = re.compile(
    r"^\s*(?:[*_]{1,2}\(?(?:a (?:brief|detailed|short|concise|list|blameless|chronological)|list|include|to be done|copy|give|e\.g\.|describe|provide|explain|when|which|how|who)\b.*[*_]{1,2}\s*$"
    r"|(?:a |the )?(?:list (?:of )?(?:the )?)?(?:good )?things that (?:could|went|go|happened)\b.*\b(?:for example|ideally|should|e\.g\.)"
    r"|these are (?:only |just )?(?:sample|good things|example)|every action item should\b|(?:quick|short|brief) summary of (?:what|the) (?:user|problem|incident|issue|impact)"
    r"|[-*\s]*[*_]?e\.g\.,|\{\{[^}]*\}\}(?:\s*\[[^\]]*\])?\s*$|<< .* >>\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_FOR_EXAMPLE = re.compile(r"\b(?:for example|for instance|e\.g\.)\s*[,:]?\s*$", re.IGNORECASE)
_HOUSEKEEPING = re.compile(
    r"\b(?:title|sections?|document|template|post-?mortem|retrospective|incident report)\b.{0,60}\b(?:fill(?:ed)?|complet\w+|written|publish\w*|review\w*|shar(?:e|ed)|schedul\w+|push(?:ed)?|clos(?:e|ed)|deal\w* with|dealt with|link(?:ed)?|clean(?:ed)? up|above|below)\b"
    r"|\b(?:fill(?: out| in)?|complet\w+|publish\w*|shar(?:e|ed)|schedul\w+|push|link(?:ed|s)?|file|clean(?:ed)? up)\b.{0,40}\b(?:title|sections?|document|template|post-?mortem|retrospective|incident report|items above)\b",
    re.I,
)
"""A step of writing the document itself: what stands in a template's list of what the author has to do."""
_COUNT = re.compile(
    r"(?<![\w./:])[~≈<>]?\d[\d.,]*\s?[kKmM%]?\+?\s+(?:of (?:the |all )?)?(?:[\w-]+\s+){0,2}(?:users?|customers?|clients?|students?|errors?|requests?|orders?|jobs?|PRs?|failures?|participants?|transactions?|payments?|messages?|accounts?)\b",
    re.I,
)
_CODE = re.compile(r"(?<!\d )\b[45]\d\d\b(?: \w+)? errors?\b", re.I)
_MARKS = re.compile(r"[*_`~]+")


class Said(NamedTuple):
    """A statement and the line it begins on."""

    text: str
    line: int


def is_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing to say."""
    return not re.search(r"\w", text) or bool(_NOTHING.match(text.strip()))


def is_guidance(text: str) -> bool:
    """Whether a text is a template's guidance that was left in."""
    plain = text.strip()
    if plain.startswith("<!--"):
        return True
    return len(plain) < 320 and bool(_GUIDANCE.match(plain) or _TEMPLATE.match(plain))


def is_housekeeping(items: list[Item]) -> bool:
    """Whether a list is the checklist of a template: about the document, not about the system."""
    hits = sum(bool(_HOUSEKEEPING.search(item.text)) for item in items)
    return hits > 0 and 2 * hits >= len(items)


def is_impact(sentence: str) -> bool:
    """Whether a sentence outside an impact section tells harm: who could not do what, for how long, how many."""
    if _SORRY.search(sentence) or _HYPOTHETICAL.search(sentence):
        return False
    if _REMEDY.match(sentence) and not _LENGTH.search(sentence):
        return False
    harm, who = bool(_HARM.search(sentence)), bool(_WHO.search(sentence))
    figure = bool(_LENGTH.search(sentence) or _NUMBER.search(_MARKS.sub("", sentence)))
    if (_STRONG.search(sentence) and (who or figure)) or (harm and _LENGTH.search(sentence)):
        return True
    return (
        harm
        and who
        and (
            figure
            or bool(
                re.search(
                    r"\b(?:all|every|any|many|most|some|several|in (?:many|some) cases|users?|customers?|caus\w+|prevent\w+)\b",
                    sentence,
                    re.I,
                )
            )
        )
    )


def is_harm(sentence: str) -> bool:
    """Whether a sentence tells that something failed, without a figure or whom it touched."""
    return (
        len(sentence) > 25
        and bool(_HARM.search(sentence))
        and not (_SORRY.search(sentence) or _HYPOTHETICAL.search(sentence) or _REMEDY.match(sentence))
    )


def is_count(text: str) -> bool:
    """Whether an entry of a timeline counts harm: `2.5K errors`, `about 30 users without ...`."""
    return bool(_COUNT.search(text)) and bool(
        _HARM.search(_CODE.sub("", text)) or re.search(r"\berrors?\b|\bissues?\b|\bproblems?\b", text, re.I)
    )


def is_cause(sentence: str) -> bool:
    """Whether a sentence outside a section of causes tells a condition that made the incident possible."""
    return (
        bool(_CAUSE.search(sentence))
        and not _SORRY.search(sentence)
        and not sentence.endswith(":")
        and not _REMEDY.match(sentence)
        and len(sentence) > 25
    )


def is_condition(sentence: str) -> bool:
    """Whether a sentence may tell a condition, where nothing says a cause outright."""
    return (
        len(sentence) > 25
        and bool(_CONDITION.search(sentence))
        and not (_SORRY.search(sentence) or sentence.endswith(("?", ":")))
    )


def weighty(sentence: str) -> bool:
    """An impact that comes with a figure or a length."""
    return is_impact(sentence) and bool(
        _LENGTH.search(sentence) or re.search(r"\b(?:all|every(?:one)?|any(?:one)?|no)\b", sentence, re.I)
    )


def told(section: Section, *, whole: bool) -> Iterator[tuple[Said, Block]]:
    """The statements of a section: its list items, table rows, and paragraphs (`whole`) or their sentences."""
    samples = False
    for block in section.blocks:
        if block.kind == "list" and samples:
            samples = False
            continue
        if block.kind == "paragraph":
            lists = [each for each in section.blocks[: section.blocks.index(block)] if each.kind == "list"]
            # A template's examples, left in behind what was written above them.
            samples = bool(lists) and is_guidance(block.text) and bool(_FOR_EXAMPLE.search(block.text))
            if block.text.lstrip().startswith("![") or is_guidance(block.text) or _introduces(block.text):
                continue
            flat = " ".join(block.text.split())
            parts = [flat] if whole else split(block.text)
            for part in parts:
                if not is_nothing(part):
                    yield Said(part, block.line), block
        elif block.kind == "list":
            for item in block.items:
                yield from ((said, block) for said in _item(item))
        elif block.kind == "table" and block.grid:
            for row, line in zip(block.grid.rows, block.grid.lines, strict=True):
                heads = block.grid.heads
                cells = [
                    f"{head}: {cell}" if len(row) > 2 and head else cell
                    for head, cell in zip(heads, row, strict=False)
                    if cell.strip()
                ]
                if len(block.grid.rows) == 1 and len(heads) > 1:
                    yield from (
                        (Said(f"{head}: {cell}", line), block)
                        for head, cell in zip(heads, row, strict=False)
                        if cell.strip()
                    )
                elif cells:
                    yield Said(": ".join(cells) if len(row) == 2 else "; ".join(cells), line), block


def _introduces(text: str) -> bool:
    """Whether a paragraph only leads over to the list behind it."""
    return text.rstrip().endswith(":") and len(text) < 120 and len(split(text)) == 1


def _item(item: Item) -> Iterator[Said]:
    text = " ".join(item.text.split())
    if item.children and len(text.split()) <= (5 if text.endswith(":") else 3) and not re.search(r"\d", text):
        for child in item.children:
            yield from _item(child)
        return
    parts = [text, *(" ".join(child.text.split()) for each in item.children for child in each.walk())]
    joined = parts[0]
    for part in parts[1:]:
        joined += (" " if joined.endswith((".", ":", "!", "?", ";")) else "; ") + part
    if joined and not is_nothing(joined) and not is_guidance(joined):
        yield Said(joined, item.line)
