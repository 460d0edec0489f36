"""What the rules of marks and contacts must not take for a fault, beside the planted faults."""

from __future__ import annotations

import pytest
from support.builders import (
    EPISODE,
    EXPERIMENT,
    EXPERIMENT_FACTS,
    FILES,
    edition,
    third_language,
    write_content,
)

from reader.checks.findings.prose import ProseCode
from reader.checks.library_rules import check_library
from reader.library.finding_codes import FindingCode
from reader.library.loading.loader import load

FIGURES = (ProseCode.NO_FIGURES,)


def codes(folder, extra):
    loaded = load(write_content(folder, extra))
    assert loaded.library is not None
    found = (*loaded.findings, *check_library(loaded.library, loaded.source_map))
    return [finding.code for finding in found if finding.code not in FIGURES]


def spanish(folder, markdown, title="Habla"):
    return codes(folder, {f"{EPISODE}/es.md": edition(title, markdown)})


def english(folder, markdown):
    return codes(folder, {f"{EPISODE}/en.md": edition("Notes", markdown)})


@pytest.mark.parametrize(
    "text",
    [
        "¿Vienes? ¡Sí! Si puedes, ¿vienes?",
        "¡Qué dices? ¿Cómo!",
        "¿¡Qué!? ¡¡No!!",
        "Dijo: “¿Vienes?”, y se fue.",
        "¿Vienes\na la casa?",
        "Un caso (?) raro (!).",
        "[Are you sure?]{lang=en} dijo. [Don't!]{lang=en}",
        "[[What's up?](/about)]{lang=en}",
        "Escribe `q?` o <https://example.org/?q=a>.",
        "Mira https://example.org/?q=a y ven.",
        "Dijo “ven ‘ya’”.",
    ],
)
def test_marks_that_are_paired_or_not_spanish_are_sound(text, tmp_path):
    assert spanish(tmp_path, f"{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "El sexo, el texto y la ex",
        "Marx, en el Bronx, con linux y lynx",
        "Escribe a desk@example.org",
        "Es @fridge en la red",
        "Extra: xenón, mixto, Félix, tórax",
        "Usa w3m",
    ],
)
def test_words_with_x_and_addresses_are_no_spoken_endings(text, tmp_path):
    assert spanish(tmp_path, f"{text}.\n") == []


def test_endings_in_english_text_and_marks_in_english_are_no_fault(tmp_path):
    assert english(tmp_path, "Latinx folks, todxs? Really!\n") == []


def test_a_language_without_a_table_is_not_judged(tmp_path):
    words = third_language("pt-BR")
    words[f"{EPISODE}/pt-BR.md"] = edition("Fala", 'Ela diz «vem» e "já"... Vens?\n')

    assert set(codes(tmp_path, words)) == {
        FindingCode.MISSING_TRANSLATION,
        FindingCode.MISSING_INTRODUCTION,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Call 911 or 988, or 311 and 211.",
        "From 2019–2020, 2019-2020, 20–30 people, 1-2 hours, 10-12-2020, 2020-07-25 11:30.",
        "It cost $1,800, $500.00, 60,000 pounds, 2.1 million, 1,234,567,890 in all.",
        "In 2018 2019 2020 2021, and 30 2019-2020.",
        "In 12/31/2020, 5.10.2020 and 24/7.",
        "ISBN 978-1-84935-362-5 and 1234567890123.",
        "Rooms 200-300, 1000-2000.",
        "Read [it](https://example.org/555-555-0100/5105550100).",
        "+20 2021 and 3+4.",
    ],
)
def test_years_ranges_prices_dates_and_short_codes_are_no_telephone_numbers(text, tmp_path):
    assert english(tmp_path, f"{text}\n") == []


@pytest.mark.parametrize(
    "number",
    [
        *(
            "510-555-0100",
            "(510) 555-0100",
            "510.555.0100",
            "510 555 0100",
            "1-800-555-0100",
            "+1 510 555 0100",
            "+15105550100",
        ),
        *(
            "5105550100",
            "1 (510) 555–0100",
            "800-555-HELP",
            "1-888-DON-CALL",
            "+52 55 1234 5678",
            "55 1234 5678",
            "(55) 1234-5678",
        ),
        *("300 555 0100", "+44 20 7946 0000"),
    ],
)
def test_telephone_numbers_are_found_however_they_are_written(number, tmp_path):
    assert english(tmp_path, f"Call {number}, now.\n") == [ProseCode.PHONE_NUMBER]


def test_a_document_may_name_its_own_mailbox_and_that_of_the_library(tmp_path):
    body = (
        "Write to fridge@example.org, <FRIDGE@example.org>, "
        "or [us](mailto:desk@example.org?subject=Hello).\n"
    )

    assert codes(
        tmp_path, {f"{EXPERIMENT}/en.md": edition("Fridge", body), f"{EXPERIMENT}/es.md": None}
    ) == [FindingCode.MISSING_TRANSLATION]
    assert english(tmp_path / "other", "Write to fridge@example.org.\n") == [
        ProseCode.STRANGE_MAILBOX
    ]


@pytest.mark.parametrize(
    ("email", "found"),
    [
        ("ana.pena@example.org", [ProseCode.PERSONAL_MAILBOX]),
        ("free.fridge@example.org", []),  # the name of the document
        ("info.oakland@example.org", []),
        ("calm.house@calmhouse.org", []),  # the name of the domain
        ("friends@example.org", []),
        ("f.friends@example.org", []),
        ("ana.maria.pena@example.org", []),
    ],
)
def test_first_and_last_name_in_a_mailbox_are_a_person_unless_they_name_the_organization(
    email, found, tmp_path
):
    assert (
        codes(
            tmp_path,
            {f"{EXPERIMENT}/document.yaml": EXPERIMENT_FACTS.replace("fridge@example.org", email)},
        )
        == found
    )


def test_an_introduction_is_judged_like_a_text(tmp_path):
    labels = FILES["vocabulary/es.yaml"].replace("Todo el mundo come.", "Todxs comen?")

    assert codes(tmp_path, {"vocabulary/es.yaml": labels}) == [
        ProseCode.MARK_NOT_OPENED,
        ProseCode.SPOKEN_ENDING,
    ]
