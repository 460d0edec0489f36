"""Fetch pages of a built site as a reader's program would, and check each of them on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from wsgiref.types import WSGIApplication

import brotli
from support.html_validators import parse_errors
from werkzeug.test import Client

from reader.checks.findings.texts import TEXTS
from reader.checks.page_facts import PageFacts, read_page
from reader.checks.page_markup import check_markup
from reader.checks.page_rules import check_page
from reader.checks.weight_rules import LIMIT_BYTES

_NO_TEXTS = ("application/epub", "application/pdf", "application/zip")

# What the server adds: status line, Date, Server, the empty line.
FRAME_BYTES = 100


# Element → where it may not stand: Orca 43 with Firefox reads a heading with a mark in five pieces,
# and skips the first item of a list directly in a dd. More facts of one term are one dd each.
IN_PIECES = {"mark": ("h1", "h2", "h3", "a"), "ul": ("dd",), "ol": ("dd",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer as a reader has it: ``weight_bytes`` is all of it on the wire."""

    address: str
    status: int
    headers: Mapping[str, str]
    html: str
    weight_bytes: int

    @property
    def text(self) -> str:
        """What a page says, without its head; of what is no page, all."""
        return next((element.text for element in read_page(self.html).all("body")), self.html)

    @property
    def is_page(self) -> bool:
        """Whether the answer is HTML, to be checked, and not a file to take away."""
        is_html = self.headers.get("content-type", "").startswith("text/html")
        return is_html and "accept-ranges" not in self.headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Browse:
    """Call it with a path, and headers such as ``accept_language="es"``.

    Raises AssertionError for a page that breaks a rule.
    """

    application: WSGIApplication
    languages: Sequence[str]

    def __call__(self, path: str, **headers: str) -> Fetched:
        fetched = self.fetch(path, **headers)
        faults = (
            self.faults_of(fetched.html, address=path, weight_bytes=fetched.weight_bytes)
            if fetched.is_page
            else []
        )
        assert not faults, "\n".join(faults)
        return fetched

    def fetch(self, path: str, **headers: str) -> Fetched:
        """Return an answer without checking it. It is asked for with brotli, as browsers do."""
        asked = {
            "Accept-Encoding": "br",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        response = Client(self.application).get(path, headers=asked)
        given = {name.lower(): value for name, value in response.headers.items()}
        body = (
            brotli.decompress(response.data)
            if given.get("content-encoding") == "br"
            else response.data
        )
        is_text = not given.get("content-type", "").startswith(_NO_TEXTS)
        html = body.decode() if is_text else ""
        return Fetched(
            address=path,
            status=response.status_code,
            headers=given,
            html=html,
            weight_bytes=FRAME_BYTES
            + sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items())
            + len(response.data),
        )

    def faults_of(self, html: str, *, address: str, weight_bytes: int | None) -> list[str]:
        """Return what is wrong with a page, by the rules of the site and of HTML5.

        ``weight_bytes`` is None for a page that was not sent.
        """
        page = read_page(html)
        found = (
            *check_page(page, address=address, language=self.language_of(html, address)),
            *check_markup(page, address=address),
        )
        heavy = (
            [f"{address}: {weight_bytes} bytes"]
            if weight_bytes and weight_bytes > LIMIT_BYTES
            else []
        )
        return [
            f"{finding.place}: {finding.code}: {TEXTS[finding.code].wrong % finding.arguments}"
            for finding in found
        ] + [
            *(f"{address}:{error}" for error in parse_errors(html)),
            *(f"{address}:{fault}" for fault in said_in_pieces(page)),
            *heavy,
        ]

    def language_of(self, html: str, address: str) -> str:
        """Return the language in an address; without one, the offered one that its page has."""
        promised = address.partition("?")[0].split("/")[1]
        if promised in self.languages:
            return promised
        said = next((root.attributes.get("lang", "") for root in read_page(html).all("html")), "")
        return said if said in self.languages else self.languages[0]


def said_in_pieces(page: PageFacts) -> list[str]:
    """Return what a screen reader would say in pieces, or not at all."""
    return [
        f"{element.line}: <{element.tag}> in <{outer.tag}>: {element.text}"
        for element in page.all(*IN_PIECES)
        for outer in element.within
        if outer.tag in IN_PIECES[element.tag]
    ]
