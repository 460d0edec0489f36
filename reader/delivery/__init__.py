"""Bytes on the wire: prebuilt pages, content codings, the two doors. No content, no Flask."""
