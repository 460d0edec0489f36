"""Change a small library as editors, translators and operators do, at random."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from support.builders import EPISODE, EXPERIMENT, LIST, ZINE, edition, write_content
from support.sites import write_catalogues

from reader.library.model import LanguageTag
from reader.settings import Settings

_WORDS: Final = ("bread", "ladder", "river", "mutual aid", "ICE", "door", "lemon", "neighbor")
_ADDED: Final = "experiments/added"
_LANGUAGES: Final = (LanguageTag("en"), LanguageTag("es"))


@dataclass(slots=True)
class EditedProject:
    """A project on disk, its settings, and the random numbers that decide what is changed."""

    settings: Settings
    rng: random.Random

    def path(self, name: str) -> Path:
        """Return the path of a file of ``content/``."""
        return self.settings.content / name

    def replace(self, name: str, pattern: str, words: str) -> None:
        """Replace the first match in a file of ``content/``, if it has one."""
        path = self.path(name)
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, words, text, count=1), encoding="utf-8")

    def any_text(self) -> str:
        """Return the path of any Markdown file."""
        files = sorted(self.settings.content.glob("*/**/*.md"))
        return self.rng.choice(files).relative_to(self.settings.content).as_posix()

    def words(self) -> str:
        """Return a few words that no text has."""
        return f"{self.rng.choice(_WORDS)} {''.join(self.rng.choices('bcdfgaeiou', k=6))}"


def edited_project(folder: Path, seed: int) -> EditedProject:
    """Write the library of ``builders`` with its catalogues."""
    content = write_content(folder)
    translations = write_catalogues(folder / "translations", _LANGUAGES)
    settings = Settings(
        base_url="https://reader.example",
        content=content,
        translations=translations,
        var=folder / "var",
    )
    return EditedProject(settings=settings, rng=random.Random(seed))  # repeatable


def change_body(project: EditedProject) -> None:
    """Add a sentence to any text."""
    add_sentence(project, project.any_text())


def add_sentence(project: EditedProject, name: str) -> None:
    """Add a sentence to a text."""
    path = project.path(name)
    path.write_text(f"{path.read_text(encoding='utf-8')}\nMore of {project.words()}.\n")


def change_head(project: EditedProject) -> None:
    """Change title, summary or date of a text."""
    key = project.rng.choice(("title", "summary", "written"))
    month = project.rng.randrange(1, 12)
    value = f"2026-{month:02}-03" if key == "written" else f'"{project.words()}"'
    project.replace(project.any_text(), rf"(?m)^{key}: .*$", f"{key}: {value}")


def add_document(project: EditedProject) -> None:
    """Add an experiment, or another zine's words to the one that was added."""
    shutil.copytree(project.path(EXPERIMENT), project.path(_ADDED), dirs_exist_ok=True)
    project.replace(f"{_ADDED}/document.yaml", "former_addresses: .*", "former_addresses: []")
    for language in _LANGUAGES:
        text = edition(project.words(), f"About {project.words()}.\n", summary=project.words())
        project.path(f"{_ADDED}/{language}.md").write_text(text, encoding="utf-8")


def delete_document(project: EditedProject) -> None:
    """Delete what was added."""
    for path in project.settings.content.glob(f"{_ADDED}*"):
        shutil.rmtree(path)


def rename_document(project: EditedProject) -> None:
    """Give what was added another address."""
    for path in project.settings.content.glob(f"{_ADDED}*"):
        target = project.path(f"{_ADDED}-{project.rng.randrange(100)}")
        if not target.exists():
            path.rename(target)


def take_translation_away(project: EditedProject) -> None:
    """Take the Spanish episode away, or put it back."""
    path = project.path(f"{EPISODE}/es.md")
    if path.exists():
        path.unlink()
    else:
        path.write_text(edition("Habla la nevera", f"Ana tells of {project.words()}.\n"))


def change_facts(project: EditedProject) -> None:
    """Change a fact of a document."""
    name, pattern, words = project.rng.choice(
        (
            (f"{EXPERIMENT}/document.yaml", "word: [a-z]+", "word: paused"),
            (f"{EXPERIMENT}/document.yaml", "topics: .*", "topics: [food, mental-health]"),
            (f"{EXPERIMENT}/document.yaml", "name: .*", f"name: {project.words()}"),
            (f"{EXPERIMENT}/document.yaml", "zine: .*", "zine: null"),
            (f"{ZINE}/document.yaml", "about_violence: .*", "about_violence: false"),
            (f"{ZINE}/document.yaml", "parts: .*", "parts: [after, before]"),
            (f"{EPISODE}/document.yaml", "number: .*", f"number: {project.rng.randrange(9)}"),
            (f"{EPISODE}/document.yaml", "experiments: .*", "experiments: []"),
            (f"{LIST}/document.yaml", "documents: .*", "documents: [podcast/fridge-talk]"),
            (f"{LIST}/document.yaml", "documents: .*", "documents: [zines/stay-calm]"),
        )
    )
    project.replace(name, pattern, words)


def change_vocabulary(project: EditedProject) -> None:
    """Change a label, an introduction, a form of a term, an abbreviation, or synonyms."""
    name, pattern, words = project.rng.choice(
        (
            ("vocabulary/en.yaml", r"food: \w+", f"food: F{project.rng.randrange(9)}"),
            ("vocabulary/en.yaml", "nearby: [^}]+", f"nearby: {project.words()}"),
            ("vocabulary/en.yaml", "began it", f"began {project.words()}"),
            ("vocabulary/en.yaml", r"mutual-aid: \[[^]]*", "mutual-aid: [everybody"),
            ("vocabulary/es.yaml", r"Cuadernillos", "Libritos"),
            ("vocabulary/en.yaml", "ICE: [^}]+", f"ICE: {project.words()}"),
        )
    )
    project.replace(name, pattern, words)
    synonyms = f"- {{en: [fridge, {project.rng.choice(('icebox', 'cooler'))}]}}\n"
    project.path("vocabulary/synonyms.yaml").write_text(synonyms, encoding="utf-8")


def change_library(project: EditedProject) -> None:
    """Change what the library is called, or the public address."""
    if project.rng.random() < 0.5:
        project.replace("library.yaml", "en: [^,]+,", f"en: Try {project.rng.randrange(99)},")
    else:
        address = f"https://reader{project.rng.randrange(9)}.example"
        project.settings = replace(project.settings, base_url=address)


def change_catalogue(project: EditedProject) -> None:
    """Translate one message otherwise."""
    (path,) = project.settings.translations.glob("es/**/*.po")
    text = path.read_text(encoding="utf-8")
    word = project.rng.choice(("Fuentes", "Temas", "Buscar", "Ayuda"))
    path.write_text(text.replace(f'msgstr "{word}"', f'msgstr "{word} hoy"'), encoding="utf-8")


EDITS: Final[Sequence[Callable[[EditedProject], None]]] = (
    change_body,
    change_body,
    change_head,
    change_head,
    add_document,
    delete_document,
    rename_document,
    take_translation_away,
    change_facts,
    change_facts,
    change_vocabulary,
    change_library,
    change_catalogue,
)
