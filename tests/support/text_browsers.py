"""The four text browsers: how each shows a page as text, and by which keys somebody reads in it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support.terminal import COLUMNS, Terminal, environment, running

# The commands that print a page as text, without and with a list of its links.
DUMPING: Final[Mapping[str, tuple[str, ...]]] = {
    "lynx": ("lynx", "-dump", "-nolist", f"-width={COLUMNS}", "-display_charset=utf-8"),
    "w3m": ("w3m", "-dump", "-cols", str(COLUMNS), "-O", "UTF-8", "-I", "UTF-8"),
    "links2": ("links2", "-dump", "-width", str(COLUMNS), "-codepage", "utf-8"),
    "elinks": (
        "elinks",
        "-dump",
        "-dump-width",
        str(COLUMNS),
        "-dump-charset",
        "utf-8",
        "-no-references",
        "-no-numbering",
    ),
}
LISTING: Final[Mapping[str, tuple[str, ...]]] = {
    "lynx": ("lynx", "-dump", f"-width={COLUMNS}", "-display_charset=utf-8"),
    "w3m": ("w3m", "-o", "display_link_number=1", *DUMPING["w3m"][1:]),
    "elinks": DUMPING["elinks"][:-2],
}
ENTER: Final = "\r"
TAB: Final = "\t"
DOWN: Final = "\x1b[B"
# The first words of every page, which show that its top is on the screen; and how much of a title
# surely fits into one line.
SKIP_LINKS: Final = ("Skip to the text", "Saltar al texto")
TITLE_SHOWN: Final = 40
# What two of them ask over the page: which words to look for, which link to go to.
ASKING: Final = "Search for text"
CALLING: Final = "Enter link number"
# The links of a page's head, which three of them put above the page in their own words.
OF_THE_HEAD: Final = re.compile(r"^\s*(?:#(?:(?:\[\d+\])?(?:alternate|search) ?)+|Link: .*)$")


def dumped(command: tuple[str, ...], address: str, home: Path) -> list[str]:
    """Return the lines that a text browser shows, without those of the page's head.

    Its exit status says nothing: lynx's is 1 for a 404 page.
    """
    done = subprocess.run(
        [*command, address],
        capture_output=True,
        check=False,
        env=environment(home),
        cwd=home,
        timeout=60,
    )
    assert done.stdout, done.stderr
    return [line for line in done.stdout.decode().splitlines() if not OF_THE_HEAD.match(line)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What differs between them at a terminal.

    ``done`` is what it says below a loaded page, ``greeting`` what it says first in a new home.
    Keys: ``onward`` to the next link or field, ``to_field`` from found words to the field after
    them, ``before_typing`` once on a text field, ``send`` from what is typed to its results.
    ``by_number``: if a search moves the page and not the cursor, links are followed by their
    numbers, with these keys after the number.
    """

    command: tuple[str, ...]
    done: str = "://"
    onward: str = DOWN
    to_field: str = ""
    before_typing: str = ""
    send: str = ENTER
    greeting: str = ""
    by_number: str = ""


