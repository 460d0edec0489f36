"""The text direction of any language, for passages in one that the library is not offered in."""

from __future__ import annotations

from typing import Final

from reader.library.model import LanguageTag

# Right to left, unless the tag names a script. Source: CLDR 47, characterOrder of each locale.
_LANGUAGES: Final = {
    *("apc", "ar", "bal", "bgn", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn"),
    *("nqo", "ps", "rhg", "sd", "sdh", "skr", "syr", "trw", "ug", "ur", "yi"),
}
_SCRIPTS: Final = {"Adlm", "Arab", "Aran", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}
_SCRIPT_LENGTH: Final = 4


def direction(tag: LanguageTag) -> str:
    """Return ``rtl`` or ``ltr``: the direction of a tag's script, or else of its language."""
    language, *subtags = tag.split("-")
    script = next((each for each in subtags if len(each) == _SCRIPT_LENGTH and each.isalpha()), "")
    is_rtl = script in _SCRIPTS if script else language in _LANGUAGES
    return "rtl" if is_rtl else "ltr"
