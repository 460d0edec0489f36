from __future__ import annotations

import tracemalloc

import pytest
from support.nasty import NASTY

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.model import Heading, Html, LanguageTag
from reader.library.text.links import targets
from reader.library.text.markdown import MarkdownRenderer

SPANISH = LanguageTag("es")


def rendered(markdown: str, first_line: int = 1):
    findings = FileFindings(path="content/x.md")
    text = MarkdownRenderer().render(markdown, SPANISH, findings, first_line)
    return text, [(finding.code, finding.line) for finding in findings.findings]


def html(markdown: str) -> str:
    text, found = rendered(markdown)
    assert found == []
    return str(text.html)


def test_commonmark_becomes_html():
    assert html("One *two* **three** `four`.\n\n> Five\n\n3. Six\n4. Seven\n\n---\n") == (
        "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>\n"
        "<blockquote>\n<p>Five</p>\n</blockquote>\n"
        '<ol start="3">\n<li>Six</li>\n<li>Seven</li>\n</ol>\n<hr>\n'
    )


def test_a_backslash_shows_a_less_than_sign_as_it_is():
    assert html("Fewer than 5: \\<5, \\<b>.\n") == "<p>Fewer than 5: &lt;5, &lt;b&gt;.</p>\n"


def test_the_header_cells_of_a_table_have_a_scope():
    assert html("| Day | Hour |\n|:--|--:|\n| Monday | 9 |\n") == (
        '<table>\n<thead>\n<tr>\n<th scope="col">Day</th>\n<th scope="col">Hour</th>\n'
        "</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td>Monday</td>\n<td>9</td>\n</tr>\n</tbody>\n</table>\n"
    )


def test_terms_and_meanings_become_a_definition_list():
    assert (
        html("Pod\n: A handful of people.\n")
        == "<dl>\n<dt>Pod</dt>\n<dd>A handful of people.</dd>\n</dl>\n"
    )


def test_a_heading_has_its_anchor_as_id_and_is_in_the_outline():
    text, found = rendered(
        "## How *it* works {#how-it-works}\n\n### `Code` & [words]{lang=en} {#code}\n"
    )

    assert found == []
    assert text.html == (
        '<h2 id="how-it-works">How <em>it</em> works</h2>\n'
        '<h3 id="code"><code>Code</code> &amp; <span lang="en">words</span></h3>\n'
    )
    assert text.headings == (
        Heading(level=2, anchor="how-it-works", title="How it works"),
        Heading(level=3, anchor="code", title="Code & words"),
    )


def test_words_in_the_other_direction_have_a_dir():
    assert html("[سلام]{lang=ar}") == '<p><span lang="ar" dir="rtl">سلام</span></p>\n'


def test_words_in_another_language_have_a_lang():
    assert html("[Free *food*]{lang=en} and [pão]{lang=pt-BR}") == (
        '<p><span lang="en">Free <em>food</em></span> and <span lang="pt-BR">pão</span></p>\n'
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("/zines/x", "/es/zines/x"),
        ("/zines/x/y#z", "/es/zines/x/y#z"),
        ("/", "/es/"),
        ("/search?q=paz", "/es/search?q=paz"),
        ("#below", "#below"),
        ("https://example.org/a?b=c&d=e", "https://example.org/a?b=c&d=e"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("tel:+15105550100", "tel:+15105550100"),
    ],
)
def test_links_to_the_library_lead_to_the_language_of_the_text(written, shown):
    assert list(targets(rendered(f'[words]({written} "A > title")')[0].html)) == [shown]


def test_links_are_found_only_where_there_are_links():
    assert list(
        targets(
            rendered('`<a href="/x">` and <https://example.org> and href="/y" and [z](/z)')[0].html
        )
    ) == [
        "https://example.org",
        "/es/z",
    ]


def test_a_link_to_the_web_carries_nothing_more():
    assert (
        html("[words](https://example.org/)") == '<p><a href="https://example.org/">words</a></p>\n'
    )


def test_a_forbidden_link_keeps_its_words_and_loses_its_address():
    text, found = rendered("[words](javascript:alert(1))")

    assert text.html == "<p><a>words</a></p>\n"
    assert found == [(FindingCode.FORBIDDEN_LINK, 1)]


@pytest.mark.parametrize("address", ["https://example.org/" + "x" * 1980, "/" + "x" * 1999])
def test_an_address_of_2000_characters_is_a_link_and_a_longer_one_keeps_its_words(address: str):
    assert [
        len(target.removeprefix("/es")) for target in targets(Html(html(f"[words]({address})")))
    ] == [2000]

    text, found = rendered(f"[words]({address}x)")

    assert text.html == "<p><a>words</a></p>\n"
    assert found == [(FindingCode.LONG_ADDRESS, 1)]


LONG = "x" * 60_000
EXPANDING = {
    "address": f"[x]: /{LONG}\n\nWords.\n\n{'[x] ' * 2_000}",
    "title": f'[x]: /about "{LONG}"\n\nWords.\n\n{"[x] " * 2_000}',
    "escaped title": f"[x]: /about '{'<' * 60_000}'\n\nWords.\n\n{'[x] ' * 2_000}",
    "addresses": f"[x]: /{LONG[:1_990]}\n\nWords.\n\n{'[x] ' * 7_000}",
}


