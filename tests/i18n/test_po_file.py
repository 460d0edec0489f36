"""PO files are parsed exactly as written, with the line of everything that is malformed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.i18n.po_file import PoFault, PoMessage, read_messages

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def faults(text: str | bytes) -> list[tuple[PoFault, int, str]]:
    found = read_messages(text if isinstance(text, bytes) else text.encode())
    return [(each.fault, each.line, each.text) for each in found.unreadable]


def test_a_message_is_read_with_all_that_stands_around_it():
    text = HEADER + (
        "# Checked with a reader.\n#. The verb.\n#: reader/a.py reader/b.py\n"
        '#, fuzzy, python-format\n#| msgid "old"\n'
        'msgctxt "button"\nmsgid ""\n"Search "\n"%(name)s"\nmsgstr "Busca %(name)s"\n'
    )

    catalogue = read_messages(text.encode())

    assert catalogue.unreadable == ()
    assert catalogue.header == {"Language": "es", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    assert catalogue.messages == (
        PoMessage(
            line=12,
            context="button",
            source=("Search %(name)s",),
            translation=("Busca %(name)s",),
            fuzzy=True,
            comments=("Checked with a reader.",),
            notes=("The verb.",),
            files=("reader/a.py", "reader/b.py"),
            flags=("fuzzy", "python-format"),
        ),
    )


def test_a_counted_message_has_one_text_a_form():
    text = (
        'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\n'
        'msgstr[0] "%(num)s página"\nmsgstr[1] "%(num)s páginas"\n'
    )

    (message,) = read_messages(text.encode()).messages

    assert message.source == ("%(num)s page", "%(num)s pages")
    assert message.translation == ("%(num)s página", "%(num)s páginas")


def test_escapes_mean_what_they_mean_in_gettext():
    (message,) = read_messages(rb'msgid "a\"b\\n\tc\nd"' + b'\nmsgstr "x"\n').messages

    assert message.source == ('a"b\\n\tc\nd',)


def test_messages_put_aside_are_kept_apart():
    text = 'msgid "a"\nmsgstr "A"\n\n# Kept.\n#~ msgid "b"\n#~ msgstr "B"\n#~| msgid "older"\n'

    catalogue = read_messages(text.encode())

    assert [message.source for message in catalogue.messages] == [("a",)]
    assert [(message.source, message.comments) for message in catalogue.obsolete] == [
        (("b",), ("Kept.",))
    ]
    assert catalogue.unreadable == ()


def test_files_of_other_systems_and_other_line_separators_are_read():
    text = '\ufeffmsgid "a\u2028b"\r\nmsgstr "A\u2028B"\r\n'

    (message,) = read_messages(text.encode()).messages

    assert message.source == ("a\u2028b",)


def test_an_empty_file_has_no_messages_and_no_faults():
    catalogue = read_messages(b"")

    assert (catalogue.messages, catalogue.header, catalogue.unreadable) == ((), {}, ())


@pytest.mark.parametrize(
    "line",
    [
        'msgstr "hola',
        "msgstr hola",
        'msgstr "ho"la"',
        'msgstr "hola\\"',
        r'msgstr "hola\q"',
        'msgstr[x] "hola"',
        'mgsstr "hola"',
        "<<<<<<< HEAD",
        'msgstr "a\x00b"',
    ],
)
def test_a_line_that_is_not_in_the_form_of_po_is_named(line):
    assert (PoFault.LINE, 2, line) in faults(f'msgid "hello"\n{line}\n')


def test_a_text_without_a_keyword_before_it_is_named():
    assert faults('"lost"\n') == [(PoFault.LINE, 1, '"lost"')]
    assert faults('msgid "a"\nmsgstr "A"\n\n# comment\n"lost"\n') == [(PoFault.LINE, 5, '"lost"')]


def test_a_keyword_that_stands_twice_in_a_message_is_named():
    assert faults('msgid "a"\nmsgstr "A"\nmsgstr "B"\n') == [(PoFault.LINE, 3, 'msgstr "B"')]


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\n',
        'msgid "a"\nmsgid_plural "as"\nmsgstr "A"\n',
        'msgid "a"\nmsgid_plural "as"\n',
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "A"\nmsgstr[2] "A"\n',
        'msgid "a"\nmsgid_plural "as"\nmsgstr[1] "A"\nmsgstr[0] "A"\n',
        'msgid "a"\nmsgstr[0] "A"\n',
    ],
)
def test_a_message_without_its_translations_is_incomplete(text):
    assert faults(text) == [(PoFault.INCOMPLETE, 1, "a")]


def test_a_translation_without_a_message_is_incomplete():
    assert faults('msgstr "A"\n') == [(PoFault.INCOMPLETE, 1, "")]


def test_a_message_that_stands_twice_is_named_with_the_second_line():
    twice = 'msgid "a"\nmsgstr "A"\n'

    assert faults(twice + twice) == [(PoFault.TWICE, 3, "a")]
    assert faults(twice + 'msgctxt "x"\n' + twice) == []


def test_bytes_that_are_not_utf_8_are_named_with_their_line():
    assert faults('msgid "a"\nmsgstr "ñ"\n'.encode("latin-1")) == [(PoFault.NOT_UTF_8, 2, "")]


def test_every_fault_of_a_file_is_named_in_the_order_of_lines():
    text = 'msgid "a"\nmsgid_plural "b"\nmsgstr "A"\n\nnonsense\nmsgid "c"\nmsgstr "C\n'

    assert [(fault, line) for fault, line, _ in faults(text)] == [
        (PoFault.INCOMPLETE, 1),
        (PoFault.LINE, 5),
        (PoFault.INCOMPLETE, 6),
        (PoFault.LINE, 7),
    ]


LINES = st.sampled_from(
    [
        'msgid "a"',
        'msgstr "A"',
        'msgid_plural "b"',
        'msgstr[0] "B"',
        'msgctxt "c"',
        '"more"',
        "# x",
        "#~ ",
        "#, fuzzy",
        "",
    ]
)


@given(
    st.binary()
    | st.lists(LINES | st.text(max_size=12)).map(lambda lines: "\n".join(lines).encode())
)
def test_any_bytes_are_read_without_an_exception(text):
    read_messages(text)
