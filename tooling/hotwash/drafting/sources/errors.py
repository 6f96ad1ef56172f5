"""What goes wrong with a source."""

from __future__ import annotations

KNOWN = (
    "chats (Slack, Discord, Teams, IRC and the like, pasted or exported), PagerDuty, Opsgenie, Alertmanager, Grafana, "
    "incident.io, Rootly, FireHydrant, Dispatch, Statuspage, GitHub and GitLab issues, git log, Kubernetes events, journald, CSV with "
    "a time column, plain text"
)
"""The kinds of material that are read, for messages."""


class SourceError(ValueError):
    """Material that cannot be read; the one line says what it looked like and what is known."""
