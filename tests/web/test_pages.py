"""Every kind of page, in both languages, of a small library."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from support.builders import (
    EPISODE,
    EPISODE_FACTS,
    EXPERIMENT,
    EXPERIMENT_FACTS,
    load_library,
    third_language,
)
from support.sites import client_of, make_app

from reader.checks.page_facts import read_page
from reader.library.model import LanguageTag
from reader.library.site_places import places
from reader.web.static_render import (
    ERROR_STATUSES,
    render,
    render_chooser,
    render_error,
    render_root,
)


def test_every_place_of_the_library_has_a_page_in_every_language(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    found = {place.path: render(app, place.path).status for place in places(load_library(tmp_path))}
    assert set(found.values()) == {200}
    assert "/es/zines/stay-calm/before" in found


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_experiment_says_its_status_with_the_date_and_the_source(
    tmp_path: Path, language: str
) -> None:
    page = client_of(tmp_path).get(f"/{language}/experiments/free-fridge").text
    expected = {"en": "as of July 1, 2026.", "es": "al 1 de julio de 2026."}[language]
    assert expected in page
    assert "Example News" in page


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("date", "words"),
    [("2025-07", ("in July 2025.", "en julio de 2025.")), ("2025", ("in 2025.", "en 2025."))],
)
def test_a_status_known_only_by_month_or_year_names_no_day(
    tmp_path: Path, language: str, date: str, words: tuple[str, str]
) -> None:
    facts = EXPERIMENT_FACTS.replace("2026-07-01", date)
    page = (
        client_of(tmp_path, {f"{EXPERIMENT}/document.yaml": facts})
        .get(f"/{language}/experiments/free-fridge")
        .text
    )
    assert f"</b>, {dict(zip(('en', 'es'), words, strict=True))[language]} " in page


def test_an_episode_without_a_page_of_its_own_claims_none(tmp_path: Path) -> None:
    facts = re.sub(r"(page_url|transcript_url): .*", r"\1: null", EPISODE_FACTS)
    page = (
        client_of(tmp_path, {f"{EPISODE}/document.yaml": facts}).get("/en/podcast/fridge-talk").text
    )
    assert "<dt>With</dt>\n<dd>Ana Peña</dd>" in page
    assert "Official episode page" not in page
    assert "Listen or read" not in page


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "We do not know if this is still running."), ("es", "No sabemos si sigue en marcha.")],
)
def test_an_experiment_without_a_dated_source_says_that_we_do_not_know(
    tmp_path: Path, language: str, sentence: str
) -> None:
    facts = re.sub(r"status: .*", "status: {word: unknown}", EXPERIMENT_FACTS)
    page = (
        client_of(tmp_path, {f"{EXPERIMENT}/document.yaml": facts})
        .get(f"/{language}/experiments/free-fridge")
        .text
    )
    assert sentence in page


def test_a_part_of_a_zine_leads_to_the_part_before_and_the_part_after(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    first, last = (client.get(f"/en/zines/stay-calm/{part}").text for part in ("before", "after"))
    assert 'rel="next" href="/en/zines/stay-calm/after"' in first
    assert 'rel="prev" href="/en/zines/stay-calm/before"' in last
    for page in (first, last):
        number = 1 if page is first else 2
        link = f'<a href="/en/zines/stay-calm">Part {number} of 2 of “Stay calm”</a>'
        assert page.count(link) == 2  # above the text and below it
    assert "Next part" in first
    assert "Previous part" not in first
    assert "Previous part" in last
    assert "Next part" not in last


@pytest.mark.parametrize("path", ["", "zines", "zines/stay-calm", "search", "about", "topics/food"])
def test_the_way_out_stands_on_every_page_alike_so_that_it_tells_nothing(
    tmp_path: Path, path: str
) -> None:
    page = client_of(tmp_path).get(f"/es/{path}").text
    header = page[page.index("<header>") : page.index("</header>")]
    footer = page[page.rindex("<footer>") :]
    out = '<a class="exit" href="https://es.m.wikipedia.org/" rel="noreferrer">Salir</a></p>'
    assert header.split("\n", 1)[1].strip().endswith(out)
    assert re.findall(r'href="([^"]+)"', footer)[-2:] == [
        "https://es.m.wikipedia.org/",
        "/es/privacy#quick-exit",
    ]


def test_the_row_above_a_page_leads_home_to_the_other_language_to_the_search_box_and_out(
    tmp_path: Path,
) -> None:
    page = client_of(tmp_path).get("/es/experiments/free-fridge").text
    header = page[page.index("<header>") : page.index("</header>")]
    assert re.findall(r'<a [^>]*?href="([^"]+)"', header) == [
        "/es/",
        "/en/experiments/free-fridge",
        "#q_",
        "https://es.m.wikipedia.org/",
    ]
    assert 'id="q_"' in page[page.rindex("<footer>") :]


@pytest.mark.parametrize("path", ["", "search", "nowhere"])
def test_pages_about_searching_have_their_box_in_the_text(tmp_path: Path, path: str) -> None:
    page = client_of(tmp_path).get(f"/es/{path}").text
    assert page.count('id="q_"') == 1
    assert page.index("<main") < page.index('id="q_"') < page.index("</main>")


def test_a_page_names_translations_to_search_engines_and_every_language_to_readers(
    tmp_path: Path,
) -> None:
    without_english = {
        f"zines/stay-calm/en/{name}.md": None for name in ("index", "before", "after")
    }
    client = client_of(tmp_path, third_language("ar") | without_english)

    page = read_page(client.get("/es/zines/stay-calm").text)

    named = {
        link.attributes["hreflang"]: link.attributes["href"] for link in page.links("alternate")
    }
    shown = {
        link.attributes["hreflang"]
        for link in page.all("a")
        if link.attributes.get("rel") == "alternate"
    }

    address = "https://reader.example/es/zines/stay-calm"
    assert named == {"es": address, "x-default": address}
    assert shown == {"en", "ar"}


def test_a_missing_edition_is_shown_as_a_stand_in_that_says_so(tmp_path: Path) -> None:
    page = (
        client_of(tmp_path, {f"{EXPERIMENT}/es.md": None}).get("/es/experiments/free-fridge").text
    )
    assert '<html lang="es"' in page
    assert '<h1 lang="en" dir="ltr">Free fridge</h1>' in page
    assert "inglés" in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_third_language_is_served_from_files_alone(tmp_path: Path) -> None:
    client = client_of(tmp_path, third_language("ar"))
    home = client.get("/ar/").text
    assert '<html lang="ar" dir="rtl">' in home
    assert 'hreflang="ar"' in client.get("/es/").text
    assert 'lang="ar" dir="rtl"' in client.get("/es/").text


def test_formats_of_another_locale_leave_a_language_its_catalogue(tmp_path: Path) -> None:
    files = third_language("pt-BR")
    files["library.yaml"] = f"{files['library.yaml']}formats: {{pt-BR: pt_PT}}\n"

    page = client_of(tmp_path, files).get("/pt-BR/experiments").text

    assert "⟦" in page  # every message of the made-up catalogue of the language


def test_the_language_switch_leads_to_the_same_page_and_keeps_the_filters(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/en/experiments?topic=food&status=open&utm_source=x").text
    assert 'href="/es/experiments?topic=food&amp;status=open"' in page


def test_the_home_page_at_the_root_is_in_the_language_the_browser_asks_for(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    spanish = client.get("/", headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}).text
    assert '<html lang="es"' in spanish
    assert '<link rel="canonical" href="https://reader.example/es/">' in spanish
    assert render_root(make_app(tmp_path / "again"), LanguageTag("en")).body.startswith(
        b'<!doctype html>\n<html lang="en"'
    )


def test_every_error_has_a_page_in_every_language(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    for status, language in product(ERROR_STATUSES, ("en", "es")):
        rendered = render_error(app, status, LanguageTag(language))
        assert f'<html lang="{language}"'.encode() in rendered.body
        assert b'role="search"' in rendered.body
        assert b'rel="canonical"' not in rendered.body


def test_an_unknown_address_is_answered_in_the_language_of_the_address(tmp_path: Path) -> None:
    answer = client_of(tmp_path).get(
        "/es/experiments/nothing-here", headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 404
    assert '<html lang="es"' in answer.text


def test_a_fault_in_a_view_is_left_to_the_door_and_logged_by_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(tmp_path)
    app.view_functions["home"] = lambda language: 1 // 0
    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/es/?q=secret")
    assert caplog.text == ""


def test_a_copy_without_a_server_begins_with_a_choice_of_languages(tmp_path: Path) -> None:
    page = render_chooser(make_app(tmp_path)).body.decode()
    facts = read_page(page)
    assert 'href="/en/"' in page
    assert 'href="/es/"' in page
    # Between the names stands nothing that a voice would read as a sign.
    assert [next(facts.all(tag)).text for tag in ("title", "h1")] == ["Try It, Pruébalo"] * 2


def test_no_page_links_to_the_root(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    for place in places(load_library(tmp_path)):
        assert b'href="/"' not in render(app, place.path).body


def test_around_a_part_of_a_zine_without_a_translation_every_title_is_in_its_own_language(
    tmp_path: Path,
) -> None:
    missing = {f"zines/stay-calm/es/{name}.md": None for name in ("index", "before", "after")}
    page = client_of(tmp_path, missing).get("/es/zines/stay-calm/before").text

    assert "<title>Before – Stay calm – Pruébalo</title>" in page
    # Of which zine it is a part, above the text and below it.
    assert page.count('“<span lang="en" dir="ltr">Stay calm</span>”') == 2
    assert '<span lang="en">After</span></a>' in page  # what comes after it


@pytest.mark.parametrize(
    ("language", "why"),
    [("en", "They asked us to. "), ("es", "Nos lo pidieron. ")],
)
def test_what_was_taken_down_says_when_and_why(tmp_path: Path, language: str, why: str) -> None:
    files = {
        f"{EPISODE}/document.yaml": (
            "withdrawn: {on: 2026-11-29, why: {en: They asked us to., es: Nos lo pidieron.}}\n"
        ),
        f"{EPISODE}/en.md": None,
        f"{EPISODE}/es.md": None,
    }
    client = client_of(tmp_path, files)
    page = client.get(f"/{language}/podcast/fridge-talk")

    assert page.status_code == 410
    assert why in page.text
    assert "2026" in page.text
    assert client.get(f"/{language}/podcast/fridge-talk.epub").status_code == 410
    assert client.get(f"/{language}/podcast/nowhere").status_code == 404
    assert "fridge-talk" not in client.get(f"/{language}/podcast").text
