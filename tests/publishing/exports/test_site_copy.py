"""A copy of the site: everything is in the folder, and every link leads to it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from publishing.exports.conftest import exported_site
from publishing.exports.tree import Tree, target
from support.built_site import BuiltSite
from support.html_validators import parse_errors

from reader.checks.findings.page import PageCode
from reader.checks.page_facts import read_page
from reader.checks.page_markup import check_markup
from reader.checks.page_rules import check_page
from reader.delivery.http.content_codings import Coding
from reader.library.model import LanguageTag

PUBLIC = "https://people.example.net/library"


def test_every_link_leads_to_a_file_of_the_copy_and_no_form_is_left(copy: Tree) -> None:
    assert copy.faults() == []
    assert len(copy.pages) > 400


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html#x">b</a><a href="/c">c</a><form></form>')
    (tmp_path / "b.html").write_text("<p>b</p>")

    assert Tree(tmp_path).faults() == [
        "a.html: <form>",
        "a.html: b.html#x (no such place)",
        "a.html: /c",
    ]


def test_every_work_is_listed_also_on_the_later_pages_of_long_lists(
    copy: Tree, site: BuiltSite
) -> None:
    for language in site.languages:
        shelves = [
            name for name in copy.pages if re.match(rf"{language}/experiments/(page-|index)", name)
        ]
        listed = {file for name in shelves for _, file in copy.links(name)}
        works = {
            f"{language}/experiments/{each.slug}/index.html" for each in site.library.experiments
        }
        assert works <= listed
        assert len(shelves) > 1


def test_the_words_of_every_text_are_those_of_the_site(copy: Tree, site: BuiltSite) -> None:
    texts = 0
    for address, entry in site.shelf.pages.items():
        page = copy.pages.get(f"{address[1:]}/index.html")
        if page and address.split("/")[2] in {"experiments", "zines", "podcast", "lists"}:
            ready = read_page(site.shelf.bodies_of(entry)[Coding.IDENTITY].decode())
            words = [article.text for article in ready.all("article")]
            assert [article.text for article in page.all("article")] == words
            texts += len(words)
    assert texts > 100


@pytest.mark.parametrize(
    ("language", "word"), [("en", "fridges"), ("es", "neveras"), ("es", "desescalada")]
)
def test_a_word_is_found_by_the_index_of_its_language(copy: Tree, language: str, word: str) -> None:
    start = f"{language}/search/index.html"
    letter = f"{language}/search/{word[0]}/index.html"
    lines = [each for each in copy.pages[letter].all("li") if word in each.text.split(":")[0]]
    found = [
        target(letter, each.attributes["href"])
        for each in copy.pages[letter].all("a")
        if any(line in each.within for line in lines)
    ]

    assert letter in {file for _, file in copy.links(start)}
    assert lines
    assert all(copy.pages[each].elements for each in found)
    assert any(word in copy.text(each) for each in found)


def test_the_pages_of_the_copy_keep_the_rules_of_the_site(public_copy: Tree) -> None:
    names = [
        "404.html",
        "x/z2zq/index.html",
        "es/experiments/mh-first/index.html",
        *(f"{tag}/{name}/index.html" for tag in ("en", "es") for name in ("about", "search/s")),
        *(f"{tag}/{name}/index.html" for tag in ("en", "es") for name in ("search", "experiments")),
    ]
    # What only an address of the site has, and what the words of a letter lack in other languages.
    apart = {"href", "http-equiv", "content", PageCode.NO_CANONICAL_ADDRESS, PageCode.NO_ALTERNATES}
    found = []
    for name in names:
        page = public_copy.pages[name]
        findings = list(check_markup(page, address=f"/{name}"))
        if any(page.all("header")):
            findings += check_page(page, address=f"/{name}", language=name[:2])
        found += [f"{name}: {error}" for error in parse_errors(public_copy.text(name))]
        found += [
            f"{name}: {each.code} {each.arguments}"
            for each in findings
            if not {each.code, each.arguments.get("attribute")} & apart
        ]

    assert found == []


def test_every_title_is_in_the_index(copy: Tree, site: BuiltSite) -> None:
    for language in site.languages:
        linked = {file for _, file in copy.links(f"{language}/search/index.html")}
        for zine in site.library.zines:
            assert f"{language}/zines/{zine.slug}/index.html" in linked


def test_pages_lead_to_the_index_in_place_of_the_search_and_to_the_other_language(
    copy: Tree,
) -> None:
    links = {file for _, file in copy.links("es/about/index.html")}

    assert {"es/search/index.html", "en/about/index.html"} <= links


def test_a_former_address_leads_on_and_a_short_one_offers_the_languages(
    copy: Tree, site: BuiltSite
) -> None:
    for former, today in site.shelf.manifest.redirects.items():
        links = {file for _, file in copy.links(f"{former[1:]}/index.html")}
        if "{language}" in today:
            assert links == {
                f"{today.replace('{language}', tag)[1:]}/index.html" for tag in site.languages
            }
        else:
            assert links == {f"{today[1:]}/index.html"}
            assert 'http-equiv="refresh"' in copy.text(f"{former[1:]}/index.html")


def test_redirects_lead_to_what_is_there(copy: Tree) -> None:
    rules = [line.split() for line in copy.text("_redirects").splitlines()]

    assert ["/es/experimentos", "/es/experiments/", "301"] in rules
    for former, today, status in rules:
        assert status == "301"
        if not former.endswith("/*"):
            assert {today[1:], f"{today[1:]}index.html"} & copy.names or today == "/es/topics/"


def test_without_an_address_nothing_tells_of_one(copy: Tree) -> None:
    assert not {"404.html", "sitemap.xml", "robots.txt", "es/feed.atom"} & copy.names
    for name, page in copy.pages.items():
        if name.endswith("index.html"):
            assert not page.links("canonical")


def test_with_an_address_pages_name_it_and_the_sitemap_lists_files(public_copy: Tree) -> None:
    assert public_copy.faults() == []
    assert [
        link.attributes["href"]
        for link in public_copy.pages["es/about/index.html"].links("canonical")
    ] == [f"{PUBLIC}/es/about/"]
    for name in ("sitemap.xml", "es/opds.xml"):
        listed = re.findall(r'(?:<loc>|href=")(https?://[^<"]*)', public_copy.text(name))
        files = {each.removeprefix(f"{PUBLIC}/") for each in listed}
        assert listed
        assert {each + "index.html" if each.endswith("/") else each for each in files} <= {
            *public_copy.names
        }


def test_catalogs_of_a_copy_offer_no_search(public_copy: Tree) -> None:
    old, new = public_copy.text("es/opds.xml"), json.loads(public_copy.text("es/opds.json"))

    assert "search" not in old
    assert [each["rel"] for each in new["links"]] == ["self", "start", "alternate"]
    assert not [each for each in public_copy.names if "opds/search" in each]


def test_what_is_not_found_is_said_in_every_language(public_copy: Tree) -> None:
    page = public_copy.text("404.html")

    assert "There is no page here" in page
    assert "Aquí no hay ninguna página" in page
    assert f'href="{PUBLIC}/es/"' in page
    assert f'href="{PUBLIC}/es/help/"' in page
    assert "Sitemap: https://people.example.net/library/sitemap.xml" in public_copy.text(
        "robots.txt"
    )


def test_a_copy_in_one_language_leads_home_and_holds_no_other(
    site: BuiltSite, tmp_path: Path
) -> None:
    tree = exported_site(site, tmp_path / "es", edition=LanguageTag("es"))

    assert tree.faults() == []
    assert "es/index.html" in {file for _, file in tree.links("index.html")}
    assert not any(name.startswith("en/") for name in tree.names)
    assert not any(
        each.attributes.get("rel") == "alternate"
        for page in tree.pages.values()
        for each in page.all("a")
    )
