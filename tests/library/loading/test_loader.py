from __future__ import annotations

from datetime import date

from support.builders import (
    EPISODE,
    EXPERIMENT,
    EXPERIMENT_FACTS,
    FILES,
    ZINE,
    edition,
    load_library,
    third_language,
    write_content,
)

from reader.library.finding_codes import FindingCode
from reader.library.library import text_key
from reader.library.loading.loader import load
from reader.library.model import Kind, LanguageTag, PartialDate, Slug, StatusWord

EN, ES = LanguageTag("en"), LanguageTag("es")
BROKEN = "\x00---\nbroken: [\n"


def test_a_document_has_its_facts_once_and_its_words_in_each_language(tmp_path):
    library = load_library(tmp_path)
    (fridge,) = library.experiments

    assert (fridge.kind, fridge.slug, fridge.name, fridge.organization) == (
        Kind.EXPERIMENT,
        "free-fridge",
        "Free Fridge",
        "Fridge Friends",
    )
    assert (fridge.places, fridge.topics, fridge.attributes) == (
        ("oakland",),
        ("food",),
        ("no-police", "volunteer-led"),
    )
    assert (fridge.contact.email, fridge.contact.site) == (
        "fridge@example.org",
        "https://fridge.example.org/",
    )
    assert fridge.status.word is StatusWord.OPEN
    assert fridge.status.as_of == PartialDate(year=2026, month=7, day=1)
    assert fridge.status.source is fridge.sources[0]
    assert [(source.date, source.language) for source in fridge.sources] == [
        (PartialDate(year=2026, month=7, day=1), "en"),
        (None, "es"),
    ]
    assert (fridge.zine, fridge.episodes, fridge.former_addresses) == (
        "stay-calm",
        ("fridge-talk",),
        ("/experiments/old-fridge",),
    )
    assert list(fridge.editions) == [EN, ES]
    assert fridge.editions[ES].title == "La nevera libre"
    assert fridge.editions[ES].in_short == (
        "Cualquier persona puede tomar comida.",
        "El vecindario la llena.",
    )
    assert fridge.editions[ES].provenance.written == date(2026, 11, 23)
    assert (
        'href="/es/zines/stay-calm/before#breathe"'
        in library.text(fridge, fridge.editions[ES]).html
    )


def test_a_fact_of_an_episode_that_is_not_known_is_none(tmp_path):
    (episode,) = load_library(tmp_path).episodes

    assert (episode.season, episode.number, str(episode.aired), episode.guests) == (
        1,
        3,
        "2021-12-30",
        ("Ana Peña",),
    )
    assert (episode.audio_url, episode.about_violence, episode.former_addresses) == (
        None,
        False,
        (),
    )


def test_a_zine_has_its_parts_in_the_order_that_is_given(tmp_path):
    library = load_library(tmp_path)
    (zine,) = library.zines

    assert zine.parts == ("before", "after")
    assert [part.title for part in zine.editions[ES].parts] == ["Antes", "Después"]
    assert [
        heading.anchor for heading in library.text(zine, zine.editions[EN], Slug("after")).headings
    ] == ["rest", "sleep"]
    assert zine.editions[EN].word_count == 3 + sum(
        part.word_count for part in zine.editions[EN].parts
    )


def test_documents_are_sorted_by_slug_and_findings_by_place(tmp_path):
    loaded = load(
        write_content(
            tmp_path, {"pages/about/es.md": None, EPISODE + "/es.md": None, "notes.yaml": "a: b"}
        )
    )

    assert loaded.library is not None
    assert [page.slug for page in loaded.library.pages] == [
        "about",
        "accessibility",
        "glossary",
        "privacy",
    ]
    assert [finding.place for finding in loaded.findings] == [
        "content/notes.yaml:1",
        "content/pages/about/document.yaml:1",
        "content/podcast/fridge-talk/document.yaml:1",
    ]


def test_a_language_is_added_by_files_alone(tmp_path):
    library = load_library(tmp_path, third_language("pt-BR"))
    portuguese = LanguageTag("pt-BR")

    assert library.languages == (EN, ES, portuguese)
    assert library.vocabulary.labels[portuguese].topics["food"] == "Food (pt-BR)"
    assert library.experiments[0].editions[portuguese].title == "Fridge (pt-BR)"
    assert portuguese not in library.zines[0].editions


