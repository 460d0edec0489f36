"""Transcripts of the pages, one language at a time, for tests and for people to read."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from screen_reader.accessibility_tree import transcript_of
from screen_reader.transcript import Transcript, transcript_from_json
from support.built_site import BuiltSite, kind_of
from support.sampling import one_of_each
from support.sites import client_of
from support.source_modules import PROJECT
from support.states import states

from reader.library.addresses import Address
from reader.library.model import LanguageTag

ARTIFACTS: Final = PROJECT / "artifacts" / "transcripts"
# Pages that tests ask for by name, whatever else the run looks at.
NAMED: Final = (
    "experiments/mental-health-first",
    "zines/de-escalation-basics",
    "zines/de-escalation-basics/listening",
    "zines/de-escalation-basics/after",
    "podcast/the-hypothesis-with-mariame-kaba",
    "lists/for-families",
    "glossary",
    "topics/food",
)
# States that differ to a listener only: one result, and what a filter leaves.
MORE_STATES: Final = (
    "search?q=jungle",
    "experiments?status=paused",
    "experiments?attribute=no-police&page=2",
)
# The small library of the builders, where one language lacks what the other has.
STAND_INS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("podcast/fridge-talk",),
    "es": (
        "experiments/free-fridge",
        "zines/stay-calm",
        "zines/stay-calm/before",
        "lists/first-steps",
        "",
        "experiments",
        "zines",
        "about",
    ),
}
MISSING: Final = {
    "experiments/free-fridge/es.md": None,
    "zines/stay-calm/es/index.md": None,
    "zines/stay-calm/es/before.md": None,
    "zines/stay-calm/es/after.md": None,
    "pages/about/es.md": None,
    "podcast/fridge-talk/en.md": None,
}

Transcripts = Mapping[str, Transcript]


@pytest.fixture(scope="module")
def transcripts(
    site: BuiltSite,
    served: str,
    chromium_program: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Callable[[LanguageTag], Transcripts]:
    """Return what gives the pages of a language: address → Transcript.

    The first worker that asks records them, and the others read what it wrote.
    """
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent

    @cache
    def of(language: LanguageTag) -> Transcripts:
        file = folder / f"transcripts-{language}.json"
        with (folder / f"transcripts-{language}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not file.exists():
                pages = [page for page in site.pages() if page.arguments["language"] == language]
                paths = addresses_of(language, one_of_each(pages, kind_of))
                html = (*site.error_pages(), *_stand_ins(language, folder / f"small-{language}"))
                recorded = dict(_record(chromium_program, language, served, paths, html))
                _write_artifacts(language, recorded)
                file.write_text(
                    json.dumps({address: asdict(page) for address, page in recorded.items()}),
                    encoding="utf-8",
                )
        return {
            address: transcript_from_json(page)
            for address, page in json.loads(file.read_text(encoding="utf-8")).items()
        }

    return of


def addresses_of(language: LanguageTag, pages: Iterable[Address]) -> tuple[str, ...]:
    """Return the addresses of these pages, of every state, and of what tests ask for by name."""
    named = (f"/{language}/{path}" for path in (*NAMED, *MORE_STATES))
    found = ("/", *(page.path for page in pages), *(state.path for state in states((language,))))
    return tuple(dict.fromkeys((*found, *named)))


def _record(
    browser: Browser,
    language: LanguageTag,
    served: str,
    paths: Iterable[str],
    html: Iterable[tuple[str, str]],
) -> Iterator[tuple[str, Transcript]]:
    """Yield each page with its address. No script can run: a screen reader needs none."""
    context = browser.new_context(java_script_enabled=False, locale=language)
    page = context.new_page()
    for path in paths:
        page.goto(served + path)
        yield path, transcript_of(page)
    for name, text in html:
        if name.startswith(f"/{language}/"):
            page.set_content(text)
            yield name, transcript_of(page)
    context.close()


def _stand_ins(language: LanguageTag, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield pages that show an edition in the other language, because there is none in this one."""
    client = client_of(folder, MISSING)
    for path in STAND_INS[language]:
        answer = client.get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        yield f"/{language}/stand-in/{path}", answer.text


def _write_artifacts(language: LanguageTag, transcripts: Transcripts) -> None:
    """Write one file a page for people to read, and nothing else into the folder."""
    folder = ARTIFACTS / language
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for address, page in transcripts.items():
        name = (
            re.sub(r"[^\w-]+", "-", address.removeprefix(f"/{language}/")).strip("-")[:80] or "home"
        )
        (folder / f"{name}.txt").write_text(page.text(), encoding="utf-8")
