"""Who publishes a rendition, in which language its labels are, and where the library is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reader.i18n.formatting import format_date
from reader.i18n.translator import Translator
from reader.library.addresses import document_address, short_address
from reader.library.library import Library
from reader.library.model import Document, LanguageTag, Slug
from reader.renditions.bundle import Bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What every rendition of a library in one language has in common.

    Labels are in the language of ``translator``. ``base_url`` has no trailing slash. ``bundles``
    are those of all languages, once they are made. ``file_sizes`` is path of a file → its bytes: a
    build knows them, and a catalog adds those that are missing.
    """

    library: Library
    translator: Translator
    base_url: str
    bundles: tuple[Bundle, ...] = ()
    file_sizes: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def tag(self) -> LanguageTag:
        """The language of labels."""
        return self.translator.language.tag

    @property
    def name(self) -> str:
        """The name of the library."""
        return self.library.identity.name[self.tag]

    def path(self, document: Document, part: Slug | None = None) -> str:
        """Return the path of the page of a document, or of a part."""
        return document_address(document.kind, document.slug, self.tag, part)

    def address(self, document: Document, part: Slug | None = None) -> str:
        """Return the address of the page of a document, or of a part."""
        return self.base_url + self.path(document, part)

    def shortest_address(self, document: Document, part: Slug | None = None) -> str:
        """Return the short address of a document, or that of its page if it has none."""
        short = None if part else short_address(self.base_url, document)
        return short or self.address(document, part)

    def may_have_changed(self, document: Document, part: Slug | None = None) -> str:
        """Return the sentence that says where to look for what is true now."""
        address = self.shortest_address(document, part)
        return self.translator.gettext("It may have changed: %(address)s", address=address)

    def date(self, value: date) -> str:
        """Return a date in words."""
        return format_date(value, self.translator.language)
