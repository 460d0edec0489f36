"""Build small content trees to load, render, search and break.

root = write_content(tmp_path)                                         # two languages, no findings
root = write_content(tmp_path, {"pages/about/es.md": None})            # a file removed
root = write_content(tmp_path, {"zines/stay-calm/en/before.md": "…"})  # a file replaced or added
root = write_content(tmp_path, third_language("pt-BR"))                # one more language, by files
library = load_library(tmp_path)                                       # written and loaded
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from reader.library.library import Library
from reader.library.loading.loader import load

NOTHING: Final[Mapping[str, str | bytes | None]] = MappingProxyType({})

EXPERIMENT: Final = "experiments/free-fridge"
ZINE: Final = "zines/stay-calm"
EPISODE: Final = "podcast/fridge-talk"
LIST: Final = "lists/first-steps"


def write_content(folder: Path, extra: Mapping[str, str | bytes | None] = NOTHING) -> Path:
    """Write a valid two-language ``content/`` into ``folder`` and return its path.

    ``extra`` maps a path inside ``content/`` to the new text or bytes of the file; None removes it.
    """
    root = folder / "content"
    for name, words in {**FILES, **extra}.items():
        if words is None:
            continue
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(words if isinstance(words, bytes) else words.encode("utf-8"))
    return root


def load_library(folder: Path, extra: Mapping[str, str | bytes | None] = NOTHING) -> Library:
    """Write a content tree and return its library. Raises AssertionError if it cannot be loaded."""
    loaded = load(write_content(folder, extra))
    assert loaded.library is not None, loaded.findings
    return loaded.library


def edition(title: str, body: str, *, summary: str = "", more: str = "") -> str:
    """Return the text of an edition's file. ``more`` is YAML for its head, such as ``in_short``."""
    summary = summary or f"{title}."
    return (
        f'---\ntitle: "{title}"\nsummary: "{summary}"\nwritten: 2026-11-23\n'
        f"translators: []\n{more}---\n{body}"
    )


def library_yaml(*languages: str) -> str:
    """Return the text of ``library.yaml`` for these languages, the source language first."""
    names = ", ".join(f"{tag}: {NAMES.get(tag, f'Library in {tag}')}" for tag in languages)
    said = ", ".join(f"{tag}: A small library for tests ({tag})." for tag in languages)
    return (
        f"name: {{{names}}}\ndescription: {{{said}}}\npublisher: The test press\n"
        'contact: {email: desk@example.org, site: "https://example.org/"}\n'
        f"languages: [{', '.join(languages)}]\n"
    )


def third_language(tag: str) -> dict[str, str | bytes | None]:
    """Return the files that add a language, all but the zine, which is shown by a stand-in."""
    return {
        "library.yaml": library_yaml("en", "es", tag),
        f"vocabulary/{tag}.yaml": (
            f"topics: {{food: Food ({tag}), mental-health: Mental health ({tag})}}\n"
            f"attributes: {{no-police: No police ({tag}), volunteer-led: Volunteers ({tag})}}\n"
            f"places: {{oakland: Oakland ({tag}), nearby: Nearby ({tag})}}\n"
        ),
        f"{EXPERIMENT}/{tag}.md": edition(
            f"Fridge ({tag})",
            f"Body ({tag}).\n\n## How ({tag}) {{#how-it-works}}\n\nWords.\n\n"
            f"## Why ({tag}) {{#unknown}}\n\nWords.\n",
        ),
        f"{EPISODE}/{tag}.md": edition(f"Talk ({tag})", f"Notes ({tag}).\n"),
        f"{LIST}/{tag}.md": edition(f"First steps ({tag})", f"In this order ({tag}).\n"),
        f"pages/about/{tag}.md": edition(f"About ({tag})", f"About ({tag}).\n"),
        f"pages/accessibility/{tag}.md": edition(
            f"Accessibility ({tag})", f"Accessibility ({tag}).\n"
        ),
        f"pages/privacy/{tag}.md": edition(f"Privacy ({tag})", f"Privacy ({tag}).\n"),
        f"pages/glossary/{tag}.md": edition(
            f"Glossary ({tag})", f"## Mutual aid ({tag}) {{#mutual-aid}}\n\nMeaning ({tag}).\n"
        ),
    }


