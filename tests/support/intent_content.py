"""Intents for a small library: a danger that leads to its help page, one that leads to a zine.

write_content(tmp_path, INTENT_FILES)
write_content(tmp_path, intent_files(danger=DANGER.replace("call: ", "topic: ")))
"""

from __future__ import annotations

from typing import Final

from support.builders import edition
from support.help_content import HELP, HELP_FILES

CODES: Final = """\
intents: [danger, calm]
words:
  en:
    persons: [i, me, my, he, she, somebody]
    skipped: [really, the, to, is]
    spellings: {u: you, wanna: want, someone: somebody, can not: cant}
    sets:
      partner: [husband, boyfriend]
  es:
    persons: [yo, me, mi, quiero]
    skipped: [muy, la]
    spellings: {xq: porque, kiero: quiero}
    sets:
      pareja: [novio, marido]
"""
DANGER: Final = """\
danger: true
help: help#emergency
call: "911"
says: {en: Somebody hurts you, es: Alguien te lastima}
words: {en: [murder], es: [asesinato]}
phrases:
  en: |
    hits me
    <partner> kicked/shoved my door
    want to die
  es: |
    me pega
    <pareja> me golpea
    quiero morir
idioms:
  en: |
    hits me up
    die laughing
  es: |
    me pega el sol
"""
CALM: Final = """\
topic: mental-health
document: zines/stay-calm
phrases:
  en: |
    calm somebody down
  es: |
    calmar a alguien
"""
BODY: Final = "Words.\n\n## Somebody {#emergency}\n\n[Call them](tel:911).\n\n[[night-line]]\n"


def intent_files(
    codes: str = CODES, danger: str = DANGER, calm: str = CALM
) -> dict[str, str | bytes | None]:
    """Return the files of two intents, with the help page that one of them leads to."""
    return {
        **HELP_FILES,
        f"{HELP}/en.md": edition("If you need help now", BODY),
        f"{HELP}/es.md": edition("Si necesitas ayuda ahora", BODY),
        "vocabulary/intents.yaml": codes,
        "vocabulary/intents/danger.yaml": danger,
        "vocabulary/intents/calm.yaml": calm,
    }


INTENT_FILES: Final = intent_files()
