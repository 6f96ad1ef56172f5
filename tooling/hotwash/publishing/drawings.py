"""An SVG made anew of what is drawn: no comments, scripts, metadata, editors' own elements, or links."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterator, Sequence
from xml.etree import ElementTree

from hotwash.publishing.images import ImageError, stripped

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath image linearGradient radialGradient"
    " stop clipPath mask marker pattern filter feGaussianBlur feOffset feBlend feMerge feMergeNode feColorMatrix feFlood"
    " feComposite feDropShadow switch".split()
)
_ATTRIBUTES = frozenset(
    "id class x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy d points width height viewBox preserveAspectRatio transform fill"
    " fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray"
    " stroke-dashoffset stroke-miterlimit opacity font-family font-size font-weight font-style text-anchor dominant-baseline"
    " alignment-baseline baseline-shift letter-spacing textLength lengthAdjust rotate offset stop-color stop-opacity"
    " gradientUnits gradientTransform spreadMethod clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits marker-start"
    " marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient patternUnits patternTransform"
    " patternContentUnits filter filterUnits primitiveUnits in in2 result stdDeviation mode values type operator k1 k2 k3 k4"
    " flood-color flood-opacity color display visibility overflow style shape-rendering text-rendering vector-effect version".split()
)
_SPEAKING = frozenset(("text", "tspan", "textPath"))
_DEEPEST = 100
_VALUE = re.compile(r"[\w\s#%.,()+*/:;='\"-]*\Z")
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|/\*|\\|@import|expression", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)\Z")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^>\[]*\[", re.IGNORECASE)

Words = Callable[[Sequence[str]], Sequence[str]]
"""From the texts of a line, one after another, to what may be said."""


def drawn(data: bytes, words: Words) -> bytes:
    """The SVG anew; its texts and values go through `words`. Raises `ImageError`."""
    if _DOCTYPE.search(data):
        raise ImageError("it declares entities")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - entities are refused above
    except (ElementTree.ParseError, ValueError, LookupError):
        raise ImageError("it is no readable SVG") from None
    made = _copied(root, words)
    if made is None or made.tag != "svg":
        raise ImageError("it is no SVG")
    made.set("xmlns", _SVG)
    body: bytes = ElementTree.tostring(made, "utf-8")
    return body + b"\n"


def is_drawing(data: bytes) -> bool:
    """Whether a file is to be taken for an SVG."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in data[:65536]


def _copied(element: ElementTree.Element, words: Words, depth: int = 0) -> ElementTree.Element | None:
    tag = element.tag
    if not isinstance(tag, str) or depth > _DEEPEST:
        return None
    namespace, _, name = tag.rpartition("}")
    if namespace not in (f"{{{_SVG}", "") or name not in _ELEMENTS:
        return None
    made = ElementTree.Element(name)
    for key, value in element.attrib.items():
        if key in _ATTRIBUTES and _VALUE.match(value) and not _ELSEWHERE.search(value) and _is_fine(value, words):
            made.set(key, value)
        elif key in ("href", f"{{{_XLINK}}}href") and (target := _target(value, words)):
            made.set("href", target)
    speaks = name in _SPEAKING
    made.text = element.text if speaks else None
    for child in element:
        copy = _copied(child, words, depth + 1)
        if copy is not None:
            made.append(copy)
            copy.tail = child.tail if speaks else None
        elif speaks and len(made):
            made[-1].tail = (made[-1].tail or "") + (child.tail or "")
        elif speaks:
            made.text = (made.text or "") + (child.tail or "")
    if name == "text":
        _tell(made, words)
    return made


def _is_fine(value: str, words: Words) -> bool:
    return list(words([value])) == [value]


def _tell(text: ElementTree.Element, words: Words) -> None:
    """Rewrite the words of a text, through all of its parts at once."""
    slots = list(_slots(text))
    told = words([getattr(element, place) or "" for element, place in slots])
    for (element, place), new in zip(slots, told, strict=True):
        setattr(element, place, new or None)


def _slots(element: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str]]:
    yield element, "text"
    for child in element:
        yield from _slots(child)
        yield child, "tail"


def _target(value: str, words: Words) -> str:
    """What a reference may lead to: a part of the drawing, or a stripped image inside it; empty for any other."""
    if re.fullmatch(r"#[\w.-]+", value):
        return value if _is_fine(value, words) else ""
    found = _DATA.match(value)
    if not found:
        return ""
    try:
        data, kind = stripped(b64decode(found[1], validate=False))
    except (ImageError, Base64Error, ValueError):
        return ""
    return f"data:image/{'jpeg' if kind == 'jpg' else kind};base64,{b64encode(data).decode()}"