NAMES: Final[Mapping[str, str]] = {"en": "Try It", "es": "Pruébalo"}

VOCABULARY: Final = """\
topics: [food, mental-health]
attributes: [no-police, volunteer-led]
places: {oakland: US-CA, nearby: null}
"""

EXPERIMENT_FACTS: Final = """\
name: Free Fridge
organization: Fridge Friends
places: [oakland]
contact: {email: fridge@example.org, site: "https://fridge.example.org/"}
status: {word: open, as_of: 2026-07-01, source: "https://news.example.org/fridge"}
attributes: [no-police, volunteer-led]
topics: [food]
zine: stay-calm
episodes: [fridge-talk]
former_addresses: [/experiments/old-fridge]
about_violence: false
sources:
  - {title: A fridge on the street, publisher: Example News, date: 2026-07-01, \
url: "https://news.example.org/fridge"}
  - {title: Nuestra nevera, publisher: Fridge Friends, date: null, \
url: "https://fridge.example.org/es", language: es}
"""

ZINE_FACTS: Final = """\
parts: [before, after]
topics: [mental-health]
about_violence: true
sources:
  - {title: Staying calm, publisher: Calm House, date: 2020-08, url: "https://calm.example.org/"}
"""

EPISODE_FACTS: Final = """\
show: Example Talks
season: 1
number: 3
aired: 2021-12-30
guests: [Ana Peña]
page_url: "https://talks.example.org/3"
transcript_url: "https://talks.example.org/3/transcript"
audio_url: null
experiments: [free-fridge]
topics: [food]
sources: []
"""

LIST_FACTS: Final = """\
topics: [food]
sources: []
documents: [zines/stay-calm/before, experiments/free-fridge, podcast/fridge-talk]
"""

PAGE_FACTS: Final = "topics: []\nsources: []\n"

