"""The MkDocs plugin: hands this package's pages to the generator, and the generator's frame to them.

Everything that a page says is made elsewhere in this package; here are only MkDocs' hooks.
"""

# mypy: allow-untyped-calls
# MkDocs' own functions are typed in part only.

from __future__ import annotations

import gc
import logging
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from mkdocs.commands.build import build
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from hotwash import config as team
from hotwash.checking import Finding
from hotwash.config.load import load
from hotwash.config.model import AUDIENCES
from hotwash.corpus import documents_in
from hotwash.corpus.files import relative
from hotwash.corpus.statuses import StatusesError
from hotwash.site import marks, policy, search, theme
from hotwash.site.calendar import CalendarError
from hotwash.site.document import Setting
from hotwash.site.history import History
from hotwash.site.library import Entry, Library, open_library
from hotwash.site.manual import guide_kinds
from hotwash.site.origin import Origin, markdown, markdown_path, redirects
from hotwash.site.page import Contents, Record
from hotwash.site.page import Page as MadePage
from hotwash.site.pages import document_pages, made_pages, rule_families
from hotwash.site.published import published
from hotwash.site.shared import Shared
from hotwash.site.urls import Urls
from hotwash.site.words import day, h

log = logging.getLogger("mkdocs.plugins.hotwash")

_YEAR = re.compile(r"\d{4}/")
_ID = re.compile(r' id="([^"]+)"')
_TAG = re.compile(r"<[^>]*>")
_HIDDEN = {"wide": ["navigation", "toc"], "document": ["navigation"], "guide": []}


class HotwashConfig(base.Config):
    """The plugin's options in `mkdocs.yml`; all else is in Hotwash's own configuration."""

    today = option.Optional(option.Type((str, date)))
    """The day by which items are overdue; today when absent."""
    search = option.Type(bool, default=True)
    """Whether to make the search index."""
    policy = option.Type((bool, dict), default=True)
    """Further sources of the content security policy, by directive; false for no policy."""
    history = option.Choice(("off", "days", "authors"), default="days")
    """What git tells of a document's last change: nothing, its day, or also who made it."""
    audience = option.Choice(AUDIENCES, default="restricted")
    """Whom the site is for. `internal` leaves out what is `restricted`; `public` is what `hotwash publish` builds with."""