@pytest.mark.parametrize("markdown", EXPANDING.values(), ids=EXPANDING)
def test_references_that_would_make_a_small_file_a_huge_page_are_found_before_they_take_memory(
    markdown: str,
):
    parsed = MarkdownRenderer()
    findings = FileFindings(path="content/x.md")
    tracemalloc.start()
    try:
        text = parsed.render(markdown, SPANISH, findings)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert [(finding.code, finding.line) for finding in findings.findings] == [
        (FindingCode.TEXT_EXPANDS, 5)
    ]
    assert text.html == ""
    assert peak < 30_000_000


def many_tables(rows: int) -> str:
    """Return twelve tables of 256 columns whose rows have one cell each."""
    return ("|a" * 256 + "\n" + "|-" * 256 + "\n" + "a\n" * rows + "\n") * 12


def test_tables_whose_rows_lack_cells_are_found_before_they_are_filled_up():
    tracemalloc.start()
    try:
        text, found = rendered(f"Words.\n\n{many_tables(rows=256)}", first_line=10)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert found == [(FindingCode.TABLE_WITH_GAPS, 12)]
    assert "<td>" not in text.html
    assert peak < 30_000_000


def test_what_the_rows_of_all_tables_lack_is_counted_together():
    text, found = rendered(many_tables(rows=4))

    assert found == [(FindingCode.TABLE_WITH_GAPS, 64)]
    assert text.html.count("<table>") == 9


@pytest.mark.parametrize("short", ["| a", "a |", "a", "|a|b|c|d|", "`a\\|b\\|c\\|d`"])
def test_a_table_may_have_rows_that_are_short_long_or_have_escaped_pipes(short: str):
    assert html(f"| a | b | c |\n|---|---|---|\n{short}\n").count("<td>") == 3


def test_what_a_text_grows_by_is_bounded_at_twenty_times_however_it_grows():
    head, row = "|a" * 100 + "\n" + "|-" * 100 + "\n", "a\n"

    assert len(html(head + row * 5)) > 10 * len(head + row * 5)
    assert rendered(head + row * 50)[1] == [(FindingCode.TEXT_EXPANDS, 11)]


@pytest.mark.parametrize(
    "markdown", ["-", ">", "*a*", "|a|\n|-|\n|b|\n", "&" * 5_000, '"' * 5_000, "-\n" * 5_000]
)
def test_marks_alone_never_make_a_text_too_long(markdown: str):
    html(markdown)


def test_raw_html_is_shown_as_text_and_found_at_its_line():
    text, found = rendered(
        "One\n<b onclick=x>two</b>\n\n<script>\nalert(1)\n</script>\n", first_line=10
    )

    assert "<b" not in text.html
    assert "<script" not in text.html
    assert "&lt;b onclick=x&gt;two&lt;/b&gt;" in text.html
    assert set(found) == {(FindingCode.RAW_HTML, 11), (FindingCode.RAW_HTML, 13)}


def test_an_image_leaves_its_description():
    text, found = rendered("Look: ![a *fridge*](/fridge.png)")

    assert text.html == "<p>Look: a fridge</p>\n"
    assert found == [(FindingCode.IMAGE, 1)]


def test_a_fault_in_a_long_paragraph_is_found_at_its_own_line():
    assert rendered("one\ntwo  \nthree `four` *five\nsix*\n![seven](/x)\n", first_line=7)[1] == [
        (FindingCode.IMAGE, 11)
    ]


def test_a_heading_of_another_level_gets_the_nearest_one():
    text, found = rendered("# One {#one}\n\n###### Six {#six}\n")

    assert text.html == '<h2 id="one">One</h2>\n<h4 id="six">Six</h4>\n'
    assert [code for code, _ in found] == [FindingCode.HEADING_LEVEL, FindingCode.HEADING_LEVEL]


def test_a_heading_without_an_anchor_is_shown_and_not_in_the_outline():
    text, found = rendered("## Words\n")

    assert text.html == "<h2>Words</h2>\n"
    assert text.headings == ()
    assert found == [(FindingCode.HEADING_WITHOUT_ANCHOR, 1)]


def test_entities_do_not_carry_what_is_not_allowed_as_a_character():
    text, found = rendered("HOME&nbsp;&nbsp;NEXT &#xe000; 5&nbsp;km")

    assert text.html == "<p>HOME NEXT  5&nbsp;km</p>\n"
    assert sorted(found) == [(FindingCode.PRIVATE_USE, 1), (FindingCode.NO_BREAK_LAYOUT, 1)]


def test_a_no_break_space_beside_marked_words_is_not_layout():
    assert (
        html("5&nbsp;*km* and 6\u00a0**mi**")
        == "<p>5&nbsp;<em>km</em> and 6&nbsp;<strong>mi</strong></p>\n"
    )


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nothing_that_a_text_holds_raises_or_becomes_a_tag(text):
    for shape in (
        "{}",
        "## {} {#a}",
        "[{}](/x)",
        "[x](<{}>)",
        "[x]({})",
        "- {}",
        "{}\n: {}",
        "|{}|\n|-|\n|{}|",
        "`{}`",
        "[{}]{lang=en}",
    ):
        shown = rendered(shape.replace("{}", text))[0].html.lower()

        assert "<script" not in shown
        assert "<b>" not in shown
