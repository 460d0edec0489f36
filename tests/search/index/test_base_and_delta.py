"""An index built upon an earlier one answers the same, and only what has changed is written."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import EN, ES, ask, entry, slugs
from support.sampling import examples

from reader.library.questions import Question
from reader.search.engine import Corpus, Engine, Order, SearchEntry, SearchRequest, SearchResults
from reader.search.index.indexing import IndexedEntry
from reader.search.index.sidecar import LEXICON_FILE, PHRASES_FILE, QUESTIONS_FILE, SIDECAR_FILE
from reader.search.index.whoosh_files import segments_in
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index
from reader.search.questions.question_builder import QuestionIndexBuilder

MANY = 40
WORDS = (
    "calm",
    "fridge",
    "fridges",
    "police",
    "de-escalation",
    "escalator",
    "bread",
    "neighbors",
    "año",
    "ano",
    "policía",
    "nevera",
    "Nevera",
)
QUERIES = (
    "calm",
    "fridge",
    '"calm fridge"',
    "de escalation",
    "deescalation bread",
    "esc*",
    "nev*",
    "pol*",
    "año",
    "ano -bread",
    "policia calm",
    "polise",
    "neigbors",
    "nevera",
    "number",
    "gone",
    "where is my fridge",
    "donde esta mi nevera number",
)


def sample_entries(count: int = MANY) -> list[SearchEntry]:
    """Return entries that share most of their words, in two languages."""
    return [
        asked(
            entry(
                f"n{number}",
                " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 8))
                + f". Number {number}.",
                language=("en", "es")[number % 2],
                title=f"Text {number} {WORDS[number % len(WORDS)]}",
                labels=(WORDS[number * 3 % len(WORDS)],),
            ),
            *(WORDS[(number + step) % len(WORDS)] for step in range(number % 4)),
        )
        for number in range(count)
    ]


def asked(each: SearchEntry, *words: str) -> SearchEntry:
    """Return an entry that answers a question about each of these words."""
    return replace(
        each,
        questions=tuple(
            Question(text=f"where is my {word} number", anchor=("one", "two", None)[at % 3])
            for at, word in enumerate(words)
        ),
    )


def corpus(entries: Sequence[SearchEntry]) -> Corpus:
    return Corpus(
        entries=entries, languages=(EN, ES), synonyms=({EN: ("fridge",), ES: ("nevera",)},)
    )


def answers(engine: Engine) -> list[SearchResults]:
    """Return what an index answers: both languages, both orders and a second page."""
    requests = (
        SearchRequest(text=query, language=language, order=order, page=page)
        for query in QUERIES
        for language, order, page in (
            (EN, Order.RELEVANCE, 1),
            (ES, Order.RELEVANCE, 1),
            (EN, Order.NEWEST, 2),
        )
    )
    return [engine.search(request) for request in requests]


def answers_of(directory: Path) -> list[SearchResults]:
    with closing(open_index(directory)) as engine:
        return answers(engine)


def changed(entries: Sequence[SearchEntry], number: int, text: str) -> list[SearchEntry]:
    return [replace(each, text=text) if at == number else each for at, each in enumerate(entries)]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(("change", "insert", "remove", "swap", "retitle", "ask")),
        st.integers(0, MANY - 5),
        st.lists(st.sampled_from((*WORDS, "gone", "polise")), min_size=1, max_size=5),
    ),
    min_size=1,
    max_size=3,
)


def edited(
    entries: Sequence[SearchEntry], edits: Sequence[tuple[str, int, list[str]]], round_number: int
) -> list[SearchEntry]:
    """Return what an editor has made of entries."""
    found = list(entries)
    for step, (kind, at, words) in enumerate(edits):
        text = " ".join(words)
        match kind:
            case "change":
                found[at] = replace(found[at], text=text)
            case "insert":
                found.insert(
                    at, entry(f"new-{round_number}-{step}", text, language=("en", "es")[at % 2])
                )
            case "remove":
                del found[at]
            case "swap":
                found[at], found[at + 1] = found[at + 1], found[at]
            case "retitle":
                found[at] = replace(found[at], title=text, labels=tuple(words))
            case "ask":
                found[at] = asked(found[at], *words)
    return found


@pytest.fixture(scope="module")
def first_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("first") / "index"
    build_index(corpus(sample_entries()), directory)
    return directory


@pytest.mark.uncounted
@examples(10, long=100)
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_an_index_built_upon_another_answers_as_one_built_from_nothing(
    first_index: Path, rounds: list[list[tuple[str, int, list[str]]]]
) -> None:
    with TemporaryDirectory() as folder:
        entries, earlier = sample_entries(), first_index
        for number, edits in enumerate(rounds, start=1):
            entries, last = edited(entries, edits, number), Path(folder) / str(number)
            build_index(corpus(entries), last, earlier)
            earlier = last
        # The rounds before the last are compared in examples with fewer rounds.
        from_nothing = Path(folder) / "from-nothing"
        build_index(corpus(entries), from_nothing)
        assert answers_of(last) == answers_of(from_nothing)
        for name in (SIDECAR_FILE, PHRASES_FILE, QUESTIONS_FILE, LEXICON_FILE):
            assert (last / name).read_bytes() == (from_nothing / name).read_bytes(), name


@pytest.fixture
def analyzed_slugs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the slugs of the entries that are analyzed from now on, each before its questions."""
    from reader.search.index import index_builder  # noqa: PLC0415

    seen: list[str] = []
    original, ask_questions = index_builder.index_entry, QuestionIndexBuilder.add

    def add(self: QuestionIndexBuilder, number: int, questions: Sequence[Question]) -> None:
        seen.extend(question.text for question in questions)
        ask_questions(self, number, questions)

    def index_entry(each: SearchEntry, analyzer: object) -> IndexedEntry:
        seen.append(each.slug)
        return original(each, analyzer)

    monkeypatch.setattr(index_builder, "index_entry", index_entry)
    monkeypatch.setattr(QuestionIndexBuilder, "add", add)
    return seen


