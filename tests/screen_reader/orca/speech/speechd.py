"""Instead of Debian's library of this name: a voice that is not heard and writes everything down.

Run by the system's Python, as Orca is. Each line of the file that SPOKEN names is one phrase, a
string in JSON. The language is not written down: Orca 43 never changes it by itself.
"""

import html
import json
import os
import re
import threading
from pathlib import Path

SPOKEN = Path(os.environ["SPOKEN"])
# Orca reads on when it hears that an utterance is over.
SAYING_SECONDS = 0.01


class SSIPCommunicationError(Exception):
    """Orca catches this one; it is never raised."""


class SSIPCommandError(Exception):
    """As above."""


class CallbackType:
    """What the voice tells Orca about an utterance."""

    BEGIN, END, CANCEL, PAUSE, RESUME, INDEX_MARK = (
        "begin",
        "end",
        "cancel",
        "pause",
        "resume",
        "index-mark",
    )


class PunctuationMode:
    """How many marks are said by their names."""

    ALL, MOST, SOME, NONE = "all", "most", "some", "none"


class Priority:
    """Which message waits for which."""

    IMPORTANT, TEXT, MESSAGE = "important", "text", "message"
    NOTIFICATION, PROGRESS = "notification", "progress"


class DataMode:
    """Utterances arrive as SSML."""

    TEXT, SSML = "text", "ssml"


class SSIPClient:
    """The connection over which Orca speaks."""

    def __init__(self, *names, **options):
        pass

    def get_language(self):
        """Return the language of the voice."""
        return "en"

    def get_rate(self):
        """Return how fast the voice is: as fast as any other."""
        return 0

    get_pitch = get_volume = get_rate

    def list_output_modules(self):
        """Return the engines there are."""
        return ("silent",)

    def list_synthesis_voices(self):
        """Return the voices of the engine: name, language, variant."""
        return (("english", "en", None), ("spanish", "es", None))

    def speak(self, ssml, callback=None, event_types=None):
        """Write an utterance down, and tell Orca after a moment that it was said."""
        _write(html.unescape(re.sub("<[^>]*>", "", ssml)))
        if callback:
            threading.Timer(SAYING_SECONDS, _say, [callback]).start()

    def char(self, character):
        """Say one letter."""
        _write(character)

    key = char

    def __getattr__(self, name):
        """Take every other command, such as how fast to speak, and do nothing."""
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *values, **options: None


def _say(callback):
    callback(CallbackType.BEGIN)
    callback(CallbackType.END)


def _write(phrase):
    with SPOKEN.open("a", encoding="utf-8") as file:
        file.write(json.dumps(phrase) + "\n")
