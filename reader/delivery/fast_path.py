"""Read a request that is like nearly all others. Pure.

A page is asked for with GET, in one piece, without a body, and the connection is kept. One pattern reads that in a tenth
of the time that a parser takes which has to be ready for anything. Whatever else comes is left to such a parser: what is
read here it would take as well and understand alike, and a test holds the two together.
"""

from __future__ import annotations

import re
from typing import Final

from reader.delivery.http.messages import READ_HEADERS, Request, split_target

# In each of these there is more to a request than can be seen here.
_SETTLED_ELSEWHERE: Final = frozenset({"content-length", "transfer-encoding", "expect", "upgrade"})
# Names are tokens, values visible; more lines than browsers send. Source: RFC 9110 §5.1, §5.5, §5.6.2; RFC 9112 §3.2.1, §5.
_WHOLE: Final = re.compile(
    rb"GET (/[\x21-\x7e]*+) HTTP/1\.1\r\n((?:[!#$%&'*+\-.^_`|~0-9A-Za-z]++:[^\x00-\x08\x0a-\x1f\x7f]*+\r\n){1,40}+)\r\n"
)
_FIELD: Final = re.compile(r"([^:]++):[ \t]*+([^\r]*+)\r\n")


def read_ordinary_request(received: bytes) -> Request | None:
    """Return the one request that these bytes are, or None when there is anything unusual about them."""
    whole = _WHOLE.fullmatch(received)
    if not whole:
        return None
    fields = _FIELD.findall(whole[2].decode("latin-1"))
    said = {name.lower(): value for name, value in fields}
    is_clear = len(said) == len(fields) and _SETTLED_ELSEWHERE.isdisjoint(said)
    if not is_clear or said.get("connection", "keep-alive").rstrip().lower() != "keep-alive":
        return None
    headers = {name: said[name].rstrip(" \t") for name in READ_HEADERS if name in said}
    path, query = split_target(whole[1].decode("ascii"))
    return Request(method="GET", path=path, query=query, headers=headers)
