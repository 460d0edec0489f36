"""Every rule of a page, and a page that breaks it."""

from __future__ import annotations

import pytest
from support.samples import GOOD

from reader.checks.findings.page import PageCode
from reader.checks.findings.texts import TEXTS
from reader.checks.hreflang import check_alternates, read_alternates
from reader.checks.page_facts import read_page
from reader.checks.page_rules import check_page
from reader.library.findings import Finding


def codes(html: str, *, language: str = "es") -> list[str]:
    return [
        found.code for found in check_page(read_page(html), address="/es/barrio", language=language)
    ]


def test_a_page_that_keeps_every_rule_has_no_findings():
    assert codes(GOOD) == []


# Planted in test_page_markup.
MARKUP = {"P022", "P023", "P024", "P025"}
FAULTS = {
    "no doctype": ("P001", "<!doctype html>", ""),
    "an old doctype": (
        "P001",
        "<!doctype html>",
        '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">',
    ),
    "two main headings": ("P002", "</h2>", "</h2><h1>Cuidarnos</h1>"),
    "an empty main heading": ("P002", "<h2>Cómo</h2>", "<h1> </h1><h2>Cómo</h2>"),
    "a heading before the main one": ("P003", '<main id="main">', '<main id="main"><h2>Antes</h2>'),
    "a heading that skips a level": ("P003", "<h2>Cómo</h2>", "<h2>Cómo</h2><h4>Detalle</h4>"),
    "a field without a label": ("P004", '<label for="q">Buscar</label>', ""),
    "a field whose label is empty": (
        "P004",
        '<label for="q">Buscar</label>',
        '<label for="q"> </label>',
    ),
    "a choice whose label has no words": (
        "P004",
        "<label>Tema <select",
        '<label for="x">Tema</label><select',
    ),
    "a field named by what is not on the page": (
        "P004",
        '<label for="q">Buscar</label>\n<input',
        '<input aria-labelledby="nowhere"',
    ),
    "a button without words": ("P005", '<button type="reset">Borrar', '<button type="reset">'),
    "a submit button in the browser's words": (
        "P005",
        '<input type="submit" value="Buscar">',
        '<input type="submit">',
    ),
    "an id that stands twice": ("P006", "<h2>Cómo</h2>", '<h2 id="why">Cómo</h2>'),
    "an empty id": ("P006", "<h2>Cómo</h2>", '<h2 id="">Cómo</h2>'),
    "the other language": ("P007", 'lang="es"', 'lang="en"'),
    "no language": ("P007", ' lang="es"', ""),
    "no direction": ("P008", ' dir="ltr"', ""),
    "a script": ("P009", "</body>", "<script>1</script></body>"),
    "an event handler": ("P010", '<button type="reset">', '<button type="reset" onclick="go()">'),
    "a script for an address": ("P011", '"/es/zines"', '"javascript:go()"'),
    "a script for an address, disguised": ("P011", '"/es/zines"', '" Java&#9;Script:go()"'),
    "a link to an anchor that is not there": ("P012", '"#why"', '"#how"'),
    "a title that begins otherwise": (
        "P013",
        "<title>Cuidarnos en el barrio - Biblioteca",
        "<title>Biblioteca - Cuidarnos en el barrio",
    ),
    "a field at fault that the title does not speak of first": (
        "P013",
        '<input id="q"',
        '<input aria-invalid="true" id="q"',
    ),
    "an error in the title where nothing is at fault": (
        "P013",
        "<title>Cuidarnos",
        "<title>Error: Cuidarnos",
    ),
    "no title": ("P013", "<title>Cuidarnos en el barrio - Biblioteca</title>", ""),
    "no canonical address": (
        "P014",
        '<link rel="canonical" href="https://library.example/es/barrio">\n',
        "",
    ),
    "a canonical address without a host": (
        "P014",
        'canonical" href="https://library.example',
        'canonical" href="',
    ),
    "no default language": ("P015", "x-default", "fr"),
    "a page missing among its own languages": ("P015", 'hreflang="es"', 'hreflang="fr"'),
    "a link without words": ("P016", ">Folletos</a>", "></a>"),
    "no main region": ("P017", 'main id="main"', 'div id="main"'),
    "two main regions": ("P017", "</main>", "</main><main>Más</main>"),
    "no skip link": ("P018", '<a href="#main">Ir al contenido</a>', ""),
    "a link before the skip link": ("P018", "<body>", '<body><a href="/es/">Inicio</a>'),
    "a stylesheet in a file of its own": (
        "P020",
        "</head>",
        '<link rel="stylesheet" href="/style.css"></head>',
    ),
    "an image": (
        "P020",
        "<h2>Cómo</h2>",
        '<h2>Cómo</h2><img alt="" src="https://elsewhere.example/x.png">',
    ),
    "an icon": ("P020", "data:,", "/favicon.ico"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_is_told_its_fault(fault):
    code, right, wrong = FAULTS[fault]
    assert right in GOOD, "the fault can be planted"

    assert code in codes(GOOD.replace(right, wrong, 1))


def test_a_page_that_is_not_listed_needs_no_address_of_its_own():
    unlisted = GOOD.replace("<head>", '<head><meta name="robots" content="noindex">')
    without = "\n".join(
        line
        for line in unlisted.splitlines()
        if 'rel="canonical"' not in line and 'rel="alternate"' not in line
    )

    assert codes(without) == []


def test_a_finding_names_the_address_the_line_and_what_was_found():
    broken = GOOD.replace("<h2>Cómo</h2>", "<h5>Cómo</h5>")

    (found,) = check_page(read_page(broken), address="/es/barrio", language="es")

    assert (found.place, found.arguments) == (
        "/es/barrio:17",
        {"heading": "Cómo", "level": "5", "above": "1"},
    )


def test_a_field_may_be_named_by_aria_alone():
    html = GOOD.replace('<label for="q">Buscar</label>\n<input', '<input aria-labelledby="why"')

    assert codes(html) == []


def test_what_is_no_page_at_all_is_judged_without_an_error():
    assert "P001" in codes("\x00<<<>>> </b><p")


def test_every_rule_has_its_sentence_and_every_sentence_its_rule():
    # P021 compares pages, and P026 is of files that are no pages.
    planted = {code for code, _, _ in FAULTS.values()} | {"P021", "P026", *MARKUP}

    assert set(PageCode) == planted


def test_a_sentence_asks_for_no_word_that_the_finding_lacks():
    for _, right, wrong in FAULTS.values():
        for found in check_page(
            read_page(GOOD.replace(right, wrong, 1)), address="/", language="es"
        ):
            sentence = TEXTS[found.code]
            assert sentence.wrong % found.arguments
            assert sentence.advice % found.arguments


def page(language: str, *others: str) -> str:
    links = "".join(
        f'<link rel="alternate" hreflang="{other}" href="https://library.example/{other}/">'
        for other in others
    )
    return f'<link rel="canonical" href="https://library.example/{language}/">{links}'


def alternates(pages: dict[str, str]) -> tuple[Finding, ...]:
    read = {address: read_alternates(read_page(html)) for address, html in pages.items()}
    return check_alternates({address: named for address, named in read.items() if named})


def test_translations_that_name_one_another_have_no_findings():
    assert alternates({"/en/": page("en", "en", "es"), "/es/": page("es", "en", "es")}) == ()


def test_a_translation_that_does_not_name_the_page_back_is_found():
    (found,) = alternates({"/en/": page("en", "en", "es"), "/es/": page("es", "es")})

    assert (found.code, found.path, found.arguments) == (
        "P021",
        "/en/",
        {"other": "https://library.example/es/"},
    )
    assert TEXTS["P021"].wrong % found.arguments


def test_a_page_that_is_not_listed_is_named_by_nobody():
    results = page("en", "en", "es") + '<meta name="robots" content="noindex">'

    assert alternates({"/en/search?q=a": results}) == ()


def test_a_translation_that_does_not_exist_is_found():
    (found,) = alternates({"/en/": page("en", "en", "fr")})

    assert found.arguments == {"other": "https://library.example/fr/"}
