"""Parse the simple requests that nearly all readers send. Pure.

A page is requested with GET, in one piece, without a body, on a connection that stays open. One
pattern parses that in a tenth of the time of a parser that is ready for anything. All else is left
to gunicorn's parser, which reads these requests alike; a test holds the two together.
"""

from __future__ import annotations

import re
from typing import Final

from reader.delivery.http.messages import READ_HEADERS, Request, split_target

# With one of these, a request is not simple.
_NOT_SIMPLE: Final = frozenset({"content-length", "transfer-encoding", "expect", "upgrade"})
# Field names are tokens, values visible; 40 lines are more than browsers send.
# Source: RFC 9110 §5.1, §5.5, §5.6.2; RFC 9112 §3.2.1, §5.
_REQUEST: Final = re.compile(
    rb"GET (/[\x21-\x7e]*+) HTTP/1\.1\r\n"
    rb"((?:[!#$%&'*+\-.^_`|~0-9A-Za-z]++:[^\x00-\x08\x0a-\x1f\x7f]*+\r\n){1,40}+)\r\n"
)
_FIELD: Final = re.compile(r"([^:]++):[ \t]*+([^\r]*+)\r\n")


def parse_simple_request(received: bytes) -> Request | None:
    """Return the one request that these bytes are, or None if it is not simple."""
    matched = _REQUEST.fullmatch(received)
    if not matched:
        return None
    fields = _FIELD.findall(matched[2].decode("latin-1"))
    values = {name.lower(): value for name, value in fields}
    is_simple = len(values) == len(fields) and _NOT_SIMPLE.isdisjoint(values)
    if not is_simple or values.get("connection", "keep-alive").rstrip().lower() != "keep-alive":
        return None
    headers = {name: values[name].rstrip(" \t") for name in READ_HEADERS if name in values}
    path, query = split_target(matched[1].decode("ascii"))
    return Request(method="GET", path=path, query=query, headers=headers)
