"""The texts of the interface in one language, filled in so that a bad translation can never break a page.

Wherever a text is shown, a ``Translator`` stands between it and the catalogue: gettext finds the translation, and the
values are put in *here*. A translation that names a value nobody gives, or writes a stray ``%``, is logged and the
source text is shown in its place. A page therefore takes only the locale from Flask-Babel; its templates get the
callables of a ``Translator`` as their ``gettext``, ``ngettext``, ``pgettext`` and ``npgettext`` (with
``newstyle_gettext`` on, so that ``{% trans %}`` hands its values over as keywords), and its views the same ones.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Final

from reader.i18n.languages import Language

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """What the interface says in one language. Messages have named places, ``%(name)s``, and ``%%`` for a percent sign.

    ``form`` makes what is shown of a message: ``str``, or in templates ``markupsafe.escape``. What
    looks like markup in a message is escaped, and so is a value, unless it is Markup of a template.
    Only the log is told which message was bad; never the values, which may be what a person typed.
    """

    language: Language
    catalogue: NullTranslations
    form: Callable[[str], str] = str

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message in the language."""
        return self._filled(self.catalogue.gettext(message), message, values)

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Return a message in the form its number wants. The number itself is the value ``num`` unless another is given."""
        source = singular if number == 1 else plural
        return self._filled(
            self.catalogue.ngettext(singular, plural, number), source, {"num": number, **values}
        )

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Return a message in the language, in the sense that ``context`` tells."""
        return self._filled(self.catalogue.pgettext(context, message), message, values)

    def npgettext(
        self, context: str, singular: str, plural: str, number: int, /, **values: object
    ) -> str:
        """Return a message in the form its number wants, in the sense that ``context`` tells."""
        source = singular if number == 1 else plural
        found = self.catalogue.npgettext(context, singular, plural, number)
        return self._filled(found, source, {"num": number, **values})

    def _filled(self, translation: str, source: str, values: dict[str, object]) -> str:
        try:
            return self.form(translation) % values
        except (KeyError, TypeError, ValueError) as error:
            if translation == source:
                raise
            _LOG.warning(
                "bad message in the catalogue %s (%s): %r",
                self.language.tag,
                type(error).__name__,
                source,
            )
            return self.form(source) % values
