"""Somebody fills in both forms in a text browser, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support.open_forms import OpenForms, open_forms
from support.text_browsers import DOWN, ENTER, TAB, Reader, reading

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("program", ["lynx", "w3m"])]


@pytest.fixture
def forms(tmp_path: Path) -> Iterator[OpenForms]:
    """Serve the forms of a small library."""
    with open_forms(tmp_path) as opened:
        yield opened


def fill_in(reader: Reader, label: str, words: str) -> None:
    """Find the field with a label and type words into it."""
    reader.finds(label)
    to_field = reader.keys.to_field or reader.keys.onward
    reader.terminal.type(to_field + reader.keys.before_typing).settled()
    reader.terminal.type(words).until(
        lambda terminal: words in terminal.text, f"{words!r} in the field"
    )
    leave = ENTER if reader.keys.before_typing else TAB
    reader.terminal.type(leave).settled()


def choose(reader: Reader, label: str, option: str) -> None:
    """Take an option of the field with a label; in lynx the cursor may be there already."""
    if reader.keys.to_field:
        reader.chooses(label, option)
        return
    if "(Option list)" not in reader.terminal.text:
        reader.finds(label)
        reader.terminal.type(DOWN)
    reader.terminal.until_it_says("(Option list)").type(ENTER)
    reader.terminal.until(lambda terminal: option in terminal.page, f"the option {option!r}")
    while option not in reader.terminal.settled().at_cursor:
        reader.terminal.type(DOWN)
    reader.terminal.type(ENTER).settled()


def write(reader: Reader, label: str, lines: tuple[str, ...], editor: Path) -> None:
    """Write lines into the field with a label, the next one; w3m opens an editor for that."""
    if reader.keys.before_typing:
        text = "\n".join(lines)
        editor.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{text}\nEND\n", encoding="utf-8")
        editor.chmod(0o700)
        reader.finds(label)
        reader.terminal.type(TAB + ENTER)
    else:
        if "(Textarea)" not in reader.terminal.text:
            reader.terminal.type(TAB)
        reader.terminal.until_it_says("(Textarea)").settled()
        reader.terminal.type(ENTER.join(lines))
    reader.terminal.until(
        lambda terminal: all(line in terminal.page for line in lines), f"{lines} in the field"
    )
    reader.terminal.settled()


def test_somebody_corrects_a_page(program: str, forms: OpenForms, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    (tmp_path / ".w3m").mkdir()
    (tmp_path / ".w3m" / "config").write_text(f"editor {editor} %s\n")
    with reading(program, f"{forms.address}/es/correct", tmp_path) as reader:
        reader.arrives("Corregir una página")
        fill_in(reader, "¿Qué página es?", "La nevera libre")
        choose(reader, "¿Por qué escribes?", "Un dato está mal")
        write(reader, "¿Qué está mal", ("Dice que abre.", "", "Ya no abre."), editor)
        if reader.keys.before_typing:  # else the cursor is in a field, which would take the words
            reader.finds("Deja este campo vacío")
        reader.presses("Enviar")
        reader.terminal.until_it_says("Tu referencia")

    (kept,) = forms.kept()
    assert kept["page"] == "La nevera libre"
    assert kept["reason"] == "fact"
    assert kept["what"] == "Dice que abre.\n\nYa no abre."
    assert not kept.get("source")


def fill_in_all(reader: Reader, fields: Mapping[str, str]) -> None:
    """Fill in fields that follow one another; in lynx the next one takes what is typed."""
    first, *others = fields
    fill_in(reader, first, fields[first])
    for label in others:
        if reader.keys.before_typing and fields[label]:
            fill_in(reader, label, fields[label])
        elif not reader.keys.before_typing:
            reader.terminal.type(fields[label]).until(
                lambda terminal, words=fields[label]: words in terminal.text, f"{fields[label]!r}"
            ).type(TAB).settled()


@pytest.mark.long
def test_somebody_shares_a_project(program: str, forms: OpenForms, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    (tmp_path / ".w3m").mkdir()
    (tmp_path / ".w3m" / "config").write_text(f"editor {editor} %s\n")
    fields = {
        "Nombre del proyecto": "La huerta",
        "¿Dónde está?": "Ponce",
        "Grupo u organización": "",
        "¿Qué hace, en una línea?": "Siembra",
    }
    with reading(program, f"{forms.address}/es/share", tmp_path) as reader:
        reader.arrives("Comparte tu proyecto")
        fill_in_all(reader, fields)
        write(reader, "Su historia", ("Sembramos.", "", "Y vinieron."), editor)
        if not reader.keys.before_typing:
            reader.terminal.type(TAB).settled()  # out of the field
        choose(reader, "¿Funciona ahora?", "Sí, funciona")
        reader.finds("¿En qué idioma escribiste?")
        reader.presses("La biblioteca puede publicar")
        reader.terminal.settled()
        reader.presses("Revisa tus respuestas")
        reader.terminal.until_it_says("Todavía no se ha enviado nada")
        reader.presses("Enviar")
        reader.terminal.until_it_says("Tu referencia")

    (kept,) = forms.kept()
    assert (kept["name"], kept["place"], kept["what"]) == ("La huerta", "Ponce", "Siembra")
    assert kept["story"] == "Sembramos.\n\nY vinieron."
    assert (kept["running"], kept["consent"], kept["written_in"]) == ("yes", "yes", "es")
