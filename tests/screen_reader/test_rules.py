"""Every rule lets a good page pass, and finds the fault that is planted in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from screen_reader.accessibility_tree import transcript_of
from screen_reader.rules import RULES

pytestmark = pytest.mark.browser

GOOD = """<!doctype html><html lang="es" dir="ltr">
<head><title>Neveras – Cuidarnos</title></head><body>
<a href="#text">Saltar al texto</a>
<header>
<p><a href="/es/">Cuidarnos</a></p>
<nav aria-label="Idioma">
<ul><li><a href="/en/x" lang="en">English</a></li><li>Español</li></ul></nav>
<nav aria-label="Secciones"><ul><li><a href="/es/zines">Zines</a></li></ul></nav>
<form role="search"><label for="q">Búsqueda</label>
<input type="search" id="q"><input type="submit" value="Buscar"></form>
</header>
<main id="text" tabindex="-1">
<h1>Neveras</h1>
<section><h2>En pocas palabras</h2>
<p>Comida para quien la necesite, de 8:30 a 9. ¿Y luego? Ver <a href="/es/a">una</a>.</p></section>
<p lang="en">This is what the neighbors said about it.</p>
<h3>Dónde</h3>
<form><fieldset><legend>Filtrar</legend>
<label for="s">Lugar</label><select id="s"><option>Todos</select></fieldset></form>
</main>
<footer><p>Fin...</p></footer>
</body></html>"""

FAULTS = {
    "no main heading": ("one_heading", "<h1>Neveras</h1>", "<p>Neveras</p>"),
    "two main headings": ("one_heading", "<h3>Dónde</h3>", "<h1>Dónde</h1>"),
    "a title that begins with other words": (
        "one_heading",
        "<title>Neveras",
        "<title>Cuidarnos: Neveras",
    ),
    "a level left out": ("headings_in_order", "<h3>", "<h4>"),
    "an empty heading": ("headings_in_order", "<h3>Dónde", "<h3>"),
    "no search": ("landmarks", ' role="search"', ' aria-label="Filtrar"'),
    "two banners": ("landmarks", "<h3>Dónde</h3>", '<div role="banner"></div><h3>Dónde</h3>'),
    "a navigation without a name": ("landmarks", ' aria-label="Secciones"', ""),
    "two navigations of one name": ("landmarks", "Secciones", "Idioma"),
    "the footer before the text": (
        "landmarks",
        "<header>",
        '<header><div role="contentinfo">Fin</div>',
    ),
    "a region that says its heading": (
        "not_said_twice",
        "<section><h2>",
        '<section aria-labelledby="h"><h2 id="h">',
    ),
    "something before the skip link": ("skip_link", "<body>", '<body><a href="/es/x">Salir</a>'),
    "a skip link that leads nowhere": ("skip_link", 'href="#text"', 'href="#texto"'),
    "a main that takes no focus": ("skip_link", ' tabindex="-1"', ""),
    "a link without words": ("names", '<a href="/es/a">una</a>', 'una<a href="/es/a"></a>'),
    "a link with another name than is seen": (
        "names",
        '<a href="/es/a">',
        '<a href="/es/a" aria-label="Página">',
    ),
    "a field whose name cannot be seen": (
        "names",
        '<label for="q">Búsqueda</label>\n<input',
        '<input aria-label="Búsqueda"',
    ),
    "a field and a button of one name": ("names", 'value="Buscar"', 'value="Búsqueda"'),
    "a button called otherwise than it looks": (
        "names",
        'value="Buscar"',
        'value="Buscar" aria-label="Ir"',
    ),
    "one link twice": ("neighboring_links", ">una</a>", '>una</a> <a href="/es/a">página</a>'),
    "two links of one name": ("neighboring_links", ">una</a>", '>una</a> <a href="/es/b">una</a>'),
    "an arrow": ("decoration", ">una</a>", ">una →</a>"),
    "a bullet from the style sheet": (
        "decoration",
        "<body>",
        '<body><style>h3:before { content: "• " }</style>',
    ),
    "a dash that stands alone": ("decoration", ">una</a>", ">una</a> – otra"),
    "a slash that stands alone": ("decoration", ">una</a>", ">una</a> / otra"),
    "a colon after a question": ("decoration", "luego?", "luego?:"),
    "two full stops": ("decoration", "</a>.", "</a>.."),
    "a space before a comma": ("decoration", "necesite,", "necesite ,"),
    "a page without a language": ("voices", ' lang="es" dir', " dir"),
    "a page without a direction": ("voices", ' dir="ltr"', ""),
    "a passage in the voice of another language": ("voices", '<p lang="en">', "<p>"),
    "a field in the voice of another language": (
        "voices",
        ">Lugar<",
        ">Where it is and with whom<",
    ),
    "a link to the other language without its voice": (
        "links_abroad",
        ' lang="en">English',
        ">English",
    ),
    "a setting": (
        "controls",
        "<h3>Dónde</h3>",
        '<h3>Dónde</h3><label for="t">Letra</label><input id="t" type="checkbox">',
    ),
    "a form without a name": (
        "controls",
        "<h3>Dónde</h3>",
        '<h3>Dónde</h3><form><label for="t">Letra</label><input id="t"></form>',
    ),
    "an empty list": (
        "lists_with_their_number",
        "<h3>Dónde</h3>",
        '<h3>Dónde</h3><div role="list">Nada</div>',
    ),
}


@pytest.fixture(scope="module")
def page(chromium_program: Browser) -> Page:
    """Open a window in which no script can run."""
    context = chromium_program.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def faults(page: Page, html: str) -> dict[str, list[str]]:
    page.set_content(html)
    transcript = transcript_of(page)
    return {rule.__name__: found for rule in RULES if (found := list(rule(transcript)))}


def test_a_good_page_keeps_every_rule(page):
    assert faults(page, GOOD) == {}


def test_a_form_that_is_sent_and_has_a_name_keeps_every_rule(page):
    named = '<form aria-labelledby="d"><label for="t">Letra</label><input id="t"></form>'

    assert faults(page, GOOD.replace("<h3>Dónde</h3>", f'<h3 id="d">Dónde</h3>{named}')) == {}


def test_a_title_that_says_first_that_something_is_wrong_keeps_every_rule(page):
    assert faults(page, GOOD.replace("<title>", "<title>Error: ")) == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_rules_find(page, fault):
    rule, good, bad = FAULTS[fault]
    assert good in GOOD

    assert rule in faults(page, GOOD.replace(good, bad))


def test_every_rule_has_a_fault_that_it_finds():
    assert {rule for rule, _, _ in FAULTS.values()} == {rule.__name__ for rule in RULES}
