"""Incidents that happened before, said with their evidence."""
