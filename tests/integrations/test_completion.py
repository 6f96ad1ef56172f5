"""TAB in bash, zsh and fish: the real shells, typed at, offer what there is and never print an error."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from integration_tools import ENVIRONMENT, ROOT, Terminal, commit, document, git, program, run

import hotwash
from hotwash.cli import main
from hotwash.cli._completing import described, rules, rules_and_families
from hotwash.rules import FAMILIES, load

PROMPT = "ready>"
CONFIG = 'severities = ["P1", "P2"]\nservices = ["checkout", "payments", "team: search"]\nowners = ["amara", "kenji"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge base in a repository, with a configuration and two documents."""
    folder = tmp_path / "kb"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "trunk")
    (folder / "hotwash.toml").write_text(CONFIG)
    document(folder, "checkout-certificate")
    document(folder, "search-slow")
    commit(folder, "Begin")
    return folder


def offered(folder: Path, line: str, shell: str = "fish", **env: str) -> list[str]:
    """What the command answers a shell for this line, and that it keeps silent about everything else."""
    words = line.split(" ")
    asked = {
        "_HOTWASH_COMPLETE": f"{shell}_complete", "COMP_WORDS": line,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }  # fmt: skip
    done = run("hotwash", cwd=folder, env={**asked, **env}, code=None)
    assert done.stderr == ""
    return [item.partition(",")[2].partition("\t")[0] for item in done.stdout.splitlines() if item.strip()]


class TestWhatIsOffered:
    def test_commands_with_their_words_and_no_module_imported(self) -> None:
        names = main.list_commands(None)  # type: ignore[arg-type]
        found = described(Path(hotwash.__file__).parent / "cli", names)
        assert list(found) == names
        assert all(found.values())

    def test_rules_are_those_of_the_checker_with_their_first_lines(self) -> None:
        assert rules() == {rule.name: rule.summary for rule in sorted(load().values(), key=_place)}
        assert set(rules_and_families()) == {*load(), *FAMILIES}

    @pytest.mark.parametrize(
        ("line", "answer"),
        [
            ("hotwash rul", ["rule"]),
            ("hotwash rule few", ["few-factors"]),
            ("hotwash check --sel", ["--select"]),
            ("hotwash check --select vague-q", ["vague-quantity"]),
            ("hotwash check --ignore few-factors,vague-q", ["few-factors,vague-quantity"]),
            ("hotwash check --ignore few-factors,few-f", []),
            ("hotwash check --select went-w", ["went-well"]),
            ("hotwash check --fail-on over", ["overdue-action"]),
            ("hotwash check --fail-on war", ["warning"]),
            ("hotwash check --as p", ["published"]),
            ("hotwash check --output-format json", ["json", "json-lines"]),
            ("hotwash check --output-format=sa", ["sarif"]),
            ("hotwash check --changed-since tr", ["trunk"]),
            ("hotwash list --service pay", ["payments"]),
            ("hotwash list --severity ", ["P1", "P2"]),
            ("hotwash list --status ", ["draft", "review", "published"]),
            ("hotwash list --kind near", ["near-miss"]),
            ("hotwash list --year ", ["2026"]),
            ("hotwash new --service checkout,pay", ["checkout,payments"]),
            ("hotwash new --severity P", ["P1", "P2"]),
            ("hotwash new --author ken", ["kenji"]),
            ("hotwash rename 2026-11-03-s", ["2026-11-03-search-slow"]),
            ("hotwash rename certificate", ["2026-11-03-checkout-certificate"]),
            ("hotwash completion ", ["bash", "zsh", "fish"]),
            ("hotwash nonsense ", []),
        ],
    )  # fmt: skip
    def test_each_place_takes_its_own(self, folder: Path, line: str, answer: list[str]) -> None:
        assert offered(folder, line) == answer

    def test_without_a_configuration_services_are_those_of_the_documents(self, folder: Path) -> None:
        (folder / "hotwash.toml").unlink()
        assert offered(folder, "hotwash list --service ") == ["checkout", "payments"]

    def test_in_bash_a_part_of_a_name_is_taken_only_where_it_is_the_only_one(self, folder: Path) -> None:
        assert offered(folder, "hotwash rename slow", "bash") == ["2026-11-03-search-slow"]
        assert offered(folder, "hotwash rename c", "bash") == []  # both: nothing that was typed may go

    def test_a_name_with_a_line_end_is_not_offered(self, folder: Path) -> None:
        document(folder, "x\nplain,rm")
        assert offered(folder, "hotwash rename 2026-11-03-x") == []


