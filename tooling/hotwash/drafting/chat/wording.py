"""The words of a message as a clean sentence: its own words, without what only a chat needs."""

from __future__ import annotations

import re

_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U000e0020-\U000e007f]+|(?<![\\w`/:.]):[a-z][a-z0-9_+'-]*(?:::?skin-tone-\\d)?:(?![\\w`/])"
)
_SMILEY = re.compile(r"(?<!\S)(?:[:;=8]['’]?-?[)(DPpOo/\\|]+|<3|\^\^|¯.{1,8}/¯|xD|XD)(?!\S)")
_MARKS = re.compile(r"\s*\((?:edited|bearbeitet|modifié|editado)\)\s*|\s*View (?:newer|older) replies\s*|\s*\[\d+ (?:second|minute|hour|day)s? ago\]\s*", re.IGNORECASE)  # fmt: skip
_SLACK_LINK = re.compile(r"<(?P<url>https?://[^|>\s]+)(?:\|(?P<label>[^>]*))?>")
_SLACK_PERSON = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|(?P<name>[^>]+))?>")
_SLACK_OTHER = re.compile(r"<[#!](?:[A-Z0-9]+\|)?(?P<name>[^>|^]+)(?:\^[^>|]*)?(?:\|[^>]*)?>")
_LEADING = re.compile(
    r"^(?:(?:and|but|so|well|ok(?:ay)?|oh|ah|hm+|um+|uh|ooh|hah?a*|lol|yeah|yep|yes|yup|no|nope|right|anyway|basically|also|fyi|btw|tl;?dr|update|hi(?: all| everyone| folks)?"
    r"|hey(?: all| everyone| folks| team)?|hello|morning|sorry|actually|wow|man|argh|ugh|damn|guys|folks|all|alright|cool|nice|great|good news|bad news|interesting|fwiw|afaict|afaik|iirc|imo|or actually)"
    r"(?:\s*[,:;.!–—-]+\s+|\s*\.\.\.\s*))+",
    re.IGNORECASE,
)
_MENTION_FIRST = re.compile(
    r"^(?:@[\w.\-]+(?:/[\w.\-]+)?(?:[,:]\s+|\s+(?=@)|\s+and\s+(?=@)|\s+(?=[a-z`]|[A-Z]\w*[,.]?\s+(?!(?:is|has|was|will|can|and|just|did|said|also)\b))(?!(?:is|has|was|will|can|could|would|should|and|or|to|just|did|does|found|said|says|also|who)\b)))+"
)
_MENTION_LAST = re.compile(r"(?:\s+(?:cc\s+)?@[\w.\-]+(?:/[\w.\-]+)?)+\s*(?P<end>[.?!]?)$")
_MENTION = re.compile(r"(?<![\w`/.])@(?=[\w])")
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s+")
_ASIDE = re.compile(r"\s*\((?:yay!?|\?|!|sic|lol|haha|argh|ugh)\)", re.IGNORECASE)
_BANG = re.compile(r"!+(?=\s|$)")
_CODE = re.compile(r"(`[^`]*`)")
_STRETCH = re.compile(r"([a-zA-Z])\1{3,}")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_~]{1,2})(?=\S)([^*_~\n]+?)(?<=\S)\1(?![\w*_])")


def plain(text: str) -> str:
    """A line of a message without emoji, marks of the chat and its way to write links; code spans are kept."""
    if "<" in text:
        text = _SLACK_LINK.sub(lambda m: m["label"] if m["label"] and "://" not in m["label"] else m["url"], text)
        text = _SLACK_PERSON.sub(lambda m: "@" + (m["name"] or m["id"]), text)
        text = _SLACK_OTHER.sub(lambda m: m["name"], text)
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    parts = _CODE.split(text) if "`" in text else [text]
    for at in range(0, len(parts), 2):
        part = parts[at]
        if "(" in part or "[" in part or "iew" in part.lower():
            part = _MARKS.sub(" ", part)
        part = _EMOJI.sub(" ", part) if not part.isascii() or ":" in part else part
        part = _SMILEY.sub(" ", part)
        if "*" in part or "_" in part or "~" in part:
            part = _EMPHASIS.sub(r"\2", part)
        parts[at] = part
    return " ".join("".join(parts).split()) if "`" not in text else re.sub(r"[ \t]+", " ", "".join(parts)).strip()


def sentence(text: str) -> str:
    """A sentence of the draft: as said, begun with a capital and ended with a full stop."""
    text = _BULLET.sub("", text).strip()
    for _ in range(3):
        before = text
        text = _MENTION_FIRST.sub("", text)
        shorter = _LEADING.sub("", text)
        text = shorter if len(shorter.split()) >= 3 else text
        if text == before:
            break
    text = _MENTION_LAST.sub(r"\g<end>", text)
    text = _MENTION.sub("", text)
    text = _ASIDE.sub("", text)
    text = _BANG.sub(".", text)
    text = _STRETCH.sub(r"\1", text)
    text = re.sub(r"\s+([,.;:?])(?=\s|$)", r"\1", text)
    text = re.sub(r"(?:\.{2,}|…)$", ".", text.strip()).strip(" ,;-–—")
    if not text:
        return ""
    if text[0].islower() and not re.match(r"[a-z]*[A-Z\d_./:-]", text.split()[0]):
        text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!:`" or re.search(r"https?://\S+$", text) else text + "."
