"""References between documents."""

from __future__ import annotations

from support.builders import EXPERIMENT, LIST, LIST_FACTS, ZINE, load_library, write_content

from reader.library.finding_codes import FindingCode
from reader.library.loading.loader import load
from reader.library.model import Kind, Reference, Slug

FRIDGE = Reference(kind=Kind.EXPERIMENT, slug=Slug("free-fridge"))
TALK = Reference(kind=Kind.EPISODE, slug=Slug("fridge-talk"))


def test_a_reading_list_keeps_its_order(tmp_path):
    (reading_list,) = load_library(tmp_path).lists

    assert reading_list.documents == (
        Reference(kind=Kind.ZINE, slug=Slug("stay-calm"), part=Slug("before")),
        FRIDGE,
        TALK,
    )


def test_a_broken_reference_in_a_list_is_reported_and_left_out(tmp_path):
    facts = LIST_FACTS.replace("zines/stay-calm/before", "zines/stay-calm/during")
    loaded = load(write_content(tmp_path, {f"{LIST}/document.yaml": facts}))

    assert [(finding.code, finding.arguments) for finding in loaded.findings] == [
        (FindingCode.UNKNOWN_DOCUMENT, {"value": "zines/stay-calm/during"})
    ]
    assert loaded.library is not None
    assert loaded.library.lists[0].documents == (FRIDGE, TALK)


def test_a_broken_document_is_left_out_of_a_list_without_a_finding_of_its_own(tmp_path):
    loaded = load(
        write_content(
            tmp_path,
            {f"{EXPERIMENT}/document.yaml": "name: [\n", f"{ZINE}/document.yaml": "parts: [\n"},
        )
    )

    assert {finding.code for finding in loaded.findings} == {FindingCode.YAML_SYNTAX}
    assert loaded.library is not None
    assert loaded.library.lists[0].documents == (TALK,)


def test_a_document_has_a_reference_that_finds_it(tmp_path):
    library = load_library(tmp_path)

    assert library.experiments[0].reference == FRIDGE
    assert library.find(TALK.kind, TALK.slug) is library.episodes[0]
