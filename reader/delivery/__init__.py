"""Bytes on the wire: ready pages, their codings, and the two doors. Knows nothing of content or of Flask."""
