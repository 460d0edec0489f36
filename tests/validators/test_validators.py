"""Every validator accepts a good page and finds what is wrong with a bad one."""

from __future__ import annotations

import pytest
from support.html_validators import (
    axe_violations,
    html_validate_messages,
    nu_messages,
    parse_errors,
)
from support.samples import GOOD


def test_the_parser_finds_what_is_not_html5():
    assert parse_errors(GOOD) == []
    assert len(parse_errors(GOOD.replace("</h1>", "</h2>"))) == 1


def test_the_nu_checker_finds_an_error_and_a_warning_on_the_page_that_has_them(tmp_path):
    pages = {
        "/good": GOOD,
        "/error": GOOD.replace("<h2>Cómo</h2>", "<h2>Cómo</h2><img src='data:,'>"),
        "/warning": GOOD.replace("<h2>Cómo</h2>", "<h2>Cómo</h2><section><p>Uno</p></section>"),
    }

    found = nu_messages(tmp_path, pages)

    assert [line.partition(":")[0] for line in found] == ["/error", "/warning"]


def test_html_validate_finds_the_fault_on_the_page_that_has_it(tmp_path):
    pages = {"/good": GOOD, "/bad": GOOD.replace('<label for="q">Buscar</label>', "")}

    found = html_validate_messages(tmp_path, pages)

    assert [line.partition(":")[0] for line in found] == ["/bad"]


BAD = {
    "low contrast": ("<h1>", '<h1 style="color:#bbb;background:#fff">'),
    "contrast under seven to one": (
        "<h1>",
        '<p style="color:#767676;background:#fff">Gris</p><h1>',
    ),
    "a field without a name": ('<label for="q">Buscar</label>', ""),
    "what is reached by keys and has no role, which only an experimental rule sees": (
        "</main>",
        '<p tabindex="0">Texto</p></main>',
    ),
    "words outside the landmarks": ("</main>", "</main><p>Fuera</p>"),
}


@pytest.mark.browser
@pytest.mark.parametrize("fault", BAD)
def test_axe_finds(chromium, fault):
    page = chromium.new_page()
    page.set_content(GOOD.replace(*BAD[fault]))

    assert len(axe_violations(page)) == 1


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_good_page(chromium, scheme):
    page = chromium.new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_content(GOOD)

    assert axe_violations(page) == []
