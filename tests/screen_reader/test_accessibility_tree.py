"""What a screen reader says of small pages made by hand."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from playwright.sync_api import Browser, Page
from screen_reader.accessibility_tree import transcript_of
from screen_reader.transcript import Phrase, transcript_from_json

pytestmark = pytest.mark.browser

WHOLE = """
<!doctype html><html lang="es" dir="ltr"><head><title>Neveras – Cuidarnos</title></head><body>
<a href="#text">Saltar</a>
<header><nav aria-label="Idioma"><ul>
<li><a href="/en/" lang="en" hreflang="en">English</a></li>
<li><span aria-current="true">Español</span></li>
</ul></nav></header>
<main id="text" tabindex="-1"><h1>Neveras</h1>
<p>Una <a href="/g">nevera</a> de <abbr title="Este">E</abbr>,
con <em lang="en">free <b>food</b></em> y <mark>té</mark></p>
<ol><li>Abrir<li>Tomar</ol>
<form role="search"><label for="q">Búsqueda</label><p id="h">Una palabra.</p>
<input type="search" id="q" value="pan" aria-describedby="h" aria-invalid="true">
<input type="submit" value="Buscar"></form>
<fieldset><legend>Filtrar</legend><label for="s">Lugar</label>
<select id="s"><option>Todos<option selected>Bronx (1)</select></fieldset>
</main><footer>Fin</footer></body></html>
"""

HEARD = """\
page: Neveras – Cuidarnos [es, ltr]
link: Saltar
banner
  navigation: Idioma
    list (of 2)
      • | link: [en: English]
      • | Español (current)
main
  heading 1: Neveras
  Una | link: nevera | de | abbreviation: E (means Este) | , con | [en: free food] | y | mark: té
  list (of 2)
    1. | Abrir
    2. | Tomar
  search
    Búsqueda
    Una palabra.
    searchbox: Búsqueda (invalid, = “pan”, Una palabra.)
    button: Buscar
  group: Filtrar
    Filtrar
    Lugar
    combobox: Lugar (= “Bronx (1)”, choices: Todos; Bronx (1))
contentinfo
  Fin
"""


@pytest.fixture(scope="module")
def page(chromium_program: Browser) -> Page:
    """Open a window in which no script can run."""
    context = chromium_program.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def body(words: str) -> str:
    return f'<!doctype html><html lang="en" dir="ltr"><title>T</title><body>{words}</body></html>'


def test_a_page_is_heard_from_its_title_to_its_end(page):
    page.set_content(WHOLE)

    assert transcript_of(page).text() == HEARD


def test_a_transcript_comes_back_from_json_as_it_was(page):
    page.set_content(WHOLE)
    transcript = transcript_of(page)

    assert transcript_from_json(json.loads(json.dumps(asdict(transcript)))) == transcript


def test_a_heading_that_leads_somewhere_is_heard_with_its_link(page):
    page.set_content(body('<h2><a href="/x">Bread</a></h2>'))
    heading, link = transcript_of(page).utterances

    assert (heading.role, heading.level, heading.words) == ("heading", 2, "Bread")
    assert (link.role, link.target, link.line) == ("link", "/x", heading.line)


def test_what_a_style_sheet_adds_is_heard(page):
    page.set_content(
        body(
            '<style>p::before { content: "→ " } a::after { content: " (new)" }</style>'
            '<p>Read <a href="/x">this</a></p>'
        )
    )

    assert [each.words for each in transcript_of(page).utterances] == ["→ Read", "this (new)"]


def test_what_a_style_sheet_draws_without_words_is_not_heard(page):
    page.set_content(
        body(
            '<style>p::before { content: ""; display: block }'
            ' p::after { content: "★" / "" }</style><p>Read</p>'
        )
    )

    assert [each.words for each in transcript_of(page).utterances] == ["Read"]


def test_what_is_hidden_is_not_heard(page):
    page.set_content(
        body('<p hidden>No</p><p style="display:none">No</p><p aria-hidden="true">No</p><p>Yes</p>')
    )

    assert [each.words for each in transcript_of(page).utterances] == ["Yes"]


def test_a_voice_lasts_until_the_element_that_asked_for_it_ends(page):
    page.set_content(
        body(
            '<div lang="es"><p>Hola <a href="/x">a <span lang="en">Ann</span></a></p>'
            "<p>¿Y?</p></div><p>Bye</p>"
        )
    )
    said = transcript_of(page).utterances

    assert [each.phrases for each in said] == [
        (Phrase(words="Hola ", language="es"),),
        (Phrase(words="a ", language="es"), Phrase(words="Ann", language="en")),
        (Phrase(words="¿Y?", language="es"),),
        (Phrase(words="Bye", language="en"),),
    ]


def test_a_form_without_a_name_and_an_article_are_passed_over(page):
    page.set_content(
        body('<article><form><p>In</p></form></article><form aria-label="Filter"><p>On</p></form>')
    )

    assert [(each.role, each.words, each.within) for each in transcript_of(page).utterances] == [
        ("text", "In", ()),
        ("form", "Filter", ()),
        ("text", "On", ("form Filter",)),
    ]


def test_lists_of_terms_and_tables_are_heard_with_their_size(page):
    terms = "<dl><dt>A</dt><dd>1</dd><dt>B</dt><dd>2</dd></dl>"
    page.set_content(
        body(
            terms
            + "<table><tr><th>Day</th><td>May</td></tr><tr><th>Or</th><td>June</td></tr></table>"
        )
    )
    transcript = transcript_of(page)

    assert [(each.role, each.items) for each in transcript.of("DescriptionList", "table")] == [
        ("DescriptionList", 2),
        ("table", 2),
    ]
    assert [each.words for each in transcript.of("text")] == [
        "A",
        "1",
        "B",
        "2",
        "Day",
        "May",
        "Or",
        "June",
    ]


def test_a_role_that_nobody_thought_of_is_an_error(page):
    page.set_content(
        body('<div role="slider" tabindex="0" aria-valuenow="1" aria-label="Size"></div>')
    )

    with pytest.raises(KeyError, match="slider"):
        transcript_of(page)
