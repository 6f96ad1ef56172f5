"""What an assistant may ask. Nothing here writes; what cannot be answered is `RefusedError`, with the way out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

from hotwash.assistant import answers
from hotwash.assistant.shelf import Shelf, View
from hotwash.assistant.telling import RefusedError, answer, sections_of, short, value_of, within
from hotwash.config import ConfigError
from hotwash.corpus import Corpus, Facts, document_at, read
from hotwash.corpus.account import Account, account_of
from hotwash.corpus.audience import audience_of
from hotwash.corpus.files import parse_as, text_of
from hotwash.corpus.record import Record
from hotwash.corpus.statuses import StatusesError
from hotwash.document import Postmortem

_FINDINGS = 100
_ASKED = 400
"""A text of more characters, or of several paragraphs, is an account and no question."""


class Tools:
    """The tools over one knowledge base; one call at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = Lock()

    def search(self, query: str, limit: int = 10) -> answers.SearchAnswer:
        """Documents by words and filters."""
        from hotwash.corpus.search.query import QueryError, parse_query

        if not query.strip():
            raise RefusedError("nothing to look for: give words, or a filter such as `service:payments`")
        try:
            asked = parse_query(query)
        except QueryError as error:
            raise RefusedError(f"{error.message}; at “{error.query[error.at : error.at + 40]}” of the query") from None
        with self._lock:
            view = self._look()
            try:
                index = self._shelf.index(view)
            except ImportError:
                raise RefusedError(
                    "search needs tantivy: somebody has to run pip install 'hotwash[search]'; `similar` works without"
                ) from None
            from hotwash.corpus.search.find import find

            found = find(index, asked, view.today, limit)
        results = [
            {
                **each.about,
                "stopped_by": each.about["stopped_by"] or None,
                "exact": each.exact,
                "matches": [
                    {"part": match.part.kind, "label": match.part.label, "line": match.part.line, "text": match.text}
                    for match in each.matches
                ],
            }
            for each in found.results
            if each.about["path"] in view.files  # it may have changed since the look
        ]
        notes = list(found.notes)
        if view.unread:
            notes.append(f"files that cannot be read: {view.unread}; `hotwash check` says why")
        data = {"query": query, "notes": notes, "documents": len(view.files), "found": found.number}
        return answer(answers.SearchAnswer, {**data, "results": results})

    def similar(self, what: str, limit: int = 5) -> answers.SimilarAnswer:
        """Earlier incidents that are like a document, a draft, or a sentence."""
        from hotwash.recurring.report import listed_data

        if not what.strip():
            raise RefusedError(
                "there is not a word to look for: give a document's id, a sentence, or the text of a draft"
            )
        with self._lock:
            view = self._look()
            collection = self._shelf.collection(view)
            account, asked = _meant(what, collection.accounts, view)
            mine = collection.compared(
                account if account.day or asked else account._replace(day=view.today), asked=asked
            )
            found = collection.like(mine)
        results = [listed_data(mine, each, collection.known) for each in found[:limit]]
        data = {"documents": len(collection.members), "found": len(found), "results": results}
        return answer(answers.SimilarAnswer, data)

    def read_document(self, name: str, section: str | None = None, start: int = 0) -> answers.DocumentAnswer:
        """A document, or one section of it."""
        with self._lock:
            view = self._look()
            postmortem = self._document(name, view)
        sections = list(sections_of(postmortem))
        if section is not None:
            wanted = section.strip().casefold()
            chosen = [
                each for each in sections if wanted in ((each["name"] or "").casefold(), each["title"].casefold())
            ]
            if not chosen:
                titles = ", ".join(f"“{each['title']}”" for each in sections[:20])
                raise RefusedError(f"{postmortem.id} has no section “{short(section)}”; it has {titles or 'none'}")
            sections = chosen
        elif start:
            raise RefusedError("`start` is a place in one section: name it as `section`, too")
        data = {
            "id": postmortem.id,
            "path": postmortem.path,
            "title": postmortem.title,
            "status": postmortem.status,
            "audience": audience_of(postmortem),
            "frontmatter": {
                name: value_of(each.value) for name, each in list(postmortem.frontmatter.fields.items())[:50]
            },
            "sections": list(within(sections, start)),
        }
        return answer(answers.DocumentAnswer, data)

    def rules(self, name: str | None = None) -> answers.RulesAnswer:
        """All rules, or one with its page."""
        from hotwash.rules import load, nearest

        known = load()
        if name is not None and name not in known:
            near = nearest(name)
            hint = f"did you mean `{near}`?" if near else "without a name all rules are listed"
            raise RefusedError(f"there is no rule “{short(name)}”; {hint}")
        with self._lock:
            levels = self._look().config.levels
        chosen = [known[name]] if name is not None else list(known.values())
        lines = [
            {
                "name": each.name, "family": each.family, "level": str(each.level), "fix": each.fix or None,
                "summary": each.summary, "configured": str(levels[each.name]) if each.name in levels else None,
            }
            for each in chosen
        ]  # fmt: skip
        page = chosen[0].page if name is not None else None
        return answer(answers.RulesAnswer, {"rules": lines, "page": page}, long=True)

    def check_text(self, text: str, path: str | None = None, as_status: str | None = None) -> answers.CheckAnswer:
        """The findings of a text as the document at a path."""
        from hotwash.checking.engine import Checker, Options
        from hotwash.rules.base import ERROR, WARNING

        with self._lock:
            view = self._look()
            config = view.config
            document = document_at(config.root / (path or "-"), config)
            if path is not None and (document.tree is None or not path.endswith(".md") or "\0" in path):
                example = f"{config.documents}/2026/2026-11-03-checkout-certificate.md"
                raise RefusedError(
                    f"“{short(path)}” is no place for a document; name one such as {example}, or leave it out"
                )
            try:
                decoded, trouble = text_of(text.encode(), config)
            except UnicodeEncodeError as error:
                raise RefusedError(f"the text holds half a character (at {error.start}); send it as UTF-8") from None
            if trouble is not None:
                raise RefusedError(f"{trouble.message}; {trouble.help}".replace("the file", "the text"))
            checker = Checker(Options(config, view.today, as_status))

            def parsed() -> Postmortem:
                return parse_as(document, decoded, config, as_status)

            found = checker.check_document(parsed(), checker.corpus(files=[document]))
            if view.kept_back:
                # A message may tell of other documents: only what can be said without the others is said.
                there = {(each.rule, each.start, each.end) for each in found}
                found = checker.check_document(parsed(), _corpus(view))
                found = tuple(each for each in found if (each.rule, each.start, each.end) in there)
        findings = [
            {
                "rule": each.rule, "level": str(each.level), "line": each.start.line, "column": each.start.column,
                "message": each.message, "help": each.problem.help,
                "fix": None if each.problem.fix is None else "safe" if each.problem.fix.safe else "unsafe",
            }
            for each in found[:_FINDINGS]
        ]  # fmt: skip
        errors = sum(each.level is ERROR for each in found)
        data = {
            "path": path or "-", "passes": not errors, "errors": errors, "findings": findings,
            "warnings": sum(each.level is WARNING for each in found), "left_out": len(found) - len(findings),
        }  # fmt: skip
        return answer(answers.CheckAnswer, data)

    def list_actions(
        self,
        states: Sequence[str],
        owners: Sequence[str] = (),
        services: Sequence[str] = (),
        types: Sequence[str] = (),
        document: str | None = None,
        due: str | None = None,
        limit: int = 50,
    ) -> answers.ActionsAnswer:
        """Action items, what is overdue first."""
        from hotwash.followup.formats import as_data
        from hotwash.followup.listing import Wanted, chosen, read_due
        from hotwash.followup.register import Register

        with self._lock:
            view = self._look()
            try:
                when = read_due(due, view.today) if due is not None else None
            except ValueError as error:
                raise RefusedError(f"due: {error}") from None
            files = list(view.files.values())
            if document is not None:
                files = [view.files[self._document(document, view).path]]
            records = (each for each in self._records(Register(view.config, files)))
            wanted = Wanted(owners, services, types, states, when)
            items, number = chosen(records, wanted, view.today, view.config)
            data = [as_data(each, view.today, view.config) for each in items[:limit]]
        found = {"today": view.today.isoformat(), "of": number, "found": len(items), "items": data}
        return answer(answers.ActionsAnswer, found)

    def _look(self) -> View:
        try:
            return self._shelf.look()
        except ConfigError as error:
            raise RefusedError("the configuration is wrong: " + "; ".join(error.lines)) from None

    def _records(self, register: Any) -> Iterator[Record]:
        try:
            for each in register.records():
                if self._shelf.shows(audience_of(each.postmortem)):
                    yield each
        except StatusesError as error:
            raise RefusedError(str(error)) from None

    def _document(self, name: str, view: View) -> Postmortem:
        """The document that an id, an alias or a path names."""
        from hotwash.followup.register import FollowUpError, Register

        name = name.strip()
        try:
            if "/" in name and name not in view.files:
                raise FollowUpError([f"there is no document “{short(name)}”; `search` finds them by words"])
            _, postmortem = Register(view.config, view.files.values()).document(name)
        except FollowUpError as error:
            said = "; ".join(error.lines).replace("`hotwash list` shows what there is", "`search` finds them by words")
            if view.kept_back:
                said += " (documents for a narrower audience are not shown here)"
            raise RefusedError(said) from None
        if not self._shelf.shows(audience_of(postmortem)):
            raise RefusedError(f"there is no document “{short(name)}”; `search` finds them by words")
        return postmortem


