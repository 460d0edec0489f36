"""Whoever needs help finds it from every page, and what to do, in words and in numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.help_content import ENTRY, HELP_FILES, help_files
from support.sites import client_of, make_app

from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.web.static_render import render, render_error

TITLES = {"en": "If you need help now", "es": "Si necesitas ayuda ahora"}
ADDRESSES = [
    "",
    "/experiments",
    "/experiments/free-fridge",
    "/zines/stay-calm/before",
    "/search",
    "/help",
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_link_of_every_menu_leads_to_help(
    tmp_path: Path, language: str, address: str
) -> None:
    html = client_of(tmp_path, HELP_FILES).get(f"/{language}{address or '/'}").text
    footer = html[html.rindex("<footer>") :]
    first = footer[footer.index("<a ") : footer.index("</a>")]
    assert f'href="/{language}/help"' in first
    assert first.endswith(TITLES[language])


@pytest.mark.parametrize("language", ["en", "es"])
def test_home_and_a_missing_page_lead_to_help_before_anything_else(
    tmp_path: Path, language: str
) -> None:
    app = make_app(tmp_path, HELP_FILES)
    pages = {
        "home": render(app, f"/{language}/").body.decode(),
        "missing": render_error(app, 404, language).body.decode(),
    }
    for name, html in pages.items():
        main = html[html.index("<main") : html.index("</main>")]
        first = main[main.index("<a ") : main.index("</a>")]
        assert f'href="/{language}/help"' in first, name


def test_a_page_that_goes_on_from_help_is_in_no_footer(tmp_path: Path) -> None:
    more = {
        name.replace("pages/help", "pages/help-lines"): text for name, text in help_files().items()
    }
    html = client_of(tmp_path, {**HELP_FILES, **more}).get("/en/").text
    assert 'href="/en/help"' in html
    assert "help-lines" not in html


def test_a_library_without_a_help_page_leads_nowhere(tmp_path: Path) -> None:
    assert "/help" not in client_of(tmp_path).get("/en/").text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "For anyone.",
                "Call 1-800-555-0100",
                "Call 1-800-555-0100 and press 2 (Spanish)",
                "Text the word HELLO to 55501",
                "night.example.org",
                "We could not find out when it tells the police.",
                "Languages: English, Quechua, and others with an interpreter.",
                "Night Line and unsigned notes (September 2026).",
            ],
        ),
        (
            "es",
            [
                "Para todo el mundo.",
                "Llama al 1-800-555-0100",
                "Llama al 1-800-555-0100 y oprime 2 (español)",
                "la palabra HELLO por mensaje de texto al 55501",
                "noche.example.org",
                "No pudimos averiguar cuándo le avisa a la policía.",
                "Idiomas: inglés, quechua y otros con intérprete.",
                "Night Line y notas sin firma (septiembre de 2026).",
            ],
        ),
    ],
)
def test_an_entry_says_what_to_do_and_what_is_known(
    tmp_path: Path, language: str, said: list[str]
) -> None:
    text = " ".join(client_of(tmp_path, HELP_FILES).get(f"/{language}/help").text.split())
    assert [words for words in said if words not in text] == []
    assert "[[" not in text


def test_a_call_is_one_tap_and_a_text_message_is_words(tmp_path: Path) -> None:
    html = client_of(tmp_path, HELP_FILES).get("/en/help").text
    assert html.count('<a href="tel:1-800-555-0100">') == 2
    assert "tel:55501" not in html


def test_an_entry_without_its_number_says_so_and_keeps_its_address(tmp_path: Path) -> None:
    head, _, rest = ENTRY.partition("  numbers:")
    html = (
        client_of(tmp_path, help_files(f"{head}  numbers: []\n{rest[rest.index('  hours') :]}"))
        .get("/en/help")
        .text
    )
    assert "We leave its number out: nobody has confirmed it lately." in html
    assert "https://night.example.org/" in html
    assert "tel:" not in html


@pytest.mark.parametrize("address", ["/en/help", "/es/help", "/es/help.txt"])
def test_help_is_fresh_within_five_minutes(tmp_path: Path, address: str) -> None:
    app = make_app(tmp_path, HELP_FILES)
    directives = dict(
        part.split("=") for part in CACHE_CONTROL[render(app, address).policy].split(",")
    )
    assert render(app, address).policy is CachePolicy.HELP
    assert int(directives["max-age"]) + int(directives["stale-while-revalidate"]) <= 300
    answered = app.test_client().get(address).headers["cache-control"]
    assert answered == CACHE_CONTROL[CachePolicy.HELP]


def test_a_page_about_the_library_is_kept_as_before(tmp_path: Path) -> None:
    assert render(make_app(tmp_path, HELP_FILES), "/en/about").policy is CachePolicy.PAGE
