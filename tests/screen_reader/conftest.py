"""Every page of the site as it is heard, one language at a time, and the transcripts for people to read."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from screen_reader.accessibility_tree import hear
from screen_reader.transcript import Transcript, remembered
from support.built_site import BuiltSite
from support.sites import client_of
from support.source_modules import PROJECT
from support.states import states

from reader.library.model import LanguageTag

ARTIFACTS: Final = PROJECT / "artifacts" / "transcripts"
# States of which only a listener could mind the words: one result, and what a filter leaves.
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

Heard = Mapping[str, Transcript]


@pytest.fixture(scope="module")
def heard(
    site: BuiltSite,
    served: str,
    chromium_program: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Callable[[LanguageTag], Heard]:
    """Hear all pages of a language: address → Transcript. The first worker that asks listens, and the others remember."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    known: dict[str, Heard] = {}

    def listen(language: LanguageTag) -> Heard:
        if language not in known:
            file = folder / f"heard-{language}.json"
            with (folder / f"heard-{language}.lock").open("w") as lock:
                flock(lock, LOCK_EX)
                if not file.exists():
                    said = dict(
                        _listen(
                            site, served, chromium_program, language, folder / f"small-{language}"
                        )
                    )
                    _write(language, said)
                    file.write_text(
                        json.dumps({address: asdict(page) for address, page in said.items()}),
                        encoding="utf-8",
                    )
            known[language] = {
                address: remembered(page)
                for address, page in json.loads(file.read_text(encoding="utf-8")).items()
            }
        return known[language]

    return listen


def _listen(
    site: BuiltSite, served: str, browser: Browser, language: LanguageTag, folder: Path
) -> Iterator[tuple[str, Transcript]]:
    """Yield every page of a language with its address. No script can run: a screen reader needs none."""
    context = browser.new_context(java_script_enabled=False, locale=language)
    page = context.new_page()
    # Addresses of files lead to downloads.
    paths = [
        path for path in site.addresses() if path.startswith(f"/{language}/") and "." not in path
    ]
    paths += [state.path for state in states((language,))]
    paths += [f"/{language}/{state}" for state in MORE_STATES]
    for path in ("/", *paths):
        page.goto(served + path)
        yield path, hear(page)
    for name, html in (*site.error_pages(), *_stand_ins(language, folder)):
        if name.startswith(f"/{language}/"):
            page.set_content(html)
            yield name, hear(page)
    context.close()


def _stand_ins(language: LanguageTag, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield pages that show an edition in the other language, because there is none in this one."""
    client = client_of(folder, MISSING)
    for path in STAND_INS[language]:
        answer = client.get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        yield f"/{language}/stand-in/{path}", answer.text


def _write(language: LanguageTag, said: Heard) -> None:
    """Write the transcripts, one file a page, for people to read. Those of pages that are gone go."""
    folder = ARTIFACTS / language
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for address, page in said.items():
        name = (
            re.sub(r"[^\w-]+", "-", address.removeprefix(f"/{language}/")).strip("-")[:80] or "home"
        )
        (folder / f"{name}.txt").write_text(page.text(), encoding="utf-8")
