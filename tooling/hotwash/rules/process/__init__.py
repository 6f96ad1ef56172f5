"""Held in time: the review while memories are fresh, the draft not forgotten."""
