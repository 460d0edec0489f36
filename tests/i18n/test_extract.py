"""Texts collected from code and templates, and brought into the translators' files."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError

from reader.i18n.extract import extract, update
from reader.i18n.po_file import PoMessage, read_messages

CODE = """\
from gettext import gettext as _, ngettext

def title(count):
    # L10n: A verb, on a button.
    yield _("Search")
    # Not for translators.
    yield ngettext("%(num)s page", "%(num)s pages", count)
    yield N_("A finding with %(name)s "
             "on two lines.")
    yield phrases.pgettext("month", "May")
"""
TEMPLATE = """\
<h1>{{ _("Search") }}</h1>
{# L10n: The name stands in it. #}
<p>{% trans name=page.name %}
  Read <b>{{ name }}</b>
  now.
{% endtrans %}</p>
"""
WITHIN_STRINGS = '''\
first = _("First")
# L10n: The mark is a star.
both = f"""
{mark} {_("In the middle")}
{f"{_('Deeper')} {_('Last')}"}"""
line = f"{mark} {phrases.gettext('In %(language)s only.', language=name)}" " end"
'''
ON_SEVERAL_LINES = """\
# L10n: Too far away.

# L10n: A verb,
# on a button.
pressed = phrases.gettext(
    # Not for translators.
    "Keep",
    name=_("Nested"),
)
# L10n: Of nothing.
nothing = _(variable)
other = _("Other")
"""


def project(folder: Path, code: str = CODE, template: str = TEMPLATE) -> Path:
    for name, text in (
        ("reader/web/views.py", code),
        ("reader/web/templates/pages/home.html", template),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "translations").mkdir(exist_ok=True)
    return folder


def spanish(root: Path) -> Path:
    return root / "translations" / "es" / "LC_MESSAGES" / "messages.po"


def with_spanish(root: Path) -> Path:
    (root / "translations" / "es").mkdir()
    update(root)
    return root


def translate(path: Path, **translations: str) -> None:
    text = path.read_text(encoding="utf-8")
    for source, translation in translations.items():
        text = text.replace(
            f'msgid "{source}"\nmsgstr ""', f'# Heard.\nmsgid "{source}"\nmsgstr "{translation}"'
        )
    path.write_text(text, encoding="utf-8")


def by_source(text: bytes) -> dict[str, PoMessage]:
    return {message.source[0]: message for message in read_messages(text).messages}


def test_texts_of_code_and_templates_are_found_with_their_notes_and_files(tmp_path):
    found = by_source(extract(project(tmp_path)))

    assert set(found) == {
        "Search",
        "%(num)s page",
        "A finding with %(name)s on two lines.",
        "May",
        "Read <b>%(name)s</b> now.",
    }
    assert found["Search"].files == ("reader/web/templates/pages/home.html", "reader/web/views.py")
    assert found["Search"].notes == ("A verb, on a button.",)
    assert found["Read <b>%(name)s</b> now."].notes == ("The name stands in it.",)
    assert found["%(num)s page"].source == ("%(num)s page", "%(num)s pages")
    assert found["%(num)s page"].notes == ()
    assert found["May"].context == "month"


def test_the_template_is_the_same_wherever_and_whenever_it_is_made(tmp_path):
    one, two = extract(project(tmp_path / "one")), extract(project(tmp_path / "two"))

    assert one == two
    assert b"Date" not in one
    assert str(tmp_path).encode() not in one


def test_a_line_that_moves_changes_nothing(tmp_path):
    before = extract(project(tmp_path))

    assert extract(project(tmp_path, code="\n\n\n" + CODE)) == before


def test_a_text_inside_another_string_is_found_by_every_version_of_python(tmp_path):
    messages = read_messages(extract(project(tmp_path, code=WITHIN_STRINGS, template=""))).messages

    assert [message.source[0] for message in messages] == [
        "First",
        "In the middle",
        "Deeper",
        "Last",
        "In %(language)s only.",
    ]
    assert [message.notes for message in messages] == [(), ("The mark is a star.",), (), (), ()]


def test_a_call_on_several_lines_has_the_note_above_it_and_only_that(tmp_path):
    found = by_source(extract(project(tmp_path, code=ON_SEVERAL_LINES, template="")))

    assert {text: message.notes for text, message in found.items()} == {
        "Keep": ("A verb,", "on a button."),
        "Nested": (),
        "Other": (),
    }


def test_code_that_cannot_be_read_is_not_passed_over(tmp_path):
    with pytest.raises(SyntaxError):
        extract(project(tmp_path, code='_("never closed"'))


def test_a_template_that_cannot_be_read_is_not_passed_over(tmp_path):
    with pytest.raises(TemplateSyntaxError):
        extract(project(tmp_path, template="{% trans %}never closed"))


def test_a_new_folder_for_a_language_gets_a_file_to_begin_with(tmp_path):
    root = with_spanish(project(tmp_path))

    begun = read_messages(spanish(root).read_bytes())
    assert begun.header["Language"] == "es"
    assert begun.header["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert len(begun.messages) == 5
    assert (root / "translations" / "messages.pot").read_bytes() == extract(root)


def test_a_second_update_changes_no_file(tmp_path):
    root = with_spanish(project(tmp_path))

    assert update(root) == ()


def test_translations_and_the_translators_comments_are_kept(tmp_path):
    root = with_spanish(project(tmp_path))
    translate(spanish(root), Search="Buscar")
    project(root, code=CODE + '    yield _("Something new")\n')

    assert set(update(root)) == {root / "translations" / "messages.pot", spanish(root)}
    found = by_source(spanish(root).read_bytes())
    assert found["Search"].translation == ("Buscar",)
    assert found["Search"].comments == ("Heard.",)
    assert found["Something new"].translation == ("",)


def test_a_changed_text_is_not_guessed_from_a_similar_one(tmp_path):
    root = with_spanish(project(tmp_path))
    translate(spanish(root), Search="Buscar")
    project(root, code=CODE.replace('"Search"', '"Search!"'), template="")
    update(root)

    found = by_source(spanish(root).read_bytes())
    assert found["Search!"].translation == ("",)
    assert not any(message.fuzzy for message in found.values())


def test_a_translation_is_put_aside_when_its_text_goes_and_comes_back_with_it(tmp_path):
    root = with_spanish(project(tmp_path))
    translate(spanish(root), May="mayo")
    project(root, code=CODE.replace('"May"', '"June"'))
    update(root)
    assert [
        message.translation for message in read_messages(spanish(root).read_bytes()).obsolete
    ] == [("mayo",)]

    project(root)
    update(root)

    assert by_source(spanish(root).read_bytes())["May"].translation == ("mayo",)
    assert read_messages(spanish(root).read_bytes()).obsolete == ()


def test_what_a_person_marked_as_doubtful_stays_marked(tmp_path):
    root = with_spanish(project(tmp_path))
    text = spanish(root).read_text(encoding="utf-8")
    spanish(root).write_text(
        text.replace('msgid "Search"\nmsgstr ""', '#, fuzzy\nmsgid "Search"\nmsgstr "¿Buscar?"'),
        encoding="utf-8",
    )
    update(root)

    found = by_source(spanish(root).read_bytes())["Search"]
    assert (found.translation, found.fuzzy) == (("¿Buscar?",), True)


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path):
    root = with_spanish(project(tmp_path))
    broken = spanish(root).read_text(encoding="utf-8") + '\nmsgid "x\n'
    spanish(root).write_text(broken, encoding="utf-8")
    project(root, code=CODE + '    yield _("Something new")\n')
    template = (root / "translations" / "messages.pot").read_bytes()

    with pytest.raises(ValueError, match=r"messages\.po:\d+: this catalogue cannot be read"):
        update(root)

    assert spanish(root).read_text(encoding="utf-8") == broken
    assert (root / "translations" / "messages.pot").read_bytes() == template


def test_a_folder_that_is_no_language_is_refused(tmp_path):
    root = project(tmp_path)
    (root / "translations" / "xx").mkdir()

    with pytest.raises(ValueError, match="xx"):
        update(root)


def test_texts_with_quotes_line_breaks_and_percent_signs_survive_the_file(tmp_path):
    nasty = '"><script>\\n\\t100%% “ñ” \\\\ é🫶 ' + "long " * 60
    root = with_spanish(project(tmp_path, code=f"_('''{nasty}''')\n"))

    sources = [message.source for message in read_messages(spanish(root).read_bytes()).messages]
    assert ('"><script>\n\t100%% “ñ” \\ é🫶 ' + "long " * 60,) in sources
    assert update(root) == ()
