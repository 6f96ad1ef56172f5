"""Something internal stands in every corner of the documents; nothing of it is outside, and the search would tell."""

from __future__ import annotations

import base64
import gzip
import html
import re
import shutil
import unicodedata
import urllib.parse
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import planting
import pytest
from PIL import Image
from planting import PUBLIC, TODAY, Plant, packed, plants, png_with

from hotwash.publishing import publication
from hotwash.publishing.images import stripped
from hotwash.publishing.publication import Plan, causes, search, vendored
from hotwash.publishing.retold import Retold
from hotwash.publishing.scan import Leak

PLANTS = plants()


@pytest.fixture(scope="session")
def everything(outside: Path) -> str:
    """All that the published tree says, read by other means than those of the search."""
    return "\n".join(_readings(outside))


def _readings(root: Path) -> Iterator[str]:
    for file in sorted(root.rglob("*")):
        yield file.relative_to(root).as_posix()
        if file.is_file() and "assets" not in file.parts:
            yield from _of(file.read_bytes())


def _of(data: bytes) -> Iterator[str]:
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace")
    for each in (
        text,
        html.unescape(text),
        urllib.parse.unquote(text),
        re.sub(r"<[^>]*>", "", text),
        text.replace("*", ""),
    ):
        yield each
        yield "".join(c for c in unicodedata.normalize("NFKD", each) if c.isascii() and c.isprintable())
    for run in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text):
        try:
            yield base64.b64decode(run + "=" * (-len(run) % 4)).decode()
        except ValueError:
            continue


@pytest.mark.parametrize("plant", PLANTS, ids=[plant.where for plant in PLANTS])
def test_nothing_planted_is_outside(plant: Plant, everything: str) -> None:
    assert plant.secret.lower() not in everything.lower()
    if plant.rendered:
        assert plant.rendered.lower() not in everything.lower()


def test_there_are_more_than_forty() -> None:
    assert len(PLANTS) > 40
    assert len({plant.secret for plant in PLANTS}) == len(PLANTS)


@pytest.fixture(scope="session")
def untold(planned: Plan, base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Leak]]:
    """The leaks of a publication that leaves the documents as they are, by what leaked."""
    told = []
    for document in planned.selection.published:
        images = {
            f"2026/{file.name}": file.read_bytes()
            for file in sorted((base / "postmortems/2026").iterdir())
            if file.suffix != ".md"
        }
        told.append(Retold(document.id, document.tree_path or "", document.text, images, [], planned.told[0].links))
    careless = planned._replace(told=tuple(told))
    made = tmp_path_factory.mktemp("careless")
    publication.write_tree(careless, made)
    publication.build(made, TODAY)
    leaks = search(careless, made, vendored(careless, tmp_path_factory.mktemp("empty"), TODAY))
    found: dict[str, list[Leak]] = {}
    for leak in leaks:
        found.setdefault(leak.value, []).append(leak)
    return found


@pytest.mark.parametrize("plant", PLANTS, ids=[plant.where for plant in PLANTS])
def test_the_search_finds_each_of_them_where_documents_are_published_as_they_are(
    plant: Plant, untold: dict[str, list[Leak]], planned: Plan
) -> None:
    if plant.secret in (planting.TOKEN, planting.AWS_KEY, planting.PASSWORD):
        line = next(
            number
            for number, line in enumerate(
                (planned.config.root / f"postmortems/{PUBLIC}.md").read_text().splitlines(), 1
            )
            if plant.secret in line
        )
        assert any(
            leak.kind == "a secret" and leak.path.startswith("postmortems/") and leak.line == line
            for leak in untold[""]
        )
        return
    wanted = plant.secret.lower()
    found = [leak for value, leaks in untold.items() if value.lower() in (wanted, f"@{wanted}") for leak in leaks]
    assert found, sorted(untold)


def test_the_document_that_a_leak_comes_from_is_named_with_its_line(planned: Plan) -> None:
    assert causes(planned, "an internal word", "Ocelot") == [(f"postmortems/{PUBLIC}.md", 57)]


@pytest.fixture
def copy(outside: Path, tmp_path: Path) -> Path:
    """Some of what was published, to be spoilt."""
    made = tmp_path / "copy"
    (made / "site/assets/hotwash").mkdir(parents=True)
    for name in (f"site/{PUBLIC}", "site/pagefind/fragment"):
        shutil.copytree(outside / name, made / name)
    for name in (
        "site/index.json",
        "site/feed.xml",
        "site/feed.json",
        "site/actions.ics",
        "site/assets/hotwash/hotwash.js",
    ):
        shutil.copy(outside / name, made / name)
    return made


