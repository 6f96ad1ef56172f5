"""What keeps a review from being prepared."""

from __future__ import annotations


class ReviewError(Exception):
    """What was asked for cannot be had; the message says why and how to go on."""