def test_what_the_languages_look_like_in_the_identity(tmp_path):
    identity = load_library(tmp_path).identity

    assert (identity.name[ES], identity.formats, identity.publisher) == (
        "Pruébalo",
        {"es": "es_419"},
        "The test press",
    )


def test_the_same_files_are_the_same_library_in_any_folder(tmp_path):
    assert load_library(tmp_path / "one") == load_library(tmp_path / "two")


def test_a_broken_file_costs_only_its_document(tmp_path):
    sound = load_library(tmp_path / "sound")

    for name in FILES:
        loaded = load(write_content(tmp_path / name.replace("/", "-"), {name: BROKEN}))

        assert any(finding.path == f"content/{name}" for finding in loaded.findings), name
        if name in ("library.yaml", "vocabulary.yaml"):
            assert loaded.library is None
            continue
        assert loaded.library is not None, name
        lost = {document.slug for document in sound.documents()} - {
            document.slug for document in loaded.library.documents()
        }
        assert lost <= {name.split("/")[1]}, name


def test_a_broken_edition_leaves_the_other_language(tmp_path):
    library = load_library(tmp_path, {f"{EXPERIMENT}/en.md": BROKEN, f"{ZINE}/es/after.md": BROKEN})

    assert list(library.experiments[0].editions) == [ES]
    assert list(library.zines[0].editions) == [EN]
    assert text_key(Kind.ZINE, Slug("stay-calm"), ES) not in library.texts


def test_a_document_without_a_sound_edition_is_left_out(tmp_path):
    loaded = load(write_content(tmp_path, {f"{EPISODE}/en.md": BROKEN, f"{EPISODE}/es.md": BROKEN}))

    assert loaded.library is not None
    assert loaded.library.episodes == ()
    assert loaded.library.experiments[0].episodes == ()
    assert {finding.path for finding in loaded.findings} == {
        f"content/{EPISODE}/en.md",
        f"content/{EPISODE}/es.md",
    }


def test_a_library_refers_to_nothing_that_it_does_not_hold(tmp_path):
    wrong = (
        EXPERIMENT_FACTS.replace("[oakland]", "[oakland, paris]")
        .replace("[food]", "[cake]")
        .replace("stay-calm", "stay-angry")
    )
    library = load_library(
        tmp_path,
        {
            f"{EXPERIMENT}/document.yaml": wrong,
            f"{EPISODE}/document.yaml": BROKEN,
            "vocabulary/es.yaml": None,
        },
    )
    (fridge,) = library.experiments

    assert (fridge.places, fridge.topics, fridge.zine, fridge.episodes) == (
        ("oakland",),
        (),
        None,
        (),
    )
    assert library.vocabulary.labels[ES].places == {"oakland": "oakland", "nearby": "nearby"}


def test_a_reference_to_a_broken_document_is_not_a_fault_of_its_own(tmp_path):
    loaded = load(write_content(tmp_path, {f"{EPISODE}/document.yaml": BROKEN}))

    assert {finding.path for finding in loaded.findings} == {f"content/{EPISODE}/document.yaml"}
    assert loaded.source_map.left_out == {(Kind.EPISODE, "fridge-talk")}


def test_a_status_that_does_not_match_its_source_is_unknown(tmp_path):
    library = load_library(
        tmp_path,
        {
            f"{EXPERIMENT}/document.yaml": EXPERIMENT_FACTS.replace(
                "as_of: 2026-07-01", "as_of: 2026-01-01"
            )
        },
    )

    assert library.experiments[0].status.word is StatusWord.UNKNOWN
    assert library.experiments[0].status.source is None


def test_every_fault_of_a_document_is_reported_at_once(tmp_path):
    facts = (
        EXPERIMENT_FACTS.replace("name: Free Fridge", "name: []")
        .replace("word: open", "word: running")
        .replace("[food]", "[cake]")
    )
    loaded = load(
        write_content(
            tmp_path,
            {
                f"{EXPERIMENT}/document.yaml": facts,
                f"{EXPERIMENT}/es.md": edition("T", "![x](y)\n"),
            },
        )
    )

    assert {finding.code for finding in loaded.findings} == {
        FindingCode.NOT_TEXT,
        FindingCode.WRONG_STATUS,
        FindingCode.UNKNOWN_TOPIC,
        FindingCode.IMAGE,
    }
