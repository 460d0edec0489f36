"""The translator of the request, for views and for templates.

Flask-Babel finds the catalogue; ``i18n.translator`` fills in the values, so that one bad
translation never breaks a page.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask, g
from flask_babel import Babel, get_translations
from markupsafe import escape

from reader.i18n.translator import Translator
from reader.web.request_language import request_language


def translator() -> Translator:
    """Return the translator of the request, made the first time it is asked for."""
    made: Translator | None = g.get("translator")
    if made is None:
        made = Translator(language=request_language(), catalogue=get_translations())
        g.translator = made
    return made


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language of the request."""
    return translator().gettext(message, **values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return a message in its plural form for ``number``, in the language of the request."""
    return translator().ngettext(singular, plural, number, **values)


def _escaping_translator() -> Translator:
    made: Translator | None = g.get("escaping_translator")
    if made is None:
        made = g.escaping_translator = replace(translator(), form=escape)
    return made


def _escaped_gettext(message: str, /, **values: object) -> str:
    return _escaping_translator().gettext(message, **values)


def _escaped_ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    return _escaping_translator().ngettext(singular, plural, number, **values)


def _catalogue_name() -> str:
    # By the tag of the language: its formats may be those of a locale that has no catalogue.
    return request_language().tag.replace("-", "_")


def init_app(app: Flask, catalogues: Path) -> None:
    """Make ``_()``, ``gettext()``, ``ngettext()`` and ``{% trans %}`` use the request's translator.

    Jinja's own callables take every message for markup, so none of them is installed. A message
    with a context, which no template has, is an undefined name.
    """
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(catalogues)
    Babel(app, locale_selector=_catalogue_name, configure_jinja=False)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the i18n extension
    app.jinja_env.globals.update(
        _=_escaped_gettext, gettext=_escaped_gettext, ngettext=_escaped_ngettext
    )
