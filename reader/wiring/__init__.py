"""The composition root: which room gets what. The only reader of settings, and the only room that knows every other.

Imports stand inside functions, so that each command pays only for its own: a running server needs neither Markdown nor
minifier nor the writer of the index, and an unchanged build needs nothing at all.
"""
