"""Stop words and bound prefixes of each language. A language without any can be searched, too.

Stop words are indexed, because a phrase may need them; a query drops them if other words remain.
They are compared without accents. Negations ("no", "not", "without", "sin") are missing on purpose:
"without police" means something.

A bound prefix is a part of a word that people write joined, hyphenated or apart: "deescalation",
"de-escalation", "de escalation". It means nothing alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_STOP_WORDS: Final = {
    "en": """
        a about also am an and any anybody anyone are as at be been being but by can could did
        do does doing for from get gets had has have having he her here hers him his how i if in
        into is it its let me my of on or our ours shall she should so some somebody someone
        something such than that the their theirs them then there these they this those to too
        us very was we were what when where which while who whom whose why will with would you
        your yours
    """,
    "es": """
        a al algo alguien alguna algunas alguno algunos ante aquel aquella aquellas aquello
        aquellos aqui asi aun cada como con cual cuales cuando cuanto de del desde donde e el
        ella ellas ello ellos en entre era eran eres es esa esas ese eso esos esta estaba
        estaban estamos estan estar estas este esto estos estoy fue fueron ha hace hacen hacer
        hacia hago hasta hay he la las le les lo los mas me mi mis mucho muy ni nos nosotras
        nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero por
        porque puede pueden puedo que quien quienes se sea segun ser si sobre somos son soy su
        sus suya suyas suyo suyos tal tambien tan tanto te tener tengo ti tiene tienen todo
        todos tu tus tuya tuyas tuyo tuyos u un una unas uno unos y ya yo
    """,
}

_BOUND_PREFIXES: Final = {
    "en": "anti co de inter multi non post pre re",
    "es": "anti auto co des inter multi post pre re",
}

# Primary subtag of the language → its words.
STOP_WORDS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split()) for language, words in _STOP_WORDS.items()
}
BOUND_PREFIXES: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split()) for language, words in _BOUND_PREFIXES.items()
}
