"""Pages of results: order, languages, counts, what is said about the query."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import EN, ask, engine_of, entry, found, joined, marks, slugs
from support.nasty import NASTY
from support.sampling import examples

from reader.search.engine import PAGE_LENGTH, Engine, Facet, Order, SearchRequest
from reader.search.snippets import SNIPPET_LENGTH

ENTRIES = (
    entry("body", "The fridge stands here. Bread and rice.", title="Street food"),
    entry("title", "Bread and rice.", title="The fridge"),
    entry("summary", "Bread and rice.", title="Street kitchen", summary="A fridge for all."),
    entry(
        "label",
        "Bread and rice.",
        title="Street garden",
        labels=("Fridge Friends", "Oakland, California"),
    ),
    entry("crisis", "A crisis line for the night.", title="Night line"),
    entry(
        "nevera",
        "La nevera de la calle, un proyecto de Fridge Friends.",
        language="es",
        title="Nevera libre",
    ),
    entry("crisis-es", "Una crisis en la noche.", language="es", title="Línea nocturna"),
    *(
        entry(f"many{number:02}", f"Neighbors meet, number {number}.", title="Meeting")
        for number in range(23)
    ),
    *(
        entry(f"muchas{number}", f"Reunión de vecinas. Neighbors, número {number}.", language="es")
        for number in range(4)
    ),
)
NASTY_ENTRIES = tuple(
    entry(f"nasty-{name}", f"calm\n{text}", title=text or "Empty", summary=text)
    for name, text in NASTY.items()
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_of(ENTRIES, tmp_path_factory.mktemp("search") / "index")
    yield engine
    engine.close()


def test_title_comes_before_summary_and_summary_before_text(engine: Engine) -> None:
    order = slugs(ask(engine, "fridge", only="en"))
    assert order.index("title") < order.index("summary") < order.index("body")


def test_labels_are_searched_and_never_shown(engine: Engine) -> None:
    (hit,) = ask(engine, "oakland").hits
    assert hit.slug == "label"
    assert joined(hit.snippet).strip() == "Bread and rice."


def test_the_title_of_a_hit_is_whole_and_marked(engine: Engine) -> None:
    hit = ask(engine, "fridge").hits[0]
    assert joined(hit.title) == "The fridge"
    assert marks(hit.title) == ["fridge"]


def test_the_readers_language_comes_first_and_the_others_follow(engine: Engine) -> None:
    assert [hit.language for hit in ask(engine, "crisis", language="es").hits] == ["es", "en"]
    assert [hit.language for hit in ask(engine, "crisis", language="en").hits] == ["en", "es"]


def test_a_word_of_one_language_is_found_from_the_pages_of_the_other(engine: Engine) -> None:
    assert slugs(ask(engine, "nevera", language="en")) == ["nevera"]


def test_results_are_counted_by_language_whatever_language_is_asked_for(engine: Engine) -> None:
    everywhere = ask(engine, "neighbors", language="es")
    assert everywhere.counts[Facet.LANGUAGE] == {"es": 4, "en": 23}
    assert list(everywhere.counts[Facet.LANGUAGE]) == ["es", "en"]
    assert everywhere.total == 27
    spanish = ask(engine, "neighbors", language="en", only="es")
    assert spanish.total == 4
    assert spanish.counts[Facet.LANGUAGE] == {"en": 23, "es": 4}
    assert {hit.language for hit in spanish.hits} == {"es"}


def test_a_language_that_has_nothing_is_not_counted(engine: Engine) -> None:
    assert ask(engine, "nevera").counts[Facet.LANGUAGE] == {"es": 1}


def test_an_unknown_language_finds_nothing_and_breaks_nothing(engine: Engine) -> None:
    assert ask(engine, "crisis", only="fr").total == 0
    assert ask(engine, "crisis", language="fr").total == 2


def test_pages_hold_ten_results_and_together_hold_each_once(engine: Engine) -> None:
    first = ask(engine, "neighbors")
    assert (first.page_count, len(first.hits)) == (3, PAGE_LENGTH)
    pages = [slugs(ask(engine, "neighbors", page=page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 7]
    assert len({slug for page in pages for slug in page}) == 27


@pytest.mark.parametrize(("asked", "given"), [(-1, 1), (0, 1), (4, 3), (10**30, 3)])
def test_a_page_out_of_range_is_the_nearest_one(engine: Engine, asked: int, given: int) -> None:
    results = ask(engine, "neighbors", page=asked)
    assert results.page == given
    assert slugs(results) == slugs(ask(engine, "neighbors", page=given))


def test_equal_entries_keep_the_order_of_the_library(engine: Engine) -> None:
    order = slugs(ask(engine, "meet", page=1))
    assert order == sorted(order)


def test_any_word_is_tried_when_nothing_has_all_and_is_said(engine: Engine) -> None:
    results = ask(engine, "fridge crisis")
    assert results.any_word
    assert {"title", "crisis", "crisis-es", "nevera"} <= set(slugs(results))


def test_a_language_that_has_all_words_comes_before_that_of_the_reader(engine: Engine) -> None:
    results = ask(engine, "crisis noche", language="en")
    assert not results.any_word
    assert slugs(results) == ["crisis-es", "crisis"]


def test_newest_first_leaves_out_what_has_only_some_of_the_words(engine: Engine) -> None:
    newest = SearchRequest(text="crisis noche", language=EN, order=Order.NEWEST)
    assert slugs(engine.search(newest)) == ["crisis-es"]


def test_words_to_leave_out_are_left_out_of_any_word_too(engine: Engine) -> None:
    assert slugs(ask(engine, "fridge crisis -bread -night -noche -calle")) == []
    assert slugs(ask(engine, "crisis -night")) == ["crisis-es"]


def test_nothing_found_is_a_page_of_no_results(engine: Engine) -> None:
    results = ask(engine, "xyzzy plugh")
    assert (results.total, results.page, results.page_count, results.any_word) == (0, 1, 0, False)
    assert results.words == ("xyzzy", "plugh")


@pytest.mark.parametrize("text", ["", "   ", "!?", "🫶🏽", "\x00", '""', "-", "*"])
def test_a_query_without_words_finds_nothing(engine: Engine, text: str) -> None:
    results = ask(engine, text)
    assert (results.total, results.words, results.cuts) == (0, (), frozenset())


def test_what_was_asked_and_that_it_was_cut_are_said(engine: Engine) -> None:
    results = ask(engine, "crisis " + "very " * 100)
    assert results.asked.startswith("crisis very")
    assert results.cuts
    assert results.words == ("crisis", "very")
    assert not ask(engine, "crisis").cuts


@pytest.fixture(scope="module")
def nasty_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_of((*ENTRIES, *NASTY_ENTRIES), tmp_path_factory.mktemp("search") / "index")
    yield engine
    engine.close()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_queries_over_nasty_texts_give_a_page(nasty_engine: Engine, text: str) -> None:
    assert_page(nasty_engine, text)


PIECES = (
    "calm",
    "fridge",
    "the",
    '"',
    "-",
    "*",
    "cal*",
    "nei*",
    "de",
    "neighbors",
    "ñ",
    "crisis",
    " ",
)
ITEMS = (
    "calm",
    "-the",
    '"the calm',
    'police"',
    "nei*",
    "crisis",
    "neighbors",
    "neighbors*",
    '-"neighbors meet"',
)


# Few: some of these texts have ten thousand words, and a query may look at each of them.
@examples(30, long=300)
@given(
    st.text()
    | st.lists(st.sampled_from(PIECES)).map("".join)
    | st.lists(st.sampled_from(ITEMS)).map(" ".join)
)
def test_any_query_gives_a_page_with_pieces_of_the_texts(nasty_engine: Engine, text: str) -> None:
    assert_page(nasty_engine, text)


def assert_page(engine: Engine, text: str) -> None:
    by_slug = {each.slug: each for each in (*ENTRIES, *NASTY_ENTRIES)}
    results = ask(engine, text)
    assert len(results.hits) == min(results.total, PAGE_LENGTH)
    assert sum(results.counts[Facet.LANGUAGE].values()) == results.total
    for hit in results.hits:
        assert joined(hit.title) == by_slug[hit.slug].title
        assert joined(hit.snippet) in f"{by_slug[hit.slug].summary}\n{by_slug[hit.slug].text}"
        assert len(joined(hit.snippet)) <= SNIPPET_LENGTH


def test_a_library_of_no_entries_is_searched_without_a_result(tmp_path: Path) -> None:
    engine = engine_of([], tmp_path / "index")
    assert ask(engine, 'calm "the calm" cal* -x').total == 0
    engine.close()


def test_a_made_up_third_language_is_searched_by_its_words(tmp_path: Path) -> None:
    engine = engine_of(
        [entry("batlh", "tlhIngan maH! Qaplá", language="tlh")],
        tmp_path / "index",
        ("en", "es", "tlh"),
    )
    assert found(engine, "qapla", "tlh") == {"batlh"}
    assert ask(engine, "qap*", language="es").counts[Facet.LANGUAGE] == {"tlh": 1}
    engine.close()


WORDS = st.sampled_from(["zqb", "zqc", "zqd", "zqf"])


@examples(40, long=400)
@given(
    texts=st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=12),
    wanted=st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3),
    unwanted=st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=2),
)
def test_words_phrases_and_without_find_exactly_the_entries_that_answer(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[list[str]],
    wanted: list[list[str]],
    unwanted: list[list[str]],
) -> None:
    entries = [
        entry(f"n{number}", " ".join(words), language="zxx") for number, words in enumerate(texts)
    ]
    engine = engine_of(entries, tmp_path_factory.mktemp("search") / "index", ("zxx",))
    query = " ".join(
        [f'"{" ".join(words)}"' for words in wanted]
        + [f'-"{" ".join(words)}"' for words in unwanted]
    )
    expected = {
        f"n{number}"
        for number, words in enumerate(texts)
        if all(stands_in(words, phrase) for phrase in wanted)
        and not any(stands_in(words, phrase) for phrase in unwanted)
    }
    assert found(engine, query, "zxx") == expected
    engine.close()


def stands_in(words: list[str], phrase: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))
