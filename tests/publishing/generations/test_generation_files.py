"""What is read back of a generation, and what /healthz makes of it."""

from __future__ import annotations

import shutil
from operator import attrgetter
from pathlib import Path

from support.builders import load_library

from reader.library.findings import Finding, Severity
from reader.library.model import Edition
from reader.publishing.generations.generation_files import (
    LIBRARY_FILE,
    clear_refusal,
    health,
    read_findings,
    read_library,
    read_refusal,
    write_base_url,
    write_findings,
    write_library,
    write_refusal,
)
from reader.storage.gzip_file import read_gzip

FINDINGS = (
    Finding(code="L101", path="content/pages/about/en.md", line=3, arguments={"key": "título"}),
    Finding(code="L300", path="content/zines/x/es/y.md", line=1, severity=Severity.WARNING),
)


def test_a_library_comes_back_with_all_that_lists_show(tmp_path: Path) -> None:
    library = load_library(tmp_path)

    write_library(tmp_path, library)

    stored = read_library(tmp_path)
    for name in ("identity", "vocabulary", "digest"):
        assert getattr(stored, name) == getattr(library, name)
    for back, document in zip(stored.documents(), library.documents(), strict=True):
        assert (back.reference, back.topics, back.about_violence) == (
            document.reference,
            document.topics,
            document.about_violence,
        )
        assert list(map(shown, back.editions.values())) == list(
            map(shown, document.editions.values())
        )
    for there, experiment in zip(stored.experiments, library.experiments, strict=True):
        facts = attrgetter(
            "places", "attributes", "status.word", "status.as_of", "zine", "episodes"
        )
        assert facts(there) == facts(experiment)


def test_nothing_of_a_library_comes_back_that_only_the_page_of_a_document_shows(
    tmp_path: Path,
) -> None:
    library = load_library(tmp_path)
    assert any(document.sources for document in library.documents())

    write_library(tmp_path, library)

    stored = read_library(tmp_path)
    assert dict(stored.texts) == {}
    assert not any(document.sources or document.former_addresses for document in stored.documents())
    digests = {
        edition.provenance.digest
        for document in library.documents()
        for edition in document.editions.values()
    }
    kept = read_gzip(tmp_path / LIBRARY_FILE).decode()
    assert not any(digest in kept for digest in digests)


def shown(edition: Edition) -> object:
    parts = [
        (part.slug, part.title, part.summary, part.word_count, part.provenance.written)
        for part in edition.parts
    ]
    return (
        edition.language,
        edition.title,
        edition.summary,
        edition.word_count,
        edition.provenance.written,
        parts,
    )


def test_findings_come_back_as_they_were(tmp_path: Path) -> None:
    write_findings(tmp_path, FINDINGS)

    assert read_findings(tmp_path) == FINDINGS


def test_a_refusal_is_known_until_it_is_cleared(tmp_path: Path) -> None:
    assert read_refusal(tmp_path) == ()

    write_refusal(tmp_path, FINDINGS)
    assert read_refusal(tmp_path) == FINDINGS

    clear_refusal(tmp_path)
    clear_refusal(tmp_path)
    assert read_refusal(tmp_path) == ()


def stored_generation(var: Path) -> Path:
    directory = var / "generations" / "0123456789abcdef"
    directory.mkdir(parents=True)
    write_findings(directory, FINDINGS[1:])
    write_base_url(directory, "https://library.example.org")
    return directory


def test_health_tells_the_generation_its_findings_and_the_refusal(tmp_path: Path) -> None:
    answer = health(tmp_path, stored_generation(tmp_path))
    write_refusal(tmp_path, FINDINGS)

    assert answer() == {
        "generation": "0123456789abcdef",
        "base_url": "https://library.example.org",
        "findings": {"warning": 1},
        "refused": [
            {"place": "content/pages/about/en.md:3", "code": "L101"},
            {"place": "content/zines/x/es/y.md:1", "code": "L300"},
        ],
    }


def test_health_survives_a_refusal_that_cannot_be_read_and_a_generation_that_was_deleted(
    tmp_path: Path,
) -> None:
    directory = stored_generation(tmp_path)
    answer = health(tmp_path, directory)
    (tmp_path / "refused.json").write_text("{")
    shutil.rmtree(directory)

    assert answer()["refused"] == []