KEYS: Final[Mapping[str, Keys]] = {
    "lynx": Keys(command=("lynx",), done="H)elp", send=TAB + ENTER),
    "w3m": Keys(
        command=("w3m", "-I", "UTF-8", "-O", "UTF-8"),
        done="Viewing",
        onward=TAB,
        to_field=TAB,
        before_typing=ENTER,
        send=ENTER + TAB + ENTER,
    ),
    # It asks before it sends any form; the answer would always be yes.
    "elinks": Keys(
        command=(
            "elinks",
            "-eval",
            "set document.browse.forms.confirm_submit = 0",
            "-eval",
            "set document.browse.links.numbering = 1",
        ),
        greeting="Welcome to ELinks!",
        by_number=ENTER + ENTER,
    ),
    # Without -no-connect all of them would be one process.
    "links2": Keys(
        command=("links2", "-no-connect", "-html-numbered-links", "1"),
        send=ENTER + ENTER,
        greeting="Welcome to links!",
        by_number=ENTER,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who reads in a text browser, by keys and by what the screen says."""

    keys: Keys
    terminal: Terminal

    def arrives(self, title: str) -> None:
        """Wait until the top of a page is shown, with as much of its title as fits."""
        start = title[:TITLE_SHOWN]
        self.terminal.until(
            lambda terminal: (
                start in terminal.lines[0] + terminal.lines[-1]
                and any(words in terminal.text for words in SKIP_LINKS)
                and self.keys.done in terminal.lines[-1]
            ),
            f"the top of the page {start!r}, and {self.keys.done!r} below it",
        )

    def finds(self, words: str) -> None:
        """Look for words further down the page, and wait until they are on the screen."""
        self.terminal.type(f"/{words}{ENTER}").until(
            lambda terminal: words in terminal.page and ASKING not in terminal.page,
            f"{words!r} on the page",
        )

    def follows(self, words: str) -> None:
        """Follow the link that begins with these words."""
        self.finds(words)
        if self.keys.by_number:
            self._calls(rf"\[(\d+)\]{re.escape(words)}")
        else:
            self.terminal.until(
                lambda terminal: words in terminal.at_cursor and terminal.on_page,
                f"the cursor at {words!r}",
            ).type(ENTER)

    def chooses(self, label: str, option: str) -> None:
        """Open the options of the field that has this label, go down to one, and take it."""
        self.finds(label)
        if self.keys.by_number:
            self._calls(rf"{re.escape(label)}.*?\[(\d+)\]")
        else:
            self.terminal.type(self.keys.to_field + ENTER)
        self.terminal.until(lambda terminal: option in terminal.page, f"the option {option!r}")
        self._walks(DOWN, option)
        taken = rf"{re.escape(label)} [\W\d_]*{re.escape(option)}"
        self.terminal.type(ENTER).until(
            lambda terminal: re.search(taken, terminal.page), f"{option!r} in its field"
        )

    def presses(self, button: str) -> None:
        """Go on to a button that is a few fields away, and press it."""
        if self.keys.by_number:
            self.finds(button)
            self._calls(rf"\[(\d+)\]\[ {re.escape(button)}")
        else:
            self._walks(self.keys.onward, button)
            self.terminal.type(ENTER)

    def searches(self, label: str, words: str) -> None:
        """From the top of a page, go to the field with this label, fill it in, and send it."""
        if self.keys.by_number:
            self._calls(rf"{re.escape(label)}.*?\[(\d+)\]")
        else:
            self._walks(self.keys.onward, label)
            self.terminal.type(self.keys.before_typing)
        self.terminal.type(words).until(
            lambda terminal: words in terminal.at_cursor, f"{words!r} where the cursor is"
        ).type(self.keys.send)

    def _walks(self, key: str, words: str) -> None:
        """Press a key until the cursor is at these words."""
        while words not in self.terminal.settled().at_cursor:
            before = self.terminal.cursor
            self.terminal.type(key).until(
                lambda terminal, before=before: terminal.cursor != before,
                f"the cursor on its way to {words!r}",
            )

    def _calls(self, numbered: str) -> None:
        """Call what has the number that the pattern finds on the screen."""
        number = self.terminal.until(
            lambda terminal: re.search(numbered, terminal.page), f"a number, {numbered}"
        ).found(numbered)
        self.terminal.type(number).until(
            lambda terminal: CALLING in terminal.page and number in terminal.at_cursor,
            f"{number} where the cursor is",
        ).type(self.keys.by_number)


@contextmanager
def reading(program: str, address: str, home: Path) -> Iterator[Reader]:
    """Open a page in a text browser."""
    keys = KEYS[program]
    with running((*keys.command, address), home) as terminal:
        if keys.greeting:
            terminal.until_it_says(keys.greeting).type(ENTER)
        yield Reader(keys=keys, terminal=terminal)
