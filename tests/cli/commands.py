"""The command on small sources in a folder, with what the environment says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from click.testing import Result

from reader.wiring import commands

NOTHING_WRONG = "Nothing is wrong with the content and the catalogues."

# The day on which the small sources were written.
WRITTEN = datetime(2026, 11, 23, tzinfo=UTC)

Run = Callable[..., Result]


def variables(folder: Path) -> dict[str, str]:
    return {
        "READER_BASE_URL": "https://library.example.org",
        "READER_CONTENT": str(folder / "content"),
        "READER_SUBMISSIONS": "off",
        "READER_TRANSLATIONS": str(folder / "translations"),
        "READER_VAR": str(folder / "var"),
    }


def stop_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the command take ``moment`` for the present one: what it finds depends on the day."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setattr(commands, "datetime", Clock)


def with_message(folder: Path, message: str, translation: str) -> None:
    """Add a message to the catalogues."""
    for path, text in (("messages.pot", ""), ("es/LC_MESSAGES/messages.po", translation)):
        with (folder / "translations" / path).open("a", encoding="utf-8") as file:
            file.write(f'\nmsgid "{message}"\nmsgstr "{text}"\n')
