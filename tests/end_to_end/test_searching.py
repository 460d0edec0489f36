"""The project's own content, searched through the real gunicorn by people who type with thumbs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from end_to_end.deployments import Deployment, deployed
from support.built_site import BuiltSite

from reader.checks.page_facts import PageFacts, read_page

SPELLINGS = (
    "de-escalation",
    "deescalation",
    "de escalation",
    "De-Escalate",
    "deescalacion",
    "desescalada",
    "DESESCALAR",
    "desescaladda",
)
ZINE = "zines/de-escalation-basics"


@pytest.fixture(scope="module")
def deployment(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Serve the site that is built."""
    settings = {
        "READER_BASE_URL": site.settings.base_url,
        "READER_CONTENT": str(site.settings.content),
        "READER_TRANSLATIONS": str(site.settings.translations),
        "READER_VAR": str(site.settings.var),
    }
    with deployed(tmp_path_factory.mktemp("searching"), settings) as deployment:
        yield deployment


def results(deployment: Deployment, address: str) -> tuple[PageFacts, list[str]]:
    """Return a page of results, and where its results lead."""
    status, html = deployment.get(address)
    assert status == 200, address
    page = read_page(html)
    return page, [link.attributes["href"] for link in page.all("a") if link.within[-1].tag == "h2"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("typed", SPELLINGS)
def test_every_spelling_finds_the_zine_in_the_language_of_the_page(
    deployment: Deployment, typed: str, language: str
) -> None:
    page, found = results(deployment, f"/{language}/search?q={quote(typed)}")
    if not found:  # then it says what may have been meant, and that is found
        (meant,) = (
            link.attributes["href"]
            for link in page.all("a")
            if "take" in link.within[-1].attributes.get("class", "")
            and "/search?" in link.attributes["href"]
        )
        _, found = results(deployment, meant)

    assert f"/{language}/{ZINE}" in found


@pytest.mark.parametrize(
    ("language", "typed", "also"),
    [("en", "desescalada", "de-escalation"), ("es", "de-escalation", "desescalada")],
)
def test_a_word_of_the_other_language_finds_pages_of_ones_own_and_the_page_says_why(
    deployment: Deployment, language: str, typed: str, also: str
) -> None:
    page, found = results(deployment, f"/{language}/search?q={typed}")
    main = next(page.all("main")).text

    assert language in {address.split("/")[1] for address in found}
    assert {"en": f"Also searched for: {also}", "es": f"También buscamos: {also}"}[language] in main
