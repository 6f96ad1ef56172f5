"""Running the rules: engine, levels, suppressions, fixes."""

from hotwash.checking.engine import Checker, Options, find
from hotwash.checking.findings import Finding, Result

__all__ = ["Checker", "Finding", "Options", "Result", "find"]
