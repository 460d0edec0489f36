"""Faults of Markdown, planted one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from support.bad_content.planted import Plant, body, changed
from support.builders import (
    EXPERIMENT,
    FILES,
    ZINE,
)

from reader.checks.findings.library import LibraryCode
from reader.library.finding_codes import FindingCode

FORBIDDEN_TARGETS: Final = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd"),
    *(
        "//example.org",
        "/\\example.org",
        "zines/x",
        "#",
        "https://",
        "https://half%5B",
        "https://[half",
        "HTTPS:/half",
        "tel://[x",
        "mailto:",
    ),
)


def _markdown() -> Iterator[Plant]:
    yield body(FindingCode.RAW_HTML, 9, "Words.\n\n<script>alert()</script>\n")
    yield body(FindingCode.RAW_HTML, 8, "Words\nand <b onclick='alert()'>words</b>.\n")
    yield body(FindingCode.RAW_HTML, 7, "<!-- a note -->\n")
    for target in FORBIDDEN_TARGETS:
        yield body(FindingCode.FORBIDDEN_LINK, 8, f"Words\n[and a link](<{target}>).\n")
    yield body(FindingCode.FORBIDDEN_LINK, 7, "[A link][one].\n\n[one]: vbscript:x\n")
    yield body(FindingCode.FORBIDDEN_LINK, 7, "A link: <javascript:alert()>\n")
    yield body(
        FindingCode.LONG_ADDRESS, 8, f"Words\n[and a link](https://example.org/?{'x' * 1981}).\n"
    )
    yield body(FindingCode.LONG_ADDRESS, 7, f"[Ñandú](/ñ{'ñ' * 333}).\n")
    yield body(FindingCode.LONG_ADDRESS, 7, f"[A link][one].\n\n[one]: /{'x' * 2000}\n")
    yield body(FindingCode.LONG_ADDRESS, 7, f"<https://example.org/{'x' * 2000}>\n")
    yield body(
        FindingCode.TEXT_EXPANDS,
        9,
        f"Words.\n\n{'[x] ' * 80}\n\n[x]: https://example.org/{'x' * 500}\n",
    )
    yield body(FindingCode.TEXT_EXPANDS, 8, f'One\n{"[x] " * 80}\n\n[x]: /about "{"x" * 500}"\n')
    yield body(FindingCode.TEXT_EXPANDS, 18, "|a" * 100 + "\n" + "|-" * 100 + "\n" + "a\n" * 60)
    yield body(
        FindingCode.TABLE_WITH_GAPS,
        9,
        "Words.\n\n" + "|a" * 256 + "\n" + "|-" * 256 + "\n" + "a\n" * 40,
    )
    yield body(FindingCode.LINK_WITHOUT_WORDS, 7, "Words [](https://example.org/).\n")
    yield body(FindingCode.IMAGE, 7, "![A fridge](/fridge.png)\n")
    yield body(FindingCode.HEADING_LEVEL, 7, "# Words {#words}\n")
    yield body(
        FindingCode.HEADING_LEVEL, 11, "## A {#a}\n### B {#b}\n#### C {#c}\n\n##### D {#d}\n"
    )
    yield body(FindingCode.HEADING_JUMP, 9, "Words.\n\n### Deep {#deep}\n")
    yield body(FindingCode.HEADING_JUMP, 9, "## High {#high}\n\n#### Deep {#deep}\n")
    yield body(FindingCode.HEADING_WITHOUT_ANCHOR, 7, "## Words\n")
    yield body(FindingCode.HEADING_WITHOUT_ANCHOR, 7, "Words\n---\n")
    yield body(FindingCode.WRONG_ANCHOR, 7, "## Words {#Two Words}\n")
    yield body(FindingCode.DUPLICATE_ANCHOR, 9, "## One {#one}\n\n## Two {#one}\n")
    yield body(FindingCode.HEADING_WITHOUT_WORDS, 7, "## {#one}\n")
    yield body(FindingCode.WRONG_SPAN, 7, "[Words]{.red}\n")
    yield body(FindingCode.WRONG_SPAN, 7, "[Words]{lang=Spanish}\n")
    yield body(FindingCode.WRONG_SPAN, 7, '[Words]{lang=en onclick="alert(1)"}\n')
    yield Plant(
        code=LibraryCode.ANCHOR_ONLY_HERE,
        at=f"{EXPERIMENT}/es.md:13",
        files={
            f"{EXPERIMENT}/es.md": FILES[f"{EXPERIMENT}/es.md"].replace(
                "#how-it-works", "#como-funciona"
            )
        },
        also=((LibraryCode.ANCHOR_MISSING_HERE, f"{EXPERIMENT}/es.md:1"),),
    )
    yield changed(
        LibraryCode.ANCHOR_MISSING_HERE, f"{ZINE}/es/after.md", 1, "### Duerme {#sleep}\n\n", ""
    )
    for target in (
        "/zines/stay-angry",
        "/es/zines/stay-calm",
        "/zines/stay-calm/index",
        "/nothing",
        "/topics/cake",
        "/zines/stay-calm/",
    ):
        yield body(LibraryCode.BROKEN_LINK, 8, f"Words\n[and a link]({target}).\n")
    yield body(
        LibraryCode.BROKEN_ANCHOR, 8, "Words\n[and a link](/zines/stay-calm/before#after).\n"
    )
    yield body(LibraryCode.BROKEN_ANCHOR, 7, "[A link](#below)\n")
    yield body(LibraryCode.BROKEN_ANCHOR, 7, "[A link](/search#form)\n")


PLANTED: Final = tuple(_markdown())
