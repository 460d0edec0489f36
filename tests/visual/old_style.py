"""What is left of a stylesheet in a browser of 2014: tables of what it knew, all else removed.

Such a browser drops a declaration it does not understand, a whole rule for one selector, and a
whole block for a medium. Opera Mini, KaiOS 2.5 and the WebView of Android 4.4 are meant; what one
of them lacks (``calc()`` in Opera Mini) counts as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROPERTIES: Final = _words(
    """
    background background-attachment background-clip background-color background-image
    background-origin background-position background-repeat background-size border border-bottom
    border-bottom-color border-bottom-style border-bottom-width border-collapse border-color
    border-left border-left-color border-left-style border-left-width border-radius border-right
    border-right-color border-right-style border-right-width border-spacing border-style border-top
    border-top-color border-top-style border-top-width border-width bottom box-shadow box-sizing
    caption-side clear clip color content counter-increment counter-reset cursor direction display
    empty-cells float font font-family font-size font-style font-variant font-weight height left
    letter-spacing line-height list-style list-style-image list-style-position list-style-type
    margin margin-bottom margin-left margin-right margin-top max-height max-width min-height
    min-width opacity orphans outline outline-color outline-offset outline-style outline-width
    overflow overflow-x overflow-y padding padding-bottom padding-left padding-right padding-top
    page-break-after page-break-before page-break-inside position quotes right table-layout
    text-align text-decoration text-indent text-overflow text-shadow text-transform top unicode-bidi
    vertical-align visibility white-space widows width word-spacing word-wrap z-index
    """
)
FUNCTIONS: Final = _words(
    "attr counter counters hsl hsla linear-gradient repeating-linear-gradient rgb rgba url"
)
UNITS: Final = _words("em ex rem px pt pc cm mm in % deg s ms vh vw")
# Words that a property of old took later.
NEW_WORDS: Final = _words(
    """
    start end match-parent justify-all sticky grid inline-grid flow-root contents fit-content
    min-content max-content stretch clip break-spaces anywhere unset revert revert-layer system-ui
    ui-serif ui-sans-serif ui-monospace math canvas canvastext linktext visitedtext activetext field
    fieldtext mark marktext selecteditem accentcolor
    """
)
PSEUDO: Final = _words(
    """
    active after before checked disabled empty enabled first-child first-letter first-line
    first-of-type focus hover lang last-child last-of-type link not nth-child nth-last-child
    nth-of-type only-child only-of-type root target visited
    """
)
MEDIA: Final = _words(
    "all and height max-height max-width min-height min-width not only orientation portrait "
    "landscape print screen width"
)

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_HEX: Final = re.compile(r"#(?![0-9a-f]{3}\b|[0-9a-f]{6}\b)[0-9a-f]+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![\w#-])[+-]?(?:\d+\.?\d*|\.\d+)(%|[a-z]+)?", re.IGNORECASE)
_WORD: Final = re.compile(r"(?<![\w#-])-{0,2}[a-z][\w-]*", re.IGNORECASE)
# A color of a gradient that names both its ends.
_DOUBLE_STOP: Final = re.compile(
    r"gradient\((?:[^()]*,)?\s*[^\s,()]+\s+[\d.]+(?:%|[a-z]+)?\s+[\d.]"
)


def aged(css: str) -> str:
    """Return the stylesheet as a browser of 2014 has it."""
    return "".join(_rules(_COMMENT.sub("", css)))


def _rules(css: str) -> Iterator[str]:
    for prelude, body in _blocks(css):
        if prelude.startswith("@media"):
            if set(_WORD.findall(prelude.removeprefix("@media"))) <= MEDIA and not re.search(
                "[<>=]", prelude
            ):
                yield f"{prelude} {{ {''.join(_rules(body))} }}\n"
        elif not prelude.startswith("@") and _knows_selector(prelude):
            yield f"{prelude} {{ {'; '.join(filter(_knows_declaration, _split(body, ';')))} }}\n"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each pair of braces, and what is within.

    Statements without braces, such as ``@import``, are skipped.
    """
    at, depth, start, opened = 0, 0, 0, 0
    while at < len(css):
        string = _STRING.match(css, at)
        if string:
            at = string.end()
            continue
        if css[at] == "{":
            depth, opened = depth + 1, at if depth == 0 else opened
        elif css[at] == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : at]
                start = at + 1
        elif css[at] == ";" and depth == 0:
            start = at + 1
        at += 1


def _split(body: str, mark: str) -> list[str]:
    """Return what stands between marks that are neither in a string nor in parentheses."""
    pieces, depth, start = [], 0, 0
    hidden = _STRING.sub(lambda string: "_" * len(string[0]), body)
    for at, letter in enumerate(hidden):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == mark and depth == 0:
            pieces.append(body[start:at])
            start = at + 1
    return [piece.strip() for piece in (*pieces, body[start:]) if piece.strip()]


def _knows_selector(selector: str) -> bool:
    bare = _STRING.sub('""', selector)
    pseudo = re.findall(r":([\w-]+)", bare)
    return (
        set(pseudo) <= PSEUDO
        and "&" not in bare
        and not re.search(r":not\([^)]*[ ,(]|\s+[is]\s*\]", bare)
    )


def _knows_declaration(declaration: str) -> bool:
    """Whether a declaration is understood: its property, and all its value is made of.

    ``{`` begins a rule within a rule.
    """
    name, _, value = declaration.partition(":")
    bare = _STRING.sub('""', value.removesuffix("!important"))
    words = {word.lower() for word in _WORD.findall(bare)}
    units = {unit.lower() for unit in _NUMBER.findall(bare) if unit}
    functions = {function.lower() for function in re.findall(r"([\w-]+)\(", bare)}
    separated = re.search(r"(?:rgb|hsl)a?\([^,]*\)", bare)  # colors of numbers without commas
    return (
        name.strip().lower() in PROPERTIES
        and functions <= FUNCTIONS
        and units <= UNITS
        and not words & NEW_WORDS
        and not (_HEX.search(bare) or _DOUBLE_STOP.search(bare) or separated or "{" in bare)
    )
