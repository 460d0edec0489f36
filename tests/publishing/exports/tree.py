"""A copy of the site as a browser finds it in a folder: its pages, and where their links lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from reader.checks.page_facts import PageFacts, read_page

FORM_TAGS = ("form", "input", "select", "textarea", "button")


@dataclass(frozen=True)
class Tree:
    """The files of a folder."""

    folder: Path

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all files."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return frozenset(path.relative_to(self.folder).as_posix() for path in paths)

    @cached_property
    def pages(self) -> dict[str, PageFacts]:
        """Every page, read."""
        return {name: read_page(self.text(name)) for name in self.names if name.endswith(".html")}

    def text(self, name: str) -> str:
        """Return a file as text."""
        return (self.folder / name).read_text(encoding="utf-8")

    def links(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the links of a page that lead into the folder: as written, and the file."""
        page = self.pages[name]
        written = [each.attributes["href"] for each in page.by_attribute.get("href", ())]
        for each in page.all("meta"):
            if each.attributes.get("http-equiv") == "refresh":
                written.append(each.attributes["content"].partition("url=")[2])
        for link in written:
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc:
                yield link, target(name, unquote(parts.path))

    def faults(self) -> list[str]:
        """Return links that lead nowhere, with the anchors, and forms that nobody answers."""
        found = []
        for name, page in self.pages.items():
            found += [f"{name}: <{each.tag}>" for each in page.all(*FORM_TAGS)]
            for link, file in self.links(name):
                anchor = unquote(urlsplit(link).fragment)
                if link.startswith("/") or file not in self.names:
                    found.append(f"{name}: {link}")
                elif anchor and file in self.pages and anchor not in self.pages[file].ids():
                    found.append(f"{name}: {link} (no such place)")
        return found


def target(name: str, path: str) -> str:
    """Return the file that a relative path in a file leads to."""
    return normpath(join(dirname(name), path)) if path else name
