"""The command on small sources in a folder, with what the environment says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

NOTHING_WRONG = "Nothing is wrong with the content and the catalogues."

Run = Callable[..., Result]


def variables(folder: Path) -> dict[str, str]:
    return {
        "READER_BASE_URL": "https://library.example.org",
        "READER_CONTENT": str(folder / "content"),
        "READER_TRANSLATIONS": str(folder / "translations"),
        "READER_VAR": str(folder / "var"),
    }


def with_message(folder: Path, message: str, translation: str) -> None:
    """Add a message to the catalogues."""
    for path, text in (("messages.pot", ""), ("es/LC_MESSAGES/messages.po", translation)):
        with (folder / "translations" / path).open("a", encoding="utf-8") as file:
            file.write(f'\nmsgid "{message}"\nmsgstr "{text}"\n')
