"""What a page may be made of: the elements and attributes that templates and sanitiser write.

What stands in a message, a title or a query is words. Where it became markup after all, this finds
it on the finished page, whatever let it through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from reader.checks.findings.page import PageCode
from reader.checks.page_facts import REMEMBERED_TAGS, PageFacts, read_attributes
from reader.library.findings import Finding
from reader.library.text import markdown

_SHOWN_CHARACTERS: Final = 60

_WORDS: Final = r"(?s:.*)"
_NAMES: Final = r"[a-z0-9_-]+(?: [a-z0-9_-]+)*"
_LANGUAGE: Final = r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*"
_WEB: Final = r"https?://[^\s\\]+"
# Two slashes, of either kind, lead to another site.
_PLACE: Final = r"/(?![/\\])[^\s\\]*"
_ADDRESS: Final = rf"{_WEB}|{_PLACE}|#[^\s]+|(?:mailto|tel|sms):[^\s]+"
_POLICY: Final = (
    "default-src 'none';style-src '(?:none|sha256-[A-Za-z0-9+/]+=*)';img-src data:;"
    "form-action 'self';base-uri 'none'"
)

# Attribute → what its value may be. Nothing here runs, fetches, or moves a reader who does nothing.
_VALUES: Final[Mapping[str, str]] = {
    "action": _PLACE,
    "aria-current": "page|true",
    "aria-describedby": _NAMES,
    "aria-invalid": "true",
    "aria-label": _WORDS,
    "aria-labelledby": _NAMES,
    "autocomplete": "off",
    "checked": "",
    "class": _NAMES,
    "dir": "ltr|rtl",
    "download": "",
    "for": _NAMES,
    "href": _ADDRESS,
    "hreflang": _LANGUAGE,
    "id": _NAMES,
    "lang": _LANGUAGE,
    "method": "post",
    "name": _NAMES,
    "rel": "alternate|next|noreferrer|prev",
    "role": "search",
    "rows": r"\d",
    "scope": "col",
    "selected": "",
    "start": r"\d+",
    "tabindex": "-1",
    "title": _WORDS,
    "type": "checkbox|hidden|search|submit|text",
    "value": _WORDS,
}
_OF_ANY: Final = "class dir id lang"
# Element → the attributes that templates give it, beside those of any.
_OF_TEMPLATES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("article", "b", "body", "dd", "dl", "dt", "fieldset", "footer", "h1", "h2", "h3"), ""
    ),
    **dict.fromkeys(
        ("head", "header", "html", "legend", "li", "mark", "p", "section", "small"), ""
    ),
    **dict.fromkeys(("strong", "style", "title", "ul"), ""),
    "a": "aria-current download href hreflang rel",
    "aside": "aria-label",
    "div": "role",
    "form": "action aria-labelledby method role",
    "input": "aria-describedby aria-invalid autocomplete checked name type value",
    "label": "for",
    "main": "tabindex",
    "nav": "aria-label aria-labelledby",
    "ol": "start",
    "option": "selected value",
    "select": "aria-describedby aria-invalid name",
    "span": "aria-current",
    "textarea": "aria-describedby aria-invalid autocomplete name rows",
}
# Elements that speak to the browser are written in a few ways, each of them whole.
_WHOLE: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    "link": (
        {"rel": "alternate", "hreflang": f"{_LANGUAGE}|x-default", "href": _WEB},
        {"rel": "canonical", "href": _WEB},
        {"rel": "icon", "href": "data:,"},
        {"rel": "alternate", "type": r"application/atom\+xml", "href": _PLACE},
        {"rel": "search", "type": r"application/opensearchdescription\+xml", "href": _PLACE},
    ),
    "meta": (
        {"charset": "utf-8"},
        {"http-equiv": "Content-Security-Policy", "content": _POLICY},
        {"name": "referrer", "content": "same-origin"},
        {"name": "robots", "content": "noindex"},
        {"name": "viewport", "content": "width=device-width"},
        {"name": "description", "content": _WORDS},
        {"property": "og:title", "content": _WORDS},
    ),
}

_Form: TypeAlias = Mapping[str, re.Pattern[str]]


def _forms() -> Iterator[tuple[str, tuple[_Form, ...]]]:
    """Yield every element with the forms it may have: each is attribute → pattern of its value."""
    for tag in {*_OF_TEMPLATES, *markdown.TAGS}:
        names = {
            *_OF_ANY.split(),
            *_OF_TEMPLATES.get(tag, "").split(),
            *markdown.ATTRIBUTES.get(tag, ()),
        }
        yield tag, ({name: re.compile(_VALUES[name]) for name in names},)
    for tag, forms in _WHOLE.items():
        yield (
            tag,
            tuple({name: re.compile(value) for name, value in form.items()} for form in forms),
        )


ELEMENTS: Final[Mapping[str, tuple[_Form, ...]]] = MappingProxyType(dict(_forms()))


def check_markup(page: PageFacts, *, address: str) -> tuple[Finding, ...]:
    """Report elements, attributes and values that neither a template nor a text writes.

    The path of a finding is the address.
    """
    faults = [
        (PageCode.STRAY_LESS_THAN_SIGN, stray.line, {"text": stray.text}) for stray in page.strays
    ]
    for element in page.elements:
        faults += [
            (code, element.line, arguments)
            for code, arguments in _faults(element.tag, element.written)
        ]
    found = (Finding.of(code, address, line, **arguments) for code, line, arguments in faults)
    return tuple(sorted(found, key=lambda finding: finding.order))


@lru_cache(REMEMBERED_TAGS)
def _faults(tag: str, written: str) -> tuple[tuple[PageCode, dict[str, str]], ...]:
    """Return code and arguments of what is wrong with a tag, by the form that it misses least."""
    attributes, forms = read_attributes(written), ELEMENTS.get(tag)
    if forms is None:
        return ((PageCode.UNKNOWN_ELEMENT, {"element": tag}),)
    if any(not _misfits(attributes, form) for form in forms):
        return ()
    form = min(
        forms, key=lambda form: (len(attributes.keys() - form), len(_misfits(attributes, form)))
    )
    return tuple(
        (
            PageCode.WRONG_ATTRIBUTE_VALUE if name in form else PageCode.UNKNOWN_ATTRIBUTE,
            {"element": tag, "attribute": name, "value": attributes[name][:_SHOWN_CHARACTERS]},
        )
        for name in _misfits(attributes, form)
    )


def _misfits(attributes: Mapping[str, str], form: _Form) -> list[str]:
    return [
        name
        for name, value in attributes.items()
        if name not in form or not form[name].fullmatch(value)
    ]
