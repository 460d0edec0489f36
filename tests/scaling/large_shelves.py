"""Libraries that are hard to show: many documents, long words, both directions, almost nothing.

full = write_content(folder, FULL)     # English, Spanish, and a language written from right to left
bare = write_content(folder, BARE)     # English, Spanish, and only pages about the library
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from support.builders import EXPERIMENT_FACTS, FILES, PAGE_FACTS, edition, third_language

Files = Mapping[str, str | bytes | None]

COUNT: Final = 200
TITLE: Final = (
    "What two hundred neighbors learned while they kept one another safe through a long wint"
    "er, told by them in their own words, with what went wrong on the way home"
)
WORD: Final = "Nachbarschaftsunterstützungsorganisation"
ARABIC: Final = "التهدئة والمساعدة المتبادلة في الحي (٢٠٢٦): كيف نبدأ؟"
ARABIC_TEXT: Final = (
    "نبدأ بالتنفس ببطء، ثم نسأل: «ماذا تحتاج الآن؟» ونستمع إلى الجواب (حتى لو طال)."
)

# Everything that a document may leave out is left out.
EMPTY_EXPERIMENT: Final = """\
name: Nothing Known
organization: Nobody in particular
places: []
contact: {email: null, site: null}
status: {word: unknown}
attributes: []
topics: []
zine: null
episodes: []
sources: []
"""
EMPTY_EPISODE: Final = """\
show: Example Talks
season: null
number: null
aired: null
guests: []
page_url: "https://talks.example.org/0"
transcript_url: null
audio_url: null
experiments: []
topics: []
sources: []
"""
# Of the two hundred and those beside them.
FACTS: Final = (
    re.sub("former_addresses: .*\n|zine: .*\n|episodes: .*\n", "", EXPERIMENT_FACTS)
    + "zine: null\nepisodes: []\n"
)


def _many() -> dict[str, str | bytes | None]:
    """Return two hundred experiments on one topic. Most have one edition, in English."""
    files: dict[str, str | bytes | None] = {}
    for number in range(COUNT):
        folder = f"experiments/winter-{number:03}"
        status = (
            "{word: unknown}"
            if number % 2
            else '{word: open, as_of: 2025-07-01, source: "https://news.example.org/fridge"}'
        )
        files[f"{folder}/document.yaml"] = re.sub(r"status: .*", f"status: {status}", FACTS)
        summary = f"Group {number} kept watch in winter and wrote down what helped."
        files[f"{folder}/en.md"] = edition(
            f"Winter watch {number}",
            f"Winter came. Group {number} met at the corner.\n",
            summary=summary,
        )
    return files


FULL: Final[Files] = {
    **third_language("ar"),
    **_many(),
    # the long word as topic, attribute and place: it stands in chips, options and lists of facts
    **{
        f"vocabulary/{tag}.yaml": (
            f"topics: {{food: {WORD}, mental-health: Mental health}}\n"
            f"attributes: {{no-police: {WORD}, volunteer-led: Volunteers}}\n"
            f"places: {{oakland: {WORD}, nearby: Nearby}}\n"
        )
        for tag in ("en", "es", "ar")
    },
    "experiments/long-title/document.yaml": FACTS,
    "experiments/long-title/en.md": edition(
        TITLE, "It was cold.\n", summary=TITLE, more=f"in_short:\n  - {WORD}.\n"
    ),
    "experiments/long-title/es.md": edition(TITLE, "Hacía frío.\n", summary=TITLE),
    "experiments/long-word/document.yaml": FACTS.replace("Fridge Friends", WORD),
    "experiments/long-word/en.md": edition(
        WORD,
        f"They called it {WORD}.\n\n## {WORD} {{#word}}\n\n- {WORD}\n\n"
        f"| {WORD} | {WORD} |\n|---|---|\n| {WORD} | {WORD} |\n",
        summary=WORD,
    ),
    "experiments/arabic/document.yaml": FACTS,
    "experiments/arabic/ar.md": edition(
        ARABIC,
        f"{ARABIC_TEXT} [Free Fridge (2026)]{{lang=en}}.\n\n"
        f"## {ARABIC} {{#how}}\n\n- {ARABIC_TEXT}\n",
        summary=ARABIC_TEXT,
    ),
    "experiments/passage/document.yaml": FACTS.replace("language: es}", "language: ar}").replace(
        "Nuestra nevera", f'"{ARABIC}"'
    ),
    "experiments/passage/en.md": edition(
        "A sign in Arabic", f"The sign on the door said [{ARABIC}]{{lang=ar}}. Nobody asked why.\n"
    ),
    "experiments/passage/es.md": edition(
        "Un letrero en árabe", f"El letrero decía [{ARABIC}]{{lang=ar}}. Nadie preguntó por qué.\n"
    ),
    "experiments/nothing-known/document.yaml": EMPTY_EXPERIMENT,
    "experiments/nothing-known/en.md": edition("Nothing known", "Words.\n"),
    "podcast/nothing-known/document.yaml": EMPTY_EPISODE,
    "podcast/nothing-known/es.md": edition("Nada se sabe", "Palabras.\n"),
    "zines/nothing-known/document.yaml": "parts: [only]\ntopics: []\nsources: []\n",
    "zines/nothing-known/en/index.md": edition("One part", "One part only.\n"),
    "zines/nothing-known/en/only.md": edition("Only", "Unrepeatable.\n"),
    "lists/nothing-known/document.yaml": (
        "topics: []\nsources: []\ndocuments: [experiments/nothing-known]\n"
    ),
    "lists/nothing-known/en.md": edition("One thing to read", "One thing.\n"),
}

# No experiment, no zine, no episode, no reading list: what a new library has on its first day.
BARE: Final[Files] = {
    **{
        name: None
        for name in FILES
        if name.split("/")[0] in {"experiments", "zines", "podcast", "lists"}
    },
    "vocabulary.yaml": "topics: []\nattributes: []\nplaces: {}\n",
    **{
        f"vocabulary/{tag}.yaml": "topics: {}\nattributes: {}\nplaces: {}\n" for tag in ("en", "es")
    },
    "pages/privacy/document.yaml": PAGE_FACTS,
}

LIBRARIES: Final[Mapping[str, Files]] = {"full": FULL, "bare": BARE}
