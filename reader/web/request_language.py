"""The language of a request: the one in the address, or else the one negotiated with the browser."""

from __future__ import annotations

from flask import g, request

from reader.i18n.languages import Language
from reader.i18n.negotiation import negotiate
from reader.web.site import Site, current_site


def request_language() -> Language:
    """Return the language of the current request, also for an address that leads nowhere."""
    if "language" not in g:
        header = request.headers.get("Accept-Language", "")
        g.language = language_of(current_site(), request.path, header)
    found: Language = g.language
    return found


def language_of(site: Site, path: str, accept_language: str) -> Language:
    """Return the language named by the first segment of ``path``, or else the negotiated one.

    Source: RFC 9110 §12.5.4.
    """
    segment = path.split("/", 2)[1] if path.startswith("/") else ""
    return site.language(segment if segment in site.tags else negotiate(accept_language, site.tags))
