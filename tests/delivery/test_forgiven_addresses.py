"""A nearly right address leads to the right one: at once, on this site, and only if that exists."""

from __future__ import annotations

import pytest
from delivery.static_asking import ask, header, request
from delivery.tiny_site import PAGE, serving_of
from hypothesis import given
from hypothesis import strategies as st
from support.built_site import BuiltSite

from reader.delivery.http.messages import Request
from reader.delivery.prebuilt.manifest import PageEntry
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.static_responder import respond

PIECES = (
    *("/", "//", ".", "..", "en", "ES", "es-MX", "experiments", "experimentos", "fridge", "icebox"),
    *(".html", "index.html", "%2F", "%2e", "%65n", ")", "\\", "example.org", "@"),
)
# What people and their phones do to an address.
MISTAKES = {
    "a slash at its end": "{}/",
    "two slashes at its end": "{}//",
    "two slashes at its beginning": "/{}",
    "a full stop in the middle": "/.{}",
    "a full stop": "{}.",
    "a comma": "{},",
    "a bracket": "{})",
    "a quotation mark": "{}%22",
    "a curly quotation mark": "{}%E2%80%9D",
    "a space": "{}%20",
    "a bracket and a full stop": "{}).",
    "an extension": "{}.html",
    "a file": "{}/index.html",
}


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        *((mistake.format(PAGE), 301, PAGE) for mistake in MISTAKES.values()),
        (PAGE.upper(), 301, PAGE),
        (PAGE.replace("r", "%72"), 301, PAGE),
        ("/en/experiments/icebox/", 301, PAGE),
        ("/en/Experiments/ICEBOX.html", 301, PAGE),
        ("/es/experimentos", 301, "/es/experiments"),
        ("/es/Experimentos/fridge/", 301, "/es/experiments/fridge"),
        ("/en/experimentos/fridge", 301, PAGE),
        ("/es/búsqueda-rápida".encode().decode("latin-1"), 301, "/es/search"),
        ("/index.html", 301, "/"),
        ("/EN", 301, "/en/"),
        ("/robots.txt/", 301, "/robots.txt"),
        ("/en/fridge.TXT", 301, "/en/fridge.txt"),
        ("/experiments/fridge", 302, PAGE),
        ("/experiments/icebox", 302, PAGE),
        ("/experimentos/fridge", 302, "/es/experiments/fridge"),
        ("/es-MX/experiments/fridge", 302, "/es/experiments/fridge"),
        ("/es_419/experimentos", 302, "/es/experiments"),
        ("/en-us", 302, "/en/"),
        ("/search/", 302, "/en/search"),
    ],
)
def test_a_nearly_right_address_leads_to_the_right_one(
    page_file: PageFile, path: str, status: int, target: str
) -> None:
    response = ask(page_file, path)
    assert (response.status, header(response, "location")) == (status, target)
    if status == 302:
        assert "private" in (header(response, "cache-control") or "")
        assert header(response, "vary") == "Accept-Language"


@pytest.mark.parametrize(
    "path",
    [
        "/en/nowhere/",
        "/en/fridge",
        "/fr/experiments/fridge",
        "/fr-CA/experiments/fridge",
        "/enx-MX/",
        "/en/en/experiments/fridge",
        "/en/experimentos/nowhere",
        "/en/experiments/fridge.html.html",
        "/en/experiments/../experiments/fridge",
        "/en/%00",
        "/%ff%fe",
        "//example.org/en/",
        "/\\example.org",
        "/en/experiments/fridge/x" + "/" * 1_024,
    ],
)
def test_what_does_not_exist_leads_nowhere(page_file: PageFile, path: str) -> None:
    assert ask(page_file, path).status == 404


