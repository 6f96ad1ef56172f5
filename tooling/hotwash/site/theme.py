"""Where the theme's files are, and what a reader's site needs of Material."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import hotwash

FEATURES = ("navigation.tabs", "navigation.indexes", "toc.follow", "content.code.copy")
PALETTE = [
    {
        "media": f"(prefers-color-scheme{media})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "material/circle-half-full", "name": name},
    }
    for media, scheme, name in (
        ("", "default", "Switch to light mode"),
        (": light", "default", "Switch to dark mode"),
        (": dark", "slate", "Follow the system’s colours"),
    )
]
"""As the system has it, light, dark; the name says what the button does next."""
STYLE = "assets/hotwash/hotwash.css"
SCRIPT = "assets/hotwash/hotwash.js"


def overrides() -> Path:
    """The folder of templates, styles and scripts: in the package when it is installed, else in the checkout."""
    package = Path(hotwash.__file__).resolve().parent
    for folder in (package / "overrides", package.parent.parent / "overrides"):
        if (folder / "main.html").is_file():
            return folder
    raise FileNotFoundError("the theme's files (overrides/) are not there; install hotwash again")


def settings(theme: MutableMapping[str, Any]) -> None:
    """Set what the pages rely on, and leave what a team has decided: palette, logo, icons, further features."""
    theme["font"] = False  # no page asks another host for anything
    features = [str(name) for name in theme["features"] or ()] if "features" in theme else []
    wanted = [name for name in FEATURES if name not in features]
    # It covers the text on a phone.
    theme["features"] = [*(name for name in features if name != "navigation.top"), *wanted]
    if "palette" not in theme or not theme["palette"]:
        theme["palette"] = PALETTE
    icons = dict(theme["icon"] or {}) if "icon" in theme else {}
    icons.setdefault("logo", "hotwash/logo")
    theme["icon"] = icons
    if "favicon" not in theme or theme["favicon"] == "assets/images/favicon.png":
        theme["favicon"] = "assets/hotwash/favicon.svg"
