"""Bringing a repository that is in use to Hotwash: what is there, what would change, and the way back."""
