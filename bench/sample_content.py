"""Generate a ``content/`` folder of any size: the project's content and invented documents.

An invented document has the facts, headings and outline of a real one, the same in every language.
Its sentences, with their links, are drawn from all documents; its title, summary and last line end
with invented names. The checks report no error, and the same size gives the same bytes.

``python -m bench.sample_content FOLDER EDITIONS`` writes one.
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

from bench.project import PROJECT
from bench.sample_corpus import SEED, invented_date, invented_names, sentences
from reader.checks.prose.figures import figures
from reader.i18n.formatting import number_signs

_REAL: Final = PROJECT / "content"
_FOLDERS: Final = ("experiments", "zines", "podcast")
# Facts that refer to other documents → their folder.
_REFERENCES: Final[Mapping[str, str]] = {
    "zine": "zines",
    "episodes": "podcast",
    "experiments": "experiments",
}
_LANGUAGES: Final[Mapping[str, str]] = {"en": "en", "es": "es_419"}

# Lines that stay: headings, cells, definitions, quotations, continuations.
_FIXED: Final = ("#", "|", ":", ">", " ")
_MARK: Final = re.compile(r"(?:[-*+] |[0-9]+\. )?")
# Sentences that cannot stand elsewhere: with a mailbox or a link within the page, incomplete ones,
# and those that would start a block.
_NOT_MOVABLE: Final = re.compile(r"@|\]\(#|^(?:[-+*#>|:=~]|[0-9]+[.)])\s?")
_PAIRS: Final = ("()", "[]", "“”", "‘’", "¿?", "¡!")
# What the check of figures does not read.
_IGNORED_BY_CHECK: Final = re.compile(r"\]\([^)]*\)|\{[^}]*\}|^[0-9]+\. ", re.MULTILINE)
_LONGEST_MODEL_SUMMARY: Final = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedDocument:
    """A document to write: the folder of the real one it is modeled on, and its own slug."""

    model: Path
    slug: str

    @property
    def folder(self) -> str:
        """The folder of its kind."""
        return self.model.parent.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A Markdown file of the real content: its front matter, and its body."""

    head: Mapping[str, Any]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the files of one language are made of. ``files``: path → model."""

    signs: tuple[str, str]
    files: Mapping[Path, _File]
    sentences: tuple[str, ...]
    titles: tuple[str, ...]
    summaries: tuple[str, ...]
    in_short: tuple[str, ...]


def write_content(content: Path, editions: int) -> None:
    """Write a new folder of so many editions, at least the project's own, one per language each."""
    shutil.copytree(_REAL, content)
    models = [
        path.parent
        for folder in _FOLDERS
        for path in sorted((_REAL / folder).glob("*/document.yaml"))
    ]
    missing = editions // len(_LANGUAGES) - len(tuple(_REAL.glob("*/*/document.yaml")))
    rng = random.Random(SEED)  # noqa: S311  # the same content every time
    words = {language: _words(language, locale, models) for language, locale in _LANGUAGES.items()}
    invented = [_like(rng.choice(models), number) for number in range(missing)]
    slugs = {
        folder: [each.slug for each in invented if each.folder == folder] for folder in _FOLDERS
    }
    for each in invented:
        folder = content / each.folder / each.slug
        folder.mkdir()
        _write_facts(folder, each, slugs, rng)
        found = {
            figure
            for language, pool in words.items()
            for figure in _write_edition(folder, each, language, pool, rng)
        }
        listed = [
            {"figure": figure, "meaning": "what is counted there", "source": "structure"}
            for figure in sorted(found)
        ]
        if listed:
            (folder / "figures.yaml").write_text(_yaml(listed), encoding="utf-8")


def _like(model: Path, number: int) -> InventedDocument:
    return InventedDocument(model=model, slug=f"{model.name}-{number}")


def _words(language: str, locale: str, models: Sequence[Path]) -> _Words:
    """Read the files of one language."""
    files = {path: _read(path) for model in models for path in _files(model, language)}
    heads = [file.head for file in files.values()]
    lines = [
        line[len(_mark(line)) :]
        for file in files.values()
        for line in file.body.split("\n")
        if line and not line.startswith(_FIXED)
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
        and not _NOT_MOVABLE.search(sentence)
        and not any(sentence.count(sign) % 2 for sign in "*`")
    )


def _write_facts(
    folder: Path,
    invented: InventedDocument,
    slugs: Mapping[str, Sequence[str]],
    rng: random.Random,
) -> None:
    """Write the model's facts under another name, referring to invented documents."""
    facts = yaml.safe_load((invented.model / "document.yaml").read_text(encoding="utf-8"))
    for own in ("former_addresses", "code"):
        facts.pop(own, None)
    if "name" in facts:
        facts["name"] = f"{facts['name']} {next(invented_names(rng))}"
    for key, folder_name in _REFERENCES.items():
        if isinstance(led := facts.get(key), list):
            facts[key] = rng.sample(slugs[folder_name], k=min(len(led), len(slugs[folder_name])))
        elif led:
            facts[key] = rng.choice(slugs[folder_name]) if slugs[folder_name] else None
    (folder / "document.yaml").write_text(_yaml(facts), encoding="utf-8")


def _write_edition(
    folder: Path, invented: InventedDocument, language: str, words: _Words, rng: random.Random
) -> Iterator[str]:
    """Write all files of one language, and yield the figures in them."""
    for path in _files(invented.model, language):
        model = words.files[path]
        names = invented_names(rng)
        title, summary = (
            f"{rng.choice(words.titles)} {_two(names)}",
            f"{rng.choice(words.summaries)} {_two(names)}.",
        )
        head: dict[str, object] = {
            "title": title,
            "summary": summary,
            "written": invented_date(rng),
        }
        lines = rng.sample(words.in_short, k=len(model.head.get("in_short", ())))
        if in_short := [f"{line} {_two(names)}." for line in lines]:
            head["in_short"] = in_short
        body = "\n".join(_line(line, words.sentences, rng) for line in model.body.split("\n"))
        text = f"---\n{_yaml(head)}---\n{body.rstrip()}\n\n{_two(names)}. {_two(names)}.\n"
        target = folder / path.relative_to(invented.model)
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
        said = _IGNORED_BY_CHECK.sub("", "\n".join((title, summary, *in_short, body)))
        yield from (figure for _, figure in figures(said, *words.signs))


def _two(names: Iterator[str]) -> str:
    return " ".join(islice(names, 2))


def _line(line: str, pool: Sequence[str], rng: random.Random) -> str:
    """Return a line of Markdown with as many other sentences as it has."""
    if not line or line.startswith(_FIXED):
        return line
    return _mark(line) + " ".join(rng.choices(pool, k=sum(1 for _ in sentences(line))))


def _yaml(value: object) -> str:
    written: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1_000)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.sample_content", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("editions", type=int)
    given = parser.parse_args()
    write_content(given.folder, given.editions)
