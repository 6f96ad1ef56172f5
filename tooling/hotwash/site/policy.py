"""The content security policy of every page: what a browser may load and run there, and nothing else.

It is the second line behind the sanitiser. The theme's own inline scripts are let through by their hashes; these are
taken from the theme's templates and never from a finished page, so that no text of a document can add itself.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

BASE: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    # The search is WebAssembly, and comes from the site itself.
    "script-src": ("'self'", "'wasm-unsafe-eval'"),
    "style-src": ("'self'",),
    # The theme's icons stand in its style sheet.
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "manifest-src": ("'self'",),
    "worker-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
"""What a page needs. Frames and plug-ins are in no list: `default-src` refuses them."""
_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type)\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"[^\s;,\"<>]+")


class PolicyError(Exception):
    """What a team adds to the policy cannot stand in one."""


def policy(templates: str, added: Mapping[str, Sequence[str]] | None = None, serving: bool = False) -> str:
    """The policy as it stands in a page's head.

    `templates` is the theme's own HTML with its inline scripts; `added` are further sources by directive. While somebody
    writes, the server that shows the pages puts a script of its own into them, which no hash can know.
    """
    lines = {name: list(sources) for name, sources in BASE.items()}
    if serving:
        lines["script-src"].append("'unsafe-inline'")
    else:
        lines["script-src"] += dict.fromkeys(_hash(script) for script in _SCRIPT.findall(templates))
    for name, sources in (added or {}).items():
        known = [each for each in lines.get(name, []) if each != "'none'"]
        lines[name] = [*known, *(each for each in sources if each not in known)]
    return "; ".join(" ".join((name, *sources)) for name, sources in lines.items())


def elsewhere(addresses: Iterable[str], added: Mapping[str, Sequence[str]], directive: str) -> list[str]:
    """Those addresses of scripts or sheets that lie on another host which the team has not added."""
    found = []
    for address in addresses:
        parts = urlsplit(address)
        host = f"{parts.scheme or 'https'}://{parts.netloc}"
        if parts.netloc and not any(
            each in (host, parts.netloc, "*", f"{parts.scheme}:") for each in added.get(directive, ())
        ):
            found.append(address)
    return found


@lru_cache(maxsize=256)
def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"


def sources(given: object) -> dict[str, list[str]]:
    """What a team adds, from its configuration: directive to one source or several. Raises `PolicyError`."""
    if not isinstance(given, Mapping):
        raise PolicyError("`policy` is a table of directives and sources, or false for no policy at all")
    found: dict[str, list[str]] = {}
    for name, value in given.items():
        values = [value] if isinstance(value, str) else value
        if not isinstance(name, str) or not re.fullmatch(r"[a-z]+-src(-elem|-attr)?|form-action|base-uri", name):
            raise PolicyError(f"`policy` has {name!r}, which is no directive that takes sources; `style-src` is one")
        if not isinstance(values, (list, tuple)) or not all(
            isinstance(each, str) and _SOURCE.fullmatch(each) for each in values
        ):
            raise PolicyError(
                f"`policy.{name}` has a source that cannot stand in a policy; write `https://host` or `'unsafe-inline'`"
            )
        found[name] = list(values)
    return found
