"""A page carries the rules that it uses, and no others."""

from __future__ import annotations

import pytest
from support.source_modules import PROJECT

from reader.web.inline_css import compact, rules, used

SOURCE = (PROJECT / "reader" / "web" / "templates" / "style.css").read_text(encoding="utf-8")
SHEET = tuple(rules(compact(SOURCE)))


def css_for(html: str, css: str) -> str:
    return used(tuple(rules(compact(css))), html)


@pytest.mark.parametrize(
    "selector",
    [
        *("[id^=safety]", "#safety-first", "p", ".short", "p.short", "div p", "div > p"),
        *("[lang]", "p[lang=es]", "h2[id=safety-first]"),
    ],
)
def test_a_rule_stays_where_all_that_it_names_is_on_the_page(selector: str) -> None:
    html = '<div><h1>A</h1><p class="a short" lang="es">B</p><h2 id="safety-first">C</h2></div>'

    assert css_for(html, f"{selector} {{ color: red }}") == compact(f"{selector} {{ color: red }}")


@pytest.mark.parametrize(
    "selector",
    [
        "table",
        "#first",
        "#a_b",
        ".long",
        "p.long",
        "ul p",
        "[dir]",
        "p[lang=en]",
        "[id^=first]",
        "h2[id=safety]",
        ".p",
        "short",
    ],
)
def test_a_rule_goes_where_something_that_it_names_is_nowhere_on_the_page(selector: str) -> None:
    html = '<div><p class="a short" lang="es">table .long ul</p><h2 id="safety-first">C</h2></div>'

    assert css_for(html, f"{selector} {{ color: red }}") == ""


def test_of_a_list_of_selectors_stay_those_that_are_needed() -> None:
    assert css_for("<p>words</p>", "h1, p, table { margin: 0 } h2 { margin: 0 }") == "p{margin:0}"


def test_conditions_stay_around_what_is_left_of_them() -> None:
    css = """
        p { a: b }
        @media print { p { c: d } table { e: f } a { g: h } }
        @media (prefers-color-scheme: dark) { table { i: j } }
        p { k: l }
    """

    html = "<article><p><a>words</a></p></article>"
    assert css_for(html, css) == "p{a:b}@media print{p{c:d}a{g:h}}p{k:l}"


@pytest.mark.parametrize(
    "page", ["<article>", '<link rel="canonical" href="/a">', '<main><form role="search">']
)
def test_a_page_of_links_alone_has_rules_for_paper_only_for_its_frame(page: str) -> None:
    css = "@media print { p, header { a: b } p { c: d } }"

    assert css_for(f"{page}<p><header>", css) == "@media print{p,header{a:b}p{c:d}}"
    assert css_for("<p><header><footer><form>", css) == "@media print{header{a:b}}"


def test_rules_of_which_the_same_selectors_are_left_become_one() -> None:
    css = "p, a { a: b } p, ul { c: d } @media print { p { e: f } } p { a: g }"

    assert css_for("<article><p>", css) == "p{a:b;c:d}@media print{p{e:f}}p{a:g}"


def test_the_order_of_declarations_in_the_stylesheet_costs_nothing() -> None:
    assert compact("p { color: red; margin: 0 }") == compact("p { margin: 0; color: red }")


def test_a_fallback_stays_before_the_newer_value_of_its_property() -> None:
    css = "p { color: red; margin: 0; color: oklch(60% 0.2 30) }"

    assert compact(css) == "p{margin:0;color:red;color:oklch(60% 0.2 30)}"


def test_a_shorthand_comes_before_its_longhands() -> None:
    names = {
        declaration.partition(":")[0]
        for rule in SHEET
        for declaration in rule.declarations.split(";")
    }

    for longhand in sorted(names):
        for shorthand in sorted(name for name in names if longhand.startswith(f"{name}-")):
            both = compact(f"p {{ {longhand}: 0; {shorthand}: 0 }}")
            assert both == f"p{{{shorthand}:0;{longhand}:0}}"


def test_a_page_with_everything_has_the_whole_sheet() -> None:
    everything = " ".join(
        need if need.startswith(" ") else _element(need)
        for rule in SHEET
        for _, needs in rule.selectors
        for need in needs
    )

    assert used(SHEET, f"<article>{everything}") == compact(SOURCE)


def _element(need: str) -> str:
    return f'<b class="{need[1:]}">' if need.startswith(".") else f"<{need}>"
