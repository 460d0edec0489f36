from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library.finding_collector import FileFindings
from reader.library.model import Html, LanguageTag
from reader.library.text import plain_text
from reader.library.text.markdown import MarkdownRenderer
from reader.library.text.plain_text import Block, blocks, word_count


def html(markdown: str) -> Html:
    return (
        MarkdownRenderer()
        .render(markdown, LanguageTag("en"), FileFindings(path="content/x.md"))
        .html
    )


def plain(markdown: str) -> list[tuple[str, int, str | None, str, int | None]]:
    return [
        (block.kind, block.level, block.anchor, block.text, block.number)
        for block in blocks(html(markdown))
    ]


def test_blocks_come_in_reading_order_under_their_headings():
    assert plain(
        "Before.\n\n## One {#one}\n\nWords & *more*\nwords.\n\n"
        "### Two {#two}\n\n> Said.\n\n## No anchor\n\nEnd.\n"
    ) == [
        ("paragraph", 0, None, "Before.", None),
        ("heading", 2, "one", "One", None),
        ("paragraph", 0, "one", "Words & more words.", None),
        ("heading", 3, "two", "Two", None),
        ("quote", 0, "two", "Said.", None),
        ("heading", 2, "two", "No anchor", None),
        ("paragraph", 0, "two", "End.", None),
    ]


def test_items_have_their_depth_and_their_number():
    assert plain(
        "3. Three\n4. Four\n   - Deep\n\n     1. Deeper\n\n   More of four.\n- Loose\n"
    ) == [
        ("item", 1, None, "Three", 3),
        ("item", 1, None, "Four", 4),
        ("item", 2, None, "Deep", None),
        ("item", 3, None, "Deeper", 1),
        ("item", 1, None, "More of four.", None),
        ("item", 1, None, "Loose", None),
    ]


def test_loose_items_are_items():
    assert plain("1. One\n\n2. Two\n") == [("item", 1, None, "One", 1), ("item", 1, None, "Two", 2)]


def test_terms_and_their_meanings_are_told_apart():
    assert plain("Pod\n: A handful.\n\n  Of people.\n") == [
        ("term", 0, None, "Pod", None),
        ("definition", 0, None, "A handful.", None),
        ("definition", 0, None, "Of people.", None),
    ]


def test_a_row_of_a_table_is_an_item_with_spaces_between_its_cells():
    assert plain("|Day|Hour|\n|-|-|\n|Monday|9|\n") == [
        ("item", 1, None, "Day Hour", None),
        ("item", 1, None, "Monday 9", None),
    ]


def test_a_hard_line_break_separates_words_and_code_has_words_too():
    assert plain("One\\\ntwo\n\n    three\n    four\n") == [
        ("paragraph", 0, None, "One two", None),
        ("paragraph", 0, None, "three four", None),
    ]


def test_signs_of_html_in_words_are_words():
    assert blocks(html("1 &lt; 2 &amp; 3 > 2 `<b>`")) == (
        Block(kind="paragraph", level=0, anchor=None, text="1 < 2 & 3 > 2 <b>"),
    )


def test_words_are_counted_as_readers_count_them():
    body = "De-escalation isn’t *one* word, [it](/x) is [two](/y).\n\n## Títulos también {#t}\n"

    assert word_count(html(body)) == 9
    assert word_count(html("")) == 0


PIECES = st.sampled_from(
    [
        *("one", "it’s ", " ", "\n", "\n\n", "- ", "7. ", "> ", "**", "_", "`", "-", ".", "  \n"),
        *("&amp;", "&lt;b>", "\n## T {#t}\n", "\nterm\n: its meaning\n", "    code\n"),
        *("\n|a|b|\n|-|-|\n|c|d|\n", '[x](/y "more > less")', "[y]{lang=fr}"),
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_words_of_a_text_are_those_of_its_blocks(markdown: str):
    text = html(markdown)
    lines = plain_text.plain(text).split("\n")
    assert " ".join(lines).split() == [word for each in blocks(text) for word in each.text.split()]
