"""Verbs of operation with their forms, so that a pattern can ask for a tense."""

from __future__ import annotations

_IRREGULAR = {
    "bring": ("brings", "bringing", "brought"), "take": ("takes", "taking", "took|taken"), "put": ("puts", "putting", "put"),
    "set": ("sets", "setting", "set"), "reset": ("resets", "resetting", "reset"), "run": ("runs", "running", "ran"),
    "rerun": ("reruns", "rerunning", "reran"), "send": ("sends", "sending", "sent"), "rebuild": ("rebuilds", "rebuilding", "rebuilt"),
    "build": ("builds", "building", "built"), "cut": ("cuts", "cutting", "cut"), "spin": ("spins", "spinning", "spun|span"),
    "freeze": ("freezes", "freezing", "froze|frozen"), "shut": ("shuts", "shutting", "shut"), "undo": ("undoes", "undoing", "undid|undone"),
    "write": ("writes", "writing", "wrote|written"), "tell": ("tells", "telling", "told"), "give": ("gives", "giving", "gave|given"),
    "make": ("makes", "making", "made"), "get": ("gets", "getting", "got"), "go": ("goes", "going", "went|gone"),
    "speak": ("speaks", "speaking", "spoke|spoken"), "split": ("splits", "splitting", "split"), "overwrite": ("overwrites", "overwriting", "overwrote|overwritten"),
    "apply": ("applies", "applying", "applied"), "notify": ("notifies", "notifying", "notified"), "copy": ("copies", "copying", "copied"),
    "try": ("tries", "trying", "tried"), "modify": ("modifies", "modifying", "modified"), "retry": ("retries", "retrying", "retried"),
    "quit": ("quits", "quitting", "quit"), "rename": ("renames", "renaming", "renamed"), "ship": ("ships", "shipping", "shipped"),
    "begin": ("begins", "beginning", "began|begun"),
}  # fmt: skip
_DOUBLED = frozenset(
    "stop drop ping flip unplug plug swap cap pin ban scrap skip trim zip wrap roll-up commit cordon".split()
) - {"cordon"}

OPERATE = (
    "revert restart reboot bounce redeploy scale drain cordon uncordon disable enable reenable re-enable switch kill delete clear clean purge flush block unblock ban increase raise bump lower reduce "
    "add spin bring migrate move shift reroute redirect patch apply pull escalate ping poke contact notify inform announce declare pause stop halt freeze request rebuild restore renew rotate reindex "
    "replace remove reset resync rerun re-run requeue replay backfill promote demote throttle evict downgrade resize expand extend pin hotfix silence mute ack acknowledge generate install truncate "
    "vacuum detach attach isolate undo flip tweak recreate recycle invalidate warm create import skip reload repair configure adjust force quarantine swap repoint cancel suspend abort retry unplug plug "
    "shut reallocate rebalance failover unmount mount terminate stagger trim shed power recover rewrite copy post publish page call engage open file raise update send take put start run set push hand assign "
    "reassign cherry-pick repopulate whitelist allowlist denylist"
).split()
SHIP = "deploy release ship merge upgrade roll push publish flip rotate migrate bump land cut change update enable switch import install".split()
LOOK = "check investigate look dig debug trace examine inspect analyse analyze compare triage test join verify read".split()


def _forms(verb: str) -> tuple[str, str, str]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _DOUBLED:
        return f"{verb}s", f"{verb}{verb[-1]}ing", f"{verb}{verb[-1]}ed"
    if verb.endswith("e"):
        return f"{verb}s", f"{verb[:-1]}ing", f"{verb}d"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return f"{verb}es", f"{verb}ing", f"{verb}ed"
    return f"{verb}s", f"{verb}ing", f"{verb}ed"


def base(verbs: list[str]) -> str:
    """A pattern for the plain forms."""
    return "(?:" + "|".join(verbs) + ")"


def third(verbs: list[str]) -> str:
    """A pattern for `restarts`, `adds`."""
    return "(?:" + "|".join(_forms(verb)[0] for verb in verbs) + ")"


def doing(verbs: list[str]) -> str:
    """A pattern for `restarting`."""
    return "(?:" + "|".join(_forms(verb)[1] for verb in verbs) + ")"


def done(verbs: list[str]) -> str:
    """A pattern for `restarted`, `brought`."""
    return "(?:" + "|".join(_forms(verb)[2] for verb in verbs) + ")"


def stems(verbs: list[str]) -> str:
    """The keys that wake a rule about these verbs."""
    found = {form[:4] for verb in verbs for each in (verb, *_forms(verb)) for form in each.replace("-", "|").split("|")}
    return " ".join(sorted(found))
