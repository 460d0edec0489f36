"""A ``content/`` folder of any size with real words: the project's own, and beside it as many invented documents as it takes.

An invented document has the facts, the headings and the outline of a real one, the same in every language. Its sentences are those
of all documents, put together anew, links included; what it is called, sums itself up with and ends on are invented names. The
checks find no error in it, and the same size gives the same bytes.

``python -m bench.contents FOLDER EDITIONS`` writes one.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import yaml

from bench.corpora import SEED, invented_date, invented_names, sentences
from bench.project import PROJECT
from reader.checks.prose.figures import figures
from reader.i18n.formatting import number_signs

_REAL: Final = PROJECT / "content"
_FOLDERS: Final = ("experiments", "zines", "podcast")
# Which of its facts lead a document to others, and into which folder.
_LEADS: Final[Mapping[str, str]] = {
    "zine": "zines",
    "episodes": "podcast",
    "experiments": "experiments",
}
_LANGUAGES: Final[Mapping[str, str]] = {"en": "en", "es": "es_419"}

# A line that is not written anew: a heading, a cell, a definition, a quotation, what belongs to the line before.
_KEPT: Final = ("#", "|", ":", ">", " ")
_MARK: Final = re.compile(r"(?:[-*+] |[0-9]+\. )?")
# What could not stand anywhere else: a mailbox, a link within the page, half of something, and what would begin a block.
_BOUND: Final = re.compile(r"@|\]\(#|^(?:[-+*#>|:=~]|[0-9]+[.)])\s?")
_PAIRS: Final = ("()", "[]", "“”", "‘’", "¿?", "¡!")
# What is not read as words of a file, by those who look for figures.
_UNREAD: Final = re.compile(r"\]\([^)]*\)|\{[^}]*\}|^[0-9]+\. ", re.MULTILINE)
_LONGEST_MODEL_SUMMARY: Final = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A document to be written: the folder of the real one it is like, and its own name and folder."""

    model: Path
    slug: str

    @property
    def shelf(self) -> str:
        """The folder of its kind."""
        return self.model.parent.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A Markdown file of the real content: its head, and its body."""

    head: Mapping[str, Any]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the files of one language are made from: ``files`` are all that a document may be like, by path."""

    signs: tuple[str, str]
    files: Mapping[Path, _File]
    sentences: tuple[str, ...]
    titles: tuple[str, ...]
    summaries: tuple[str, ...]
    in_short: tuple[str, ...]


def write_content(content: Path, editions: int) -> None:
    """Write a new folder of so many editions, and no fewer than the project has; every document has one a language."""
    shutil.copytree(_REAL, content)
    models = [
        path.parent
        for folder in _FOLDERS
        for path in sorted((_REAL / folder).glob("*/document.yaml"))
    ]
    missing = editions // len(_LANGUAGES) - len(tuple(_REAL.glob("*/*/document.yaml")))
    chance = random.Random(SEED)  # noqa: S311  # the same content every time
    words = {language: _words(language, locale, models) for language, locale in _LANGUAGES.items()}
    invented = [_like(chance.choice(models), number) for number in range(missing)]
    shelves = {
        folder: [each.slug for each in invented if each.shelf == folder] for folder in _FOLDERS
    }
    for each in invented:
        folder = content / each.shelf / each.slug
        folder.mkdir()
        _write_facts(folder, each, shelves, chance)
        found = {
            figure
            for language, pool in words.items()
            for figure in _write_edition(folder, each, language, pool, chance)
        }
        listed = [
            {"figure": figure, "meaning": "what is counted there", "source": "structure"}
            for figure in sorted(found)
        ]
        if listed:
            (folder / "figures.yaml").write_text(_yaml(listed), encoding="utf-8")


def _like(model: Path, number: int) -> Invented:
    return Invented(model=model, slug=f"{model.name}-{number}")


