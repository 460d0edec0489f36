"""What the interface says in the language of the request, in views and in templates.

Flask-Babel finds the catalogue; ``i18n.translator`` fills in the values, so that one bad translation never breaks a page.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import get_translations
from markupsafe import Markup

from reader.i18n.translator import Translator
from reader.web.request_language import request_language


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language of the request."""
    return _phrases(str).gettext(message, **values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return a message in the form its number wants, in the language of the request."""
    return _phrases(str).ngettext(singular, plural, number, **values)


def _escaping(message: str, /, **values: object) -> str:
    return _phrases(Markup).gettext(message, **values)


def _escaping_plural(singular: str, plural: str, number: int, /, **values: object) -> str:
    return _phrases(Markup).ngettext(singular, plural, number, **values)


def _phrases(form: type[str]) -> Translator:
    return Translator(language=request_language(), catalogue=get_translations(), form=form)


def init_app(app: Flask) -> None:
    """Let templates speak: ``_()``, ``ngettext()`` and ``{% trans %}`` go through Phrases, not through Jinja's own filling-in."""
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the i18n extension, which Flask-Babel loads
    app.jinja_env.globals.update(_=_escaping, gettext=_escaping, ngettext=_escaping_plural)