class TestTrouble:
    def test_a_broken_configuration_is_no_news_at_the_prompt(self, folder: Path) -> None:
        (folder / "hotwash.toml").write_text("severities = ")
        assert offered(folder, "hotwash list --severity ") == ["SEV1", "SEV2", "SEV3", "SEV4"]
        assert offered(folder, "hotwash rename 2026-11-03-s") == ["2026-11-03-search-slow"]

    def test_a_folder_that_is_gone_is_silent(self, folder: Path) -> None:
        ask = '_HOTWASH_COMPLETE=bash_complete COMP_WORDS="hotwash rename 2" COMP_CWORD=2 hotwash'
        done = run("bash", "-c", f"mkdir gone && cd gone && rmdir ../gone && {ask}", cwd=folder, code=None)
        assert (done.stdout.strip(), done.stderr) == ("", "")

    def test_without_git_there_are_no_references(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "hotwash").symlink_to(program("hotwash", "pip install -e ."))
        assert offered(folder, "hotwash check --changed-since ", PATH=str(tmp_path / "bin")) == []

    def test_a_document_that_is_no_text_is_passed_over(self, folder: Path) -> None:
        (folder / "hotwash.toml").unlink()
        document(folder, "binary").write_bytes(b"---\nservices: [\xff\xfe\n\x00" * 50)
        assert "checkout" in offered(folder, "hotwash list --service ch")

    def test_an_unknown_shell_is_refused_in_one_line(self) -> None:
        result = CliRunner().invoke(main, ["completion", "tcsh"])
        assert result.exit_code == 2
        assert "'bash', 'zsh', 'fish'" in result.stderr


def test_names_of_rules_need_no_yaml_and_no_rule(folder: Path) -> None:
    asked = {"_HOTWASH_COMPLETE": "bash_complete", "COMP_WORDS": "hotwash rule few", "COMP_CWORD": "2"}
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(sorted({'yaml', 'pyromark', 'hotwash.rules', 'pygls'} & set(sys.modules))))\n"
        "from hotwash.cli import main\nmain(prog_name='hotwash')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **asked},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["plain,few-factors", "[]"]


@pytest.fixture
def bash(folder: Path) -> Iterator[Terminal]:
    shell = program("bash", "apt-get install -y bash")
    env = {**ENVIRONMENT, "PS1": PROMPT, "TERM": "dumb", "HISTFILE": ""}
    terminal = Terminal(shell, "--norc", "--noprofile", "-i", cwd=folder, env=env)
    terminal.type('eval "$(hotwash completion bash)"; echo o""k\n', "ok")
    yield terminal
    terminal.close()


@pytest.fixture
def zsh(folder: Path) -> Iterator[Terminal]:
    shell = program("zsh", "apt-get install -y zsh")
    env = {**ENVIRONMENT, "TERM": "dumb", "HISTFILE": "", "HOME": str(folder)}
    terminal = Terminal(shell, "-f", "-i", cwd=folder, env=env)
    terminal.type('autoload -Uz compinit; compinit -u -D; eval "$(hotwash completion zsh)"; echo o""k\n', "ok")
    yield terminal
    terminal.close()


CLEAR = "\x15"


class TestBash:
    def test_typing_and_tab(self, bash: Terminal) -> None:
        bash.type("hotwash ru\t", "hotwash rule ")
        bash.type("few\t", "few-factors ")
        bash.type(f"{CLEAR}hotwash check --select few-factors,vague-q\t", "few-factors,vague-quantity ")
        bash.type(f"{CLEAR}hotwash check --output-format=sa\t", "--output-format=sarif ")
        bash.type(f"{CLEAR}hotwash list --service pay\t", "payments ")
        bash.type(f"{CLEAR}hotwash rename certificate\t", "2026-11-03-checkout-certificate ")
        bash.type(f"{CLEAR}hotwash check hotw\t", "hotwash.toml ")
        bash.type(f"{CLEAR}hotwash list --status \t\t", "published")

    def test_a_value_of_several_words_stays_one(self, bash: Terminal) -> None:
        bash.type("hotwash list --service team\t", r"team:\ search ")

    def test_a_command_that_is_gone_is_silent(self, bash: Terminal) -> None:
        bash.type("PATH=/nowhere\n", PROMPT)
        assert "No such file" not in bash.type("hotwash rule few\t-", "-")