FILES: Final[Mapping[str, str]] = {
    "library.yaml": library_yaml("en", "es") + "formats: {es: es_419}\n",
    "vocabulary.yaml": VOCABULARY,
    "vocabulary/en.yaml": (
        "topics: {food: Food, mental-health: Mental health}\n"
        "attributes: {no-police: Does not work with police, volunteer-led: Led by volunteers}\n"
        'places: {oakland: "Oakland, California", nearby: Nearby}\n'
        "introductions: {food: 'Everybody eats. "
        "[One fridge](/experiments/free-fridge) began it.'}\n"
        "shelves: {zines: 'Small booklets to *fold*.'}\n"
        "glossary: {mutual-aid: [mutual help]}\n"
        "abbreviations: {ICE: Immigration and Customs Enforcement}\n"
    ),
    "vocabulary/es.yaml": (
        "topics: {food: Comida, mental-health: Salud mental}\n"
        "attributes: {no-police: No trabaja con la policía, "
        "volunteer-led: A cargo de personas voluntarias}\n"
        'places: {oakland: "Oakland, California", nearby: Cerca}\n'
        "introductions: {food: 'Todo el mundo come. [Una nevera](/experiments/free-fridge) "
        "fue el comienzo.'}\n"
        "shelves: {zines: 'Cuadernillos para *doblar*.'}\n"
    ),
    f"{EXPERIMENT}/document.yaml": EXPERIMENT_FACTS,
    f"{EXPERIMENT}/en.md": edition(
        "Free fridge",
        "A fridge stands on the street. Read [the zine](/zines/stay-calm/before#breathe) or\n"
        "[what mutual aid is](/glossary#mutual-aid).\n\n"
        "## How it works {#how-it-works}\n\nTake what you need. *Leave* what you can.\n\n"
        "- Bread\n- Rice and beans\n\n"
        "## What we do not know {#unknown}\n\nHow many people eat from it.\n",
        summary="Neighbors keep a fridge on the street full of food that anyone can take.",
        more="in_short:\n  - Anyone can take food.\n  - Neighbors fill it.\n",
    ),
    f"{EXPERIMENT}/es.md": edition(
        "La nevera libre",
        "Hay una nevera en la calle. Lee [el fanzine](/zines/stay-calm/before#breathe) o\n"
        "[qué es el apoyo mutuo](/glossary#mutual-aid). "
        "En inglés se llama [Free Fridge]{lang=en}.\n\n"
        "## Cómo funciona {#how-it-works}\n\nToma lo que necesites. *Deja* lo que puedas.\n\n"
        "- Pan\n- Arroz y frijoles\n\n"
        "## Lo que no sabemos {#unknown}\n\nCuántas personas comen de ella.\n",
        summary="El vecindario mantiene en la calle una nevera llena de comida "
        "para quien la necesite.",
        more="in_short:\n  - Cualquier persona puede tomar comida.\n  - El vecindario la llena.\n",
    ),
    f"{ZINE}/document.yaml": ZINE_FACTS,
    f"{ZINE}/en/index.md": edition(
        "Stay calm", "Two short parts.\n", more="in_short:\n  - Breathe before you speak.\n"
    ),
    f"{ZINE}/en/before.md": edition(
        "Before",
        "Stop at the door.\n\n## Breathe {#breathe}\n\n"
        "Count to four. De-escalation begins with you.\n",
    ),
    f"{ZINE}/en/after.md": edition(
        "After",
        "Drink water.\n\n## Rest {#rest}\n\nCall a friend.\n\n### Sleep {#sleep}\n\nEight hours.\n",
    ),
    f"{ZINE}/es/index.md": edition(
        "Mantén la calma", "Dos partes breves.\n", more="in_short:\n  - Respira antes de hablar.\n"
    ),
    f"{ZINE}/es/before.md": edition(
        "Antes",
        "Párate en la puerta.\n\n## Respira {#breathe}\n\n"
        "Cuenta hasta cuatro. La desescalada empieza contigo.\n",
    ),
    f"{ZINE}/es/after.md": edition(
        "Después",
        "Bebe agua.\n\n## Descansa {#rest}\n\nLlama a una amistad.\n\n"
        "### Duerme {#sleep}\n\nOcho horas.\n",
    ),
    f"{EPISODE}/document.yaml": EPISODE_FACTS,
    f"{EPISODE}/en.md": edition(
        "The fridge talks", "Ana Peña tells how [the fridge](/experiments/free-fridge) began.\n"
    ),
    f"{EPISODE}/es.md": edition(
        "Habla la nevera", "Ana Peña cuenta cómo empezó [la nevera](/experiments/free-fridge).\n"
    ),
    f"{LIST}/document.yaml": LIST_FACTS,
    f"{LIST}/en.md": edition(
        "First steps",
        "Mutual help begins small. Some people fear ICE.\n",
        more="in_short:\n  - Three short texts.\n",
    ),
    f"{LIST}/es.md": edition(
        "Primeros pasos",
        "El apoyo mutuo empieza en pequeño.\n",
        more="in_short:\n  - Tres textos breves.\n",
    ),
    "pages/about/document.yaml": PAGE_FACTS,
    "pages/about/en.md": edition("About", "An independent reader.\n"),
    "pages/about/es.md": edition("Acerca de", "Un lector independiente.\n"),
    "pages/accessibility/document.yaml": PAGE_FACTS,
    "pages/accessibility/en.md": edition("Accessibility", "Made for every phone.\n"),
    "pages/accessibility/es.md": edition("Accesibilidad", "Hecho para cualquier teléfono.\n"),
    "pages/privacy/document.yaml": PAGE_FACTS.replace("[]", "[mental-health]", 1),
    "pages/privacy/en.md": edition("Privacy", "Nobody records what you read.\n"),
    "pages/privacy/es.md": edition("Privacidad", "Nadie registra lo que lees.\n"),
    "pages/glossary/document.yaml": PAGE_FACTS,
    "pages/glossary/en.md": edition(
        "Glossary", "## Mutual aid {#mutual-aid}\n\nPeople help each other.\n"
    ),
    "pages/glossary/es.md": edition(
        "Glosario", "## Apoyo mutuo {#mutual-aid}\n\nLas personas se ayudan entre sí.\n"
    ),
}
