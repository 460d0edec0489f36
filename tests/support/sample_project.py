"""Small sources to build generations from, and a renderer that needs neither Flask nor templates.

project = make_sample_project(tmp_path)     # builders.write_content, catalogues with one message
report = project.build()
project.write("pages/about/en.md", edition("About", "Changed."))
project.write("pages/about/es.md", None)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Final

from support.builders import NOTHING, write_content

from reader.delivery.http.response_headers import CachePolicy
from reader.library.library import Library
from reader.library.model import Document, LanguageTag
from reader.library.site_places import places, withdrawn_places
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import BuildReport
from reader.publishing.build.pipeline import build
from reader.publishing.build.renderer import MakeRenderer, Renderer
from reader.publishing.generations import pointer
from reader.storage.result_cache import ResultCache

HTML: Final = "text/html; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
PLACEHOLDER: Final = b"\xef\xa3\xbf" * 2
ERRORS: Final = (404, 500)

POT: Final = (
    '# T\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    'msgid "Home"\nmsgstr ""\n'
)
PO: Final = (
    '# T\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: es\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Home"\nmsgstr "Inicio"\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FakePage:
    """A page as ``web`` would render it."""

    status: int
    media_type: str
    policy: CachePolicy
    body: bytes


@dataclass(slots=True, kw_only=True)
class FakeViews:
    """Views that show the words of a library, or the pages in ``special`` in place of theirs."""

    library: Library
    special: dict[str, FakePage] = field(default_factory=dict)

    def renderer(self) -> Renderer:
        """Return these views as a build takes them."""
        return Renderer(
            page=self.page,
            root=self.root,
            error=self.error,
            error_statuses=ERRORS,
            chooser=self.chooser,
            fill_weight=fill_weight,
        )

    def page(self, path: str) -> FakePage:
        if path in self.special:
            return self.special[path]
        if path in {place.path for place in withdrawn_places(self.library)}:
            body = _html("<h1>Taken down</h1>", path.split("/")[1])
            return FakePage(status=410, media_type=HTML, policy=CachePolicy.ERROR, body=body)
        words = " ".join(self._words(path)) or "A list."
        if "." in path:
            return FakePage(
                status=200, media_type=TEXT, policy=CachePolicy.FILE, body=f"{words}\n".encode()
            )
        weight = f"<p>Weight: {PLACEHOLDER.decode()}</p>"
        return html_page(
            f"<h1>{escape(path)}</h1><p>{words}</p>{weight}", language=path.split("/")[1]
        )

    def root(self, language: LanguageTag) -> FakePage:
        return FakePage(
            status=200,
            media_type=HTML,
            policy=CachePolicy.HOME,
            body=_html(f"<h1>Home in {language}</h1>", language),
        )

    def error(self, status: int, language: LanguageTag) -> FakePage:
        return FakePage(
            status=status,
            media_type=HTML,
            policy=CachePolicy.ERROR,
            body=_html(f"<h1>{status} in {language}</h1>", language),
        )

    def chooser(self) -> FakePage:
        return FakePage(
            status=200,
            media_type=HTML,
            policy=CachePolicy.PAGE,
            body=_html("<h1>Choose</h1>", "en"),
        )

    def _words(self, path: str) -> Iterator[str]:
        for place in places(self.library):
            document = (
                self._document(place.arguments.get("slug", "")) if place.path == path else None
            )
            if document:
                edition = document.edition_for(
                    LanguageTag(place.arguments["language"]), self.library.languages
                )
                part = next(
                    (
                        part.slug
                        for part in edition.parts
                        if part.slug == place.arguments.get("part")
                    ),
                    None,
                )
                yield edition.title
                yield self.library.text(document, edition, part).html

    def _document(self, slug: str) -> Document | None:
        return next(
            (document for document in self.library.documents() if document.slug == slug), None
        )


def fill_weight(body: bytes, weight_bytes: int, language: str) -> bytes:
    """Write a weight in place of the placeholder, as wide as it."""
    return body.replace(PLACEHOLDER, f"{weight_bytes / 1000:.1f} {language}".encode())


def plain_renderer(library: Library, _translations: Path, _cache: ResultCache) -> Renderer:
    """Return the renderer of views that work."""
    return FakeViews(library=library).renderer()


def failing_renderer(
    special: dict[str, FakePage] | None = None, *, crash_at: str = ""
) -> MakeRenderer:
    """Return what makes a renderer that answers some pages otherwise, or breaks down at one."""

    def make(library: Library, _translations: Path, _cache: ResultCache) -> Renderer:
        views = FakeViews(library=library, special=special or {})

        def page(path: str) -> FakePage:
            if path == crash_at:
                raise RuntimeError("the power failed")
            return views.page(path)

        whole = views.renderer()
        return Renderer(
            page=page,
            root=whole.root,
            error=whole.error,
            error_statuses=ERRORS,
            chooser=whole.chooser,
            fill_weight=fill_weight,
        )

    return make


def html_page(main: str, *, language: str = "en", frame: str = "") -> FakePage:
    """Return a page that breaks no rule, with this main part, its h1, and ``frame`` before it."""
    return FakePage(
        status=200, media_type=HTML, policy=CachePolicy.PAGE, body=_html(main, language, frame)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleProject:
    """Sources, and the folder to build in."""

    sources: Sources
    var: Path

    def build(self, make_renderer: MakeRenderer = plain_renderer) -> BuildReport:
        """Build and switch."""
        return build(self.sources, self.var, make_renderer)

    def write(self, name: str, words: str | None) -> None:
        """Replace, add or take away a file of ``content/``."""
        path = self.sources.content / name
        if words is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    @property
    def current(self) -> Path:
        """The folder of the current generation."""
        name = pointer.current(self.var)
        assert name
        return pointer.generation(self.var, name)


def make_sample_project(folder: Path) -> SampleProject:
    """Write sources into ``folder``."""
    content = write_content(folder, NOTHING)
    write_translations(folder / "translations")
    package = folder / "code"
    package.mkdir()
    (package / "module.py").write_text("VERSION = 1\n")
    sources = Sources(
        content=content,
        translations=folder / "translations",
        package=package,
        base_url="https://library.example.org",
        plain_tree=True,
    )
    return SampleProject(sources=sources, var=folder / "var")


def write_translations(folder: Path) -> Path:
    """Write catalogues with one message into ``folder`` and return it."""
    po = folder / "es" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO, encoding="utf-8")
    (folder / "messages.pot").write_text(POT, encoding="utf-8")
    return folder


def files_of(folder: Path, change: Callable[[bytes], bytes] = bytes) -> dict[str, bytes]:
    """Return name → bytes of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): change(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _html(main: str, language: str, frame: str = "") -> bytes:
    title = re.findall("<h1>(.*?)</h1>", main)[0]
    head = (
        f'<head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="robots" content="noindex"></head>'
    )
    skip = '<a href="#page_text">Skip to the text</a>'
    body = f'<body>{skip}{frame}<main id="page_text">{main}</main></body>'
    return f'<!doctype html><html lang="{language}" dir="ltr">{head}{body}</html>'.encode()
