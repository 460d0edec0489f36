"""A hit leads to the heading above its passage, and no passage spans two sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from search.small_index import ask, engine_of, entry, joined, marks

from reader.search.engine import Engine, Hit

TEXT = (
    "First of all, look around.\nHow it works\nTurn the key twice.\nWhat it costs\nNothing.\n"
    "Who pays\nA church does, with a bake sale."
)
HEADINGS = ("How it works", "What it costs", "Who pays")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    anchors = tuple(
        (TEXT.index(heading), heading.lower().replace(" ", "-")) for heading in HEADINGS
    )
    engine = engine_of(
        [replace(entry("door", TEXT, title="A door", summary="A door."), anchors=anchors)],
        directory(tmp_path_factory),
    )
    yield engine
    engine.close()


def directory(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("headings") / "index"


def only(engine: Engine, text: str) -> Hit:
    (hit,) = ask(engine, text).hits
    return hit


def test_a_hit_says_the_heading_that_it_leads_to(engine: Engine) -> None:
    hit = only(engine, "key")
    assert (hit.anchor, joined(hit.heading), joined(hit.snippet)) == (
        "how-it-works",
        "How it works",
        "Turn the key twice.",
    )


def test_a_heading_is_marked_and_not_said_again_in_the_passage(engine: Engine) -> None:
    hit = only(engine, "works twice")
    assert (marks(hit.heading), marks(hit.snippet)) == (["works"], ["twice"])
    assert "How it works" not in joined(hit.snippet)


@pytest.mark.parametrize("asked", ["around", "twice", "nothing", "church"])
def test_a_passage_ends_where_its_section_does(engine: Engine, asked: str) -> None:
    shown = joined(only(engine, asked).snippet)
    assert [heading for heading in HEADINGS if heading in shown] == []


def test_who_begins_at_the_top_is_told_no_heading(engine: Engine) -> None:
    hit = only(engine, "door")
    assert (hit.anchor, hit.heading) == (None, ())
