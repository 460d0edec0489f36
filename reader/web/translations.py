"""What the interface says in the language of the request, in views and in templates.

Flask-Babel finds the catalogue; ``i18n.translator`` fills in the values, so that one bad translation never breaks a page.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask_babel import get_translations
from markupsafe import escape

from reader.i18n.translator import Translator
from reader.web.request_language import request_language


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language of the request."""
    return _phrases(str).gettext(message, **values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return a message in the form its number wants, in the language of the request."""
    return _phrases(str).ngettext(singular, plural, number, **values)


def translator() -> Translator:
    """Return what speaks the language of the request, for a room that says whole things of its own."""
    return _phrases(str)


def _escaping(say: Callable[..., str]) -> Callable[..., str]:
    """Return a method of Phrases as templates call it: what it says is escaped."""
    return lambda *texts, **values: say(_phrases(escape), *texts, **values)


def _phrases(form: Callable[[str], str]) -> Translator:
    return Translator(language=request_language(), catalogue=get_translations(), form=form)


def init_app(app: Flask) -> None:
    """Let ``_()``, ``{% trans %}`` and their like in templates go through Phrases.

    Jinja's own callables take every message for markup, so none of them is left.
    """
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the i18n extension, which Flask-Babel loads
    said = (Translator.gettext, Translator.ngettext, Translator.pgettext, Translator.npgettext)
    app.jinja_env.globals.update(
        {say.__name__: _escaping(say) for say in said}, _=_escaping(Translator.gettext)
    )
