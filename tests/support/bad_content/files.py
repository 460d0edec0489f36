"""Faults of files, of YAML and of values, planted one at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Final

from support.bad_content.planted import (
    FACTS,
    NOTES,
    Plant,
    body,
    changed,
    episode,
    facts,
    folder,
    head,
    library,
    link,
)
from support.builders import EXPERIMENT, EXPERIMENT_FACTS, FILES, ZINE, edition

from reader.library.finding_codes import FindingCode

BILLION_LAUGHS: Final = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


def _files() -> Iterator[Plant]:
    yield Plant(
        code=FindingCode.UNREADABLE,
        at=":1",
        then=shutil.rmtree,
        also=((FindingCode.MISSING_FILE, "library.yaml:1"),),
    )
    yield Plant(
        code=FindingCode.NOT_UTF8, at=f"{NOTES}:2", files={NOTES: b"---\ntitle: Pru\xe9balo\n---\n"}
    )
    yield Plant(
        code=FindingCode.NOT_UTF8, at=f"{NOTES}:1", files={NOTES: FILES[NOTES].encode("utf-16")}
    )
    yield Plant(
        code=FindingCode.BYTE_ORDER_MARK, at=f"{NOTES}:1", files={NOTES: "\ufeff" + FILES[NOTES]}
    )
    yield Plant(code=FindingCode.EMPTY, at=f"{NOTES}:1", files={NOTES: ""})
    yield Plant(code=FindingCode.EMPTY, at=f"{NOTES}:1", files={NOTES: " \n\t\n"})
    yield Plant(code=FindingCode.EMPTY, at=f"{NOTES}:7", files={NOTES: edition("Notes", "")})
    yield Plant(code=FindingCode.EMPTY, at=f"{FACTS}:1", files={FACTS: "# nothing but this\n"})
    yield Plant(
        code=FindingCode.TOO_LARGE,
        at=f"{NOTES}:1",
        files={NOTES: edition("Notes", "word " * 20_001)},
    )
    yield Plant(
        code=FindingCode.FOLDER_NAMED_LIKE_FILE,
        at=f"{NOTES}:1",
        files={NOTES: None},
        then=folder(NOTES),
    )
    yield Plant(
        code=FindingCode.FOLDER_NAMED_LIKE_FILE, at="pages/more.md:1", then=folder("pages/more.md")
    )
    yield Plant(
        code=FindingCode.LINK_AWAY,
        at=f"{NOTES}:1",
        files={NOTES: None},
        then=link(NOTES, "../../../outside.md"),
    )
    yield Plant(
        code=FindingCode.LINK_AWAY,
        at=f"{NOTES}:1",
        files={NOTES: None},
        then=link(NOTES, "nowhere.md"),
    )
    yield Plant(
        code=FindingCode.LINK_AWAY, at=f"{NOTES}:1", files={NOTES: None}, then=link(NOTES, "en.md")
    )
    yield Plant(code=FindingCode.LINK_AWAY, at="pages/again:1", then=link("pages/again", "."))
    yield Plant(
        code=FindingCode.NEITHER_FILE_NOR_FOLDER,
        at=f"{NOTES}:1",
        files={NOTES: None},
        then=lambda root: os.mkfifo(root / NOTES),
    )
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at=f"{EXPERIMENT}/notes.txt:1",
        files={f"{EXPERIMENT}/notes.txt": "words"},
    )
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at=f"{EXPERIMENT}/readme.md:1",
        files={f"{EXPERIMENT}/readme.md": "words"},
    )
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at=f"{EXPERIMENT}/en/en.md:1",
        files={f"{EXPERIMENT}/en/en.md": "words"},
    )
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at="experiments/fridge.md:1",
        files={"experiments/fridge.md": "words"},
    )
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at="experiment:1",
        files={"experiment/fridge/en.md": "words", "experiment/en.md": "words"},
    )
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at="vocabulary/en.md:1",
        files={"vocabulary/en.md": "words"},
    )
    yield Plant(code=FindingCode.UNEXPECTED_FILE, at="notes.yaml:1", files={"notes.yaml": "a: b"})
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at=f"{ZINE}/en/more:1",
        files={f"{ZINE}/en/more/deep/en.md": "words"},
    )
    yield Plant(
        code=FindingCode.UNKNOWN_LANGUAGE_FILE,
        at=f"{EXPERIMENT}/fr.md:1",
        files={f"{EXPERIMENT}/fr.md": "words"},
    )
    yield Plant(
        code=FindingCode.UNKNOWN_LANGUAGE_FILE,
        at=f"{ZINE}/fr:1",
        files={f"{ZINE}/fr/index.md": "words", f"{ZINE}/fr/before.md": "words"},
    )
    yield Plant(
        code=FindingCode.UNKNOWN_LANGUAGE_FILE,
        at="vocabulary/pt-BR.yaml:1",
        files={"vocabulary/pt-BR.yaml": "topics: {}"},
    )
    yield Plant(code=FindingCode.MISSING_FILE, at="library.yaml:1", files={"library.yaml": None})
    yield Plant(
        code=FindingCode.MISSING_FILE, at="vocabulary.yaml:1", files={"vocabulary.yaml": None}
    )
    yield Plant(
        code=FindingCode.MISSING_FILE, at="vocabulary/es.yaml:1", files={"vocabulary/es.yaml": None}
    )


def _characters() -> Iterator[Plant]:
    yield body(FindingCode.CONTROL_CHARACTER, 8, "Calm\ndown\x00here.\n")
    yield facts(FindingCode.CONTROL_CHARACTER, 1, "name: Free Fridge", 'name: "Free\\0Fridge"')
    yield body(FindingCode.CONTROL_CHARACTER, 7, "One\u2028two.\n")
    yield body(FindingCode.PRIVATE_USE, 7, "Next \ue000\n")
    yield body(FindingCode.PRIVATE_USE, 9, "Words\n\n*Next* &#xF8FF;\n")
    yield facts(FindingCode.PRIVATE_USE, 1, "name: Free Fridge", 'name: "Free \\ue000 Fridge"')
    yield body(FindingCode.VARIATION_SELECTOR, 7, "Yes \u2714\ufe0e\n")
    yield head(FindingCode.VARIATION_SELECTOR, 2, "Free fridge", "Free \u2764\ufe0f fridge")
    yield body(FindingCode.NO_BREAK_LAYOUT, 7, "HOME\u00a0\u00a0NEXT\n")
    yield body(FindingCode.NO_BREAK_LAYOUT, 8, "Home\n\u00a0next\n")
    yield body(FindingCode.NO_BREAK_LAYOUT, 7, "Home\u00a0\nnext\n")
    yield body(FindingCode.NO_BREAK_LAYOUT, 7, "HOME \u00a0 NEXT\n")
    yield body(FindingCode.NO_BREAK_LAYOUT, 7, "HOME&nbsp;&nbsp;NEXT\n")


def _yaml() -> Iterator[Plant]:
    yield Plant(
        code=FindingCode.YAML_SYNTAX,
        at=f"{FACTS}:3",
        files={FACTS: "name: Fridge\nplaces: [oakland\nzine: null\n"},
    )
    yield Plant(
        code=FindingCode.YAML_SYNTAX,
        at=f"{NOTES}:3",
        files={NOTES: "---\ntitle: Notes\nsummary: One: two\n---\nWords\n"},
    )
    yield Plant(code=FindingCode.YAML_FEATURE, at=f"{FACTS}:1", files={FACTS: BILLION_LAUGHS})
    yield Plant(
        code=FindingCode.YAML_FEATURE, at=f"{FACTS}:2", files={FACTS: "name: Fridge\nplaces: *a\n"}
    )
    yield Plant(
        code=FindingCode.YAML_FEATURE,
        at=f"{FACTS}:1",
        files={FACTS: "name: !!python/object/apply:os.system ['true']\n"},
    )
    yield Plant(
        code=FindingCode.YAML_FEATURE,
        at=f"{FACTS}:2",
        files={FACTS: "name: Fridge\n? [a, b]\n: c\n"},
    )
    yield Plant(
        code=FindingCode.YAML_FEATURE,
        at=f"{FACTS}:15",
        files={FACTS: f"{EXPERIMENT_FACTS}---\nname: Second\n"},
    )
    yield Plant(
        code=FindingCode.YAML_TOO_DEEP, at=f"{FACTS}:1", files={FACTS: "name: " + "[" * 40_000}
    )
    yield facts(
        FindingCode.DUPLICATE_KEY, 2, "name: Free Fridge\n", "name: Free Fridge\nname: Another\n"
    )
    yield head(FindingCode.DUPLICATE_KEY, 3, "summary:", "title: Another\nsummary:")
    yield Plant(
        code=FindingCode.FRONT_MATTER, at=f"{NOTES}:1", files={NOTES: "Words without a head.\n"}
    )
    yield Plant(
        code=FindingCode.FRONT_MATTER,
        at=f"{NOTES}:1",
        files={NOTES: "---\ntitle: A head without an end\n"},
    )
    yield Plant(
        code=FindingCode.NOT_A_TABLE,
        at=f"{NOTES}:2",
        files={NOTES: "---\n- title\n- summary\n---\nWords\n"},
    )
    yield Plant(code=FindingCode.NOT_A_TABLE, at=f"{FACTS}:1", files={FACTS: "words\n"})


def _keys() -> Iterator[Plant]:
    yield facts(FindingCode.MISSING_KEY, 1, "organization: Fridge Friends\n", "")
    yield facts(FindingCode.MISSING_KEY, 13, ", publisher: Example News", "")
    yield facts(FindingCode.MISSING_KEY, 4, "email: fridge@example.org, ", "")
    yield head(FindingCode.MISSING_KEY, 2, 'title: "Free fridge"\n', "")
    yield library(FindingCode.MISSING_KEY, 1, ", es: Pruébalo", "")
    yield library(FindingCode.MISSING_KEY, 5, "languages: [en, es]", "languages: []")
    yield facts(FindingCode.UNKNOWN_KEY, 3, "places:", "city: Oakland\nplaces:")
    yield facts(
        FindingCode.UNKNOWN_KEY,
        4,
        "email: fridge@example.org, ",
        "email: fridge@example.org, phone: 555-0100, ",
    )
    yield head(FindingCode.UNKNOWN_KEY, 4, "written:", "author: Ana\nwritten:")
    yield changed(
        FindingCode.UNKNOWN_KEY, f"{ZINE}/en/before.md", 5, "translators: []", "in_short: [A]"
    )


def _types() -> Iterator[Plant]:
    yield facts(FindingCode.NOT_TEXT, 1, "name: Free Fridge", "name: [Free, Fridge]")
    yield facts(FindingCode.NOT_TEXT, 1, "name: Free Fridge", "name: null")
    yield facts(FindingCode.NOT_TEXT, 1, "name: Free Fridge", 'name: " "')
    yield facts(FindingCode.NOT_A_LIST, 7, "topics: [food]", "topics: food")
    yield facts(FindingCode.NOT_A_LIST, 3, "places: [oakland]", "places:")
    yield episode(FindingCode.NOT_A_LIST, 11, "sources: []", "sources: none")
    yield facts(
        FindingCode.NOT_A_TABLE,
        5,
        '{word: open, as_of: 2026-07-01, source: "https://news.example.org/fridge"}',
        "open",
    )
    yield changed(
        FindingCode.NOT_A_TABLE, "vocabulary.yaml", 3, "{oakland: US-CA, nearby: null}", "[oakland]"
    )
    yield facts(FindingCode.NOT_A_FLAG, 11, "about_violence: false", "about_violence: no")
    yield episode(FindingCode.NOT_A_NUMBER, 3, "number: 3", "number: three")
    yield facts(FindingCode.WRONG_DATE, 13, "date: 2026-07-01", "date: 1 July 2025")
    yield episode(FindingCode.WRONG_DATE, 4, "2021-12-30", "2021-02-30")
    yield episode(FindingCode.WRONG_DATE, 4, "2021-12-30", "2021-00")
    yield episode(FindingCode.WRONG_DATE, 4, "2021-12-30", "0000")
    yield head(FindingCode.WRONG_DATE, 4, "2026-11-23", "2026-11")
    yield episode(
        FindingCode.WRONG_URL, 6, '"https://talks.example.org/3"\n', "talks.example.org/3\n"
    )
    yield episode(
        FindingCode.WRONG_URL, 6, '"https://talks.example.org/3"\n', '"javascript:alert(1)"\n'
    )
    yield episode(FindingCode.WRONG_URL, 6, '"https://talks.example.org/3"\n', '"https://[talks"\n')
    yield facts(FindingCode.WRONG_EMAIL, 4, "fridge@example.org", "fridge at example.org")
    yield facts(FindingCode.WRONG_EMAIL, 4, "fridge@example.org", f'"a@{"." * 50_000}"')
    yield facts(FindingCode.WRONG_LANGUAGE_TAG, 14, "language: es", "language: Spanish")
    yield library(FindingCode.WRONG_LANGUAGE_TAG, 5, "[en, es]", "[en, es, Français]")
    yield Plant(
        code=FindingCode.WRONG_SLUG,
        at="pages/Über_uns:1",
        files={"pages/Über_uns/en.md": "words", "pages/Über_uns/document.yaml": "a: b"},
    )
    yield facts(FindingCode.WRONG_SLUG, 8, "zine: stay-calm", "zine: Stay calm")
    yield changed(FindingCode.WRONG_SLUG, "vocabulary.yaml", 1, "[food,", "[Food,")
    yield changed(FindingCode.WRONG_SLUG, "vocabulary.yaml", 3, "nearby:", "near by:")
    yield library(FindingCode.WRONG_LOCALE, 6, "es_419", "es-419")
    yield changed(FindingCode.WRONG_REGION, "vocabulary.yaml", 3, "US-CA", "California")
    yield head(
        FindingCode.WRONG_DIGEST,
        6,
        "in_short:",
        "original_digest: yesterday\noriginal: es\nin_short:",
    )
    yield facts(
        FindingCode.WRONG_PATH, 10, "/experiments/old-fridge", "https://old.example.org/fridge"
    )


PLANTED: Final = (*_files(), *_characters(), *_yaml(), *_keys(), *_types())
