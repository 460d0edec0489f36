"""What a page may be made of, and pages in which something else got through."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_content.markup import HOSTILE
from support.samples import GOOD
from support.source_modules import PROJECT

from reader.checks.findings.texts import describe
from reader.checks.page_facts import read_page
from reader.checks.page_markup import ELEMENTS, check_markup
from reader.delivery.http.response_headers import page_policy
from reader.library.findings import Finding, Severity
from reader.library.text import markdown
from reader.wiring.commands import ENGLISH

OURS = GOOD.replace('<button type="reset">Borrar</button>\n', "")
AFTER = "<h2>Cómo</h2>"
LINE = 17
WEB = PROJECT / "reader" / "web"


def findings(planted: str) -> tuple[Finding, ...]:
    assert OURS.count(AFTER) == 1
    return check_markup(read_page(OURS.replace(AFTER, AFTER + planted)), address="/es/barrio")


def named(finding: Finding) -> tuple[str, ...]:
    return (finding.code, *finding.arguments.values())


@pytest.mark.parametrize(
    "planted",
    [
        "",
        '<p><a href="https://example.org/?a=1&amp;b=2" hreflang="es-MX" rel="noreferrer">a</a></p>',
        '<p><a href="mailto:a@example.org">a</a> '
        '<a href="tel:+1555">b</a> <a href="sms:+1555">c</a></p>',
        '<p><a href="/" title="a &lt; b">a</a> '
        '<a href="/es/search?q=%22#x">b</a> <a href="#why">c</a></p>',
        '<table><thead><tr><th scope="col">a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table>",
        '<ol start="3"><li lang="ar" dir="rtl">a</li></ol><hr><pre><code>a &lt; b > c</code></pre>',
        '<p\n class="notice take"\n id="page_x">a<br>b</p>',
    ],
)
def test_what_templates_and_texts_make_is_left_in_peace(planted):
    assert findings(planted) == ()


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("<script>go()</script>", [("P022", "script")]),
        ('<iframe src="/es/"></iframe>', [("P022", "iframe")]),
        ('<svg><a href="/es/">a</a></svg>', [("P022", "svg")]),
        ('<base href="//elsewhere.example/">', [("P022", "base")]),
        ('<button formaction="/es/">a</button>', [("P022", "button")]),
        ('<p style="color:red">a</p>', [("P023", "p", "style", "color:red")]),
        ('<a title="<" onclick="go()" href="/es/">a</a>', [("P023", "a", "onclick", "go()")]),
        ('<a href="/es/" target="_blank">a</a>', [("P023", "a", "target", "_blank")]),
        ('<input type="password">', [("P024", "input", "type", "password")]),
        (
            '<form action="https://elsewhere.example/"></form>',
            [("P024", "form", "action", "https://elsewhere.example/")],
        ),
        (
            '<meta http-equiv="refresh" content="0">',
            [("P024", "meta", "content", "0"), ("P024", "meta", "http-equiv", "refresh")],
        ),
        (
            '<meta name="referrer" content="unsafe-url">',
            [("P024", "meta", "content", "unsafe-url")],
        ),
        (
            '<link rel="stylesheet" href="https://elsewhere.example/">',
            [("P024", "link", "rel", "stylesheet")],
        ),
        ('<p lang="no such">a</p>', [("P024", "p", "lang", "no such")]),
        ("<!-- " + "a" * 80, [("P025", "<!-- " + "a" * 55)]),
    ],
)
def test_what_nobody_of_us_makes_is_named_with_its_line(planted, found):
    assert [named(finding) for finding in findings(planted)] == found
    assert {(finding.place, finding.severity) for finding in findings(planted)} == {
        (f"/es/barrio:{LINE}", Severity.ERROR)
    }


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:go()",
            "JAVASCRIPT:go()",
            " javascript:go()",
            "java&#9;script:go()",
            "&#106;avascript:go()",
        ),
        *(
            "//elsewhere.example",
            "/\\elsewhere.example",
            "/&#47;elsewhere.example",
            "/&sol;elsewhere.example",
        ),
        *(
            "/&Tab;/elsewhere.example",
            "/\t/elsewhere.example",
            "\\\\elsewhere.example",
            "https:elsewhere.example",
        ),
        *(
            "data:text/html,a",
            "vbscript:a",
            "blob:a",
            "file:///etc/passwd",
            "elsewhere",
            "",
            "#",
            "https://",
        ),
    ],
)
def test_an_address_that_leads_anywhere_else_is_refused(address):
    assert [finding.code for finding in findings(f'<a href="{address}">a</a>')] == ["P024"]


@pytest.mark.parametrize(
    "planted",
    [
        *(
            "<P>a</P>",
            "<b/>",
            "< b>",
            "</ b>",
            "<b",
            "a < b",
            "<>",
            "</>",
            "<?php a?>",
            "<![CDATA[a]]>",
            "<!-->",
            "<!doctype html>",
        ),
        *(
            "<a href='/es/'>a</a>",
            "<a href=/es/>a</a>",
            '<a href="/es/"title="a">a</a>',
            '<a href = "/es/">a</a>',
            '<a "b">a</a>',
        ),
        *(
            '<a href="/es/',
            "<a/href=/es/>",
            '<a href="/es/" / >',
            "<a\x00>",
            "<á>",
            '<p\xa0class="a">',
            '<p\x0bclass="a">',
            "<my-element>",
        ),
    ],
)
def test_what_is_not_written_as_we_write_tags_is_refused(planted):
    assert "P025" in {finding.code for finding in findings(planted)}


@pytest.mark.parametrize("text", [text for text in HOSTILE.values() if "<" in text])
def test_what_a_message_could_smuggle_in_is_found(text):
    assert findings(f"<p>{text}</p>")


def test_every_fault_is_said_in_words():
    found = findings('<script></script><p x="1" lang="?">a</p><!-- -->')

    assert {finding.code for finding in found} == {"P022", "P023", "P024", "P025"}
    for finding in found:
        assert all("%(" not in said for said in describe(finding, ENGLISH))


PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "/",
            '"',
            "'",
            "=",
            " ",
            "\n",
            "&",
            ";",
            "<!--",
            "-->",
            "<!",
            "<?",
            "]]>",
            "&lt;",
            "&#60;",
        ),
        *("\x00", "\x0b", "\x0c", "\r", "\xa0", "\u2028"),
        *(
            "a",
            "b",
            "p",
            "P",
            "svg",
            "style",
            "title",
            "table",
            "select",
            "option",
            "script",
            "textarea",
            "meta",
            "math",
            "plaintext",
        ),
        *(
            "<p>",
            "</p>",
            "<a",
            ' href="',
            ' title="',
            " onclick=",
            "/es/",
            "http-equiv",
            "refresh",
            "javascript:",
            "<style>",
            "</style>",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_where_nothing_is_found_a_browser_finds_nothing_else_either(planted):
    html = OURS.replace(AFTER, AFTER + planted)
    if check_markup(read_page(html), address="/"):
        return
    for element in html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).iter():
        assert isinstance(element.tag, str), "a comment"
        forms = ELEMENTS[element.tag]
        assert any(
            all(name in form and form[name].fullmatch(value) for name, value in element.items())
            for form in forms
        )


@pytest.mark.parametrize("digests", [(), ("sha256-kIdx312dDBiE9rJhDsY1G0QRtXqVvUW7IExyFxfctkk=",)])
def test_the_content_policy_of_every_page_may_stand_in_it(digests):
    assert (
        findings(f'<meta http-equiv="Content-Security-Policy" content="{page_policy(*digests)}">')
        == ()
    )
    loose = page_policy(*digests).replace("default-src 'none'", "default-src *")
    assert [
        finding.code
        for finding in findings(f'<meta http-equiv="Content-Security-Policy" content="{loose}">')
    ] == ["P024"]


def test_the_table_names_what_is_made_and_nothing_more():
    files = (*sorted((WEB / "templates").rglob("*.html")), WEB / "templating.py")
    made = "".join(
        re.sub(r"{% (?:macro|set) .*?%}", "", file.read_text(encoding="utf-8")) for file in files
    )
    tags = {*re.findall(r"<([a-z][a-z0-9]*)[ >]", made), *markdown.TAGS}
    names = {
        *re.findall(r'\s([a-z-]+)="', made),
        "checked",
        "selected",
        "download",
        *(name for its in markdown.ATTRIBUTES.values() for name in its),
    }

    assert set(ELEMENTS) == tags
    assert {name for forms in ELEMENTS.values() for form in forms for name in form} == names
