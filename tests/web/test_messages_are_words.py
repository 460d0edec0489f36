"""A message is words: whatever a translator writes, the markup of a page stays the same."""

from __future__ import annotations

import html5lib
import pytest
from jinja2 import UndefinedError
from support.bad_content.markup import HOSTILE
from support.builders import third_language
from support.pseudo import pseudo_catalogue
from support.sites import TRANSLATIONS, OneAnswer, hit, make_site

from reader.i18n.catalogues import written_path
from reader.i18n.compile import compile_catalogues
from reader.library.model import LanguageTag
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.web.site import Site
from reader.web.static_render import ERROR_STATUSES, render_error

ARABIC = LanguageTag("ar")
PATHS = (
    *("/ar/", "/ar/experiments", "/ar/experiments/free-fridge", "/ar/zines/stay-calm", "/ar/new"),
    *("/ar/zines/stay-calm/before", "/ar/podcast/fridge-talk", "/ar/lists/first-steps"),
    *("/ar/topics/food", "/ar/about", "/ar/experiments?topic=food&place=nearby", "/ar/search"),
    *("/ar/search?q=calm", "/ar/search?q=calm&in=en", "/ar/search?q=" + "x" * 500),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    engine = OneAnswer(
        hits=(hit("zine", "stay-calm", "en", part="before", title="Before"),), asked=[]
    )
    return make_site(tmp_path_factory.mktemp("site"), third_language("ar"), engine=engine)


def pages(site: Site, suffix: str) -> dict[str, str]:
    """Return a page of each kind, all messages ending in ``suffix``, by an unchecked catalogue."""
    source = site.translations.parent / "unchecked"
    path = written_path(source, ARABIC)
    path.parent.mkdir(parents=True, exist_ok=True)
    template = (TRANSLATIONS / "messages.pot").read_bytes()
    (source / "messages.pot").write_bytes(template)
    path.write_bytes(pseudo_catalogue(template, ARABIC, lambda text: text + suffix))
    tags = (LanguageTag("en"), ARABIC)
    compile_catalogues(source, site.translations, tags, lambda *_, **__: ())
    app = create_app(site, PAGE_VIEWS)
    client = app.test_client()
    found = {path: client.get(path).text for path in PATHS}
    errors = {status: render_error(app, status, ARABIC).body.decode() for status in ERROR_STATUSES}
    return found | {str(status): html for status, html in errors.items()}


def structure(html: str) -> list[tuple[str, list[str]]]:
    """Return every element of a page with the names of its attributes, as a browser parses it."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return [(str(element.tag), sorted(element.keys())) for element in root.iter()]


def test_a_message_adds_no_element_and_no_attribute_to_any_page(site: Site) -> None:
    plain = pages(site, "z")
    hostile = pages(site, "".join(HOSTILE.values()))

    assert [
        path for path, html in hostile.items() if structure(html) != structure(plain[path])
    ] == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ _('<b>%(x)s', x='<i>') }}",
        "{{ gettext('<b>%(x)s', x='<i>') }}",
        "{{ ngettext('<b>%(x)s', '<u>%(x)s', 1, x='<i>') }}",
        "{% trans x='<i>' %}<b>{{ x }}{% endtrans %}",
        "{% trans count=1, x='<i>' %}<b>{{ x }}{% pluralize %}<u>{{ x }}{% endtrans %}",
    ],
)
def test_every_way_to_say_a_message_in_a_template_escapes_it(site: Site, template: str) -> None:
    app = create_app(site, PAGE_VIEWS)

    with app.test_request_context("/ar/"):
        made = app.jinja_env.from_string("{% autoescape true %}" + template + "{% endautoescape %}")
        assert made.render() == "&lt;b&gt;&lt;i&gt;"


@pytest.mark.parametrize(
    "template",
    [
        "{{ pgettext('place', '<b>%(x)s', x='<i>') }}",
        "{{ npgettext('place', '<b>%(x)s', '<u>%(x)s', 1, x='<i>') }}",
        "{% trans 'place' x='<i>' %}<b>{{ x }}{% endtrans %}",
    ],
)
def test_a_message_with_a_context_is_an_error_since_nothing_would_escape_it(
    site: Site, template: str
) -> None:
    app = create_app(site, PAGE_VIEWS)

    with app.test_request_context("/ar/"), pytest.raises(UndefinedError):
        app.jinja_env.from_string(template).render()
