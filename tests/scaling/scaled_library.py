"""The pages of the large libraries at which something could break.

Each has a sign by which a test can tell that it is the page it should be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from scaling.large_shelves import ARABIC, TITLE, WORD
from support.states import State

# name → path, sign. Of each kind the hardest page comes first, which is the one that `make test`
# opens in a browser.
_FULL: Final = {
    "a word of 40 letters": ("/en/experiments/long-word", f"<h1>{WORD}</h1>"),
    "a title of 160 characters in Spanish": ("/es/experiments/long-title", f"<h1>{TITLE}</h1>"),
    "a zine without optional fields": ("/en/zines/nothing-known", "One part only."),
    "its part": ("/es/zines/nothing-known/only", "Unrepeatable."),
    "a stand-in with a quick exit": ("/ar/zines/stay-calm/before", '<h1 lang="en" dir="ltr">'),
    "an episode without optional fields": ("/en/podcast/nothing-known", '<h1 lang="es" dir="ltr">'),
    "a list without optional fields": ("/en/lists/nothing-known", "One thing to read"),
    "two hundred with filters": (
        "/en/experiments?topic=food&attribute=no-police&page=2",
        "Clear filters",
    ),
    "a word of 40 letters in a title of a list": ("/es/experiments?page=2", WORD),
    "the last that are new": ("/en/new?page=9", 'lang="ar" dir="rtl"'),
    "two hundred on a topic": ("/es/topics/food", 'rel="next"'),
    "the last on a topic": ("/en/topics/food?page=9", 'lang="ar" dir="rtl"'),
    "two hundred results": ("/en/search?q=winter", "<h1>201 results"),
    "a word of 40 letters searched for": (f"/es/search?q={WORD}", f"<mark>{WORD}</mark>"),
    "a stand-in": ("/es/experiments/winter-001", '<h1 lang="en" dir="ltr">'),
    "two hundred experiments": ("/en/experiments", "206 experiments."),
    "stand-ins in a list": ("/es/experiments?page=5", 'rel="prev"'),
    "the last page of a list, with a title in Arabic": (
        "/en/experiments?page=11",
        'lang="ar" dir="rtl"',
    ),
    "two hundred that are new": ("/en/new", 'rel="next"'),
    "the last of two hundred results": ("/en/search?q=winter&page=99", 'rel="prev"'),
    "one result": ("/en/search?q=unrepeatable", "<h1>1 result for"),
    "one result in Arabic": (f"/en/search?q={quote('ونستمع')}", '<li lang="ar" dir="rtl">'),
    "no result": ("/es/search?q=zzzzz", "<h1>Aquí no hay nada sobre"),
    "no experiment": ("/en/experiments?topic=food&place=nearby", "<h1>0 experiments ("),
    "a title of 160 characters": ("/en/experiments/long-title", f"<h1>{TITLE}</h1>"),
    "Arabic inside English": (
        "/en/experiments/passage",
        f'<span lang="ar" dir="rtl">{ARABIC}</span>',
    ),
    "a source in Arabic": ("/es/experiments/passage", f' lang="ar" dir="rtl">{ARABIC}</span></a>'),
    "a document in Arabic on an English page": (
        "/en/experiments/arabic",
        f'<h1 lang="ar" dir="rtl">{ARABIC}</h1>',
    ),
    "an experiment without optional fields": (
        "/en/experiments/nothing-known",
        "Nobody in particular",
    ),
}
# The whole site in a language that is written from right to left.
_ARABIC: Final = (
    "",
    "experiments",
    "experiments?topic=food&page=2",
    "experiments/arabic",
    "experiments/passage",
    "zines",
    "zines/stay-calm",
    "podcast",
    "podcast/fridge-talk",
    "lists",
    "lists/first-steps",
    "topics/mental-health",
    "new",
    "search",
    "search?q=winter&page=2",
    "search?q=zzzzz",
    f"search?q={quote('التهدئة')}",
    f"search?q={'x' * 300}",
    "glossary",
    "privacy",
)
_BARE: Final = {
    "nothing at home": ("/en/", "<h1>Try It</h1>"),
    "no experiment": ("/es/experiments", "0 experimentos."),
    "no zine": ("/en/zines", "There is nothing here yet."),
    "no episode": ("/es/podcast", "Todavía no hay nada"),
    "no reading list": ("/en/lists", "There is nothing here yet."),
    "nothing new": ("/en/new", "<h1>What is new</h1>"),
    "nothing to search": ("/en/search?q=fridge", "<h1>Nothing here on"),
    "no topics to choose": ("/es/search", "<h1>Buscar</h1>"),
}

# library → its edges
EDGES: Final[Mapping[str, tuple[State, ...]]] = {
    "full": (
        *(State(name=name, path=path, sign=sign) for name, (path, sign) in _FULL.items()),
        *(
            State(name=f"/ar/{path}", path=f"/ar/{path}", sign='<html lang="ar" dir="rtl">')
            for path in _ARABIC
        ),
        State(
            name="a topic that nothing has", path="/en/topics/silence", sign="noindex", status=404
        ),
        State(
            name="nowhere in Arabic",
            path="/ar/nowhere",
            sign='<html lang="ar" dir="rtl">',
            status=404,
        ),
    ),
    "bare": tuple(State(name=name, path=path, sign=sign) for name, (path, sign) in _BARE.items()),
}


def kind_of(state: State) -> tuple[str, str]:
    """Return the language and the kind of a page: what its path begins with, and its depth."""
    language, _, rest = state.path.removeprefix("/").partition("/")
    return language, re.sub(r"/[^/]+", "/*", rest.partition("?")[0])
