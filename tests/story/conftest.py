"""The story borrows its parts from the tests of the integrations, the editor and the trackers."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in ("integrations", "editor", "trackers"):
    sys.path.append(str(Path(__file__).parents[1] / folder))