PAGE = f"site/{PUBLIC}/index.html"
SPOILT: dict[str, Callable[[Path], object]] = {
    "a page": lambda root: _add(root / PAGE, b"<p>Albatross</p>"),
    "a comment of a page": lambda root: _add(root / PAGE, b"<!-- albatross -->"),
    "an attribute": lambda root: _add(root / PAGE, b'<p title="ALBATROSS">x</p>'),
    "a word split by marks": lambda root: _add(root / PAGE, b"<p>Alba<b>tro</b><span class='x'>ss</span></p>"),
    "a word split by a comment": lambda root: _add(root / PAGE, b"Alba<!-- x -->tross"),
    "entities": lambda root: _add(root / PAGE, b"&#65;lbatros&#x73;"),
    "entities without an end": lambda root: _add(root / PAGE, b"&#65lbatross"),
    "entities twice": lambda root: _add(root / PAGE, b"&amp;#65;lbatross"),
    "percent signs": lambda root: _add(root / PAGE, b'<a href="x?%41lbatross">'),
    "percent signs twice": lambda root: _add(root / PAGE, b'<a href="x?%2541lbatross">'),
    "escapes of JSON": lambda root: _add(root / "site/index.json", rb'"\u0041lbatross"'),
    "escapes of JavaScript": lambda root: _add(root / PAGE, rb'<script>"\x41lba\u{74}ross"</script>'),
    "escapes of a style sheet": lambda root: _add(root / PAGE, rb'<style>a::after{content:"\41 lbatross"}</style>'),
    "base64": lambda root: _add(root / PAGE, base64.b64encode(b"the albatross cluster")),
    "base64 that begins elsewhere": lambda root: _add(root / PAGE, b"data:x;base64,ab" + base64.b64encode(b"the albatross cluster")),
    "base64 for addresses": lambda root: _add(root / PAGE, base64.urlsafe_b64encode("ÿþ the albatross cluster".encode())),
    "base64 on many lines": lambda root: _add(root / PAGE, base64.encodebytes(b"x" * 70 + b"the albatross cluster " + b"y" * 90)),
    "gzip in base64": lambda root: _add(root / PAGE, base64.b64encode(packed("the albatross cluster"))),
    "hexadecimal": lambda root: _add(root / PAGE, b"the albatross".hex().encode()),
    "punycode": lambda root: _add(root / PAGE, b"https://" + "álbatross".encode("idna") + b".example/"),
    "full-width letters": lambda root: _add(root / PAGE, "Ａｌｂａｔｒｏｓｓ".encode()),
    "soft hyphens": lambda root: _add(root / PAGE, "Alba\u00adtross".encode()),
    "letters of another script": lambda root: _add(root / PAGE, "\u0410lb\u0430tr\u043ess".encode()),
    "UTF-16": lambda root: (root / "site/x.txt").write_bytes("Albatross".encode("utf-16")),
    "UTF-16 without its mark": lambda root: (root / "site/x.txt").write_bytes("the Albatross".encode("utf-16-le")),
    "a source map": lambda root: (root / "site/assets/x.js.map").write_text('{"sourcesContent":["Albatross"]}'),
    "a script of the theme": lambda root: _add(next((root / "site/assets/hotwash").glob("*.js")), b"// Albatross"),
    "a feed": lambda root: _add(root / "site/feed.xml", b"<!-- Albatross -->"),
    "the calendar": lambda root: _add(root / "site/actions.ics", b"DESCRIPTION:about the Alba\r\n tross"),
    "quoted-printable": lambda root: _add(root / "site/actions.ics", b"NOTE:=41lbatross and Alba=\r\ntross"),
    "the search index": lambda root: _fragment(root, "Albatross"),
    "gzip": lambda root: (root / "site/x.gz").write_bytes(packed("Albatross")),
    "gzip in gzip": lambda root: (root / "site/x.gz").write_bytes(gzip.compress(packed("Albatross"))),
    "the name in gzip": lambda root: _named_gzip(root / "site/x.gz"),
    "behind the end of gzip": lambda root: (root / "site/x.gz").write_bytes(packed("x") + b"Albatross"),
    "the name of a file": lambda root: (root / "site/albatross.txt").write_text("x"),
    "the name of a folder": lambda root: (root / "site/Alba%74ross").mkdir(),
    "the text of a PNG": lambda root: (root / "site/x.png").write_bytes(png_with(b"tEXt", b"Comment\0Albatross")),
    "the packed text of a PNG": lambda root: (root / "site/x.png").write_bytes(
        png_with(b"iTXt", b"XML\0\1\0\0\0" + zlib.compress(b"the Albatross"))
    ),
    "a chunk of a PNG that nobody knows": lambda root: (root / "site/x.png").write_bytes(png_with(b"prVt", b"Albatross")),
    "an image in a data URI": lambda root: _add(
        root / PAGE, b'<img src="data:image/png;base64,' + base64.b64encode(png_with(b"tEXt", b"a\0Albatross")) + b'">'
    ),
    "a zip": lambda root: _zip(root / "site/x.zip"),
}  # fmt: skip


