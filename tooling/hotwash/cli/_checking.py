"""A check as the command line asks for it: run, report, tell."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotwash import replay
from hotwash.cli._asked import Asked, refuse
from hotwash.cli._check_steps import (
    add_suppressions,
    against_baseline,
    against_configured,
    list_fixes,
    nothing,
    print_diff,
    reason_from,
    rules_named,
    standard_input,
    writing,
)
from hotwash.cli._progress import progress
from hotwash.cli._reports import destinations, page_of, report
from hotwash.cli.common import config_source, day_of, echo, fail, shown, today_in
from hotwash.witness import look

if TYPE_CHECKING:
    from hotwash.checking.fail_on import FailOn
    from hotwash.checking.memory import Memory
    from hotwash.checking.progress import Progress
    from hotwash.checking.run import Request, Run


def run(asked: Asked) -> None:
    """Check what is asked for; ends the command with exit code 1 when something fails."""
    refuse(asked)
    check = _Check(asked)
    if asked.watch:
        check.watch()
        return
    code = 0 if check.once() else 1
    check.keep(code)
    if code:
        raise SystemExit(code)


class _Check:
    """One command line, understood."""

    def __init__(self, asked: Asked) -> None:
        from hotwash.checking.fail_on import read_fail_on
        from hotwash.rules import load

        self.asked = asked
        self.wanted = destinations(asked.output_format, asked.statistics)
        self._said = ["", ""]
        if not self._only_prints():
            replay.forget()
        if not asked.stdin:
            for path in asked.paths:
                look(path)
                if not path.exists() and not path.is_symlink():
                    fail(f"{shown(path)}: no such file or folder")
        elif asked.stdin_filename is not None and asked.stdin_filename.is_dir():
            fail(f"--stdin-filename: {shown(asked.stdin_filename)} is a folder; name the document in it")
        self.day = day_of(asked.today)
        self.conditions: Sequence[FailOn]
        try:
            self.conditions = [read_fail_on(each, load()) for each in asked.fail_on]
        except ValueError as error:
            fail(f"--fail-on: {error}")
        self.select = rules_named(asked.select) if asked.select else None
        self.ignore = rules_named(asked.ignore)
        self.reason = reason_from(asked.add_suppressions)
        # Where standard output carries a document or a diff, everything else goes to standard error.
        self.aside = asked.diff or (asked.stdin and (asked.fix or self.reason is not None))

    def once(self) -> bool:
        """Run, report, and say whether nothing fails."""
        with progress() as on_progress:
            request = self._request(on_progress)
            done, original = self._run(request)
            if not done.documents and self.asked.changed_since is None:
                fail(nothing(request))
            if self.asked.baseline is not None:
                against_baseline(self.asked.baseline, done, self.asked.write_baseline, _tell)
            elif not self.asked.no_baseline:
                against_configured(done, lambda text: self._say(text, err=True))
            if self.reason is not None:
                write = not (self.asked.diff or self.asked.stdin)
                add_suppressions(request, done, self.reason, _tell, write=write, would=self.asked.diff)
        if self.asked.diff:
            print_diff(done)
        elif self.aside:
            changed = next(iter(done.changed.values()), None)
            sys.stdout.buffer.write(original if changed is None else changed[1].encode())
            sys.stdout.flush()
        self._report(done)
        return self._passes(done) or self.asked.exit_zero

    def keep(self, code: int) -> None:
        """Let the same check print the same, as long as nothing changes."""
        out, err = self._said
        replay.keep((out, err, code))

    def watch(self) -> None:
        """Run and report after every change, until Ctrl-C."""
        from hotwash.cli._watch import watch

        watch(self.asked.paths, lambda config: self.day or today_in(config), self.asked.config_file, self._again)

    def _again(self, memory: Memory) -> int | None:
        try:
            with progress() as on_progress:
                request = self._request(on_progress, memory)
                done, _ = self._run(request)
                if not done.documents and self.asked.changed_since is None:
                    echo(f"hotwash: {nothing(request)}", err=True)
                    return None
                if self.asked.baseline is not None:
                    against_baseline(self.asked.baseline, done, False, _tell)
                elif not self.asked.no_baseline:
                    against_configured(done, _tell)
        except SystemExit:
            return None  # why it cannot run now has been said; a later change may mend it
        self._report(done)
        return len(done.documents)

    def _request(self, on_progress: Progress | None, memory: Memory | None = None) -> Request:
        from hotwash.checking.run import Request

        return Request(
            paths=self.asked.paths,
            config=config_source(self.asked.config_file),
            today=lambda config: self.day or today_in(config),
            as_status=self.asked.as_status,
            select=self.select,
            ignore=self.ignore,
            changed_since=self.asked.changed_since,
            cache=not self.asked.no_cache,
            on_progress=on_progress,
            memory=memory,
        )

    def _run(self, request: Request) -> tuple[Run, bytes]:
        """The run, and what standard input held."""
        from hotwash.checking.changes import GitError
        from hotwash.checking.run import run, run_with_fixes

        asked = self.asked
        mend = asked.fix or (asked.diff and self.reason is None)
        if asked.stdin:
            from hotwash.checking.given import run_given

            data = standard_input()
            return run_given(request, asked.stdin_filename or Path("-"), data, mend, asked.unsafe_fixes), data
        try:
            if not mend:
                return run(request), b""
            with writing():
                return run_with_fixes(request, asked.unsafe_fixes, write=not asked.diff), b""
        except GitError as error:
            fail(f"--changed-since: {error}")

    def _report(self, done: Run) -> None:
        asked = self.asked
        if asked.show_fixes:
            text = self.wanted.get(None) in ("full", "concise") and not self.aside
            list_fixes(done.mended, echo if text else _tell, would=asked.diff)
        page = page_of(done, len(done.mended) if asked.fix and not asked.diff else 0)
        printed = report(self.wanted, done, page, statistics=asked.statistics)
        if printed is not None:
            self._say(printed, err=self.aside)

    def _passes(self, done: Run) -> bool:
        from hotwash.checking.fail_on import failing, fails
        from hotwash.rules.base import WARNING

        passes = not (self.asked.diff and done.changed) and not fails(done.result.findings, self.conditions)
        if mild := Counter(finding.rule for finding in failing(done.result.findings, self.conditions)):
            what = ", ".join(f"{count:,} × {rule}" for rule, count in sorted(mild.items()))
            self._say(f"--fail-on fails the check: {what}.", err=True)
        if self.asked.max_warnings is not None:
            warnings = done.result.count(WARNING)
            if warnings > self.asked.max_warnings:
                self._say(
                    f"{warnings:,} warning{'s' if warnings > 1 else ''}, more than the {self.asked.max_warnings:,} that --max-warnings allows.",
                    err=True,
                )
                return False
        return passes

    def _say(self, text: str, *, err: bool) -> None:
        echo(text, err=err)
        self._said[err] += f"{text}\n"

    def _only_prints(self) -> bool:
        """Whether it reads what is there, prints, and does nothing else."""
        asked = self.asked
        does = asked.no_cache or asked.stdin or asked.watch or asked.fix or asked.diff or asked.write_baseline
        asks_others = (
            asked.changed_since is not None or asked.baseline is not None or asked.add_suppressions is not None
        )
        summary = "github" in self.wanted.values() and "GITHUB_STEP_SUMMARY" in os.environ
        return not (does or asks_others or summary) and set(self.wanted) == {None}


def _tell(text: str) -> None:
    echo(text, err=True)
