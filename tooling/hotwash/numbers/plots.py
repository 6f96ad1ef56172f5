"""Small plots in text: bars, and lengths of time on a logarithmic line."""

from __future__ import annotations

import math
from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉"
BAR = 24
"""Columns of the longest bar."""
LINE = 40
"""Columns of a line of lengths."""


def bar(value: float, longest: float, columns: int = BAR) -> str:
    """A bar as long as its share of the longest; what is not nothing can be seen."""
    if value <= 0 or longest <= 0:
        return ""
    eighths = max(round(value / longest * columns * 8), 1)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + _EIGHTHS[rest]).rstrip()


def line(values: Sequence[float], low: float, high: float, middle: float | None, ninth: float | None) -> str:
    """Values as points between two ends, on a logarithmic scale; `M` is the median, `9` the 90th percentile.

    `·` is one value and `:` several.
    """
    signs = [" "] * LINE
    for value in values:
        at = _place(value, low, high)
        signs[at] = "·" if signs[at] == " " else ":"
    for sign, figure in (("9", ninth), ("M", middle)):
        if figure is not None:
            signs[_place(figure, low, high)] = sign
    return "".join(signs).rstrip()


def _place(value: float, low: float, high: float) -> int:
    if high <= low:
        return 0
    share = (math.log(max(value, low)) - math.log(low)) / (math.log(high) - math.log(low))
    return min(max(round(share * (LINE - 1)), 0), LINE - 1)
