"""The pages that only exist when a reader asks for them: results, filters, pages of a list, errors.

`states(languages)` is for every test that looks at pages. Each state has a sign by which a test can
tell that the page is in that state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# A word that more than ten texts have in each language. Any other language is asked in English.
WORDS: Final = {"en": "people", "es": "personas"}
# A word that few texts have in each language: beside an unknown word, it still tells what is meant.
TELLING: Final = {"en": "mediation", "es": "mediacion"}
# A misspelling near to two words of the language.
UNSURE: Final = {"en": "vilence", "es": "violnca"}
# Two words that have a filter in common with some experiments, and with none.
ONE_FILTER: Final = "status=open"
TWO_FILTERS: Final = "status=unknown&attribute=no-police"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state: its name in reports, its address, and what only its page holds.

    ``path`` begins with the language. ``sign`` is HTML as the views write it.
    """

    name: str
    path: str
    sign: str
    status: int = 200


# name → path below the language, sign. {word}, {telling}, {unsure}: words of the language.
_ASKED: Final = {
    "results": ("search?q={word}", "<mark>"),
    "results, page 2": ("search?q={word}&page=2", 'rel="prev"'),
    "results in one language": ("search?q={word}&in=en", '/search?q={word}">'),
    "results narrowed down": ("search?q={word}&kind=zine", "&amp;kind=zine&amp;topic="),
    "results, newest first": ("search?q={word}&order=newest", 'order=newest" aria-current="true"'),
    "nothing left by filters": (
        "search?q={word}&kind=list&status=closed",
        '&amp;kind=list&amp;status=closed"',
    ),
    "a suggestion": ("search?q={unsure}", 'class="notice take"'),
    "a correction": ("search?q=polisia", "q=polisia&amp;exact=1"),
    "nothing found": ("search?q=zzzzz", "/topics/"),
    "some of the words": ("search?q={telling}+zzzzz", "<strong>"),
    "a search cut by its length": (f"search?q={'{word}+' * 50}", 'aria-invalid="true"'),
    "a search cut to nothing": (f"search?q={'x' * 900}", 'aria-invalid="true"'),
    "a search cut by its words": (
        f"search?q={{word}}{''.join(f'+z{number}' for number in range(20))}",
        'aria-invalid="true"',
    ),
    "a search for nothing": ("search?q=+", "/topics/"),
    "one filter": (f"experiments?{ONE_FILTER}", "selected"),
    "two filters": (f"experiments?{TWO_FILTERS}", "selected"),
    "a form for a correction": ("correct?page=/{language}/about", 'name="reason"'),
    "a form for a project": ("share", 'name="story"'),
    "what became of it": ("sent", 'name="reference"'),
    "an unknown address": ("nowhere", '<meta name="robots" content="noindex">'),
}


def states(languages: Sequence[str]) -> tuple[State, ...]:
    """Return every state in every language.

    The first language changes from state to state, so one of each state is in all languages.
    """
    return tuple(
        State(
            name=name,
            path=f"/{language}/{_asked(path, language)}",
            sign=_asked(sign, language),
            status=404 if path == "nowhere" else 200,
        )
        for number, (name, (path, sign)) in enumerate(_ASKED.items())
        for language in rotated(languages, number)
    )


def _asked(text: str, language: str) -> str:
    """Return a path or a sign with the words of a language."""
    text = text.replace("{language}", language)
    for name, words in (("{word}", WORDS), ("{telling}", TELLING), ("{unsure}", UNSURE)):
        text = text.replace(name, words.get(language, words["en"]))
    return text


def rotated(languages: Sequence[str], places: int) -> tuple[str, ...]:
    """Return the languages with those from a place on first, counted in a circle."""
    start = places % len(languages)
    return (*languages[start:], *languages[:start])
