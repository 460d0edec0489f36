"""Orca reads pages in Firefox to their end, and what it says is held against what is written.

Only `make test-long` runs it. What was said is written into artifacts/orca/<language>/, for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.request import urlopen

import pytest
from screen_reader.orca.listening import Listener, listening
from screen_reader.orca.page_texts import page_texts
from screen_reader.orca.rules import Heard, faults
from support.source_modules import PROJECT
from support.states import WORDS

pytestmark = [pytest.mark.browser, pytest.mark.long]

ARTIFACTS: Final = PROJECT / "artifacts" / "orca"
# One page of each kind, and the forms; {word} is a word of the language that many texts have.
PAGES: Final = {
    "home": "",
    "experiment": "experiments/mental-health-first",
    "zine": "zines/de-escalation-basics",
    "part": "zines/de-escalation-basics/listening",
    "list": "lists/for-families",
    "results": "search?q={word}",
    "results of a search that was cut": f"search?q={'{word}+' * 50}",
    "help": "help",
    "glossary": "glossary",
    "a form for a correction": "correct?page=/{language}/about",
    "a form for a project": "share",
}
# A feature of the experiment above, first in its list: Orca passed over it once.
FEATURE: Final = {"en": "Does not work with police", "es": "No trabaja con la policía"}


@pytest.fixture(scope="module")
def listener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    """Start Orca and Firefox once for each worker that needs them."""
    with listening(tmp_path_factory.mktemp("orca")) as started:
        yield started


def keep(heard: Heard, language: str, kind: str) -> None:
    """Write down for people what was heard."""
    (ARTIFACTS / language).mkdir(parents=True, exist_ok=True)
    landmarks = ("M: " + " ".join(said) for said in heard.landmarks)
    (ARTIFACTS / language / f"{kind}.txt").write_text(
        "\n".join((*heard.page, *landmarks, "")), encoding="utf-8"
    )


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("kind", PAGES)
def test_orca_says_headings_whole_every_text_each_landmark_once_and_the_main_thing_first(
    kind: str, language: str, served: str, listener: Listener
) -> None:
    address = f"{served}/{language}/{PAGES[kind].format(word=WORDS[language], language=language)}"
    with urlopen(address) as answer:
        written = page_texts(answer.read().decode())

    heard = listener.read(address, written)
    keep(heard, language, kind)

    assert faults(heard, written) == {}
    assert (FEATURE[language] in written.main) == (kind == "experiment")
