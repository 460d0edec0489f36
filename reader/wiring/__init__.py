"""The composition root: only it reads settings, and only it imports every other package.

Imports are inside functions, so that each command pays only for its own: a running server needs
neither Markdown nor the minifier nor the writer of the index, and an unchanged build needs nothing
at all.
"""
