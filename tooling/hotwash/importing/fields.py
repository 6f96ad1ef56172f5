"""The names under which documents and exports keep the fields of an incident."""

from __future__ import annotations

from hotwash.importing.titles import plain

_NAMES: dict[str, str] = {
    name: key
    for key, names in {
        "authors": "author|authors|written by|created by|reporter|prepared by|owner|post mortem owner|postmortem owner|owner of review process|incident owner|commander|incident commander|autor",
        "severity": "severity|sev|severity level|priority|incident severity|incident priority|schweregrad|sévérité",
        "services": "service|services|affected service|affected services|impacted services|services affected|services impacted|affected system|affected systems|component|components|system|product|systems affected|affected components",
        "started": "start|started|start time|incident start|began|begin|start date|started at|impact start|incident started|time of incident|outage start|from|first harm|beginn|date time start|fault occurs|fault occurred|incident start time|impact started",
        "detected": "detected|detection time|first detected|detected at|time detected|discovered|reported|reported at|incident detected|acknowledged at",
        "mitigated": "mitigated|mitigation time|repaired|mitigated at|time mitigated|stable|stable at|impact end",
        "resolved": "end|ended|resolved|end time|resolution time|resolved at|incident end|incident resolved|time resolved|end date|outage end|to|ende|closed|closed at|incident ended|impact ended|incident end time",
        "date": "date|date of incident|incident date|dates|when|day|datum|fecha|impact time|last modified|date and time",
        "status": "status|state|document status|post mortem status",
        "length": "time to detection|time to detect|time to recovery|time to repair|time to resolve|time to resolution|time to mitigate|time to mitigation|time to restore|time to respond|time to acknowledge|duration|total downtime|downtime|outage duration|length|total impact duration|detection delay|incident duration|impact duration|ttd|ttr|ttm|mttr|mttd|dauer|duration of outage|duration of impact|total duration|duración",
        "affected": "affected customers|customers affected|customers impacted|users affected|affected users|users impacted|support cases raised|customer data loss|data loss|revenue impact|number of users affected|affected|revenue lost|requests failed|failed requests|sla impact|slo impact|error budget|tickets|user impact|user facing impact|business impact|customer impact",
    }.items()
    for name in names.split("|")
}  # fmt: skip


def kind_of(name: str) -> str | None:
    """What a field of that name says: `started`, `severity`, `length`, ..."""
    return _NAMES.get(plain(name))
