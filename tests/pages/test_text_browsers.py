"""The pages in lynx and w3m, as somebody reads them from top to bottom."""

from __future__ import annotations

import os
import re
import subprocess
from itertools import product
from pathlib import Path

import pytest
from built import BuiltSite

from reader.library.addresses import document_address

pytestmark = pytest.mark.browser

COMMANDS = {
    "lynx": ("lynx", "-dump", "-nolist", "-width=72", "-display_charset=utf-8"),
    "w3m": ("w3m", "-dump", "-cols", "72", "-O", "UTF-8", "-I", "UTF-8"),
}
LINES_TO_THE_HEADING = 30


def dumped(program: str, address: str, home: Path) -> list[str]:
    """Return the lines that a text browser shows."""
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    return subprocess.run([*COMMANDS[program], address], capture_output=True, check=True, text=True, env=environment).stdout.splitlines()


def folded(lines: list[str]) -> str:
    """Return the words of a dump on one line, as a page says them."""
    return re.sub(r"\s+", " ", " ".join(lines))


@pytest.mark.parametrize("program", COMMANDS)
def test_the_heading_of_every_document_stands_within_thirty_lines(program: str, site: BuiltSite, served: str, tmp_path: Path) -> None:
    late = {}
    for document, language in product(site.library.documents(), site.languages):
        address = document_address(document.kind, document.slug, language)
        lines = dumped(program, served + address, tmp_path)
        title = document.editions[language].title
        before = next((at for at in range(len(lines)) if title in folded(lines[: at + 1])), len(lines))
        if before >= LINES_TO_THE_HEADING:
            late[address] = before
    assert late == {}


@pytest.mark.parametrize("program", COMMANDS)
@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        (
            "en",
            [
                "Skip to the text",
                "Quick exit",
                "Español",
                "Experiments",
                "In short",
                "At a glance",
                "What happened",
                "Where this comes from",
            ],
        ),
        (
            "es",
            [
                "Saltar al texto",
                "Salida rápida",
                "English",
                "Experimentos",
                "En pocas palabras",
                "De un vistazo",
                "Qué pasó",
                "De dónde viene",
            ],
        ),
    ],
)
def test_a_document_is_read_from_top_to_bottom(program: str, language: str, in_order: list[str], served: str, tmp_path: Path) -> None:
    text = folded(dumped(program, f"{served}/{language}/experiments/mental-health-first", tmp_path))
    places = [text.find(words) for words in in_order]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("program", COMMANDS)
def test_links_side_by_side_are_not_glued_together(program: str, served: str, tmp_path: Path) -> None:
    text = folded(dumped(program, f"{served}/es/", tmp_path))
    assert "English" in text
    assert not re.search(r"EnglishEspañol|ExperimentosZines|ZinesPódcast|PódcastNovedades|BuscarBuscar", text)


@pytest.mark.parametrize("program", COMMANDS)
def test_a_search_is_read_with_its_count_first(program: str, served: str, tmp_path: Path) -> None:
    lines = dumped(program, f"{served}/es/search?q=DESESCALADA", tmp_path)
    text = folded(lines)
    assert re.search(r"\d+ resultados? para “DESESCALADA”", text)
    assert "Desescalada: lo básico" in text
