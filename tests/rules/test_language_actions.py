"""The rule `vague-action`: which action items have no end, and which can be closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotwash.config import Config
from hotwash.corpus import Corpus
from hotwash.document import Problem, parse
from hotwash.rules import Context, load

CONTEXT = Context(Config(), date(2026, 11, 10), Corpus(Path()))


def found(action: str, *, row: bool = False) -> list[Problem]:
    """What the rule says about a document with one action item."""
    item = f"- {action}\n"
    if row:
        item = f"| ID | Action | Owner |\n| -- | -- | -- |\n| A1 | {action} | @amara |\n"
    postmortem = parse(f"## Action items\n\n{item}", path="postmortems/2026/2026-11-03-checkout.md")
    return list(load()["vague-action"].check(postmortem, CONTEXT))


VAGUE = [
    # looking and weighing
    "Look into the alerting.",
    "Investigate the timeouts of the gateway.",
    "Investigate whether the pool can be larger.",
    "Investigating other proxies.",
    "Consider a second region.",
    "We should consider adding a second region.",
    "Explore options for sharding.",
    "Evaluate a managed database.",
    "Think about the retention of the logs.",
    "Discuss the freeze with the shop team.",
    "Review the configuration of the gateways.",
    "The platform team should look at the queue settings.",
    "Audit our permissions.",
    "Have the vendor look into the resets.",
    "Identify the root cause of the resets.",
    "Get a better understanding of the storage layer.",
    "Take another look at the alert thresholds.",
    "Review the limits and page rules.",
    "Investigate whether to fix or replace the proxy.",
    # what the item ends in
    "We have decided to look into sharding.",
    "The goal is to improve the tests.",
    "Platform to investigate the resets.",
    "Document and think about the limits.",
    "Alert thresholds to be reviewed.",
    # an object that names nothing, habits, possibilities, questions
    "Update the docs.",
    "Add more tests.",
    "Extend test coverage.",
    "Regularly test the backups.",
    "Keep the dashboards up to date.",
    "Possibly move to a managed database.",
    "We could add a cache.",
    "How to find out sooner.",
    "Avoid similar incidents in the future.",
    "Fail over as quickly as possible.",
    "Simplify the configuration.",
    "Training for the on-call engineers.",
    "Ops to review the firewall rules.",
    "Find out why the probe was silent.",
    "Find a way to replay the requests.",
    "Figure out the limit of the broker.",
    "Determine why the job stopped.",
    "Follow up with the provider.",
    "Try to reproduce the failure in staging.",
    "Check if other services have the same setting.",
    "Continue to investigate the leak.",
    "Keep an eye on the error rate.",
    "Work with the provider on a solution.",
    "Research how others do it.",
    "Further investigation of the memory leak.",
    "Retry policy: investigate the defaults.",
    "Revisit the limits of the pool.",
    "The retention of the logs should be reviewed.",
    "The rota needs to be discussed.",
    "Dig into the slow queries.",
    "Brainstorm about the on-call load.",
    # watching
    "Monitor the queue.",
    "Monitor the error rate after the next deploys.",
    "Watch for failures of the nightly job.",
    # directions
    "Improve the documentation.",
    "Improve our monitoring of the gateways.",
    "We need to improve the tests of the parser.",
    "Improving the handover.",
    "Better alerting for the queue.",
    "More tests.",
    "We need better communication with the support desk.",
    "Set up better monitoring.",
    "Write more documentation about the deploy.",
    "Add more logging to the worker.",
    "Handle timeouts more gracefully.",
    "Make the deploy more robust.",
    "Make rollbacks easier.",
    "Detect such load earlier.",
    "Documentation should be improved.",
    "The alerting needs improvement.",
    "Increase the awareness of the risk.",
    "Reduce the risk of such a change.",
    "Enhance the observability of the gateway.",
    "Communicate better.",
    "Optimise the slow queries.",
    "Strengthen the review of migrations.",
    "Improved error handling.",
    # care and habits
    "Be more careful with migrations.",
    "We need to be more vigilant.",
    "The team must be more cautious with the flags.",
    "Pay more attention to the warnings.",
    "Exercise caution during the freeze.",
    "Make sure to check the dashboard after a deploy.",
    "Make sure everyone reads the runbook.",
    "Ensure that engineers follow the checklist.",
    "Remember to announce the maintenance.",
    "Remind the team of the freeze.",
    "Don't forget to drain the node.",
    "Make sure this does not happen again.",
    "Train the team on the new console.",
    "Follow the checklist.",
    # wishes, questions and topics
    "It would be good to have a second replica.",
    "It might be worth adding a probe.",
    "Can we make the job faster?",
    "Monitoring.",
    "Carefully review every change.",
    "Improve the alerts more often.",
    "Make the alerts more useful.",
    "Improve the checks thoroughly.",
    "Review the limits properly.",
    "Never assume that the flag is off.",
    "2026: look into the disk.",
    "Make sure that the team reads the page.",
]

FIRM = [
    "Read the limit from the configuration file.",
    "Take a full backup of the primary every night and restore it on a spare host.",
    "Evaluate three vendors and choose one.",
    "Compare the two queues and pick one.",
    "Ask the vendor to enable audit logs.",
    "Require a review for changes to DNS.",
    "Train two more engineers to run the failover.",
    "Train the classifier on the new labels.",
    "Watch the config file for changes and reload it.",
    "Improve the error message to name the missing variable.",
    "Improve alerting: page when the queue is older than five minutes.",
    "Review app is deleted after the merge.",
    "Update the runbook with the failover steps.",
    "Create a runbook.",
    "Regularly run the restore job in CI every night.",
    "Could not reproduce; close the ticket.",
    "Audit all buckets and block public access.",
    "Add a job to monitor stale locks.",
    "Clarify in the runbook that the restart drops sessions.",
    "Communicate maintenance windows on the status page.",
    "Prioritise pages over tickets in the router.",
    "Promote the replica automatically.",
    "Renew the gateway certificates.",
    "Alert 30 days before any certificate expires.",
    "Add an alert on the age of the queue.",
    "Add monitoring for the repository sync.",
    "Add a certificate check to the checkout runbook.",
    "Investigate and fix the memory leak.",
    "Investigate a shared store and record the decision.",
    "Review the limits, then document them in the runbook.",
    "Monitor the queue and page the on-call engineer when it is older than five minutes.",
    "Monitor the queue with an alert at 1,000 messages.",
    "Reduce the timeout to two seconds.",
    "Increase the connection limit.",
    "Reduce the interval of the health check.",
    "Improve the p99 latency of search to 300 ms.",
    "Improve the alert by adding the name of the host.",
    "Improve the alert so that half of the team is paged.",
    "Update the shell configuration to better tell the clusters apart.",
    "Add metrics to improve the visibility of the federation.",
    "Make sure the recovery steps are documented.",
    "Make sure we have an alert for the queue.",
    "The test database should be filled with orders.",
    "Reject a change that lowers the limit.",
    "Write an end-to-end test of the checkout.",
    "Run a game day that repeats this incident.",
    "Hold a retrospective about the migration.",
    "Delete the unused code path.",
    "Move the incident bot to another account.",
    "Use an uptime service to watch all domains.",
    "Load a masked snapshot into staging each night.",
    "Grant break-glass access with automatic expiry.",
    "Do not start the job unless the context is set.",
    "If a pod does not start in time, kill it.",
    "Upgrade to a newer version of the proxy.",
    "Reviews of migrations need two approvals.",
    "Have monitoring for stuck pods.",
    "Document how to check a volume.",
    "Decide whether to keep the old pool.",
    "Record the escalation contacts of the carrier in the runbook.",
    "Keep the last five artefacts ready for a rollback.",
    "`investigate` becomes a subcommand of the tool.",
    "Raise the replica count to five.",
    "Write a runbook that lists the files that are safe to delete.",
    "Publish log-level changes to the deploy feed.",
    "Every cluster gets its own credentials.",
    "Automate the renewal of the certificates.",
    "Investigate the disk until a drill in staging shows no error.",
    "Improve the alert, e.g. with the name of the host.",
    "Improve the alert with a link to the runbook.",
    "More services have a switch.",
    "Improve the alert and add the name of the host.",
    "Monitor the queue and add a limit.",
    "Replace the disk that is slow with a faster one.",
    "The operator that runs the job with care moves to the new host.",
    "Ensure that the page is clear.",
    "Let the proxy be aware of the second region.",
]


@pytest.mark.parametrize("action", VAGUE)
def test_an_item_without_an_outcome_is_found(action: str) -> None:
    assert len(found(action)) == 1
    assert len(found(action, row=True)) == 1


@pytest.mark.parametrize("action", FIRM)
def test_an_item_that_can_be_closed_is_left_alone(action: str) -> None:
    assert found(action) == []
    assert found(action, row=True) == []


def test_a_dropped_item_needs_no_outcome() -> None:
    item = "| A1 | Look into the alerting | @amara | dropped: the gateway is retired |"
    text = f"## Action items\n\n| ID | Action | Owner | Status |\n| -- | -- | -- | -- |\n{item}\n"
    assert list(load()["vague-action"].check(parse(text), CONTEXT)) == []


def test_one_sentence_with_an_outcome_makes_the_item_one_that_can_be_closed() -> None:
    assert found("Look into the alerting. Add an alert on the age of the queue.") == []
    assert len(found("Look into the alerting. The ticket is in the tracker.")) == 1
    assert len(found("The alert was silent. Look into the reason.")) == 1


def test_an_intention_in_a_paragraph_beside_the_items_is_found_too() -> None:
    table = "| ID | Action |\n| -- | -- |\n| A1 | Add an alert |\n"
    text = f"## Action items\n\nAll items are in the tracker.\n\n{table}\nWe will be more careful.\n\n> Be careful.\n"
    (problem,) = load()["vague-action"].check(parse(text), CONTEXT)
    assert text[problem.span.start : problem.span.end] == "be more careful"
    assert list(load()["vague-action"].check(parse("## Action items\n\nLook into the disk.\n"), CONTEXT)) == []


def test_the_help_asks_for_what_is_missing() -> None:
    assert "decision" in found("Consider a second region.")[0].help
    assert "Alert when" in found("Monitor the queue.")[0].help
    assert "runbook" in found("Improve the documentation.")[0].help
    assert "default" in found("Make sure everyone reads the runbook.")[0].help
    assert found("Better alerting.")[0].message == "“better alerting” gives a direction, not a result"


def test_the_span_is_that_of_the_vague_words() -> None:
    text = "## Action items\n\n- We should look into the alerting.\n"
    (problem,) = load()["vague-action"].check(parse(text), CONTEXT)
    assert text[problem.span.start : problem.span.end] == "look into"
