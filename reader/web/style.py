"""The one stylesheet, put into every page, and the content policy that allows it and nothing else."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import Final

from flask import Flask, current_app
from markupsafe import Markup

from reader.delivery.policies import page_policy

_EXTENSION: Final = "reader-style"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE: Final = re.compile(r"\s*([{};:,>])\s*|\s+")


def compact(css: str) -> str:
    """Return a stylesheet without comments, line ends and the last semicolon of a rule. Only for our own, plain CSS."""
    spaced = _SPACE.sub(lambda match: match.group(1) or " ", _COMMENT.sub("", css))
    return spaced.replace(";}", "}").replace(" :", ":").strip()


def digest(css: str) -> str:
    """Return the hash by which a content policy allows an inline stylesheet. Source: Content Security Policy Level 3, §2.3.1."""
    return f"sha256-{b64encode(hashlib.sha256(css.encode()).digest()).decode()}"


def equip(app: Flask) -> None:
    """Give the templates the stylesheet and the policy that allows it, made once for each application."""
    loader = app.jinja_env.loader
    assert loader is not None  # noqa: S101  # Flask always sets one
    source, _, _ = loader.get_source(app.jinja_env, "style.css")
    css = compact(source)
    app.extensions[_EXTENSION] = digest(css)
    app.jinja_env.globals.update(style=Markup(css), content_policy=page_policy(digest(css)))  # noqa: S704  # our own file


def style_digest() -> str:
    """Return the hash of the stylesheet of the application that answers the present request."""
    found: str = current_app.extensions[_EXTENSION]
    return found
