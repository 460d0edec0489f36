"""Which document, language and part each file of ``content/`` belongs to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from reader.library.addresses import PATTERNS, SHELVES
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector
from reader.library.help_entries import is_help_page
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.model import Kind, LanguageTag, Slug
from reader.library.patterns import LANGUAGE_TAG, SLUG

FOLDERS: Final[Mapping[Kind, str]] = {**SHELVES, Kind.PAGE: "pages"}
_KINDS: Final[Mapping[str, Kind]] = {folder: kind for kind, folder in FOLDERS.items()}

DOCUMENT_FILE: Final = "document.yaml"
FIGURES_FILE: Final = "figures.yaml"
HELP_FILE: Final = "help.yaml"
QUESTIONS_FILE: Final = "questions.yaml"
# content/<kind>/<slug>
LEVELS_OF_A_FOLDER: Final = 3
INDEX: Final = Slug("index")

# First segments of addresses that no page can have.
RESERVED: Final = frozenset(
    first
    for path in PATTERNS.values()
    if path.startswith("/{language}/") and SLUG.fullmatch(first := path.split("/")[2])
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFolder:
    """The files of one document. ``files``: language → part → path inside ``content/``.

    The only part of a document without parts is INDEX.
    """

    kind: Kind
    slug: Slug
    path: str
    has_document_file: bool
    files: dict[LanguageTag, dict[Slug, str]] = field(default_factory=dict)


def file_path(kind: Kind, slug: str, language: str, part: str | None = None) -> str:
    """Return the path, in the project, of the file of an edition or of one part of a zine."""
    name = f"{language}/{part or INDEX}.md" if kind is Kind.ZINE else f"{language}.md"
    return project_path(f"{FOLDERS[kind]}/{slug}/{name}")


def facts_path(kind: Kind, slug: str) -> str:
    """Return the path, in the project, of a document's ``document.yaml``."""
    return project_path(f"{FOLDERS[kind]}/{slug}/{DOCUMENT_FILE}")


def figures_path(kind: Kind, slug: str) -> str:
    """Return the path, in the project, of a document's ``figures.yaml``."""
    return project_path(f"{FOLDERS[kind]}/{slug}/{FIGURES_FILE}")


def help_path(slug: str) -> str:
    """Return the path, in the project, of the help entries of a page."""
    return project_path(f"{FOLDERS[Kind.PAGE]}/{slug}/{HELP_FILE}")


def questions_path(kind: Kind, slug: str) -> str:
    """Return the path, in the project, of a document's ``questions.yaml``."""
    return project_path(f"{FOLDERS[kind]}/{slug}/{QUESTIONS_FILE}")


def find_documents(
    tree: SourceTree, languages: Collection[LanguageTag], collector: FindingCollector
) -> tuple[DocumentFolder, ...]:
    """Return the folders of documents, by path. Reports what belongs nowhere."""
    folders = _document_folders(tree, collector)
    for name in tree.files:
        match name.split("/"):
            case ["library.yaml" | "vocabulary.yaml"]:
                pass
            case ["vocabulary", "synonyms.yaml" | "intents.yaml"] | ["vocabulary", "intents", _]:
                pass
            case ["vocabulary", file] if file.endswith(".yaml"):
                _is_offered(file.removesuffix(".yaml"), name, languages, collector)
            case [top, slug, *rest] if top in _KINDS and rest:
                if folder := folders.get(f"{top}/{slug}"):
                    _add_file(folder, rest, languages, collector)
            case [top, *_] if tree.files[name] is not None and (
                top in (*_KINDS, "vocabulary") or top not in tree.folders
            ):
                collector.of(project_path(name)).add(FindingCode.UNEXPECTED_FILE)
    return tuple(folders.values())


def _document_folders(tree: SourceTree, collector: FindingCollector) -> dict[str, DocumentFolder]:
    folders: dict[str, DocumentFolder] = {}
    for path in sorted(tree.folders - tree.files.keys()):
        top, _, slug = path.partition("/")
        if not slug and top not in (*_KINDS, "vocabulary"):
            collector.of(project_path(path)).add(FindingCode.UNEXPECTED_FILE)
        if top not in _KINDS or not slug or "/" in slug:
            continue
        kind = _KINDS[top]
        if fault := _slug_fault(kind, slug, f"{top}/{slug.casefold()}" in tree.folders):
            collector.of(project_path(path)).add(fault, value=slug)
            continue
        folders[path] = DocumentFolder(
            kind=kind,
            slug=Slug(slug),
            path=path,
            has_document_file=f"{path}/{DOCUMENT_FILE}" in tree.files,
        )
    return folders


def _slug_fault(kind: Kind, slug: str, exists_in_lower_case: bool) -> FindingCode | None:
    if not SLUG.fullmatch(slug):
        return FindingCode.DUPLICATE_SLUG if exists_in_lower_case else FindingCode.WRONG_SLUG
    return FindingCode.RESERVED_SLUG if kind is Kind.PAGE and slug in RESERVED else None


def _add_file(
    folder: DocumentFolder,
    rest: list[str],
    languages: Collection[LanguageTag],
    collector: FindingCollector,
) -> None:
    """Add one file to its document's folder. ``rest`` is the path inside that folder."""
    name = "/".join((folder.path, *rest))
    match rest:
        case ["document.yaml" | "figures.yaml" | "questions.yaml" | "corrections.yaml"]:
            pass
        case ["help.yaml"] if folder.kind is Kind.PAGE and is_help_page(folder.slug):
            pass
        case [language, part] if folder.kind is Kind.ZINE and part.endswith(".md"):
            if _is_offered(language, f"{folder.path}/{language}", languages, collector):
                folder.files.setdefault(LanguageTag(language), {})[
                    Slug(part.removesuffix(".md"))
                ] = name
        case [file] if folder.kind is not Kind.ZINE and file.endswith(".md"):
            if _is_offered(language := file.removesuffix(".md"), name, languages, collector):
                folder.files[LanguageTag(language)] = {INDEX: name}
        case _:
            collector.of(project_path(name)).add(FindingCode.UNEXPECTED_FILE)


def _is_offered(
    language: str, name: str, languages: Collection[LanguageTag], collector: FindingCollector
) -> bool:
    """Return whether a language is offered. If not, report the file or folder ``name``."""
    if language in languages:
        return True
    code = (
        FindingCode.UNKNOWN_LANGUAGE_FILE
        if LANGUAGE_TAG.fullmatch(language)
        else FindingCode.UNEXPECTED_FILE
    )
    collector.of(project_path(name)).add(code, value=language)
    return False