def test_without_a_language_the_reader_s_own_is_chosen(page_file: PageFile) -> None:
    response = ask(page_file, "/experiments/fridge", accept_language="es")
    assert (response.status, header(response, "location")) == (302, "/es/experiments/fridge")


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("/es/search/", "q=calma", "/es/search?q=calma"),
        ("/ES/Search", "q=calma+%C3%B1&order=newest", "/es/search?q=calma+%C3%B1&order=newest"),
        ("/search", "q=calma", "/en/search?q=calma"),
        ("/es/experiments/", "utm_source=sms", "/es/experiments"),
        (
            "/es/experiments/",
            "topic=food&utm_source=sms",
            "/es/experiments?topic=food&utm_source=sms",
        ),
        (f"{PAGE}/", "fbclid=x", PAGE),
        ("/es/search/", "q=\r\nset-cookie: x", "/es/search?q=%0D%0Aset-cookie:%20x"),
        ("/es/search/", "q=\xf1\u2603", "/es/search?q=%F1?"),
    ],
)
def test_a_query_is_kept_where_it_matters(
    page_file: PageFile, path: str, query: str, target: str
) -> None:
    assert header(ask(page_file, path, query=query), "location") == target


@given(
    path=st.text(max_size=60).map("/{}".format)
    | st.lists(
        st.sampled_from(
            [
                "/",
                "//",
                ".",
                "..",
                "en",
                "ES",
                "es-MX",
                "experiments",
                "experimentos",
                "fridge",
                "icebox",
                ".html",
                "index.html",
                "%2F",
                "%2e",
                "%65n",
                ")",
                "\\",
                "example.org",
                "@",
            ]
        ),
        max_size=8,
    ).map(lambda pieces: "/" + "".join(pieces)),
    query=st.text(max_size=20) | st.just("q=calma"),
    language=st.sampled_from(["", "es", "en-US,en;q=0.5"]),
)
def test_a_redirect_is_one_step_to_an_address_of_this_site_that_exists(
    page_file: PageFile, path: str, query: str, language: str
) -> None:
    headers = {"accept-language": language}
    serving = serving_of(page_file)
    response = respond(serving, Request(method="GET", path=path, query=query, headers=headers))
    if response is None or response.status not in {301, 302}:
        return
    target, _, kept = (header(response, "location") or "").partition("?")
    assert target == "/" or target in page_file.pages
    assert not target.startswith("//")
    assert (target + kept).isascii()
    assert (target + kept).isprintable()
    again = respond(serving, Request(method="GET", path=target, query=kept, headers=headers))
    assert again is None or again.status == 200


def test_every_address_of_the_site_is_found_in_spite_of_every_mistake(site: BuiltSite) -> None:
    serving = serving_of(site.shelf)
    for number, address in enumerate(site.addresses()):
        mistakes = (*MISTAKES.values(), address.upper())
        path = mistakes[number % len(mistakes)].format(address.rstrip("/"))
        if path in site.shelf.pages:  # a home page has a slash, and some pages are HTML files too
            continue
        response = respond(serving, request(path))
        assert response is not None
        assert (response.status, header(response, "location")) == (301, address), path


def test_sections_have_the_names_of_their_readers(site: BuiltSite) -> None:
    for path, target in {
        "/es/experimentos": "/es/experiments",
        "/es/zine/de-escalation-basics/": "/es/zines/de-escalation-basics",
        "/es/listas-de-lectura": "/es/lists",
        "/es/novedades": "/es/new",
        "/es/buscar": "/es/search",
        "/es/temas/mental-health": "/es/topics/mental-health",
        "/es/glosario": "/es/glossary",
        "/en/reading-lists": "/en/lists",
    }.items():
        response = respond(serving_of(site.shelf), request(path))
        assert response is not None
        assert header(response, "location") == target, path


class CountedPages(dict[str, PageEntry]):
    """Pages that count how often somebody looks for one."""

    looked_up = 0

    def __contains__(self, address: object) -> bool:
        self.looked_up += 1
        return super().__contains__(address)


@pytest.mark.parametrize("path", ["/es/nowhere/", "/nowhere/x.html", "/es-MX/experimentos/nowhere"])
def test_an_address_is_looked_up_a_few_times_and_never_searched_for(
    page_file: PageFile, path: str
) -> None:
    pages = CountedPages(page_file.pages)
    counted = PageFile(page_file.manifest, pages, page_file.bodies, page_file.directory)

    assert ask(counted, path).status == 404

    assert 0 < pages.looked_up <= 2 * (2 + len(counted.manifest.languages))
