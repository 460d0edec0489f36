"""Every setting, command, make target and finding is documented in docs/ or README.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click
from click.testing import CliRunner
from support.source_modules import PROJECT

from reader.checks.findings.texts import TEXTS
from reader.cli.main import main
from reader.settings import DEFAULTS

DOCUMENTS = (
    *sorted((PROJECT / "docs").rglob("*.md")),
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
)
SETTING = re.compile(r"\bREADER_[A-Z_]+\b")
TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)


def words() -> str:
    return "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)


def missing(names: Iterable[str], text: str) -> list[str]:
    """Return the names that stand nowhere in the text as whole words."""
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def commands(command: click.Command, name: str) -> Iterator[str]:
    """Yield every command as it is typed, and every option of it."""
    for option in command.params:
        if isinstance(option, click.Option):
            yield from (switch for switch in option.opts if switch.startswith("--"))
    for part, inner in (command.commands if isinstance(command, click.Group) else {}).items():
        yield f"{name} {part}"
        yield from commands(inner, f"{name} {part}")


def test_every_setting_is_in_the_documents():
    assert missing(DEFAULTS, words()) == []


def test_every_setting_of_the_documents_exists():
    assert set(SETTING.findall(words())) - set(DEFAULTS) == set()


def test_every_command_and_option_is_in_the_documents():
    assert missing(commands(main, "reader"), words()) == []


def test_the_list_of_findings_is_what_the_program_prints():
    printed = CliRunner().invoke(main, ["check", "--codes"]).output

    assert (PROJECT / "docs" / "findings.md").read_text(encoding="utf-8").endswith(f"\n\n{printed}")
    assert missing(TEXTS, printed) == []


def test_every_target_of_make_is_in_the_documents():
    targets = TARGET.findall((PROJECT / "Makefile").read_text(encoding="utf-8"))

    assert "serve" in targets
    assert missing([f"make {target}" for target in targets], words()) == []


def test_what_no_document_mentions_is_found():
    text = "Set READER_VAR; `reader build --back` and L001."

    assert missing(["READER_VAR", "reader build", "--back", "L001"], text) == []
    assert missing(["READER_VA", "READER_VARS", "build --bac", "L00", "reader check"], text) == [
        "READER_VA",
        "READER_VARS",
        "build --bac",
        "L00",
        "reader check",
    ]


def test_commands_within_commands_are_listed_with_their_options():
    inner = click.Command("build", params=[click.Option(["--back", "-b"])])

    assert list(commands(click.Group("reader", commands={"build": inner}), "reader")) == [
        "reader build",
        "--back",
    ]
