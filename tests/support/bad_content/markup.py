"""Messages with markup, as a translator or somebody who got at a catalogue could try."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# In none of them does a pattern for whole tags find what a browser finds.
HOSTILE: Final[Mapping[str, str]] = {
    "a redirect behind a sign in an attribute": (
        '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/" title="<">'
    ),
    "a link with a sign in its title": (
        '<a title="<" onclick="go()" href="https://elsewhere.example/">'
    ),
    "a base for all links": '<base href="//elsewhere.example/" title="<">',
    "a tag that is never closed": '<a href="https://elsewhere.example/" title="',
    "a script in a tag with a line feed": "<script\n>alert(1)</script>",
    "an attribute that ends the one it stands in": '" onfocus="go()" autofocus="',
    "an entity by name": "&lt;meta http-equiv=refresh&gt;",
    "an entity by number": "&#60;b&#62;",
    "an entity without its end": "&ltb",
    "a comment": "<!-- ",
}
