"""Render Markdown as sanitised HTML, with headings, passages, plain text and glossary links."""
