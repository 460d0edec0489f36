"""Find characters that do not belong in text: control codes, private glyphs, no-break layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings

# Controls except tab and line feed, U+2028 and U+2029 (which end a line in some programs and not in
# others), and noncharacters. Source: Unicode.
BAD_CHARACTERS: Final = {
    FindingCode.BYTE_ORDER_MARK: "\ufeff",
    FindingCode.CONTROL_CHARACTER: "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    ),
    FindingCode.PRIVATE_USE: "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    FindingCode.VARIATION_SELECTOR: "\ufe00-\ufe0f\U000e0100-\U000e01ef",
}
_PLAIN: Final = bytes((*b"\t\n", *range(0x20, 0x7F)))
NO_BREAK: Final = "\u00a0\u2007\u202f"

_ANY_BAD: Final = re.compile(f"[{''.join(BAD_CHARACTERS.values())}]")
_BY_CODE: Final = {
    code: re.compile(f"[{characters}]") for code, characters in BAD_CHARACTERS.items()
}
_ANY_NO_BREAK: Final = re.compile(f"[{NO_BREAK}]")
# Runs of spaces, and any space at the start or end of a line.
_SPACES: Final = re.compile(
    rf"(?:^|(?<=\n))[ \t{NO_BREAK}]+|[ \t{NO_BREAK}]+(?=\n|$)|[ \t{NO_BREAK}]{{2,}}"
)


def check(text: str, findings: FileFindings, first_line: int = 1) -> str:
    """Return a text without bad characters. Reports one of each code a line.

    ``first_line`` is the line of the file that the text begins on.
    """
    if not has_any(text):
        return text
    reported: set[tuple[FindingCode, int]] = set()
    line, counted = first_line, 0
    for offset, code, name in sorted(find(text)):
        line, counted = line + text.count("\n", counted, offset), offset
        if (code, line) not in reported:
            reported.add((code, line))
            findings.add(code, line, character=name)
    return clean(text)


def has_any(text: str) -> bool:
    """Return whether a text has a bad character or a no-break space."""
    if text.isascii() and text.isprintable():
        return False
    # Most of a text is plain, and most texts have nothing to report.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    characters = rest.decode("utf-8", "surrogatepass")
    return bool(_ANY_BAD.search(characters) or _ANY_NO_BREAK.search(characters))


def clean(text: str) -> str:
    """Return a text without bad characters, and without layout by no-break spaces."""
    return _SPACES.sub(_plain_spaces, _ANY_BAD.sub("", text))


def find(text: str) -> Iterator[tuple[int, FindingCode, str]]:
    """Yield the offset, code and name (``U+E000``) of bad characters and no-break layout."""
    for match in _ANY_BAD.finditer(text):
        code = next(code for code, pattern in _BY_CODE.items() if pattern.match(match[0]))
        yield match.start(), code, f"U+{ord(match[0]):04X}"
    for match in _SPACES.finditer(text):
        if no_break := _ANY_NO_BREAK.search(match[0]):
            yield match.start(), FindingCode.NO_BREAK_LAYOUT, f"U+{ord(no_break[0]):04X}"


def _plain_spaces(match: re.Match[str]) -> str:
    """Return a run with no-break spaces as one space, or as none at either end of a line."""
    run = match[0]
    if not _ANY_NO_BREAK.search(run):
        return run
    at_edge = (
        match.start() == 0
        or match.end() == len(match.string)
        or "\n" in (match.string[match.start() - 1], match.string[match.end()])
    )
    return "" if at_edge else " "