def test_only_what_has_changed_since_the_base_is_analyzed(
    tmp_path: Path, analyzed_slugs: list[str]
) -> None:
    entries = sample_entries()
    build_index(corpus(entries), tmp_path / "0")
    analyzed_slugs.clear()
    once = changed(entries, 4, "Something else.")
    build_index(corpus(once), tmp_path / "1", tmp_path / "0")
    assert analyzed_slugs == ["n4"]
    build_index(corpus(changed(once, 5, "Something else again.")), tmp_path / "2", tmp_path / "1")
    assert analyzed_slugs == ["n4", "n4", "n5", "where is my escalator number"]


def test_the_base_is_one_file_for_all_indexes_built_upon_it_and_outlives_them(
    tmp_path: Path,
) -> None:
    entries = sample_entries()
    build_index(corpus(entries), tmp_path / "0")
    build_index(corpus(changed(entries, 3, "Ladders.")), tmp_path / "1", tmp_path / "0")
    for path in (tmp_path / "0").glob("BASE_only.*"):
        assert path.samefile(tmp_path / "1" / path.name)
    for path in (tmp_path / "0").iterdir():
        path.unlink()
    engine = open_index(tmp_path / "1")
    assert slugs(ask(engine, "ladders")) == ["n3"]
    engine.close()


def test_where_a_file_cannot_have_two_names_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    entries = sample_entries()
    build_index(corpus(entries), tmp_path / "0")
    monkeypatch.setattr("os.link", refuse)
    build_index(corpus(changed(entries, 3, "Ladders.")), tmp_path / "1", tmp_path / "0")
    engine = open_index(tmp_path / "1")
    assert slugs(ask(engine, "ladders")) == ["n3"]
    engine.close()


def test_what_nothing_has_any_more_is_neither_found_nor_suggested(tmp_path: Path) -> None:
    entries = changed(sample_entries(), 3, "Ladders and laddering.")
    build_index(corpus(entries), tmp_path / "0")
    build_index(corpus(changed(entries, 3, "Bread.")), tmp_path / "1", tmp_path / "0")
    engine = open_index(tmp_path / "1")
    for asked in ("ladders", "ladd*", "laders"):
        assert (ask(engine, asked).total, ask(engine, asked).suggestion) == (0, None), asked
    engine.close()


def test_a_base_of_which_too_much_has_changed_is_written_anew(tmp_path: Path) -> None:
    entries = sample_entries()
    build_index(corpus(entries), tmp_path / "0")
    much = [
        replace(each, text="Other words.") if number < 5 else each
        for number, each in enumerate(entries)
    ]
    build_index(corpus(much), tmp_path / "1", tmp_path / "0")
    assert segments_in(tmp_path / "1") == ("BASE",)
    little = changed(much, 30, "Other words.")
    build_index(corpus(little), tmp_path / "2", tmp_path / "1")
    assert segments_in(tmp_path / "2") == ("BASE", "DELTA")


@pytest.mark.parametrize("harm", ["missing", "damaged", "of other languages"])
def test_an_earlier_index_that_is_not_whole_is_not_built_upon(tmp_path: Path, harm: str) -> None:
    entries = sample_entries()
    earlier = tmp_path / "0"
    if harm == "of other languages":
        build_index(replace(corpus(entries), languages=(ES, EN)), earlier)
    elif harm == "damaged":
        build_index(corpus(entries), earlier)
        (earlier / "BASE_RECORD").write_bytes(b"{}")
    build_index(corpus(entries), tmp_path / "1", earlier)
    assert segments_in(tmp_path / "1") == ("BASE",)
    open_index(tmp_path / "1").close()
