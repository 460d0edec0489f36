"""Somebody fills in both forms in a text browser, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.serving import serving
from support.sites import make_site
from support.text_browsers import DOWN, ENTER, TAB, Reader, reading

from reader.submissions.desk import SubmissionDesk
from reader.submissions.encryption import unseal
from reader.submissions.store.open_store import open_store
from reader.web.app import create_app
from reader.web.form_views import FORM_VIEWS
from reader.web.page_views import PAGE_VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("program", ["lynx", "w3m"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForms:
    """The address of the forms, and the folder in which what is sent is kept."""

    address: str
    folder: Path

    def kept(self) -> dict[str, str]:
        """Return the answers of the one submission that was sent."""
        store = open_store(self.folder, "")
        (submission,) = store.all()
        store.close()
        return dict(unseal(submission.sealed, (self.folder / "team.key").read_text()))


@pytest.fixture
def forms(tmp_path: Path) -> Iterator[OpenForms]:
    """Serve the forms of a small library."""
    desk = SubmissionDesk(tmp_path / "kept")
    site = replace(make_site(tmp_path), desk=desk)
    with serving(create_app(site, {**PAGE_VIEWS, **FORM_VIEWS})) as address:
        yield OpenForms(address=address, folder=tmp_path / "kept")
    desk.close()


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
    """Take an option of the field with a label; in lynx the cursor is there already."""
    if reader.keys.to_field:
        reader.chooses(label, option)
        return
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
        reader.terminal.type(TAB).until_it_says("(Textarea)").settled()
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

    kept = forms.kept()
    assert kept["page"] == "La nevera libre"
    assert kept["reason"] == "fact"
    assert kept["what"] == "Dice que abre.\n\nYa no abre."
    assert not kept.get("source")
