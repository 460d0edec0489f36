"""The one stylesheet: every page carries the rules that it uses, and a content policy that allows these and nothing else.

A rule for tables costs a page without a table as much as a link. So each page is dressed when its HTML is made: of every rule
stay the selectors whose elements, classes and attributes all occur somewhere in the page.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, g

from reader.delivery.http.response_headers import page_policy

# Where a template leaves room. Text cannot look like it: there, < and " are escaped.
_STYLE: Final = "<style></style>"
_POLICY: Final = '<meta http-equiv="Content-Security-Policy" content="">'
_EXTENSION: Final = "reader-style"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE: Final = re.compile(r"\s*([{};:,>+])\s*|\s+")
_RULE: Final = re.compile(r"(?:(@[^{}]+)\{((?:[^{}]+\{[^{}]*\})+)\})|([^{}]+)\{([^{}]*)\}")
_NAME: Final = re.compile(r"::?[a-z-]+|\[([a-z-]+)(?:(\^?)=([a-z-]+))?\]|([.#]?)([a-z][a-z0-9_-]*)")
_IN_PAGE: Final = re.compile(r'<([a-z][a-z0-9]*)|\bclass="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class CssRule:
    """Declarations for ``selectors``, each with what a page must hold for it; ``inside`` is the condition of an at-rule, or empty."""

    inside: str
    selectors: tuple[tuple[str, tuple[str, ...]], ...]
    declarations: str


def compact(css: str) -> str:
    """Return a stylesheet without comments, line ends and the last semicolon of a rule. Only for our own, plain CSS."""
    spaced = _SPACE.sub(lambda match: match.group(1) or " ", _COMMENT.sub("", css))
    return spaced.replace(";}", "}").replace(" :", ":").strip()


def rules(css: str, inside: str = "") -> Iterator[CssRule]:
    """Yield the rules of a compact stylesheet, in their order."""
    for condition, nested, selectors, declarations in _RULE.findall(css):
        if condition:
            yield from rules(nested, condition)
        else:
            needs = tuple((selector, tuple(_needs(selector))) for selector in selectors.split(","))
            yield CssRule(inside=inside, selectors=needs, declarations=declarations)


def _needs(selector: str) -> Iterator[str]:
    """Yield what a page must hold for a selector to match: ``.name``, ``element``, or the beginning of an attribute as it is written."""
    for attribute, beginning, value, sign, name in _NAME.findall(selector):
        if attribute:
            yield f' {attribute}="{value}' + ('"' if value and not beginning else "")
        elif name:
            yield f' id="{name}"' if sign == "#" else sign + name


def used(sheet: tuple[CssRule, ...], html: str) -> str:
    """Return the rules that a page uses, as compact CSS."""
    held = {
        name
        for element, classes in _IN_PAGE.findall(html)
        for name in (element, *(f".{each}" for each in classes.split()))
    }
    css: list[str] = []
    condition = ""
    for rule in sheet:
        selectors = ",".join(
            selector
            for selector, needs in rule.selectors
            if all(_holds(html, held, need) for need in needs)
        )
        if selectors:
            css.append(_passage(condition, rule.inside) + f"{selectors}{{{rule.declarations}}}")
            condition = rule.inside
    return "".join(css) + _passage(condition, "")


def _holds(html: str, held: set[str], need: str) -> bool:
    return need in html if need.startswith(" ") else need in held


def _passage(condition: str, following: str) -> str:
    """Return what closes one at-rule and opens the next."""
    return (
        "" if condition == following else "}" * bool(condition) + f"{following}{{" * bool(following)
    )


def digest(css: str) -> str:
    """Return the hash by which a content policy allows an inline stylesheet. Source: Content Security Policy Level 3, §2.3.1."""
    return f"sha256-{b64encode(hashlib.sha256(css.encode()).digest()).decode()}"


def inline(html: str) -> str:
    """Return a page with the rules that it uses in its empty ``style``, and the policy that allows them in its empty ``meta``."""
    css = used(current_app.extensions[_EXTENSION], html)
    g.style_digest = digest(css)
    policy = _POLICY.replace('""', f'"{page_policy(g.style_digest)}"')
    return html.replace(_STYLE, f"<style>{css}</style>", 1).replace(_POLICY, policy, 1)


def style_digest() -> str:
    """Return the hash of the rules of the page that answers the present request."""
    found: str = g.style_digest
    return found


def init_app(app: Flask) -> None:
    """Read the stylesheet, once for each application."""
    loader = app.jinja_env.loader
    assert loader is not None  # noqa: S101  # Flask always sets one
    source, _, _ = loader.get_source(app.jinja_env, "style.css")
    app.extensions[_EXTENSION] = tuple(rules(compact(source)))
