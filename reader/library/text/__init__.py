"""Turn Markdown into sanitised HTML, and that into headings, plain text and glossary links."""
