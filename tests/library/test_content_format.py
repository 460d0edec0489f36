"""docs/content-format.md is binding: what it shows is what is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builders import FILES, edition, write_content

from reader.checks.library_rules import check_library
from reader.library.loading import schema
from reader.library.loading.content_layout import FOLDERS, RESERVED
from reader.library.loading.loader import load
from reader.library.loading.source_tree import MAX_FILE_BYTES
from reader.library.model import StatusWord

GUIDE = (Path(__file__).parents[2] / "docs" / "content-format.md").read_text(encoding="utf-8")
GLOSSARY = "## Mutual aid {#mutual-aid}\n\nWords.\n\n## Zine {#zine}\n\nWords.\n"
TABLES = {
    "library": schema.LIBRARY,
    "vocabulary": schema.VOCABULARY,
    "labels": schema.LABELS,
    "intents": schema.INTENTS,
    "intent": schema.INTENT,
    "phrase words": schema.PHRASE_WORDS,
    "contact": schema.CONTACT,
    "withdrawn": schema.WITHDRAWN,
    "withdrawal": schema.WITHDRAWAL,
    "source": schema.SOURCE,
    "figure": schema.FIGURE,
    "status": schema.STATUS,
    "help entry": schema.HELP_ENTRY,
    "help number": schema.HELP_NUMBER,
    "help source": schema.HELP_SOURCE,
    "help check": schema.HELP_CHECK,
    "edition": schema.EDITION,
    **{str(kind): keys for kind, keys in schema.DOCUMENT.items()},
}


@pytest.mark.parametrize("name", TABLES)
def test_the_guide_names_every_key(name):
    assert [key for key in TABLES[name] if not re.search(rf"(?<!\w){key}(?::|`)", GUIDE)] == []


def test_the_guide_names_every_folder_status_and_reserved_address_and_the_largest_size():
    assert [folder for folder in FOLDERS.values() if f"\n  {folder}/<slug>/ " not in GUIDE] == []
    assert [word for word in (*StatusWord, *RESERVED) if f"`{word}`" not in GUIDE] == []
    assert f"{MAX_FILE_BYTES // 1000} kB" in GUIDE


def examples() -> Iterator[str]:
    yield from re.findall(r"^```(?:yaml)?\n(.*?)^```$", GUIDE, flags=re.DOTALL | re.MULTILINE)


def test_the_examples_of_the_guide_are_a_sound_library(tmp_path):
    (
        _,
        library,
        codes,
        labels,
        more_labels,
        synonyms,
        intents,
        intent,
        experiment,
        zine,
        episode,
        reading_list,
        withdrawn,
        words,
        translation,
        help_entries,
        figures,
        questions,
    ) = examples()
    labels += more_labels
    spanish = words.replace("translators: []\n", f"translators: []\n{translation}")
    shared = "topics: [mental-health, food]\nsources: []\n"
    files: dict[str, str | None] = dict.fromkeys(FILES)
    files |= {
        "library.yaml": library,
        "vocabulary.yaml": codes,
        "vocabulary/en.yaml": labels,
        "vocabulary/es.yaml": labels,
    }
    files |= {
        "vocabulary/synonyms.yaml": synonyms,
        "vocabulary/intents.yaml": intents,
        "vocabulary/intents/hunger.yaml": intent,
    }
    files |= {
        "experiments/mental-health-first/document.yaml": experiment,
        "experiments/mental-health-first/en.md": words,
    }
    files |= {
        "experiments/mental-health-first/es.md": spanish,
        "experiments/mental-health-first/figures.yaml": figures,
    }
    files |= {
        "podcast/three/document.yaml": shared + episode,
        "podcast/taken-down/document.yaml": withdrawn,
        "zines/basics/document.yaml": shared + zine,
        "zines/basics/questions.yaml": questions,
    }
    files |= {f"podcast/three/{tag}.md": edition("Three", "Words.\n") for tag in ("en", "es")}
    parts = ("index", "before", "arriving")
    files |= {
        f"zines/basics/{tag}/{name}.md": edition(f"Part {name}", "Words.\n")
        for tag in ("en", "es")
        for name in parts
    }

    files |= {
        "lists/first/document.yaml": shared + reading_list,
        "pages/glossary/document.yaml": "topics: []\nsources: []\n",
    }
    files |= {f"lists/first/{tag}.md": edition("First", "Words.\n") for tag in ("en", "es")}
    files |= {f"pages/glossary/{tag}.md": edition("Glossary", GLOSSARY) for tag in ("en", "es")}

    shown = edition("Help", "Words.\n\n## Food {#food}\n\n[[night-line]]\n")
    files |= {"pages/help/document.yaml": "topics: []\nsources: []\n"}
    files |= {"pages/help/help.yaml": help_entries}
    files |= {f"pages/help/{tag}.md": shown for tag in ("en", "es")}

    loaded = load(write_content(tmp_path, files))

    assert loaded.findings == ()
    assert loaded.library is not None
    # The digest of the example is made up; what is found says the one to write.
    assert [finding.code.name for finding in check_library(loaded.library, loaded.source_map)] == [
        "ORIGINAL_CHANGED"
    ]