def _meant(what: str, accounts: Sequence[Account], view: View) -> tuple[Account, bool]:
    """The account that a text means, and whether it is a question."""
    name = what.strip()
    for each in accounts:
        if name in each.names or name == each.path:
            return each, False
    if "\n" not in name and " " not in name and (name[:4].isdigit() or "/" in name or name.endswith(".md")):
        from hotwash.rules.suggest import nearest

        near = nearest(name, [known for each in accounts for known in each.names])
        hint = f"did you mean `{near}`?" if near else "`search` finds them by words"
        raise RefusedError(f"there is no document “{short(name)}”; {hint}")
    if len(what) <= _ASKED and "\n\n" not in name:
        return Account("", name), True
    document = document_at(view.config.root / "-", view.config)
    if what.lstrip("\ufeff").startswith("---"):
        return account_of(parse_as(document, what, view.config))._replace(id="", path=""), False
    from hotwash.importing.accounts import accounts_in
    from hotwash.importing.error import CannotImport
    from hotwash.importing.material import Assumed

    try:
        found = accounts_in(
            what.encode("utf-8", "replace"),
            "draft.md",
            "draft.md",
            Assumed(view.config.timezone, tuple(view.config.severities)),
        )
    except CannotImport as error:
        raise RefusedError(f"the text cannot be read: {error}; a sentence will do") from None
    return found[0]._replace(id="", path=""), False


def _corpus(view: View) -> Corpus:
    """The documents of a view, read when a rule asks for them."""

    def load(path: str) -> Facts | None:
        postmortem = read(view.files[path], view.config)
        return None if "unreadable-file" in postmortem.problems else Facts.of(postmortem)

    return Corpus(view.config.root, (), {path: each.file for path, each in view.files.items()}, load)
