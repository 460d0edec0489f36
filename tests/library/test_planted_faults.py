from __future__ import annotations

from datetime import date

import pytest
from support.bad_content.documents import PLANTED as IN_DOCUMENTS
from support.bad_content.files import PLANTED as IN_FILES
from support.bad_content.help import PLANTED as IN_HELP
from support.bad_content.intents import PLANTED as IN_INTENTS
from support.bad_content.markdown import PLANTED as IN_MARKDOWN
from support.bad_content.planted import Plant
from support.bad_content.prose import PLANTED as IN_PROSE
from support.bad_content.questions import PLANTED as IN_QUESTIONS
from support.builders import third_language, write_content

from reader.checks.findings.help import HelpCode
from reader.checks.findings.intents import IntentCode
from reader.checks.findings.library import LibraryCode
from reader.checks.findings.prose import ProseCode
from reader.checks.findings.questions import QuestionCode
from reader.checks.findings.texts import describe
from reader.checks.library_rules import check_library
from reader.library.finding_codes import FindingCode
from reader.library.findings import Severity
from reader.library.loading.loader import load
from reader.wiring.commands import ENGLISH

TODAY = date(2026, 11, 23)
PLANTED = (
    *IN_FILES,
    *IN_DOCUMENTS,
    *IN_MARKDOWN,
    *IN_PROSE,
    *IN_HELP,
    *IN_INTENTS,
    *IN_QUESTIONS,
)


def findings(root):
    loaded = load(root)
    return (
        *loaded.findings,
        *(check_library(loaded.library, loaded.source_map, TODAY) if loaded.library else ()),
    )


IDS = [f"{plant.code.name.lower()}-{number}" for number, plant in enumerate(PLANTED)]


@pytest.mark.parametrize("plant", PLANTED, ids=IDS)
def test_a_planted_fault_is_found_at_its_line_and_nothing_else_is(plant: Plant, tmp_path):
    root = write_content(tmp_path, plant.files)
    plant.then(root)

    found = findings(root)

    errors = {
        (finding.code, finding.place) for finding in found if finding.severity is Severity.ERROR
    }
    warnings = {
        (finding.code, finding.place) for finding in found if finding.severity is Severity.WARNING
    }
    wanted = {(code, place) for code, place in plant.found if code.severity is Severity.ERROR}
    assert errors == wanted
    assert plant.found - wanted <= warnings
    for finding in found:  # its sentences name nothing that the finding does not bring
        assert all(describe(finding, ENGLISH))


def test_every_code_is_planted():
    assert {plant.code for plant in PLANTED} == {
        *FindingCode,
        *LibraryCode,
        *ProseCode,
        *HelpCode,
        *IntentCode,
        *QuestionCode,
    }


@pytest.mark.parametrize(
    "extra",
    [{}, third_language("pt-BR"), third_language("ar")],
    ids=["two", "portuguese", "arabic"],
)
def test_a_sound_tree_has_no_error(extra, tmp_path):
    assert [
        finding
        for finding in findings(write_content(tmp_path, extra))
        if finding.severity is Severity.ERROR
    ] == []


def test_two_sound_languages_have_nothing_to_find(tmp_path):
    assert findings(write_content(tmp_path)) == ()