@pytest.mark.parametrize("where", SPOILT)
def test_the_search_finds_a_word_in(where: str, copy: Path, planned: Plan, known: frozenset[str]) -> None:
    SPOILT[where](copy)
    leaks = search(planned, copy, known)
    assert any(leak.value == "Albatross" for leak in leaks), leaks


@pytest.fixture(scope="session")
def known(planned: Plan, tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The files that any site has."""
    return vendored(planned, tmp_path_factory.mktemp("nothing"), TODAY)


OTHERS: dict[str, tuple[str, bytes, str]] = {
    "a handle": (PAGE, b"<p>ask @ottokar</p>", "a person or team"),
    "a handle that nobody knows": (PAGE, b"<p>ask @someone-else</p>", "a person or team"),
    "a name with a capital": (PAGE, b"<p>Ottokar said so</p>", "a person or team"),
    "a team in an address": (PAGE, b'<a href="https://forge.example/larkmere/quokka">x</a>', "a person or team"),
    "a host": (PAGE, b'<a href="https://x.corp.example/">x</a>', "an internal host"),
    "a defanged host": (PAGE, b"hxxps://x.corp[.]example/", "an internal host"),
    "a host of any inside": (PAGE, b"<p>db7.prod.internal</p>", "an internal host"),
    "a host of a cluster": (PAGE, b"<p>api.default.svc.cluster.local</p>", "an internal host"),
    "a host without a domain": (PAGE, b'<a href="http://jenkins:8080/">x</a>', "an internal host"),
    "a private address": (PAGE, b"<p>192.168.7.1</p>", "a private address"),
    "a private address of IPv6": (PAGE, b"<p>fd12:3456:789a::1</p>", "a private address"),
    "a document's id": (PAGE, b"<p>2026-03-01-secret-merger</p>", "the id of a document that is not published"),
    "a document's id in a link": (
        PAGE,
        b'<a href="../2026-03-01%2Dsecret-merger/">',
        "the id of a document that is not published",
    ),
    "a document's title": (
        PAGE,
        b"<p>merger  data\nroom open for a day</p>",
        "the title of a document that is not published",
    ),
    "a tracker item": ("site/index.json", b"OPS-4711", "a tracker item"),
    "a mail address": ("site/feed.json", b"someone@inside.example", "a mail address"),
    "a token": (PAGE, f"<code>{planting.TOKEN}</code>".encode(), "a secret"),
    "a token in base64": (PAGE, base64.b64encode(f"token {planting.TOKEN}".encode()), "a secret"),
    "a private key": (
        "site/k.txt",
        b"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n",
        "a private key",
    ),
    "a file that cannot be read": ("site/x.bin", bytes(range(256)) * 8, "a file that cannot be looked into"),
    "git's data": (".git/HEAD", b"ref: refs/heads/main\n", "git's data"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_the_search_finds(what: str, copy: Path, planned: Plan, known: frozenset[str]) -> None:
    path, data, kind = OTHERS[what]
    _add(copy / path, data)
    leaks = search(planned, copy, known)
    assert [leak.kind for leak in leaks if leak.path == path.partition("/HEAD")[0]] == [kind], leaks


def test_a_link_out_of_the_tree_is_a_leak(copy: Path, planned: Plan, known: frozenset[str], base: Path) -> None:
    (copy / "site/x.md").symlink_to(base / "postmortems/2026/2026-03-01-secret-merger.md")
    (leak,) = search(planned, copy, known)
    assert (leak.path, leak.kind) == ("site/x.md", "a link out of the tree")


def test_the_published_tree_itself_has_no_leak(outside: Path, planned: Plan, known: frozenset[str]) -> None:
    assert search(planned, outside, known) == []


@pytest.mark.parametrize("name", ["Sandpiper-graph.png", "photo.jpg", "moving.gif", "shot.webp"])
def test_a_stripped_image_has_the_same_pixels_and_nothing_else(name: str, base: Path, tmp_path: Path) -> None:
    before = base / "postmortems/2026" / name
    data, ending = stripped(before.read_bytes())
    after = tmp_path / f"x.{ending}"
    after.write_bytes(data)
    with Image.open(before) as one, Image.open(after) as other:
        assert other.convert("RGBA").tobytes() == one.convert("RGBA").tobytes()
        assert {
            key for key in other.info if key in ("exif", "comment", "xmp", "Author", "Description", "icc_profile")
        } <= {"exif"}
        assert dict(other.getexif()) == ({0x0112: 6} if name == "photo.jpg" else {})


def _add(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b"\n" + data if file.tell() else data)


def _fragment(root: Path, word: str) -> None:
    file = next((root / "site/pagefind/fragment").iterdir())
    text = gzip.decompress(file.read_bytes())
    file.write_bytes(gzip.compress(text.replace(b'"content":"', f'"content":"{word} '.encode())))


def _named_gzip(path: Path) -> None:
    with path.open("wb") as raw, gzip.GzipFile("Albatross.txt", "wb", fileobj=raw) as file:
        file.write(b"x")


def _zip(path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", "the Albatross")
