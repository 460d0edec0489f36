from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.bad_content.documents import PLANTED as IN_DOCUMENTS
from support.bad_content.files import PLANTED as IN_FILES
from support.bad_content.help import PLANTED as IN_HELP
from support.bad_content.intents import PLANTED as IN_INTENTS
from support.bad_content.markdown import PLANTED as IN_MARKDOWN
from support.bad_content.planted import Plant
from support.bad_content.prose import PLANTED as IN_PROSE
from support.builders import EPISODE, edition, write_content
from support.sample_project import SampleProject

from reader.checks.library_rules import check_library
from reader.library.loading.loader import load
from reader.publishing.build.reuse.file_cache import file_cache
from reader.publishing.build.search_findings import search_findings
from reader.search.index.corpus import corpus
from reader.search.related_works import related_works
from reader.storage.result_cache import NO_CACHE, ResultCache

TODAY = date(2026, 11, 23)
# One of each ten of every kind: a fault in each file that is kept.
PLANTED = [
    plant
    for planted in (IN_FILES, IN_DOCUMENTS, IN_MARKDOWN, IN_PROSE, IN_HELP, IN_INTENTS)
    for plant in planted[::10]
]


def state(content: Path, cache: ResultCache) -> list[object]:
    """Return all that is read of a folder, and all that is worked out from it."""
    loaded = load(content, cache)
    if loaded.library is None:
        return [loaded.findings]
    library, source_map = loaded.library, loaded.source_map
    return [
        library,
        source_map,
        loaded.findings,
        check_library(library, source_map, TODAY, cache),
        search_findings(library, source_map, cache),
        tuple(corpus(library, cache).entries),
        related_works(library, cache),
    ]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: f"{plant.code.name} {plant.at}")
def test_what_is_kept_is_what_would_be_found(plant: Plant, tmp_path: Path) -> None:
    content = write_content(tmp_path, plant.files)
    plant.then(content)
    anew = state(content, NO_CACHE)

    for _ in range(2):
        with file_cache(tmp_path / "var", tmp_path / "code") as cache:
            assert state(content, cache) == anew


@pytest.fixture
def loads(project: SampleProject) -> Callable[[], Counter[str]]:
    """Return what reads the content of a project, and counts the results that were missing."""

    def load_once() -> Counter[str]:
        missing = Counter[str]()

        class Counting(ResultCache):
            def _run(self, task, items):
                missing[task.name] += len(items)
                return super()._run(task, items)

        with file_cache(project.var, project.sources.package) as cache:
            state(project.sources.content, Counting(cache._kept))
        return +missing

    return load_once


def test_only_the_changed_file_is_read_again(project: SampleProject, loads) -> None:
    assert loads()["markdown"] > 10
    assert loads() == {}

    project.write(f"{EPISODE}/en.md", edition("Talk", "Other notes. They are new."))

    changed = ("markdown", "glossary links", "prose", "search text", "synonyms in a text")
    # Another work has a word that fewer works have now.
    assert loads() == {**dict.fromkeys(changed, 1), "word counts en": 1, "word vectors": 2}


def test_a_build_keeps_what_a_check_needs(project: SampleProject, loads) -> None:
    project.build()

    of_a_check = {"stems of synonyms", "synonyms in a text"}
    of_related_works = {"word counts en", "word counts es", "word vectors"}
    assert set(loads()) <= of_a_check | of_related_works


def test_other_code_reads_everything_again(project: SampleProject, loads) -> None:
    everything = loads()
    code = project.sources.package / "more.py"
    code.parent.mkdir(exist_ok=True)
    code.write_text("changed = True\n")

    assert loads() == everything
