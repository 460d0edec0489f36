"""Templates: every word can be translated, everything is escaped, a missing name is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, StrictUndefined, nodes
from support.sites import make_app
from support.source_modules import PROJECT, modules

TEMPLATES = PROJECT / "reader" / "web" / "templates"
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
# The only place where text becomes HTML that is not escaped: what the sanitiser made.
TRUSTING = frozenset({"reader/web/templating.py"})
SAID = frozenset(
    {
        "alt",
        "title",
        "placeholder",
        "aria-label",
        "aria-description",
        "aria-roledescription",
        "aria-valuetext",
        "label",
        "content",
    }
)
# Attributes of <meta name=…> whose content is for machines.
MACHINE_META = re.compile(
    r"^(viewport|robots|referrer|generator|color-scheme|theme-color|format-detection)$"
)
# A macro may write attributes whose values are computed.
COMPUTED = re.compile(r'[a-z-]+="\s*"')
LETTER = re.compile(r"[^\W\d_]")


def bare_text(source: str) -> list[str]:
    """Return the words of a template that no catalogue can translate."""
    finder = _Words()
    finder.feed("".join(_own_html(source)))
    finder.close()
    return finder.found


def _own_html(source: str) -> Iterator[str]:
    """Yield what the template itself writes, with a space for what it computes or translates."""
    translated = False
    for _, kind, value in ENVIRONMENT.lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            translated = value == "trans"
        if kind == "data" and not translated:
            yield value
        elif kind in {"variable_end", "block_end", "comment_end"}:
            yield " "


class _Words(HTMLParser):
    """Collect text outside styles, and attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = self._style or tag == "style"
        given = {name: value or "" for name, value in attrs}
        machine = tag == "meta" and (
            "http-equiv" in given or "charset" in given or MACHINE_META.match(given.get("name", ""))
        )
        button = tag == "input" and given.get("type") in {"submit", "button", "reset"}
        names = (set() if machine else SAID) | ({"value"} if button else set())
        self.found += [
            value for name, value in given.items() if name in names and LETTER.search(value)
        ]

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        words = COMPUTED.sub("", data).strip()
        if not self._style and LETTER.search(words):
            self.found.append(words)


def trusted(source: str) -> list[str]:
    """Return where a template switches escaping off."""
    tree = ENVIRONMENT.parse(source)
    filters = [
        f"line {node.lineno}: |{node.name}"
        for node in tree.find_all(nodes.Filter)
        if node.name in {"safe", "forceescape", "xmlattr"}
    ]
    blocks = [
        f"line {node.lineno}: autoescape"
        for node in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier))
    ]
    marked = [
        f"line {node.lineno}: {node.node.name}"
        for node in tree.find_all(nodes.Call)
        if getattr(node.node, "name", "") in {"Markup", "safe"}
    ]
    return filters + blocks + marked


def unnamed(source: str) -> list[str]:
    """Return messages with placeholders that a translator cannot put into another order."""
    return [
        message
        for _, _, texts in ENVIRONMENT.extract_translations(source)
        for message in (texts if isinstance(texts, tuple) else (texts,))
        if message and re.search(r"%[^(%]|%$", message.replace("%%", ""))
    ]


PAGES = sorted(
    file.relative_to(TEMPLATES).as_posix()
    for file in TEMPLATES.rglob("*")
    if file.suffix not in {".css", ""}
)


def words_of(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_a_template_can_be_translated(name):
    assert bare_text(words_of(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_template_escapes_everything(name):
    assert trusted(words_of(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_template_names_its_placeholders(name):
    assert unnamed(words_of(name)) == []


def test_every_template_is_named_so_that_it_is_escaped():
    assert [name for name in PAGES if not name.endswith((".html", ".xml"))] == []


def test_a_name_that_a_template_does_not_get_is_an_error(tmp_path):
    environment = make_app(tmp_path).jinja_env

    assert environment.undefined is StrictUndefined
    assert (
        environment.autoescape("page.html") is True
        if callable(environment.autoescape)
        else environment.autoescape
    )


def test_every_template_is_made_of_names_that_exist(tmp_path):
    environment = make_app(tmp_path).jinja_env

    for name in PAGES:
        environment.get_template(name)


def test_text_becomes_html_in_the_named_places_only():
    trusting = {
        module.path
        for module in modules(PROJECT, "reader")
        if "import Markup" in module.source and "markupsafe" in module.source
    }

    assert {
        path for path in trusting if "Markup(" in (PROJECT / path).read_text(encoding="utf-8")
    } <= TRUSTING


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{% if a %}yes{% else %}{{ b }}{% endif %}</p>", ["yes"]),
        ('<nav aria-label="Sections">{{ a }}</nav>', ["Sections"]),
        ('<input type="submit" value="Go">', ["Go"]),
        ('<meta name="description" content="About us">', ["About us"]),
        ("{% trans %}Hello{% endtrans %} you", ["you"]),
        ('{% macro a() %} aria-label="Sections"{% endmacro %}', ['aria-label="Sections"']),
    ],
)
def test_a_word_that_nobody_can_translate_is_found(source, words):
    assert bare_text(source) == words


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ _('Hello') }} – {{ 3 }}.</p>",
        "{% trans name=a %}Hello {{ name }}{% endtrans %}",
        "{# a remark #}<!-- and another --><style>p{margin:0}</style>",
        '{% macro a() %} lang="{{ b }}"{% endmacro %}',
        '<meta name="viewport" content="width=device-width">',
        '<input type="hidden" value="page"><nav aria-label="{{ _(\'Sections\') }}"></nav>',
    ],
)
def test_what_is_translated_or_not_read_is_not_found(source):
    assert bare_text(source) == []


@pytest.mark.parametrize(
    "source",
    ["{{ a|safe }}", "{% autoescape false %}{{ a }}{% endautoescape %}", "{{ Markup(a) }}"],
)
def test_a_place_that_trusts_is_found(source):
    assert len(trusted(source)) == 1


@pytest.mark.parametrize(
    "source", ["{{ _('%s pages') }}", "{{ ngettext('%d page', '%(num)s pages', n) }}"]
)
def test_a_placeholder_without_a_name_is_found(source):
    assert len(unnamed(source)) == 1