class SitePage(Page):
    """A page whose HTML comes from this package: Python-Markdown is not asked."""

    def __init__(self, made: MadePage, file: File, config: MkDocsConfig) -> None:
        self.made = made
        self.record: Record | None = None
        super().__init__(made.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """The page has no Markdown; what the theme has to know stands in `meta`."""
        self.markdown = ""
        self.meta = {"title": h(self.made.title), "hide": _HIDDEN[self.made.layout], "layout": self.made.layout}
        self.meta |= {"scripts": self.made.scripts, "styles": self.made.styles, "contents": self.made.contents}
        self.meta["preview"] = (
            "article" if self.made.layout == "document" and self.made.tab == "incidents" else "website"
        )
        if self.made.description:
            self.meta["description"] = h(self.made.description)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The finished article and its contents."""
        body = self.made.render()
        self.content = body.html
        self.record = body.record
        self.toc = TableOfContents([_anchor(each, 2) for each in body.contents])
        self.links_to_anchors = {}

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """The anchors that a link can lead to; only a page of the team's own ever asks."""
        return set(_ID.findall(self.content or ""))


def _anchor(contents: Contents, level: int) -> AnchorLink:
    anchor = AnchorLink(h(contents.title), contents.anchor, level)
    anchor.children = [_anchor(each, level + 1) for each in contents.below]
    return anchor


class HotwashPlugin(BasePlugin[HotwashConfig]):
    """Publishes the documents under `docs_dir` as a knowledge base."""

    def __init__(self) -> None:
        self._team = team.Config()
        self._library: Library | None = None
        self._wanted: set[str] = set()
        self._shared: Shared | None = None
        self._pages: Sequence[File] = ()
        self._serving = False
        self.failure: Exception | None = None
        self._index: tempfile.TemporaryDirectory[str] | None = None
        self._history: History | None = None
        self._urls = Urls()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether pages are rebuilt while somebody writes."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the team's configuration, and put our theme between the user's own and Material."""
        try:
            self._team = load(Path(config.docs_dir))
        except team.ConfigError as error:
            raise PluginError(str(error)) from None
        if config.theme.name != "material":
            raise PluginError("hotwash: the site stands on Material; write `theme: {name: material}` in mkdocs.yml")
        theme.settings(config.theme)
        ours = str(theme.overrides())
        if ours not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)
        if theme.STYLE not in config.extra_css:
            config.extra_css.insert(0, theme.STYLE)
        if theme.SCRIPT not in [str(each) for each in config.extra_javascript]:
            config.extra_javascript.append(theme.SCRIPT)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read and check the documents; add the pages that we make, keep out what nobody should see."""
        # Nearly all that is made from here on stays until the end; to search it for garbage again and again took
        # a third of the build.
        gc.disable()
        docs = Path(config.docs_dir)
        tree = relative(docs, self._team.root)
        found = [
            each
            for each in documents_in(docs, self._team)
            if (file := files.get_file_from_path(_below(each.path, tree))) and file.inclusion.is_included()
        ]
        if self.config.history != "off":
            self._history = History(docs)  # git works while the documents are read
        try:
            library = self._library = open_library(found, tree, self._team, self._today(), self.config.audience)
        except StatusesError as error:
            raise PluginError(str(error)) from None
        self._report(library.broken)
        urls = self._urls = Urls(config.use_directory_urls, config.site_url or "")
        self._wanted = set()
        published = {file.src_uri for file in files if file.inclusion.is_included() and not _is_document(file.src_uri)}
        mermaid = any("mermaid" in str(script) for script in config.extra_javascript)
        searched = self.config.search and self._index is None
        setting = Setting(published, self._wanted, mermaid, partial(self._origin, files), searched)
        by_path = {page.path: page for page in document_pages(library, urls, setting)}
        for file in list(files):
            if not _is_document(file.src_uri):
                continue
            page = by_path.get(file.src_uri.removesuffix(".md"))
            if page is None:
                files.remove(file)  # not readable, or reached by a link that is not followed
            else:
                file.inclusion = InclusionLevel.NOT_IN_NAV
                SitePage(page, file, config)
        self._shared = Shared(library, urls)
        for page in made_pages(self._shared):
            self._add(page, files, config)
        if config.nav is None:
            config.nav = _navigation(files, library.outside)
        return files

    def _origin(self, files: Files, entry: Entry) -> Origin:
        """Where a document comes from, as git and the generator's `repo_url` and `edit_uri` tell."""
        path = f"{entry.page}.md"
        file = files.get_file_from_path(path)
        page = file.page if file else None
        return Origin(
            change=self._history.of(path) if self._history else None,
            with_author=self.config.history == "authors",
            edit=(page.edit_url or "") if page else "",
        )

    def _add(self, page: MadePage, files: Files, config: MkDocsConfig) -> None:
        """A page of ours, unless the team has written one of that name."""
        if files.get_file_from_path(f"{page.path}.md") is None:
            file = File.generated(config, f"{page.path}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(file)
            SitePage(page, file, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Documents are never in the navigation; the list of incidents is lit while one is read, and so with the others."""
        tabs = {name: files.get_file_from_path(f"{name}.md") for name in ("incidents", "actions", "factors")}
        for file in files:
            if isinstance(file.page, SitePage) and (tab := tabs.get(file.page.made.tab)) and file is not tab:
                file.page.parent = tab.page  # type: ignore[assignment]
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Beside the documents only those files are published that a document refers to."""
        self._pages = files.documentation_pages()
        env.globals["hotwash_cache"] = {}
        env.globals["hotwash_today"] = day(self._library.today) if self._library else ""
        env.globals["hotwash_policy"] = self._policy(config)
        env.globals["hotwash_marks"] = marks.scale(self._team.severities)
        for file in files:
            if _YEAR.match(file.src_uri) and not file.is_documentation_page() and file.src_uri not in self._wanted:
                file.inclusion = InclusionLevel.EXCLUDED

    def _policy(self, config: MkDocsConfig) -> Callable[[str], str]:
        """From the theme's scripts to the policy of a page, which is empty when the team wants none."""
        given = self.config.policy
        if given is False:
            return lambda templates: ""
        try:
            added = policy.sources({} if given is True else given)
        except policy.PolicyError as error:
            raise PluginError(f"hotwash: {error}") from None
        scripts = [str(each) for each in config.extra_javascript]
        for directive, addresses in (("script-src", scripts), ("style-src", config.extra_css)):
            for address in policy.elsewhere(addresses, added, directive):
                log.warning(
                    "%s lies on another host, which the pages ask for nothing; keep it in docs_dir, or add its host to `policy.%s`",
                    address,
                    directive,
                )
        return lambda templates: policy.policy(templates, added, self._serving)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files beside the pages. Make the search index; while somebody writes, the first one has to do."""
        self._write_documents(Path(config.site_dir))
        self._write_shared(Path(config.site_dir), config)
        if not self._serving:
            gc.freeze()  # nor at the end of the process
        gc.enable()
        if not self.config.search:
            return
        site = Path(config.site_dir)
        if self._index is not None:
            search.restore(Path(self._index.name), site)
            return
        try:
            search.index(self._records(), site, str(config.theme["language"]))
        except search.SearchError as error:
            raise PluginError(f"hotwash: {error}") from None
        if self._serving:
            self._index = tempfile.TemporaryDirectory(prefix="hotwash-search-")
            search.keep(site, Path(self._index.name))

    def _write_documents(self, site: Path) -> None:
        """The documents as Markdown, and the ways from their older names."""
        if self._history:
            self._history.close()
        if self._library is None:
            return
        folder = str(site)
        for entry in self._library:
            data = markdown(entry, self._urls).encode("utf-8", "replace")
            with open(f"{folder}/{markdown_path(entry)}", "wb") as file:  # noqa: PTH123 - a thousand of them
                file.write(data)
        for path, html in redirects(self._library, self._urls).items():
            place = site / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(html, "utf-8", "replace")

    def _write_shared(self, site: Path, config: MkDocsConfig) -> None:
        """The files beside the pages: data of the tables, calendars, feeds."""
        if self._shared is None:
            return
        try:
            address = config.site_url or ""
            ours = ((path, (data,)) for path, data in self._shared.files(address))
            for path, pieces in chain(ours, published(self._shared, config.site_name, address)):
                file = site / path
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("wb") as stream:
                    stream.writelines(pieces)
        except CalendarError as error:
            raise PluginError(f"hotwash: {error}") from None

    def _records(self) -> Iterator[tuple[str, Record]]:
        """What the search finds: documents, guide, rules, and the pages that the team has written."""
        for file in self._pages:
            page = file.page
            if isinstance(page, SitePage):
                if page.record is not None:
                    yield file.url, page.record
            elif page is not None:
                yield file.url, Record(str(page.title or file.name), unescape(_TAG.sub(" ", page.content or "")))

    def on_build_error(self, *, error: Exception) -> None:
        """Keep what ended the build; the generator only says that something did."""
        gc.enable()
        self.failure = error

    def _today(self) -> date:
        given = self.config.today
        if isinstance(given, str):
            try:
                return date.fromisoformat(given)
            except ValueError:
                raise PluginError(f"hotwash: `today` is {given!r}, which is no date; write it as 2026-11-03") from None
        return given if isinstance(given, date) else datetime.now(ZoneInfo(self._team.timezone)).date()

    @staticmethod
    def _report(broken: Iterable[Finding]) -> None:
        for finding in broken:
            # An error, so that also `--quiet` shows it and `--strict` counts it.
            log.error("%s:%d: %s (%s)", finding.path, finding.start.line, finding.message, finding.rule)


def _below(path: str, tree: str) -> str:
    return path.removeprefix(f"{tree}/") if tree not in ("", ".") else path


def _is_document(path: str) -> bool:
    return bool(_YEAR.match(path)) and path.endswith(".md")


def _navigation(files: Files, outside: bool) -> list[Any]:
    """Our tabs, then the pages that the team has written, folders as sections."""
    ours: list[Any] = [
        {"Home": "index.md"},
        {"Incidents": "incidents.md"},
        {"Actions": "actions.md"},
        {"Factors": "factors.md"},
        {"Trends": "trends.md"},
    ]
    if not outside:
        kinds = ({name: [f"{path}.md" for path in paths]} for name, paths in guide_kinds())
        ours.append({"Guide": ["guide/index.md", *kinds]})
        families = ({name: [f"rules/{each}.md" for each in names]} for name, names in rule_families())
        ours.append({"Rules": ["rules/index.md", *families]})
    own: dict[str, list[str]] = {}
    for file in files.documentation_pages():
        if not isinstance(file.page, SitePage) and file.inclusion.is_in_nav() and file.src_uri != "index.md":
            folder = file.src_uri.partition("/")[0] if "/" in file.src_uri else ""
            own.setdefault(folder, []).append(file.src_uri)
    return [*ours, *own.pop("", []), *({name.replace("-", " ").capitalize(): paths} for name, paths in own.items())]


class SiteError(Exception):
    """The site could not be built; `usage` when the generator's configuration is at fault."""

    def __init__(self, message: str, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


def build_site(
    file: Path,
    output: Path | None = None,
    strict: bool = False,
    today: date | None = None,
    audience: str | None = None,
) -> Path:
    """Build the site of a generator's configuration file; the result is the folder it was written to.

    `today` and `audience` go before what the file says. What the generator warns of goes to standard error. Raises `SiteError`.
    """
    given: dict[str, Any] = {"strict": strict}
    if output is not None:
        given["site_dir"] = str(output.absolute())
    with _complaints():
        config = _configuration(file, given)
        plugin = _plugin(config)
        if today is not None:
            plugin.config.today = today
        if audience is not None:
            plugin.config.audience = audience
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except (Abort, BuildError) as error:
            cause = plugin.failure or error
            raise SiteError(str(cause), usage=isinstance(cause, PluginError)) from None
        except OSError as error:
            raise SiteError(f"{error.filename or config.site_dir}: {error.strerror}", usage=True) from None
        finally:
            config.plugins.on_shutdown()
    return Path(config.site_dir)


def serve_site(file: Path, address: str | None = None) -> None:
    """Show the site and build it again when a file changes, until Ctrl-C. Raises `SiteError`."""
    from mkdocs.commands.serve import serve

    with _complaints(logging.INFO):
        _configuration(file, {})
        try:
            options: dict[str, Any] = {"dev_addr": address} if address else {}
            serve(str(file), **options)
        except (Abort, BuildError) as error:
            raise SiteError(str(error)) from None
        except ConfigurationError as error:
            raise SiteError(str(error), usage=True) from None
        except OSError as error:
            raise SiteError(
                f"cannot listen on {address or 'the address of the configuration'}: {error.strerror}", usage=True
            ) from None


def _configuration(file: Path, given: dict[str, Any]) -> MkDocsConfig:
    logger = logging.getLogger("mkdocs")
    handlers = logger.handlers
    told = _Told(handlers)
    logger.handlers = [told]
    try:
        config = load_config(str(file), **given)
        _plugin(config)
    except Abort as error:
        raise SiteError(f"{file}: {'; '.join(told.errors) or error.message or error}", usage=True) from None
    except ConfigurationError as error:
        said = " ".join(str(error).removeprefix(_PARSING).split())
        raise SiteError(f"{file}: {said}", usage=True) from None
    finally:
        logger.handlers = handlers
    return config


_PARSING = "MkDocs encountered an error parsing the configuration file:"


class _Told(logging.Handler):
    """Keeps what the generator says is wrong in its configuration, which its exception does not repeat; the rest goes on
    to others."""

    def __init__(self, others: Sequence[logging.Handler]) -> None:
        super().__init__()
        self.others = others
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.ERROR:
            for other in self.others:
                if record.levelno >= other.level:
                    other.handle(record)
            return
        self.errors.append(" ".join(record.getMessage().split()).replace("Config value '", "`").replace("':", "`:", 1))


def _plugin(config: MkDocsConfig) -> HotwashPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, HotwashPlugin):
            return plugin
    raise ConfigurationError("the plugin is not there; write `plugins: [hotwash]`")


@contextmanager
def _complaints(level: int = logging.WARNING) -> Iterator[None]:
    """The generator's log on standard error, from a level on."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    handler.setLevel(level)
    # The build says once more what its exception says.
    handler.addFilter(lambda record: record.levelno < logging.ERROR or not record.name.endswith("commands.build"))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(min(level, logging.INFO))
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
