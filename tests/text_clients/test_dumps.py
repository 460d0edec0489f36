"""Every kind of page as text, as four text browsers print it 80 columns wide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from support.browsing import Browse
from support.builders import EXPERIMENT, edition
from support.built_site import BuiltSite
from support.sampling import one_of_each
from support.serving import serving
from support.sites import make_app
from support.text_browsers import DUMPING, LISTING, dumped
from text_clients.labels import marks, said, words

from reader.checks.page_facts import read_page
from reader.library.addresses import document_address

pytestmark = pytest.mark.browser

LINES_TO_THE_HEADING = 30
# A word that is longer than a line cannot be shown whole.
TOO_LONG = re.compile(r"\w{80}")
TABLE = """
| Day | Who comes | What they bring |
|---|---|---|
| Monday | Ana and Luis | Beans, rice and a big pot |
| Saturday | The night shift | Bread |
"""
IN_ORDER = {
    "en": (
        "Skip to the text",
        "Español Search Exit",
        "In short",
        "Next experiment",
        "At a glance",
        "What happened",
        "Sources",
        "Keep, send, correct",
        "What are you looking for?",
        "If you need help now",
        "Quick exit",
    ),
    "es": (
        "Saltar al texto",
        "English Buscar Salir",
        "En pocas palabras",
        "Siguiente experimento",
        "De un vistazo",
        "Qué pasó",
        "Fuentes",
        "Guardar, enviar, corregir",
        "¿Qué buscas?",
        "Si necesitas ayuda ahora",
        "Salida rápida",
    ),
}


def folded(lines: list[str]) -> str:
    """Return the words of a dump on one line, as a page says them."""
    return " ".join(" ".join(lines).split())


@pytest.fixture
def kinds(addresses: tuple[str, ...]) -> list[str]:
    """Return the addresses of pages without a word longer than a line."""
    return [address for address in addresses if not TOO_LONG.search(address)]


@pytest.fixture
def shows(served: str, tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Return what a program shows of an address."""
    return lambda program, address: dumped(DUMPING[program], served + address, tmp_path)


def changed(html: str, lines: list[str]) -> tuple[Counter[str], Counter[str]]:
    """Return the words and marks of a page that a program does not show, and those it adds."""
    (page, held), shown = said(html), folded(lines)
    missing = (words(page) - words(shown)) + (marks(page) - marks(shown))
    # Some show all that a list offers, some only what is chosen, some an empty field, or one that
    # cuts its last word.
    added = Counter(
        {
            word: times
            for word, times in (words(shown) - words(page) - words(held)).items()
            if not any(each.startswith(word) for each in words(held))
        }
    )
    return missing, added + (marks(shown) - marks(page) - marks(held))


@pytest.mark.parametrize("program", DUMPING)
def test_every_kind_of_page_is_shown_to_the_last_word_and_its_heading_within_thirty_lines(
    program: str, kinds: list[str], browse: Browse, shows: Callable[[str, str], list[str]]
) -> None:
    late, faults = {}, {}
    for address in kinds:
        html = browse.fetch(address).html
        lines = shows(program, address)
        # The names of the library and of a section stand above, too, as links.
        if next(read_page(html).all("h1")).text not in folded(lines[:LINES_TO_THE_HEADING]):
            late[address] = lines[: LINES_TO_THE_HEADING + 5]
        if any(fault := changed(html, lines)):
            faults[address] = fault
    assert late == {}
    assert faults == {}


@pytest.mark.parametrize("program", ("lynx", "w3m"))
def test_the_heading_of_every_document_stands_within_thirty_lines(
    program: str, site: BuiltSite, shows: Callable[[str, str], list[str]]
) -> None:
    late = []
    editions = product(site.library.documents(), site.languages)
    for document, language in one_of_each(editions, lambda each: (each[0].kind, each[1])):
        address = document_address(document.kind, document.slug, language)
        if document.editions[language].title not in folded(
            shows(program, address)[:LINES_TO_THE_HEADING]
        ):
            late.append(address)
    assert late == []


@pytest.mark.parametrize("program", LISTING)
def test_every_link_has_a_number_before_its_words(
    program: str, kinds: list[str], browse: Browse, served: str, tmp_path: Path
) -> None:
    faults = {}
    for address in kinds:
        links = [link for link in read_page(browse.fetch(address).html).all("a") if link.text]
        lines = dumped(LISTING[program], served + address, tmp_path)
        numbered = [word[:4] for word in re.findall(r"\[\d+\] ?(\S+)", folded(lines))]
        unnumbered = [link.text for link in links if link.text.split()[0][:4] not in numbered]
        # They show addresses decoded.
        listed = unquote("".join(line.strip() for line in lines)).casefold()
        lost = [
            link.text
            for link in links
            if program != "w3m"
            and unquote(urljoin(served + address, link.attributes["href"])).casefold() not in listed
        ]
        if unnumbered or lost:
            faults[address] = (unnumbered, lost)
    assert faults == {}


@pytest.mark.parametrize("program", DUMPING)
@pytest.mark.parametrize("language", IN_ORDER)
def test_a_document_is_read_from_top_to_bottom(
    program: str, language: str, shows: Callable[[str, str], list[str]]
) -> None:
    text = folded(shows(program, f"/{language}/experiments/mental-health-first"))
    places = [text.find(said_there) for said_there in IN_ORDER[language]]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("program", DUMPING)
def test_a_search_is_read_with_its_count_first(
    program: str, shows: Callable[[str, str], list[str]]
) -> None:
    text = folded(shows(program, "/es/search?q=DESESCALADA"))
    assert re.search(r"\d+ resultados? para “DESESCALADA”", text)
    assert "Desescalada: lo básico" in text


@pytest.mark.parametrize("program", DUMPING)
def test_a_table_is_read_row_by_row_with_space_between_its_cells(
    program: str, tmp_path: Path
) -> None:
    with serving(
        make_app(
            tmp_path / "site",
            {f"{EXPERIMENT}/en.md": edition("Fridge", f"Who comes when.\n{TABLE}")},
        )
    ) as address:
        lines = dumped(DUMPING[program], f"{address}/en/experiments/free-fridge", tmp_path)
    head, monday, saturday = (
        next(line for line in lines if day in line) for day in ("Day ", "Monday", "Saturday")
    )
    assert [" ".join(row.split()) for row in (head, monday, saturday)] == [
        "Day Who comes What they bring",
        "Monday Ana and Luis Beans, rice and a big pot",
        "Saturday The night shift Bread",
    ]
    assert (monday.index("Ana"), monday.index("Beans")) == (
        saturday.index("The"),
        saturday.index("Bread"),
    )


@pytest.mark.parametrize(
    ("lines", "missing", "added"),
    [
        (["Read it,", "friend."], "", ""),
        (["Readit, friend."], "Read it", "Readit"),
        (["Read it, fri?nd."], "friend", "fri nd"),
    ],
)
def test_a_word_that_is_glued_or_broken_is_found(
    lines: list[str], missing: str, added: str
) -> None:
    assert changed("<body><p>Read it,</p><p>friend.</p></body>", lines) == (
        Counter(missing.split()),
        Counter(added.split()),
    )
