"""The plural forms of a language: how many there are, and which number takes which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gettext import c2py
from typing import Final

from babel.messages.plurals import get_plural

from reader.i18n.languages import locale_of
from reader.library.model import LanguageTag

# Formulas look at small numbers and the last two digits, so these numbers show every form.
_SAMPLE: Final = range(201)
_HEADER: Final = re.compile(r"\s*nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]+);?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralForms:
    """The plural forms of a language.

    ``formula`` is gettext's C expression in ``n``; ``forms`` are the forms of 0, 1, 2 … 200.
    """

    count: int
    formula: str
    forms: tuple[int, ...]

    def agrees_with(self, other: PluralForms) -> bool:
        """Return whether both formulas give every number the same form."""
        return (self.count, self.forms) == (other.count, other.forms)

    def serves_one_number(self, form: int) -> bool:
        """Return whether a form is for one number only: its text need not show the number."""
        return self.forms.count(form) == 1


def plural_forms(tag: LanguageTag) -> PluralForms:
    """Return the forms of a language in gettext's tables.

    Raises ValueError for a tag CLDR does not know.
    """
    plural = get_plural(locale_of(tag))
    return _forms(plural.num_plurals, plural.plural_expr)


def read_plural_forms(header: str) -> PluralForms | None:
    """Parse the value of a ``Plural-Forms`` header; return None if it is malformed."""
    match = _HEADER.fullmatch(header)
    if not match:
        return None
    try:
        return _forms(int(match[1]), match[2])
    except (ValueError, ArithmeticError):
        return None


def _forms(count: int, formula: str) -> PluralForms:
    form_of = c2py(formula)
    return PluralForms(
        count=count, formula=formula.strip(), forms=tuple(form_of(number) for number in _SAMPLE)
    )
