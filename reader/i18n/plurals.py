"""How many forms a counted word has in a language, and which number takes which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gettext import c2py
from typing import Final

from babel.messages.plurals import get_plural

from reader.i18n.languages import locale_of
from reader.library.model import LanguageTag

# Formulas speak of the last two digits and of small numbers: these numbers show every form that differs.
_SAMPLE: Final = range(201)
_HEADER: Final = re.compile(r"\s*nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]+);?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralForms:
    """The forms of a language. ``formula`` is gettext's C expression in ``n``; ``forms`` has the form of 0, 1, 2 … 200."""

    count: int
    formula: str
    forms: tuple[int, ...]

    def agrees_with(self, other: PluralForms) -> bool:
        """Whether both give every number the same form, however they are written."""
        return (self.count, self.forms) == (other.count, other.forms)

    def serves_one_number(self, form: int) -> bool:
        """Whether a form is for one number only, so that a text in it need not show the number."""
        return self.forms.count(form) == 1


def plural_forms(tag: LanguageTag) -> PluralForms:
    """Return the forms of a language as gettext's tables have them. Raises ValueError for a tag CLDR does not know."""
    plural = get_plural(locale_of(tag))
    return _forms(plural.num_plurals, plural.plural_expr)


def read_plural_forms(header: str) -> PluralForms | None:
    """Return what the value of a ``Plural-Forms`` header says, None when it cannot be read."""
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
