"""A help page for a small library: one entry that prints its number, shown in both languages.

write_content(tmp_path, HELP_FILES)
write_content(tmp_path, help_files(ENTRY.replace("sure: high", "sure: low")))
"""

from __future__ import annotations

from typing import Final

from support.builders import edition

HELP: Final = "pages/help"
ENTRY: Final = """\
- entry: night-line
  name: Night Line
  serves: {en: For anyone., es: Para todo el mundo.}
  site: {en: "https://night.example.org/", es: "https://noche.example.org/"}
  sure: high
  numbers:
    - {call: "1-800-555-0100"}
    - {call: "1-800-555-0100", press: "2", language: es}
    - {text: "55501", word: HELLO}
  hours: {en: Day and night., es: Día y noche.}
  languages: [en, qu]
  interpreters: true
  police: null
  sources:
    - {title: About us, publisher: Night Line, date: null, url: "https://night.example.org/about"}
    - {title: A list, publisher: null, date: 2026-09, url: null}
  checked: null
"""
BODY: Final = "Words.\n\n## Somebody {#emergency}\n\nWords.\n\n[[night-line]]\n\nMore words.\n"


def help_files(
    entries: str = ENTRY, english: str = BODY, spanish: str = BODY
) -> dict[str, str | bytes | None]:
    """Return the files of a help page."""
    return {
        f"{HELP}/document.yaml": "topics: []\nsources: []\n",
        f"{HELP}/help.yaml": entries,
        f"{HELP}/en.md": edition("If you need help now", english),
        f"{HELP}/es.md": edition("Si necesitas ayuda ahora", spanish),
    }


HELP_FILES: Final = help_files()
