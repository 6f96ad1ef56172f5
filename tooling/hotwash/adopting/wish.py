"""What somebody who adopts Hotwash wants: by flags, by answers, or by what is sensible."""

from __future__ import annotations

from typing import NamedTuple


class Wish(NamedTuple):
    """Each is None where nobody has said anything; then what is found decides."""

    profile: str | None = None
    documents: str | None = None
    """The folder of the documents, relative to the root."""
    site: str | None = None
    """`join` the project's site, have an `own` one, or `none`."""
    forge: str | None = None
    """`github`, `gitlab` or `none`."""
    team: str | None = None
    """The handle that owns the documents in CODEOWNERS."""
    pre_commit: bool = False
    """Whether to write a configuration of pre-commit where there is none."""
    bring: bool | None = None
    """Whether to import the old post-mortems."""
    baseline: bool | None = None
    """Whether what is found in the documents today is to be left out from then on."""
