"""Which language a request is answered in: the address decides; where it names none, the reader's browser does."""

from __future__ import annotations

from flask import request

from reader.i18n.languages import Language
from reader.i18n.negotiation import negotiate
from reader.web.site import Site, current_site


def request_language() -> Language:
    """Return the language of the present request, also for an address that leads nowhere."""
    return language_of(current_site(), request.path, request.headers.get("Accept-Language", ""))


def language_of(site: Site, path: str, accept_language: str) -> Language:
    """Return the language that the first segment of ``path`` names, or else the negotiated one. Source: RFC 9110 §12.5.4."""
    segment = path.split("/", 2)[1] if path.startswith("/") else ""
    return site.language(segment if segment in site.tags else negotiate(accept_language, site.tags))
