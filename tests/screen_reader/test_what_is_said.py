"""What is said on every page of the site, in every language and state."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest
from screen_reader.rules import RULES
from screen_reader.transcript import LANDMARKS, Transcript
from support.states import WORDS

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["en", "es"])]

# Landmarks of each kind of page, with the words that the language has for them.
ON_PAGE: Final = {"en": "navigation On this page", "es": "navigation En esta página"}
NEXT: Final = {"en": "navigation Next", "es": "navigation Siguiente"}
PAGES: Final = {"en": "navigation Pages of this list", "es": "navigation Páginas de esta lista"}
MENU: Final = {"en": "navigation Menu", "es": "navigation Menú"}
# A page that shows an edition in another language, its titles in that language, the language.
STAND_INS: Final = {
    "en": ("podcast/fridge-talk", ("Habla la nevera",), "es"),
    "es": ("zines/stay-calm/before", ("Stay calm", "Before", "After"), "en"),
}
PROBLEM: Final = {"en": "There is a problem", "es": "Hay un problema"}


def place(page: Transcript, role: str, words: str = "") -> int:
    """Return where something is said first."""
    return next(
        at for at, each in enumerate(page.utterances) if each.role == role and words in each.words
    )


def landmarks_of(page: Transcript) -> list[str]:
    return [f"{each.role} {each.words}".strip() for each in page.of(*LANDMARKS)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_the_rule(transcripts, language, rule):
    found = [
        f"{address}: {fault}"
        for address, page in transcripts(language).items()
        for fault in rule(page)
    ]

    assert len(transcripts(language)) > 40
    assert not found, "\n".join(found)


def test_every_page_is_in_the_language_of_its_address(transcripts, language):
    assert {page.language for page in transcripts(language).values()} == {language}
    assert {page.direction for page in transcripts(language).values()} == {"ltr"}


def test_no_two_pages_have_one_title(transcripts, language):
    # Home, the unknown address and the empty search repeat a page; stand-ins are from elsewhere.
    same = ("/", f"/{language}/nowhere", f"/{language}/search?q=+")
    titles = Counter(
        page.title
        for address, page in transcripts(language).items()
        if address not in same and "/stand-in/" not in address
    )

    assert {title: count for title, count in titles.items() if count > 1} == {}


@pytest.mark.parametrize(
    ("path", "within"),
    [
        ("experiments/mental-health-first", (NEXT,)),
        ("zines/de-escalation-basics", (NEXT,)),
        ("zines/de-escalation-basics/listening", (NEXT,)),
        ("podcast/the-hypothesis-with-mariame-kaba", (NEXT,)),
        ("lists/for-families", (NEXT,)),
        ("glossary", (ON_PAGE,)),
        ("topics/food", ()),
        ("experiments", (PAGES,)),
    ],
)
def test_landmarks_come_in_order_by_their_names(transcripts, language, path, within):
    page = transcripts(language)[f"/{language}/{path}"]

    assert landmarks_of(page) == [
        "banner",
        "main",
        *(names[language] for names in within),
        "contentinfo",
        "search",
        MENU[language],
    ]


@pytest.mark.parametrize("path", ["", "404", "500", "nowhere"])
def test_at_home_and_after_an_error_the_search_box_stands_in_the_text(transcripts, language, path):
    assert landmarks_of(transcripts(language)[f"/{language}/{path}"]) == [
        "banner",
        "main",
        "search",
        "contentinfo",
        MENU[language],
    ]


def test_on_pages_of_results_the_search_box_stands_in_the_text(transcripts, language):
    page = transcripts(language)[f"/{language}/search?q={WORDS[language]}&page=2"]

    assert landmarks_of(page) == [
        "banner",
        "main",
        PAGES[language],
        "search",
        "contentinfo",
        MENU[language],
    ]


def test_the_way_out_is_said_at_the_beginning_and_at_the_end_of_every_page(transcripts, language):
    for address, page in transcripts(language).items():
        said = [each for each in page.of("link") if "m.wikipedia.org" in each.target]

        assert [each.within[0] for each in said] == ["banner", "contentinfo"], address


def test_each_fact_about_an_experiment_is_said_on_its_own(transcripts, language):
    page = transcripts(language)[f"/{language}/experiments/mental-health-first"]
    facts = [
        each.words
        for each in page.of("text")
        if "DescriptionList" in each.within and each.line in {one.line for one in page.utterances}
    ]

    assert {"en": "Does not work with police", "es": "No trabaja con la policía"}[language] in facts


def test_the_number_of_results_is_said_before_the_results(transcripts, language):
    page = transcripts(language)[f"/{language}/search?q={WORDS[language]}"]
    heading = page.of("heading")[0]
    results = next(each for each in page.of("list") if each.items == 10)

    assert heading.level == 1
    assert heading.words.split()[0].isdigit()
    assert page.title.startswith(heading.words)
    assert page.utterances.index(heading) < page.utterances.index(results)


def test_a_search_that_finds_nothing_says_so_first(transcripts, language):
    page = transcripts(language)[f"/{language}/search?q=zzzzz"]

    assert (
        page.of("heading")[0].words
        == {"en": "Nothing here on “zzzzz”", "es": "Aquí no hay nada sobre “zzzzz”"}[language]
    )


def test_one_result_is_said_in_the_singular(transcripts, language):
    page = transcripts(language)[f"/{language}/search?q=jungle"]

    assert (
        page.of("heading")[0].words
        == {"en": "1 result for “jungle”", "es": "1 resultado para “jungle”"}[language]
    )


def test_what_was_cut_from_a_search_is_said_before_everything_else(transcripts, language):
    page = transcripts(language)[f"/{language}/search?q={'x' * 900}"]
    told = [
        each.words for each in page.of("link") if each.target == "#q_" and "main" in each.within
    ]
    (box,) = page.of("searchbox")

    assert page.title.startswith("Error: ")
    assert (
        place(page, "main")
        < place(page, "text", PROBLEM[language])
        < place(page, "link", told[0])
        < place(page, "heading")
    )
    assert "invalid" in box.states
    assert all(words in box.description for words in told)


def test_filters_in_force_and_their_number_are_said_before_the_list(transcripts, language):
    page = transcripts(language)[f"/{language}/experiments?status=paused"]
    removal = next(
        each
        for each in page.of("link")
        if each.target == f"/{language}/experiments" and "“" in each.words
    )
    first = next(
        each for each in page.of("link") if each.target.startswith(f"/{language}/experiments/")
    )

    assert (
        page.of("heading")[0].words
        == {"en": "1 experiment (Paused)", "es": "1 experimento (En pausa)"}[language]
    )
    assert (
        place(page, "heading")
        < page.utterances.index(removal)
        < page.utterances.index(first)
        < place(page, "combobox")
    )


def test_a_filter_in_force_is_the_value_of_its_field(transcripts, language):
    fields = transcripts(language)[f"/{language}/experiments?status=paused"].of("combobox")

    assert [field.value.partition(" (")[0] for field in fields] == {
        "en": ["Any", "Any", "Any", "Paused"],
        "es": ["Cualquiera", "Cualquiera", "Cualquiera", "En pausa"],
    }[language]


def test_where_the_reader_is_is_said(transcripts, language):
    part = transcripts(language)[f"/{language}/zines/de-escalation-basics/listening"]
    said = [each.words for each in part.of("link") if each.target.endswith("de-escalation-basics")]
    shelf = transcripts(language)[f"/{language}/zines"]

    assert said[0].startswith({"en": "Part 4 of 5 of “", "es": "Parte 4 de 5 de “"}[language])
    assert said[0].strip("”").rpartition("“")[2] in part.title
    assert [each.words for each in shelf.utterances if "current page" in each.states] == ["Zines"]


def test_the_page_of_a_list_that_is_shown_is_said(transcripts, language):
    page = transcripts(language)[f"/{language}/search?q={WORDS[language]}&page=2"]

    assert [each.words.split()[1] for each in page.utterances if "current page" in each.states] == [
        "2"
    ]
    assert page.title.partition(" – ")[0] == page.of("heading")[0].words


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("first", {"en": ["Next:"], "es": ["Siguiente:"]}),
        ("last", {"en": ["Part", "Previous:"], "es": ["Parte", "Anterior:"]}),
    ],
)
def test_the_first_part_of_all_has_nothing_before_it_and_the_last_nothing_after(
    transcripts, language, path, there
):
    page = transcripts(language)[
        f"/{language}/zines/de-escalation-basics{'' if path == 'first' else '/after'}"
    ]

    lead = [each.words.split()[0] for each in page.of("link") if NEXT[language] in each.within]
    on_lists = {"en": "Next in “", "es": "Siguiente en “"}[language].split()[:2]
    assert [first for first in lead if first not in on_lists] == there[language]


def test_around_an_edition_in_another_language_its_titles_have_its_voice_and_all_else_the_page_s(
    transcripts, language
):
    path, titles, other = STAND_INS[language]
    page = transcripts(language)[f"/{language}/stand-in/{path}"]
    said = [
        phrase
        for each in page.utterances
        for phrase in each.phrases
        if any(title in phrase.words for title in titles)
    ]

    assert {phrase.words.strip() for phrase in said} == set(titles)
    assert {phrase.language for phrase in said} == {other}
    assert {
        phrase.language
        for each in page.of("navigation", "search", "button")
        for phrase in each.phrases
    } == {language}


def test_an_abbreviation_is_said_with_what_it_stands_for(transcripts, language):
    short = transcripts(language)[f"/{language}/experiments/mental-health-first"].of("abbreviation")

    assert [(each.words, each.name) for each in short] == [
        (
            "COVID-19",
            {"en": "the disease caused by the coronavirus", "es": "la enfermedad del coronavirus"}[
                language
            ],
        )
    ]
