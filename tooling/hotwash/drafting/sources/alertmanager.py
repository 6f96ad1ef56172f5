"""Webhooks of Prometheus' Alertmanager, of Grafana (which extends them), and Alertmanager's list of alerts."""

from __future__ import annotations

from typing import Any

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts
from hotwash.exports.located import Located, objects


def read(name: str, values: list[Any]) -> Material | None:
    """What fired and when it ceased, or None where this is no such payload."""
    alerts = [alert for each in objects(values) for alert in _alerts(each)]
    if not alerts:
        legacy = [
            each for each in objects(values) if each.text("ruleName") and each.text("state") and "evalMatches" in each
        ]
        return _legacy(name, legacy) if legacy else None
    grafana = any(
        "orgId" in each or "dashboardURL" in each
        for value in objects(values)
        for each in (value, *value.objects("alerts"))
    )
    facts = Facts(name, "grafana" if grafana else "alertmanager")
    for alert in alerts:
        title = alert.text("labels", "alertname")
        about = (
            alert.text("annotations", "summary")
            or alert.text("annotations", "description")
            or alert.text("annotations", "message")
        )
        instance = alert.text("labels", "instance") or alert.text("labels", "pod") or alert.text("labels", "namespace")
        where = f" on {instance}" if instance and instance not in about else ""
        facts.material.signals.append(title)
        facts.material.services.append(alert.text("labels", "service"))
        facts.say(
            alert,
            alert.at("startsAt"),
            f"Alert {title} fires{where}{': ' + about if about else ''}",
            "signal",
            author=facts.source,
        )
        facts.time("detected", alert, alert.at("startsAt"))
        # An alert that still fires ends in the year 1.
        facts.say(
            alert,
            alert.at("endsAt") if _over(alert) else None,
            f"Alert {title} is resolved{where}" if _over(alert) else "",
            "result",
            author=facts.source,
        )
    return facts.done()


def _alerts(each: Located) -> list[Located]:
    inner = [alert for alert in each.objects("alerts") if alert.text("labels", "alertname")]
    if inner:
        return inner
    return [each] if each.text("labels", "alertname") and "startsAt" in each else []


def _over(alert: Located) -> bool:
    status = alert.text("status")
    return (
        (status == "resolved" or not status)
        and not alert.text("endsAt").startswith("0001")
        and bool(alert.text("endsAt"))
    )


def _legacy(name: str, alerts: list[Located]) -> Material:
    """Grafana's notification before version 8; it has no time of its own."""
    facts = Facts(name, "grafana")
    for alert in alerts:
        facts.material.signals.append(alert.text("ruleName"))
        kind = "result" if alert.text("state") == "ok" else "signal"
        facts.say(
            alert,
            alert.at("time"),
            alert.text("title") + (f": {alert.text('message')}" if alert.text("message") else ""),
            kind,
            author="grafana",
        )
    return facts.done()
