"""Find characters that have no place in text: marks of broken files, private glyphs, layout by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings

# Unicode: control characters but tab and line feed, U+2028 and U+2029 (they end a line for some readers and not for
# others), and the code points that are not characters.
BAD_CHARACTERS: Final = {
    FindingCode.BYTE_ORDER_MARK: "\ufeff",
    FindingCode.CONTROL_CHARACTER: "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    ),
    FindingCode.PRIVATE_USE: "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    FindingCode.VARIATION_SELECTOR: "\ufe00-\ufe0f\U000e0100-\U000e01ef",
}
NO_BREAK: Final = "\u00a0\u2007\u202f"

_ANY_STRANGE: Final = re.compile(f"[{''.join(BAD_CHARACTERS.values())}]")
_BY_CODE: Final = {
    code: re.compile(f"[{characters}]") for code, characters in BAD_CHARACTERS.items()
}
_HAS_NO_BREAK: Final = re.compile(f"[{NO_BREAK}]")
_SPACES: Final = re.compile(
    rf"(?:^|(?<=\n))[ \t{NO_BREAK}]+|[ \t{NO_BREAK}]+(?=\n|$)|[ \t{NO_BREAK}]{{2,}}"
)


def check(text: str, report: FileFindings, first_line: int = 1) -> str:
    """Note strange characters, one of each code a line, and return the text without them. ``first_line`` is the text's."""
    if text.isascii() and not _ANY_STRANGE.search(text):
        return text
    named: set[tuple[FindingCode, int]] = set()
    line, read = first_line, 0
    for offset, code, name in sorted(strange(text)):
        line, read = line + text.count("\n", read, offset), offset
        if (code, line) not in named:
            named.add((code, line))
            report.add(code, line, character=name)
    return clean(text)


def clean(text: str) -> str:
    """Return a text without strange characters, and without layout by no-break spaces."""
    return _SPACES.sub(_plain_spaces, _ANY_STRANGE.sub("", text))


def strange(text: str) -> Iterator[tuple[int, FindingCode, str]]:
    """Yield the offset, the code and the name (``U+E000``) of every strange character, and of layout by no-break spaces."""
    for match in _ANY_STRANGE.finditer(text):
        code = next(code for code, pattern in _BY_CODE.items() if pattern.match(match[0]))
        yield match.start(), code, f"U+{ord(match[0]):04X}"
    for match in _SPACES.finditer(text):
        if found := _HAS_NO_BREAK.search(match[0]):
            yield match.start(), FindingCode.NO_BREAK_LAYOUT, f"U+{ord(found[0]):04X}"


def _plain_spaces(match: re.Match[str]) -> str:
    """Return what a run of spaces becomes: itself, or where it holds no-break spaces one space, and none at a line's end."""
    run = match[0]
    if not _HAS_NO_BREAK.search(run):
        return run
    at_edge = (
        match.start() == 0
        or match.end() == len(match.string)
        or "\n" in (match.string[match.start() - 1], match.string[match.end()])
    )
    return "" if at_edge else " "
