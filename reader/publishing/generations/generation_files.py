"""The small files of a generation: the library as lists show it, findings, the public address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from reader.library.findings import Finding
from reader.library.intents import IntentVocabulary
from reader.library.library import Library
from reader.library.model import Contact, Document, Edition, Experiment, Provenance
from reader.library.vocabulary import Vocabulary
from reader.storage.atomic_files import replace_file
from reader.storage.gzip_file import read_gzip, write_gzip

AnyDocument = TypeVar("AnyDocument", bound=Document)

INDEX_FOLDER: Final = "index"
TRANSLATIONS_FOLDER: Final = "translations"
LIBRARY_FILE: Final = "library.json.gz"
_FINDINGS_FILE: Final = "findings.json"
_REFUSED_FILE: Final = "refused.json"
_BASE_URL_FILE: Final = "base_url.txt"
_TEMPLATES_FILE: Final = "templates.bin"


def write_library(directory: Path, library: Library) -> None:
    """Write what lists and results show of a library.

    A server has the pages of documents ready, and all of this in memory.
    """
    trimmed = replace(
        library,
        experiments=tuple(map(_trim_experiment, library.experiments)),
        zines=tuple(map(_trim, library.zines)),
        episodes=tuple(map(_trim, library.episodes)),
        lists=tuple(map(_trim, library.lists)),
        pages=tuple(map(_trim, library.pages)),
        vocabulary=_trim_vocabulary(library.vocabulary),
        texts={},
        help_entries={},
        questions={},
    )
    write_gzip(directory / LIBRARY_FILE, msgspec.json.encode(trimmed))


def read_library(directory: Path) -> Library:
    """Return the library of a generation. Raises OSError or msgspec.DecodeError."""
    return msgspec.json.decode(read_gzip(directory / LIBRARY_FILE), type=Library)


def write_findings(directory: Path, findings: tuple[Finding, ...]) -> None:
    """Write what the checks report about the sources and pages of a generation."""
    (directory / _FINDINGS_FILE).write_bytes(msgspec.json.encode(findings))


def read_findings(directory: Path) -> tuple[Finding, ...]:
    """Return the findings of a generation. Raises OSError or msgspec.DecodeError."""
    return _findings(directory / _FINDINGS_FILE)


def write_base_url(directory: Path, base_url: str) -> None:
    """Write the public address of a generation: dynamic pages have to link as ready pages do."""
    (directory / _BASE_URL_FILE).write_text(base_url, encoding="utf-8")


def read_base_url(directory: Path) -> str:
    """Return the public address that a generation was built for. Raises OSError."""
    return (directory / _BASE_URL_FILE).read_text(encoding="utf-8")


def write_template_code(directory: Path, code: Mapping[str, bytes]) -> None:
    """Write the compiled templates: code, so it is only ever read where it was written."""
    (directory / _TEMPLATES_FILE).write_bytes(msgspec.msgpack.encode(code))


def read_template_code(directory: Path) -> Mapping[str, bytes]:
    """Return the compiled templates of a generation, or none if it is of an earlier version.

    Raises OSError or msgspec.DecodeError.
    """
    try:
        encoded = (directory / _TEMPLATES_FILE).read_bytes()
    except FileNotFoundError:
        return {}
    return msgspec.msgpack.decode(encoded, type=dict[str, bytes])


def write_refusal(var: Path, findings: tuple[Finding, ...]) -> None:
    """Tell the running server that the present ``content/`` was refused, and why."""
    replace_file(var / _REFUSED_FILE, msgspec.json.encode(findings))


def clear_refusal(var: Path) -> None:
    """Delete what ``write_refusal`` wrote: the present ``content/`` is served."""
    (var / _REFUSED_FILE).unlink(missing_ok=True)


def read_refusal(var: Path) -> tuple[Finding, ...]:
    """Return why the last build was refused, or nothing if it was not."""
    try:
        return _findings(var / _REFUSED_FILE)
    except (OSError, msgspec.DecodeError):
        return ()


def health(var: Path, directory: Path) -> Callable[[], Mapping[str, object]]:
    """Return what answers ``/healthz``: the generation, its findings, why a newer one was refused.

    The generation is read now, because it may be deleted by the time of an answer. Raises OSError
    or msgspec.DecodeError.
    """
    served = {
        "generation": directory.name,
        "base_url": read_base_url(directory),
        "findings": dict(Counter(finding.severity.value for finding in read_findings(directory))),
    }
    return lambda: {
        **served,
        "refused": [
            {"place": finding.place, "code": finding.code} for finding in read_refusal(var)
        ],
    }


def _trim_vocabulary(vocabulary: Vocabulary) -> Vocabulary:
    """Return a vocabulary without what only the index needs: it has a copy of its own."""
    intents = tuple(
        replace(intent, phrases={}, idioms={}, words={}) for intent in vocabulary.intents.intents
    )
    return replace(vocabulary, intents=IntentVocabulary(intents=intents))


def _trim(document: AnyDocument) -> AnyDocument:
    """Return a document without what only its own page shows: three quarters of a library."""
    editions = {tag: _trim_edition(edition) for tag, edition in document.editions.items()}
    return replace(document, editions=editions, sources=(), former_addresses=())


def _trim_experiment(experiment: Experiment) -> Experiment:
    return replace(
        _trim(experiment),
        contact=Contact(email=None, site=None),
        status=replace(experiment.status, source=None),
    )


def _trim_edition(edition: Edition) -> Edition:
    parts = tuple(
        replace(part, provenance=_trim_provenance(part.provenance)) for part in edition.parts
    )
    return replace(
        edition, in_short=(), provenance=_trim_provenance(edition.provenance), parts=parts
    )


def _trim_provenance(provenance: Provenance) -> Provenance:
    return Provenance(
        written=provenance.written, translators=(), digest="", original=None, original_digest=None
    )


def _findings(path: Path) -> tuple[Finding, ...]:
    return msgspec.json.decode(path.read_bytes(), type=tuple[Finding, ...])
