"""What is published works installed alone, away from the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLEAN = Path(__file__).parent / "rules" / "clean.md"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


def test_the_wheel_holds_the_theme_the_guide_and_the_types(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("py.typed", "overrides/main.html", "site/guide/index.md", "rules/actions/action_without_owner.py"):
        assert f"hotwash/{name}" in names
    missing = {
        f"hotwash/{path.relative_to(base).as_posix()}"
        for base in (ROOT / "tooling" / "hotwash",)
        for path in base.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } - names
    assert not missing
    assert not [name for name in names if name.startswith(("tests/", "postmortems/"))]


def test_the_same_tree_gives_the_same_bytes_wherever_and_whenever_it_is_built(dist: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    for name in ("tooling", "overrides"):
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copy
        )
    for name in ("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", ".gitignore"):
        shutil.copy(ROOT / name, copy / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path / "again", copy, cwd=tmp_path)
    first = {path.name: path.read_bytes() for path in dist.iterdir()}
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_it_works_in_an_empty_environment(dist: Path, kind: str, tmp_path: Path) -> None:
    (package,) = dist.glob(kind)
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", package, cwd=tmp_path)
    hotwash = tmp_path / "env" / "bin" / "hotwash"
    assert run(hotwash, "--version", cwd=tmp_path).stdout.startswith("hotwash, version ")
    assert run(hotwash, "init", cwd=tmp_path).returncode == 0
    assert "1 document checked, nothing found." in run(hotwash, "check", cwd=tmp_path).stdout
    document = tmp_path / "clean.md"
    document.write_bytes(CLEAN.read_bytes())
    assert "nothing found" in run(hotwash, "check", "--today", "2026-11-10", document, cwd=tmp_path).stdout
    installed = run(sys.executable, "-m", "pip", "--python", python, "list", "--format=freeze", cwd=tmp_path).stdout
    names = {line.partition("==")[0].lower() for line in installed.splitlines()}
    assert names - {"typing_extensions"} == {"click", "hotwash", "pyromark", "python-frontmatter", "pyyaml"}
    needs_site = subprocess.run([hotwash, "site", "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert needs_site.returncode == 2
    assert "pip install 'hotwash[site]'" in needs_site.stderr
