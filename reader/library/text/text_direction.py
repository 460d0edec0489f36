"""Which way the words of a language run, for passages in languages that the library is not offered in."""

from __future__ import annotations

from typing import Final

from reader.library.model import LanguageTag

# Written from right to left where no script is named. Source: CLDR 47, characterOrder of each locale.
_LANGUAGES: Final = frozenset(
    {
        *(
            "apc",
            "ar",
            "bal",
            "bgn",
            "ckb",
            "dv",
            "fa",
            "he",
            "ks",
            "lrc",
            "mzn",
            "nqo",
            "ps",
            "rhg",
            "sd",
            "sdh",
            "skr",
            "syr",
        ),
        *("trw", "ug", "ur", "yi"),
    }
)
_SCRIPTS: Final = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
_SCRIPT_LETTERS: Final = 4


def direction(tag: LanguageTag) -> str:
    """Return ``rtl`` or ``ltr``, as HTML has it in ``dir``. A script in the tag decides; else the language does."""
    language, *rest = tag.split("-")
    script = next(
        (subtag for subtag in rest if len(subtag) == _SCRIPT_LETTERS and subtag.isalpha()), ""
    )
    return "rtl" if script in _SCRIPTS or (not script and language in _LANGUAGES) else "ltr"
