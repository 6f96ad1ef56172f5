"""From what is found and what is wanted to what would be written, and what is left to say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from hotwash.adopting import additions, sites
from hotwash.adopting.change import Change, Kept
from hotwash.adopting.deciding import (
    CannotAdopt,
    documents_folder,
    hard_obstacles,
    inside,
    joins,
    left_outside,
    obstacles,
)
from hotwash.adopting.surroundings import Surroundings, count_documents
from hotwash.adopting.wish import Wish
from hotwash.config import Config
from hotwash.config.edits import CannotEdit, with_key
from hotwash.document.yaml_edits import YamlError
from hotwash.importing.result import Source, document, place_of, states_a_day
from hotwash.writing import starter
from hotwash.writing.files import read_exactly
from hotwash.writing.starter import SiteJob, Starter

BASELINE = "hotwash-known.json"
OWN_SITE = SiteJob("mkdocs-postmortems.yml", "site-postmortems")


class Plan(NamedTuple):
    """What an adoption comes to."""

    config: Config
    """The configuration as it will be, in memory."""
    steps: tuple[Change | Kept, ...]
    """Each file in question, in the order in which it is told."""
    imports: tuple[tuple[Source, Change], ...] = ()
    notes: tuple[str, ...] = ()
    """What the person has to know or do besides."""

    @property
    def changes(self) -> list[Change]:
        """All that would be written: documents first, the configuration last."""
        files = [each for each in self.steps if isinstance(each, Change)]
        last = [each for each in files if each.path.name in ("hotwash.toml", "pyproject.toml")]
        return [*(change for _, change in self.imports), *(each for each in files if each not in last), *last]


def plan(around: Surroundings, wish: Wish, today: date) -> Plan:
    """What would be written. Raises `CannotAdopt`; writes nothing."""
    return _Planner(around, wish, today).plan()


class _Planner:
    def __init__(self, around: Surroundings, wish: Wish, today: date) -> None:
        self.around, self.wish, self.today = around, wish, today
        self.git = around.git
        given = around.config
        documents = documents_folder(around, wish)
        profile = given.profile if given.file else wish.profile or "starter"
        self.config = given._replace(documents=documents, profile=profile)
        if wish.baseline and self.config.baseline is None:
            self.config = self.config._replace(baseline=BASELINE)
        self.top = given.repository or given.root
        self.tree = (given.root / documents).relative_to(self.top).as_posix()
        self.steps: list[Change | Kept] = []
        self.notes: list[str] = []

    def plan(self) -> Plan:
        imports = self._imports() if self.wish.bring else []
        left = left_outside(self.around, self.config.documents)
        if left and self.wish.bring is None:
            number = f"{len(left):,} old post-mortem{'s are' if len(left) > 1 else ' is'}"
            self.notes.append(
                f"{number} left as {'they are' if len(left) > 1 else 'it is'}, and not looked at; `--import` makes drafts of them."
            )
        self._configuration()
        job = self._site()
        self._forge(job)
        self._example(bool(imports))
        if job is not None:
            self._ignored(job)
        self._hooks()
        self._owners()
        return Plan(self.config, tuple(self.steps), tuple(imports), tuple(self.notes))

    def _imports(self) -> list[tuple[Source, Change]]:
        done, claimed = [], set[Path]()
        left = left_outside(self.around, self.config.documents)
        for path in left:
            for source in self.around.old[path]:
                place = place_of(source, self.config, self.today, claimed)
                claimed.add(place)
                if place.exists():
                    self.steps.append(Kept(place, f"is there, so {path} is not imported"))
                    continue
                text = document(source, self.config, self.today)
                if not states_a_day(source.outline):
                    source.outline.notes.append(
                        "no day is stated; it is named after today, and `hotwash rename` mends that"
                    )
                done.append((source, Change(place, None, text, f"from {path}")))
        if not left:
            self.notes.append("There is no old post-mortem that is not imported yet.")
        elif done:
            self.notes.append("The originals stay where they are: compare, then delete them.")
        return done

    def _configuration(self) -> None:
        given = self.around.config
        if given.file is None:
            self._new(starter.configuration(self.config))
            return
        if self.wish.profile not in (None, given.profile):
            self.notes.append(
                f"The profile is {given.profile}; `hotwash profile {self.wish.profile} --set` changes it."
            )
        if self.wish.documents not in (None, given.documents):
            raise CannotAdopt(
                f"the documents are in {given.documents} as {given.file.name} says; change `documents` there"
            )
        if self.config.baseline == given.baseline:
            self.steps.append(Kept(given.file))
            return
        self._add(
            given.file,
            self._with_baseline,
            "leaves out the findings that are known",
            f'add `baseline = "{BASELINE}"` to it, and write that: '
            f"`hotwash check --baseline {BASELINE} --write-baseline`",
        )
        if isinstance(self.steps[-1], Kept):  # a baseline that nothing names would only seem to count
            self.config = self.config._replace(baseline=given.baseline)

    def _with_baseline(self, before: str) -> str:
        file = self.config.file
        prefix = ("tool", "hotwash") if file and file.name == "pyproject.toml" else ()
        try:
            return with_key(before, prefix, "baseline", BASELINE)
        except CannotEdit as error:
            raise YamlError(error.line, "cannot be added to") from None

    def _site(self) -> SiteJob | None:
        """The files of the site; what CI is to build, None where the project builds it itself or there is none."""
        site, wish, root = self.around.site, self.wish, self.config.root
        own = root / OWN_SITE.config
        if wish.site == "none":
            return None
        if site is not None and site.has_us:
            self.steps.append(Kept(site.file))
            return SiteJob() if site.file.parent == root and self._is_ours(site) else None
        if site is None or own.exists():
            if site is None and not own.exists():
                self._new(starter.site(self.config))
                return SiteJob()
            self.steps.append(Kept(own))
            return OWN_SITE
        reasons = obstacles(self.around, wish)
        hard = hard_obstacles(self.around, wish)
        if wish.site == "join" and hard:
            raise CannotAdopt(f"{self._near(site.file)} cannot be joined: {hard[0]}; `--site own` writes one beside it")
        if joins(self.around, wish):
            self._join(site)
            return None
        if self.git.top is None:
            self.steps.append(
                Kept(site.file, f"set `docs_dir: {self.config.documents}` and add the plugin `hotwash` to it")
            )
            return SiteJob()
        why = f"the knowledge base gets a site of its own, for {reasons[0]}" if reasons and wish.site is None else ""
        self.steps.append(Kept(site.file, why))
        self._new(starter.site(self.config, OWN_SITE.config, OWN_SITE.folder))
        return OWN_SITE

    def _is_ours(self, site: sites.Site) -> bool:
        return bool(site.yaml.get("plugins") == ["hotwash"])

    def _join(self, site: sites.Site) -> None:
        said: list[str] = []

        def edit(before: str) -> str:
            text, added = sites.merged(site, before)
            said.extend(added)
            return text

        self._add(site.file, edit, "", "add the plugin `hotwash` to it")
        last = self.steps[-1]
        if isinstance(last, Change):
            self.steps[-1] = last._replace(purpose=f"adds {', and '.join(said)}")
            self.notes.append(
                "On every page of your site, the header and the search become those of the knowledge base. "
                "`--site own` keeps the two apart."
            )
        file, foreign = sites.packages(self.config.root, self.around.names, self.git)
        if file is not None and "hotwash" not in read_exactly(file):
            self._add(file, sites.with_package, "what your site is built with", "")
        elif file is None:
            where = f" ({foreign} lists its packages)" if foreign else ""
            self.notes.append(f"Your site is built with one more package now: pip install 'hotwash[site]'{where}")

    def _forge(self, job: SiteJob | None) -> None:
        forge = self.wish.forge or next(iter(self.around.forges), "github")
        if forge == "none":
            return
        if forge == "gitlab":
            self._gitlab(job)
            return
        folder = self.config.root.relative_to(self.top).as_posix()
        if not self.around.forges and self.wish.forge is None and self.git.top is not None:
            self.notes.append(
                "Nothing says which forge this is for; CI is written for GitHub, `--ci gitlab` writes GitLab's."
            )
        for file in sorted((self.top / ".github/workflows").glob("*.y*ml")):
            text = _text(file)
            places = re.findall(r"""(?m)directory: *["']?([^"'\s]+)""", text) or ["."]
            if "hotwash" in text and folder in places:
                self.steps.append(Kept(file))
                return
        usual = starter.workflow(self.config, site=job)
        if usual.path.exists():
            words = "-".join(part for part in PurePosixPath(folder).parts if part != ".") or "knowledge-base"
            usual = starter.workflow(self.config, f"postmortems-{words}.yml", job)
        self._new(usual)

    def _gitlab(self, job: SiteJob | None) -> None:
        main = self.top / additions.GITLAB
        before = _text(main)
        if "hotwash" in before:
            self.steps.append(Kept(main))
            return
        folder = self.config.root.relative_to(self.top).as_posix()
        words = "-".join(part for part in PurePosixPath(folder).parts if part != ".")
        name = f"postmortems-{words}.yml" if words else "postmortems.yml"
        try:
            stage = additions.stage_in(before)
        except YamlError as error:
            self.steps.append(Kept(main, f"line {error.line} {error.message}; mend it, then run it again"))
            return
        jobs = starter.gitlab(self.config, stage, name, job)
        self._new(jobs)
        path = f"/.gitlab/{name}"
        if path.strip("/") in before:
            self.steps.append(Kept(main))
        elif main.exists():
            self._add(
                main,
                lambda text: additions.with_include(text, path),
                f"includes {path.strip('/')}",
                f"add `- local: {path}` to its `include`",
            )
        else:
            self.steps.append(Change(main, None, additions.with_include("", path), f"includes {path.strip('/')}"))

    def _example(self, imports: bool) -> None:
        example = starter.example(self.config)
        tree = self.config.root / self.config.documents
        if count_documents(self.config) or imports:
            has = "has documents" if not imports else "gets your own documents"
            self.steps.append(Kept(tree, f"{has}, so no example"))
        else:
            self._new(example)

    def _ignored(self, job: SiteJob) -> None:
        path = self.config.root / ".gitignore"
        if not path.exists():
            self.steps.append(
                Change(path, None, additions.with_ignored("", job.folder), "the built site stays out of git")
            )
        elif additions.ignores(_text(path), job.folder):
            self.steps.append(Kept(path))
        else:
            way = f"add `/{job.folder}/` to it, so that the built site stays out of git"
            self._add(
                path, lambda text: additions.with_ignored(text, job.folder), "the built site stays out of git", way
            )

    def _hooks(self) -> None:
        path = self.top / additions.PRE_COMMIT
        if not path.exists():
            if self.wish.pre_commit:
                text = additions.with_hook("", self.tree)
                self.steps.append(Change(path, None, text, "checks the documents of a commit"))
            return
        try:
            there = additions.has_hook(_text(path))
        except YamlError as error:
            line = f"line {error.line} " if error.line else ""
            self.steps.append(Kept(path, f"{line}{error.message}; mend it, then run it again"))
            return
        if there:
            self.steps.append(Kept(path))
        else:
            way = "add the hook of the guide's page “Before the commit”"
            self._add(path, lambda text: additions.with_hook(text, self.tree), "checks the documents of a commit", way)

    def _owners(self) -> None:
        path, team = additions.codeowners(self.top), self.wish.team
        text = _text(path) if path else ""
        if path is not None and additions.has_owner(text, self.tree):
            self.steps.append(Kept(path))
        elif path is not None and team is None:
            self.steps.append(Kept(path, "`--team ORG/TEAM` asks a team to review every post-mortem"))
        elif team is None:
            return
        elif path is not None:
            self._add(
                path,
                lambda old: additions.with_owner(old, self.tree, team),
                f"@{team.removeprefix('@')} reviews the post-mortems",
                f"add `/{self.tree}/ @{team.removeprefix('@')}` to it",
            )
        else:
            new = self.top / (
                "CODEOWNERS"
                if (self.wish.forge or next(iter(self.around.forges), "github")) != "github"
                else ".github/CODEOWNERS"
            )
            self.steps.append(
                Change(
                    new,
                    None,
                    additions.with_owner("", self.tree, team),
                    f"@{team.removeprefix('@')} reviews the post-mortems",
                )
            )

    def _new(self, file: Starter) -> None:
        if file.path.exists() or file.path.is_symlink():
            self.steps.append(Kept(file.path))
        else:
            self.steps.append(Change(file.path, None, file.text, file.purpose))

    def _add(self, path: Path, edit: Callable[[str], str], purpose: str, way: str) -> None:
        """An addition to a file that is there; where it cannot be taken back or made, the file is kept with the way."""
        try:
            before = read_exactly(path)
            after = edit(before)
        except (YamlError, OSError, UnicodeDecodeError) as error:
            why = (
                f"line {error.line}: {error.message}"
                if isinstance(error, YamlError) and error.line
                else "it cannot be read or added to"
            )
            self.steps.append(Kept(path, f"{way} ({why})"))
            return
        if self.git.top is None or path.is_symlink():
            self.steps.append(Kept(path, way))
        elif not self.git.undoes(path):
            self.steps.append(Kept(path, f"has changes that are not committed; commit them and run it again, or {way}"))
        else:
            self.steps.append(Change(path, before, after, purpose))

    def _near(self, path: Path) -> str:
        return inside(self.around, path)


def _text(path: Path) -> str:
    try:
        return read_exactly(path)
    except (OSError, UnicodeDecodeError):
        return ""