class TestZsh:
    def test_typing_and_tab(self, zsh: Terminal) -> None:
        zsh.type("hotwash ru\t", "rule ")
        zsh.type("few\t", "few-factors ")
        zsh.type(f"{CLEAR}hotwash check --select few-factors,vague-q\t", "few-factors,vague-quantity ")
        zsh.type(f"{CLEAR}hotwash check --output-format=sa\t", "--output-format=sarif ")
        zsh.type(f"{CLEAR}hotwash list --service pay\t", "payments ")
        zsh.type(f"{CLEAR}hotwash rename 2026-11-03-s\t", "search-slow ")
        zsh.type(f"{CLEAR}hotwash check hotw\t", "hotwash.toml ")
        zsh.type(f"{CLEAR}hotwash list --status \t\t", "published")

    def test_rules_come_with_their_first_lines(self, zsh: Terminal) -> None:
        zsh.type("hotwash rule vague-\t\t", "nobody can count")

    def test_a_value_of_several_words_stays_one(self, zsh: Terminal) -> None:
        zsh.type("hotwash list --service team\t", r"team:\ search ")

    def test_from_a_folder_of_functions(self, folder: Path) -> None:
        (folder / "_hotwash").write_text(run("hotwash", "completion", "zsh", cwd=folder).stdout)
        shell = program("zsh", "apt-get install -y zsh")
        terminal = Terminal(shell, "-f", "-i", cwd=folder, env={**ENVIRONMENT, "TERM": "dumb", "HOME": str(folder)})
        terminal.type("fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; echo o''k\n", "ok")
        terminal.type("hotwash rule few\t", "few-factors ")
        terminal.type(f"{CLEAR}hotwash rule vague-q\t", "vague-quantity ")  # the second time it is a function already
        terminal.close()

    def test_a_command_that_is_gone_is_silent(self, zsh: Terminal) -> None:
        zsh.type("path=(/nowhere); echo o''k\n", "ok")
        assert "not found" not in zsh.type("hotwash rule few\t-", "-")


class TestFish:
    @staticmethod
    def complete(folder: Path, line: str, before: str = "") -> list[str]:
        fish = program("fish", "apt-get install -y fish")
        script = f"hotwash completion fish | source\n{before}\ncomplete --do-complete '{line}'"
        homes = {name: str(folder / ".home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        done = run(fish, "--no-config", "-c", script, cwd=folder, env=homes)
        assert done.stderr == ""
        return done.stdout.splitlines()

    @pytest.mark.parametrize(
        ("line", "answer"),
        [
            ("hotwash rule few", ["few-factors\tFewer than three contributing factors"]),
            ("hotwash check --select few-factors,vague-q", ["few-factors,vague-quantity\tAn amount in the impact that nobody can count"]),
            ("hotwash check --output-format=sa", ["--output-format=sarif"]),
            ("hotwash list --service pay", ["payments"]),
            ("hotwash rename certificate", ["2026-11-03-checkout-certificate"]),
            ("hotwash check hotw", ["hotwash.toml"]),
            ("hotwash list --status dr", ["draft"]),
        ],
    )  # fmt: skip
    def test_what_it_offers(self, folder: Path, line: str, answer: list[str]) -> None:
        assert self.complete(folder, line) == answer

    def test_a_command_that_is_gone_is_silent(self, folder: Path) -> None:
        assert self.complete(folder, "hotwash rule few", "set PATH /nowhere") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_name_the_line_that_installs_them(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert f"hotwash completion {shell}" in "".join(result.stdout.splitlines()[:2])
    assert f"hotwash completion {shell}" in (ROOT / "tooling/hotwash/site/guide/completion.md").read_text("utf-8")


def _place(rule: object) -> tuple[str, str]:
    return (rule.family.replace("-", "_"), rule.name.replace("-", "_"))  # type: ignore[attr-defined]
