"""Rules across documents, where ``tests/library/test_planted_faults.py`` does not test them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from support.builders import (
    EPISODE,
    EPISODE_FACTS,
    EXPERIMENT,
    FILES,
    ZINE,
    edition,
    load_library,
    third_language,
    write_content,
)

from reader.checks.findings.library import LibraryCode
from reader.checks.findings.prose import ProseCode
from reader.checks.library_rules import check_library
from reader.library.findings import Severity
from reader.library.loading.loader import load
from reader.library.patterns import SHORT_CODE

NOTES = f"{EPISODE}/en.md"


def found(folder, extra, today=None):
    loaded = load(write_content(folder, extra))
    assert loaded.library is not None
    return [
        (finding.code, finding.place)
        for finding in check_library(loaded.library, loaded.source_map, today)
    ]


def found_but_the_old_status(folder, extra, today):
    """Return what is found beside the status of the experiment, which is of July 2026."""
    status = (LibraryCode.STATUS_DUE, f"content/{EXPERIMENT}/document.yaml:5")
    return [finding for finding in found(folder, extra, today) if finding != status]


def test_without_a_survey_a_fault_is_found_at_the_first_line(tmp_path):
    library = load_library(tmp_path, {NOTES: edition("Notes", "[A link](/nothing)\n")})

    (finding,) = check_library(library)

    assert (finding.code, finding.place, finding.arguments) == (
        LibraryCode.BROKEN_LINK,
        f"content/{NOTES}:1",
        {"target": "/nothing"},
    )


def test_links_to_every_kind_of_place_are_sound(tmp_path):
    targets = (
        *(
            "/",
            "/experiments",
            "/experiments/free-fridge",
            "/experiments/free-fridge#unknown",
            "/experiments/free-fridge.txt",
        ),
        *(
            "/zines/stay-calm",
            "/zines/stay-calm/after#sleep",
            "/podcast/fridge-talk",
            "/lists",
            "/lists/first-steps",
            "/topics/food",
            "/new",
            "/search?q=calm",
        ),
        *(
            "/experiments?topic=food",
            "/about",
            "/glossary#mutual-aid",
            "https://example.org/#anything",
            "mailto:desk@example.org",
        ),
    )
    body = "".join(f"[Words]({target})\n\n" for target in targets)

    assert found(tmp_path, {NOTES: edition("Notes", body)}) == []


def test_a_link_to_a_heading_in_a_stand_in_is_sound(tmp_path):
    words = third_language("pt-BR")
    words[f"{EPISODE}/pt-BR.md"] = edition("Notas", "[Palavras](/zines/stay-calm/before#breathe)\n")

    assert found(tmp_path, words) == []


def test_a_link_that_is_broken_twice_in_a_file_is_found_once(tmp_path):
    body = "Words\n\n[One](/nothing) and [two](/nothing)\n"

    assert found(tmp_path, {NOTES: edition("Notes", body)}) == [
        (LibraryCode.BROKEN_LINK, f"content/{NOTES}:9")
    ]


def test_links_to_a_broken_document_are_not_broken_links(tmp_path):
    assert (
        found(tmp_path, {f"{ZINE}/document.yaml": "parts: [\n", f"{EXPERIMENT}/document.yaml": ""})
        == []
    )


def test_other_forms_of_terms_are_not_looked_for_in_a_broken_glossary(tmp_path):
    assert found(tmp_path / "broken", {"pages/glossary/document.yaml": "topics: [\n"}) == []
    gone = {f"pages/glossary/{name}": None for name in ("document.yaml", "en.md", "es.md")}
    assert (LibraryCode.UNKNOWN_TERM, "content/vocabulary/en.yaml:6") in found(
        tmp_path / "gone", gone
    )


def test_a_translation_is_held_against_its_original_whatever_the_order_of_languages(tmp_path):
    english = FILES[f"{ZINE}/en/after.md"].replace("#rest", "#sit")
    original = "original: es\noriginal_digest: 0123456789ab\n---\n"

    assert found(tmp_path / "one", {f"{ZINE}/en/after.md": english}) == [
        (LibraryCode.ANCHOR_MISSING_HERE, f"content/{ZINE}/es/after.md:1"),
        (LibraryCode.ANCHOR_ONLY_HERE, f"content/{ZINE}/es/after.md:9"),
    ]
    assert found(
        tmp_path / "two",
        {f"{ZINE}/en/after.md": english.replace("---\n", original).replace(original, "---\n", 1)},
    ) == [
        (LibraryCode.ANCHOR_MISSING_HERE, f"content/{ZINE}/en/after.md:1"),
        (LibraryCode.ORIGINAL_CHANGED, f"content/{ZINE}/en/after.md:7"),
        (LibraryCode.ANCHOR_ONLY_HERE, f"content/{ZINE}/en/after.md:11"),
    ]


def test_a_changed_original_is_a_warning_that_says_its_present_digest(tmp_path):
    spanish = edition("Habla", "Palabras.\n", more="original: en\noriginal_digest: 0123456789ab\n")
    library = load_library(tmp_path, {f"{EPISODE}/es.md": spanish})
    present = library.episodes[0].editions[library.languages[0]].provenance.digest

    (finding,) = check_library(library)

    assert (finding.code, finding.severity) == (LibraryCode.ORIGINAL_CHANGED, Severity.WARNING)
    assert finding.arguments == {"language": "en", "digest": present}
    assert (
        check_library(
            load_library(tmp_path, {f"{EPISODE}/es.md": spanish.replace("0123456789ab", present)})
        )
        == ()
    )


def test_dates_are_held_against_the_day_that_is_given(tmp_path):
    aired = {f"{EPISODE}/document.yaml": EPISODE_FACTS.replace("2021-12-30", "2026-12")}

    assert found(tmp_path, aired, date(2026, 11, 30)) == [
        (LibraryCode.DATE_IN_THE_FUTURE, f"content/{EPISODE}/document.yaml:4")
    ]
    assert found(tmp_path, aired, date(2026, 12, 1)) == []
    assert found(tmp_path, aired) == []


def test_the_accessibility_statement_is_due_for_review_a_year_after_the_last_one(tmp_path):
    reviewed = date(2026, 11, 23)
    due = [
        (LibraryCode.REVIEW_DUE, f"content/pages/accessibility/{language}.md:4")
        for language in ("en", "es")
    ]

    assert found_but_the_old_status(tmp_path, {}, reviewed + timedelta(days=364)) == []
    assert found_but_the_old_status(tmp_path, {}, reviewed + timedelta(days=365)) == due
    assert found(tmp_path, {}) == []


def test_a_status_falls_due_180_days_after_the_date_of_its_source(tmp_path):
    facts = f"{EXPERIMENT}/document.yaml"
    due = (LibraryCode.STATUS_DUE, f"content/{facts}:5")
    closed = {facts: FILES[facts].replace("word: open", "word: closed")}

    assert due not in found(tmp_path, {}, date(2026, 12, 28))
    assert due in found(tmp_path, {}, date(2026, 12, 29))
    assert due not in found(tmp_path, closed, date(2026, 12, 29))


def test_now_is_a_word_for_a_year_in_every_language(tmp_path):
    words = {
        f"{EPISODE}/en.md": edition("Talk", "It is quiet.\n\nNow and TODAY it is snowing.\n"),
        f"{EPISODE}/es.md": edition("Charla", "Ahora nieva. Los hoyos de hoy.\n"),
    }
    aged = [
        (ProseCode.WORD_OF_TODAY, f"content/{EPISODE}/{place}")
        for place in ("en.md:9", "en.md:9", "es.md:7", "es.md:7")
    ]

    def words_found(today):
        return [each for each in found(tmp_path, words, today) if each[0] == aged[0][0]]

    assert words_found(date(2027, 11, 22)) == []
    assert words_found(date(2027, 11, 23)) == aged


def test_a_former_address_of_two_documents_is_found_at_the_second(tmp_path):
    former = "former_addresses: [/zines/calm]\n"
    extra = {
        f"{name}/document.yaml": former + FILES[f"{name}/document.yaml"] for name in (EPISODE, ZINE)
    }
    loaded = load(write_content(tmp_path, extra))
    assert loaded.library is not None

    (finding,) = check_library(loaded.library, loaded.source_map)

    assert (finding.code, finding.place) == (
        LibraryCode.FORMER_ADDRESS_TWICE,
        f"content/{EPISODE}/document.yaml:1",
    )
    assert finding.arguments == {"address": "/zines/calm", "other": f"content/{ZINE}/document.yaml"}


def test_where_one_document_has_a_short_address_a_free_one_is_proposed_for_each_other(
    tmp_path: Path,
) -> None:
    facts = f"{EXPERIMENT}/document.yaml"
    coded = {facts: FILES[facts] + "code: k7m2\n"}
    library = load_library(tmp_path, coded)
    proposed = [
        finding.arguments["value"]
        for finding in check_library(library, today=date(2026, 11, 30))
        if finding.code is LibraryCode.NO_SHORT_ADDRESS
    ]

    assert len(proposed) == len(set(proposed)) == len(list(library.documents())) - 1
    assert all(SHORT_CODE.fullmatch(code) for code in proposed)
    assert "k7m2" not in proposed
