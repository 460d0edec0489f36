"""Where each file of ``content/`` belongs: the folder of a document, one of its languages, one of its parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from reader.library.addresses import PATTERNS, SHELVES
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector
from reader.library.help_entries import is_help_page
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import LANGUAGE_TAG, SLUG
from reader.library.model import Kind, LanguageTag, Slug

FOLDERS: Final[Mapping[Kind, str]] = {**SHELVES, Kind.PAGE: "pages"}
_KINDS: Final[Mapping[str, Kind]] = {folder: kind for kind, folder in FOLDERS.items()}

FACTS: Final = "document.yaml"
FIGURES: Final = "figures.yaml"
HELP: Final = "help.yaml"
INDEX: Final = Slug("index")

# First segments of addresses that a page must not take; "share" and "opds" are promised to the form and the catalog.
RESERVED: Final = frozenset({"share", "opds"}) | {
    first
    for path in PATTERNS.values()
    if path.startswith("/{language}/") and SLUG.fullmatch(first := path.split("/")[2])
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFolder:
    """The files of one document, by path inside ``content/``. ``tokens``: language → part → path; ``index`` is the whole."""

    kind: Kind
    slug: Slug
    path: str
    has_facts: bool
    words: dict[LanguageTag, dict[Slug, str]] = field(default_factory=dict)


def file_path(kind: Kind, slug: str, language: str, part: str | None = None) -> str:
    """Return the path in the project of an edition's file, or of one part of a zine."""
    name = f"{language}/{part or INDEX}.md" if kind is Kind.ZINE else f"{language}.md"
    return project_path(f"{FOLDERS[kind]}/{slug}/{name}")


def facts_path(kind: Kind, slug: str) -> str:
    """Return the path in the project of a document's facts."""
    return project_path(f"{FOLDERS[kind]}/{slug}/{FACTS}")


def figures_path(kind: Kind, slug: str) -> str:
    """Return the path in the project of the figures that a document may name."""
    return project_path(f"{FOLDERS[kind]}/{slug}/{FIGURES}")


def help_path(slug: str) -> str:
    """Return the path in the project of the help entries of a page."""
    return project_path(f"{FOLDERS[Kind.PAGE]}/{slug}/{HELP}")


def documents(
    tree: SourceTree, languages: Collection[LanguageTag], report: FindingCollector
) -> tuple[DocumentFolder, ...]:
    """Return the folders of documents, by kind and slug. What belongs nowhere is found, a folder of it once."""
    folders = _document_folders(tree, report)
    for name in tree.files:
        match name.split("/"):
            case ["library.yaml" | "vocabulary.yaml"] | ["vocabulary", "synonyms.yaml"]:
                pass
            case ["vocabulary", file] if file.endswith(".yaml"):
                _offered(file.removesuffix(".yaml"), name, languages, report)
            case [top, slug, *rest] if top in _KINDS and rest:
                if folder := folders.get(f"{top}/{slug}"):
                    _place(folder, rest, languages, report)
            case [top, *_] if tree.files[name] is not None and (
                top in (*_KINDS, "vocabulary") or top not in tree.folders
            ):
                report.of(project_path(name)).add(FindingCode.UNEXPECTED_FILE)
    return tuple(folders.values())


def _document_folders(tree: SourceTree, report: FindingCollector) -> dict[str, DocumentFolder]:
    folders: dict[str, DocumentFolder] = {}
    for path in sorted(tree.folders - tree.files.keys()):
        top, _, slug = path.partition("/")
        if not slug and top not in (*_KINDS, "vocabulary"):
            report.of(project_path(path)).add(FindingCode.UNEXPECTED_FILE)
        if top not in _KINDS or not slug or "/" in slug:
            continue
        kind = _KINDS[top]
        if fault := _slug_fault(kind, slug, f"{top}/{slug.casefold()}" in tree.folders):
            report.of(project_path(path)).add(fault, value=slug)
            continue
        folders[path] = DocumentFolder(
            kind=kind, slug=Slug(slug), path=path, has_facts=f"{path}/{FACTS}" in tree.files
        )
    return folders


def _slug_fault(kind: Kind, slug: str, stands_in_lower_case: bool) -> FindingCode | None:
    if not SLUG.fullmatch(slug):
        return FindingCode.DUPLICATE_SLUG if stands_in_lower_case else FindingCode.WRONG_SLUG
    return FindingCode.RESERVED_SLUG if kind is Kind.PAGE and slug in RESERVED else None


def _place(
    folder: DocumentFolder,
    rest: list[str],
    languages: Collection[LanguageTag],
    report: FindingCollector,
) -> None:
    """Put one file into its document's folder."""
    name = "/".join((folder.path, *rest))
    match rest:
        case ["document.yaml" | "figures.yaml"]:
            pass
        case ["help.yaml"] if folder.kind is Kind.PAGE and is_help_page(folder.slug):
            pass
        case [language, part] if folder.kind is Kind.ZINE and part.endswith(".md"):
            if _offered(language, f"{folder.path}/{language}", languages, report):
                folder.words.setdefault(LanguageTag(language), {})[
                    Slug(part.removesuffix(".md"))
                ] = name
        case [file] if folder.kind is not Kind.ZINE and file.endswith(".md"):
            if _offered(language := file.removesuffix(".md"), name, languages, report):
                folder.words[LanguageTag(language)] = {INDEX: name}
        case _:
            report.of(project_path(name)).add(FindingCode.UNEXPECTED_FILE)


def _offered(
    language: str, name: str, languages: Collection[LanguageTag], report: FindingCollector
) -> bool:
    """Return whether a file or folder is named after a language that the library offers."""
    if language in languages:
        return True
    code = (
        FindingCode.UNKNOWN_LANGUAGE_FILE
        if LANGUAGE_TAG.fullmatch(language)
        else FindingCode.UNEXPECTED_FILE
    )
    report.of(project_path(name)).add(code, value=language)
    return False