def _words(language: str, locale: str, models: Sequence[Path]) -> _Words:
    """Read what the files of one language say."""
    files = {path: _read(path) for model in models for path in _files(model, language)}
    heads = [file.head for file in files.values()]
    lines = [
        line[len(_mark(line)) :]
        for file in files.values()
        for line in file.body.split("\n")
        if line and not line.startswith(_KEPT)
    ]
    return _Words(
        signs=number_signs(locale),
        files=files,
        sentences=tuple(
            sentence for line in lines for sentence in sentences(line) if _stands_alone(sentence)
        ),
        titles=tuple(head["title"] for head in heads),
        summaries=tuple(
            head["summary"] for head in heads if len(head["summary"]) <= _LONGEST_MODEL_SUMMARY
        ),
        in_short=tuple(line for head in heads for line in head.get("in_short", ())),
    )


def _files(document: Path, language: str) -> Iterator[Path]:
    whole = document / f"{language}.md"
    yield from [whole] if whole.is_file() else sorted((document / language).glob("*.md"))


def _read(path: Path) -> _File:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", maxsplit=2)
    return _File(head=yaml.safe_load(head), body=body)


def _mark(line: str) -> str:
    found = _MARK.match(line)
    return found[0] if found else ""


def _stands_alone(sentence: str) -> bool:
    paired = all(
        sentence.count(first) == sentence.count(last)
        for first, last in _PAIRS
        if first in sentence or last not in "?!’"
    )
    return (
        paired
        and not _BOUND.search(sentence)
        and not any(sentence.count(sign) % 2 for sign in "*`")
    )


def _write_facts(
    folder: Path, invented: Invented, shelves: Mapping[str, Sequence[str]], chance: random.Random
) -> None:
    """Write what the model's facts are, under another name, leading to invented documents instead of real ones."""
    facts = yaml.safe_load((invented.model / "document.yaml").read_text(encoding="utf-8"))
    facts.pop("former_addresses", None)
    if "name" in facts:
        facts["name"] = f"{facts['name']} {next(invented_names(chance))}"
    for key, shelf in _LEADS.items():
        if isinstance(led := facts.get(key), list):
            facts[key] = chance.sample(shelves[shelf], k=min(len(led), len(shelves[shelf])))
        elif led:
            facts[key] = chance.choice(shelves[shelf]) if shelves[shelf] else None
    (folder / "document.yaml").write_text(_yaml(facts), encoding="utf-8")


def _write_edition(
    folder: Path, invented: Invented, language: str, words: _Words, chance: random.Random
) -> Iterator[str]:
    """Write all files of one language, and yield the figures in them."""
    for path in _files(invented.model, language):
        model = words.files[path]
        names = invented_names(chance)
        title, summary = (
            f"{chance.choice(words.titles)} {_two(names)}",
            f"{chance.choice(words.summaries)} {_two(names)}.",
        )
        head = {"title": title, "summary": summary, "written": invented_date(chance)}
        if lines := chance.sample(words.in_short, k=len(model.head.get("in_short", ()))):
            head["in_short"] = [f"{line} {_two(names)}." for line in lines]
        body = "\n".join(_line(line, words.sentences, chance) for line in model.body.split("\n"))
        text = f"---\n{_yaml(head)}---\n{body.rstrip()}\n\n{_two(names)}. {_two(names)}.\n"
        target = folder / path.relative_to(invented.model)
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
        said = _UNREAD.sub("", "\n".join((title, summary, *head.get("in_short", ()), body)))
        yield from (figure for _, figure in figures(said, *words.signs))


def _two(names: Iterator[str]) -> str:
    return " ".join(islice(names, 2))


def _line(line: str, pool: Sequence[str], chance: random.Random) -> str:
    """Return a line of Markdown with as many other sentences as it has."""
    if not line or line.startswith(_KEPT):
        return line
    return _mark(line) + " ".join(chance.choices(pool, k=sum(1 for _ in sentences(line))))


def _yaml(value: object) -> str:
    written: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1_000)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.contents", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("editions", type=int)
    given = parser.parse_args()
    write_content(given.folder, given.editions)
