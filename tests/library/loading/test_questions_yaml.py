"""Which text the questions of a document lead to, and that nothing shows them."""

from __future__ import annotations

from pathlib import Path

from support.builders import EXPERIMENT, ZINE, load_library

from reader.library.library import Library
from reader.publishing.generations.generation_files import read_library, write_library

CALM = """\
en:
  index: |
    i am shaking

    help me calm down
  after: |
    it is over now what
es:
  after: |
    ya pasó
"""
FRIDGE = """\
en:
  index: |
    free food near me
  how-it-works: |
    who may take food
"""


def library(folder: Path) -> Library:
    return load_library(
        folder, {f"{ZINE}/questions.yaml": CALM, f"{EXPERIMENT}/questions.yaml": FRIDGE}
    )


def test_a_question_leads_to_a_document_a_part_or_a_section(tmp_path: Path):
    found = {
        key: [(question.anchor, question.text) for question in own]
        for key, own in library(tmp_path).questions.items()
    }
    assert found == {
        "zine/stay-calm/en": [(None, "i am shaking"), (None, "help me calm down")],
        "zine/stay-calm/en/after": [(None, "it is over now what")],
        "zine/stay-calm/es/after": [(None, "ya pasó")],
        "experiment/free-fridge/en": [
            (None, "free food near me"),
            ("how-it-works", "who may take food"),
        ],
    }


def test_a_server_holds_no_questions(tmp_path: Path):
    write_library(tmp_path, library(tmp_path))
    assert read_library(tmp_path).questions == {}
