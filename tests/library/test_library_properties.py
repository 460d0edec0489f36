"""Properties of loading: nothing raises, no markup gets through, plain text is what is seen."""

from __future__ import annotations

import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from support.builders import FILES, write_content
from support.nasty import NASTY

from reader.checks.findings.texts import TEXTS
from reader.checks.library_rules import check_library
from reader.library.finding_collector import FileFindings
from reader.library.loading.loader import load
from reader.library.loading.yaml_nodes import compose
from reader.library.model import LanguageTag
from reader.library.text.glossary_links import add_links, build_index
from reader.library.text.markdown import MarkdownRenderer
from reader.library.text.plain_text import blocks

RENDERER = MarkdownRenderer()

# Text made of the pieces that mean something in Markdown, HTML and YAML, and of anything else.
PIECES = (
    *(
        "\n",
        "\n\n",
        "## ",
        " {#a}",
        "- ",
        "1. ",
        "> ",
        "*",
        "**",
        "`",
        "[",
        "](",
        ")",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "|",
        "\n|-|-|\n",
        "\n: ",
    ),
    *(
        "<script>",
        "<a href=",
        "<img src=x onerror=",
        "javascript:",
        "data:",
        "&#106;",
        "&lt;",
        "&nbsp;",
        "\\",
        "{lang=en}",
        "![",
        "]: ",
        '"',
        "'",
    ),
    *(
        "<svg/onload=",
        "<math>",
        "<style>",
        "<textarea>",
        "<!doctype html>",
        "<?",
        "\t",
        "    ",
        "~~~\n",
        "---\n",
        "key: ",
        "&a ",
        "*a ",
        "!!x ",
    ),
    *(
        "word",
        "ñ",
        "e\u0301",
        "\u00a0",
        "\ue000",
        "\x00",
        "on",
        "/zines/stay-calm",
        "https://example.org/",
    ),
)
TEXT = st.lists(
    st.one_of(
        st.sampled_from(PIECES), st.sampled_from(tuple(NASTY.values())[:15]), st.text(max_size=8)
    ),
    max_size=40,
).map("".join)


def rendered(markdown: str) -> str:
    return RENDERER.render(markdown, LanguageTag("en"), FileFindings(path="content/x.md")).html


class Seen(HTMLParser):
    """What a browser would make of a body: its tags, its attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")

    def handle_decl(self, decl: str) -> None:
        self.tags.add("!")

    def handle_pi(self, data: str) -> None:
        self.tags.add("?")


TAGS = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "a",
        "span",
        "br",
        "hr",
    ),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
ATTRIBUTES = {"id", "href", "title", "lang", "start", "scope"}


@given(TEXT)
@example("<script>alert(1)</script>")
@example('[x](javascript:alert(1) "onmouseover=alert(1)")')
@example("<javascript:alert(1)>")
@example("[x]{lang=en onclick=alert(1)}")
@example('## x {#a" onclick="alert(1)}')
def test_what_is_shown_has_no_script_no_handler_and_no_dangerous_address(markdown):
    seen = Seen(rendered(markdown))

    assert seen.tags <= TAGS
    assert {name for name, _ in seen.attributes} <= ATTRIBUTES
    for name, value in seen.attributes:
        if name == "href":
            assert re.match(r"(https?://|mailto:|tel:|/en/|#)", value), value


@given(TEXT)
def test_plain_text_is_the_text_that_is_seen(markdown):
    html = rendered(markdown)

    plain = "".join(block.text for block in blocks(html))

    assert "".join(plain.split()) == "".join("".join(Seen(html).words).split())


GLOSSES = build_index(
    "/en/glossary",
    {
        "mutual aid": "mutual-aid",
        "aid": "aid",
        "a": "letter",
        "QTPOC": "people",
        "Q&A": "questions",
        "amp": "entity",
        "ñandú": "bird",
    },
    {"ICE": "Immigration & <Customs>", "lt": '"less"'},
)
EXPLAINED = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "mutual aid",
                "Mutual\nAID",
                "aid",
                "ICE",
                "ice",
                "QTPOC",
                "Q&A",
                "ñandú",
                "&amp;",
                "a",
                " ",
                ". ",
            )
        ),
        TEXT,
    ),
    max_size=12,
).map(" ".join)


@given(EXPLAINED)
@example("mutual aid [mutual aid](/glossary#aid) `aid` [aid]{lang=es} Q&A &amp; ICE")
def test_what_is_explained_says_the_same_words_under_the_same_anchors(markdown):
    html = rendered(markdown)

    explained = RENDERER.sanitize(add_links(html, GLOSSES))

    assert blocks(explained) == blocks(html)
    assert re.findall(r' id="[^"]*"', explained) == re.findall(r' id="[^"]*"', html)
    assert explained == add_links(html, GLOSSES)


@given(TEXT)
def test_yaml_gives_a_table_or_a_finding(text):
    findings = FileFindings(path="content/x.yaml")

    assert (compose(text, findings) is None) <= bool(findings.findings)


@given(
    name=st.sampled_from(sorted(FILES)),
    before=st.integers(0, 300),
    after=st.integers(0, 300),
    junk=st.one_of(
        st.binary(max_size=60), TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
    ),
)
def test_a_file_with_anything_in_it_is_read_or_found(name, before, after, junk):
    whole = FILES[name].encode()
    with tempfile.TemporaryDirectory() as folder:
        root = write_content(Path(folder), {name: whole[:before] + junk + whole[before + after :]})

        loaded = load(root)

        found = [
            *loaded.findings,
            *(check_library(loaded.library, loaded.source_map) if loaded.library else ()),
        ]
        assert loaded.library is not None or found
        for finding in found:
            assert finding.line >= 1
            assert TEXTS[finding.code].wrong % finding.arguments
            assert TEXTS[finding.code].advice % finding.arguments
