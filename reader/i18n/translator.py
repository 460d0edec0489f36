"""The texts of the interface in one language, filled in so that a bad translation never breaks a page.

A ``Translator`` is made once a request or command. gettext finds the translation; the values are
put in *here*. If a translation names a value that nobody gives, or has a stray ``%``, that is
logged and the source text is shown instead. In templates, ``newstyle_gettext`` makes
``{% trans %}`` hand its values over as keywords.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Final

from reader.i18n.languages import Language

_LOG: Final = logging.getLogger(__name__)


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a message for extraction and return it unchanged: it is translated when it is shown."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """Translate messages with named placeholders, ``%(name)s``, and ``%%`` for a percent sign.

    ``form`` makes what is shown of a message: ``str``, or in templates ``markupsafe.escape``, which
    escapes the message and its values, unless a value is Markup of a template. The log is told
    which message was bad, never the values, which a reader may have typed.
    """

    language: Language
    catalogue: NullTranslations
    form: Callable[[str], str] = str

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message in the language. Raises KeyError if our own code forgot a value."""
        return self._filled(self.catalogue.gettext(message), message, values)

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Return a message in the plural form for ``number``, which is its value ``num`` by default."""
        translation = self.catalogue.ngettext(singular, plural, number)
        source = singular if number == 1 else plural
        return self._filled(translation, source, {"num": number, **values})

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
