from __future__ import annotations

import pytest
from support.nasty import NASTY

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.yaml_nodes import Scalar, Sequence, Table, compose


def composed(text: str, first_line: int = 1):
    findings = FileFindings(path="content/x.yaml")
    return compose(text, findings, first_line), [
        (finding.code, finding.line) for finding in findings.findings
    ]


def test_nodes_know_their_lines():
    table, found = composed(
        "name: Fridge\nplaces:\n  - oakland\n  - nearby\ncontact: {email: null,\n  site: x}\n",
        first_line=2,
    )

    assert found == []
    assert isinstance(table, Table)
    assert table.lines == {"name": 2, "places": 3, "contact": 6}
    places, contact = table.entries["places"], table.entries["contact"]
    assert isinstance(places, Sequence)
    assert [(item.text, item.line) for item in places.items if isinstance(item, Scalar)] == [
        ("oakland", 4),
        ("nearby", 5),
    ]
    assert isinstance(contact, Table)
    assert contact.lines == {"email": 6, "site": 7}


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "no",
        "on",
        "2026-07-01",
        "1e3",
        "0x10",
        "012",
        ".inf",
        "1_000",
        "=",
        "3.0",
        "12:30:45",
    ],
)
def test_scalars_stay_the_text_they_are(written):
    table, _ = composed(f"key: {written}")

    assert table == Table(
        entries={"key": Scalar(text=written, quoted=False, line=1)}, lines={"key": 1}, line=1
    )


@pytest.mark.parametrize(
    ("written", "is_null"),
    [("", True), ("null", True), ("~", True), ('"null"', False), ("''", False), ("none", False)],
)
def test_only_an_unquoted_null_is_null(written, is_null):
    table, _ = composed(f"key: {written}")

    assert isinstance(table, Table)
    assert isinstance(table.entries["key"], Scalar)
    assert table.entries["key"].is_null is is_null


def test_the_first_of_two_equal_keys_is_kept():
    table, found = composed("a: one\nb: two\na: three\n")

    assert found == [(FindingCode.DUPLICATE_KEY, 3)]
    assert table is not None
    assert table.entries["a"] == Scalar(text="one", quoted=False, line=1)


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{step}: &a{step} [{', '.join([f'*a{step - 1}'] * 10)}]\n" for step in range(1, 100)
    )

    assert composed(bomb) == (None, [(FindingCode.YAML_FEATURE, 1)])


@pytest.mark.parametrize(
    "shape",
    [
        "[",
        "{a: ",
        "- ",
        "? ",
        "a:\n",
        '"',
        "{",
        "[a, ",
        "- - ",
        "!!",
        "&a ",
        "*a ",
        "|\n",
        "%",
        "\t",
    ],
)
def test_endless_nesting_is_composed_without_recursion_or_refused(shape):
    table, found = composed(shape * (100_000 // len(shape)))

    assert table is not None or found


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nothing_that_a_text_holds_raises(text):
    for shape in ("{}", "key: {}", 'key: "{}"', "key: [{}]", "{}: value", "key: |\n  {}"):
        table, found = composed(shape.replace("{}", text))

        assert (table is None) <= bool(found)


def test_bad_characters_written_as_escapes_are_reported_and_removed():
    table, found = composed('a: b\nkey: "one\\0\\ue000two\\ufe0f"\n')

    assert sorted(found) == [
        (FindingCode.CONTROL_CHARACTER, 2),
        (FindingCode.PRIVATE_USE, 2),
        (FindingCode.VARIATION_SELECTOR, 2),
    ]
    assert table is not None
    assert table.entries["key"] == Scalar(text="onetwo", quoted=True, line=2)
