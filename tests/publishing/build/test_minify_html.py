from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import itemgetter
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.publishing.build.minify_html import minify

KEPT = frozenset({"pre", "textarea", "style", "code", "kbd", "samp"})
HTML_SPACE = re.compile("[ \t\n\f\r]+")
# Lines of their own: white space at either side of their tags shows nothing.
BLOCK = re.compile("</?(body|p|h2|li|dd|div|section|ul|form|details|summary)>")

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Ovens &amp; fridges &lt;free&gt; &quot;for all&quot; &mdash; a  list</title>
    <meta name="description"
      content="Less &lt;b&gt; more &quot;quoted&quot; &amp; it's &amp;copy=2">
    <style>
      p  >  a { color: #111 }
    </style>
  </head>
  <body>
    <!-- nobody reads this -->
    <p>
      One <em>big</em>
      <strong>world</strong> &lt;i&gt; <b>x</b>, <a lang="es" href="/es/?a=1&amp;copy=2">uno</a>
      and <span lang="es">dos</span> 2 &#60; 3&nbsp; 4.
    </p>
    <form action="/en/search">
      <label for="q">Search</label>
      <input id="q" name="q" type="search" value="" autocapitalize="none">
      <button type="submit">Search</button>
    </form>
    <p>Type <code>a  b</code>.<br>
    <pre>
  kept
     as is
</pre>
    <textarea name="t">
 also   kept </textarea>
  </body>
</html>
"""


def seen(html: str) -> list[tuple[str, ...]]:
    """Return what a browser shows of a page: elements with their attributes, and text.

    A run of white space counts as one space, but for elements in which it is preserved. In the head
    and at the edge of a block it shows nothing.
    """
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    head = root.find("head")
    for child in head:
        child.tail = None
    head.text = head.tail = None
    pieces = [
        [kind, "".join(said for _, said in group)]
        for kind, group in groupby(_pieces(root, kept=False), key=itemgetter(0))
    ]
    edges = [bool(BLOCK.fullmatch(kind)) for kind, _ in pieces]
    return [
        (kind, _text(said, after, before) if kind == "text" else said)
        for (kind, said), after, before in zip(
            pieces, [False, *edges], [*edges[1:], False], strict=False
        )
    ]


def _text(said: str, after_block: bool, before_block: bool) -> str:
    shown = HTML_SPACE.sub(" ", said)
    shown = shown.removeprefix(" ") if after_block else shown
    return shown.removesuffix(" ") if before_block else shown


def _pieces(element: Element, *, kept: bool) -> Iterator[tuple[str, str]]:
    if isinstance(element.tag, str):  # a comment's is not
        kept_inside = kept or element.tag in KEPT
        yield f"<{element.tag}>", repr(sorted(element.attrib.items()))
        yield "kept" if kept_inside else "text", element.text or ""
        for child in element:
            yield from _pieces(child, kept=kept_inside)
        yield f"</{element.tag}>", ""
    yield "kept" if kept else "text", element.tail or ""


def escaped(words: str) -> str:
    return escape(words, quote=False)


WORDS = st.text(alphabet="ab .<>&;'\"\n\t\r\u00a0\u200fñ🕊", max_size=12)
VALUES = st.text(alphabet="ab <>&;='\"/\nñ", max_size=8).map(escape)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["lang", "title", "class", "href", "aria-label"]), VALUES, max_size=2
).map(lambda values: "".join(f' {name}="{value}"' for name, value in values.items()))


def element(names: list[str], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attributes, text: f"<{name}{attributes}>{text}</{name}>",
        st.sampled_from(names),
        ATTRIBUTES,
        inside,
    )


def several(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(of, max_size=4).map("".join)


LEAVES = (
    WORDS.map(escaped)
    | element(["a", "code", "kbd", "textarea"], WORDS.map(escaped))
    | st.sampled_from(["<br>", "<input>", "<!-- x -->"])
)
PHRASES = st.recursive(
    LEAVES, lambda inner: element(["em", "strong", "span", "mark"], several(inner)), max_leaves=6
)
LINES = element(["p", "h2", "pre", "li", "dd", "summary"], several(PHRASES))
BLOCKS = st.recursive(
    LINES | WORDS.map(escaped),
    lambda inner: element(["div", "section", "ul", "details"], several(inner)),
    max_leaves=6,
)
PAGES = st.builds(
    (
        "<!doctype html>\n<html lang=en>\n <head>\n <title>{}</title>\n <style>{}</style>\n"
        "</head>\n<body>\n{}\n</body>\n</html>\n"
    ).format,
    WORDS.map(escaped),
    st.sampled_from(["a  >  b{}", "\n a{color:red}\n", ""]),
    several(BLOCKS),
)


@settings(max_examples=150, deadline=None)
@given(PAGES)
@example(PAGE)
def test_nothing_that_is_shown_or_read_aloud_changes(page: str) -> None:
    assert seen(minify(page)) == seen(page)


@pytest.mark.parametrize(
    "kept",
    [
        'type="submit"',
        'lang="en"',
        '<span lang="es">dos</span>',
        "Ovens &amp; fridges &lt;free&gt;",
        'content="Less &lt;b&gt; more &quot;quoted&quot; &amp; it\'s &amp;copy=2"',
        'value=""',
        'href="/es/?a=1&amp;copy=2"',
        "</label> <input",
        "<em>big</em> <strong>world</strong>",
        "&lt;i&gt; <b>x</b>",
        "2 &#60; 3&nbsp; 4",
        "<code>a  b</code>",
        "\n  kept\n     as is\n</pre>",
        "\n also   kept </textarea>",
        "\n      p  >  a { color: #111 }\n    </style>",
    ],
)
def test_minifying_keeps(kept: str) -> None:
    assert kept in minify(PAGE)


@pytest.mark.parametrize("gone", ["nobody reads this", "\n      One", "</p>\n"])
def test_minifying_takes_out(gone: str) -> None:
    assert gone not in minify(PAGE)


def test_a_page_gets_smaller_and_a_second_time_changes_nothing() -> None:
    once = minify(PAGE)
    assert len(once) < len(PAGE)
    assert minify(once) == once
