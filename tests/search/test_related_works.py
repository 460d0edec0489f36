"""What to read next: by topics and by words, the rarer the nearer."""

from __future__ import annotations

from pathlib import Path

from support.builders import EPISODE_FACTS, EXPERIMENT_FACTS, FILES, edition, load_library

from reader.library.library import Library
from reader.library.model import Kind, Reference, Slug
from reader.search.related_works import MAX_RELATED, related_works

LONELY = (
    EXPERIMENT_FACTS.replace("zine: stay-calm", "zine: null")
    .replace("[fridge-talk]", "[]")
    .replace("[/experiments/old-fridge]", "[]")
)


def experiment(
    slug: str, words: str, topics: str = "", *, spanish: str | None = None
) -> dict[str, str | bytes | None]:
    """Return the files of an experiment that no other document speaks of."""
    files: dict[str, str | bytes | None] = {
        f"experiments/{slug}/document.yaml": LONELY.replace(
            "topics: [food]", f"topics: [{topics}]"
        ),
        f"experiments/{slug}/en.md": edition(slug, f"{words}\n"),
    }
    return (
        {**files, f"experiments/{slug}/es.md": edition(slug, f"{spanish}\n")} if spanish else files
    )


def after(library: Library, slug: str, kind: Kind = Kind.EXPERIMENT) -> list[str]:
    return [
        document.slug for document in related_works(library)[Reference(kind=kind, slug=Slug(slug))]
    ]


def test_a_shared_topic_brings_two_works_together_and_a_rare_one_nearer(tmp_path: Path) -> None:
    files = {
        **experiment("one", "Alpha.", "food, mental-health"),
        **experiment("two", "Beta.", "food"),
        **experiment("three", "Gamma.", "mental-health"),
        **experiment("four", "Delta.", "food"),
    }

    found = after(load_library(tmp_path, files), "one")

    assert found[0] == "three"
    assert len(found) == MAX_RELATED


def test_shared_words_bring_works_together_whatever_their_form(tmp_path: Path) -> None:
    files = {
        **experiment("one", "Volunteers repaired bicycles."),
        **experiment("two", "A volunteer repairs one bicycle."),
        **experiment("three", "Nurses sing."),
    }

    assert after(load_library(tmp_path, files), "one") == ["two"]


def test_stop_words_bring_nothing_together(tmp_path: Path) -> None:
    files = {
        **experiment("one", "They were with us."),
        **experiment("two", "They were with us."),
        **experiment("three", "Nurses sing."),
    }

    assert after(load_library(tmp_path, files), "one") == []


def test_words_count_in_the_languages_that_both_have(tmp_path: Path) -> None:
    files = {
        **experiment("one", "Alpha.", spanish="Bicicletas."),
        **experiment("two", "Beta.", spanish="Una bicicleta."),
        **experiment("three", "Bicicletas."),
    }

    assert after(load_library(tmp_path, files), "one") == ["two"]


def test_a_work_never_leads_to_itself_nor_to_what_its_page_shows_anyway(tmp_path: Path) -> None:
    library = load_library(tmp_path)
    found = related_works(library)

    assert {reference.kind for reference in found} == {Kind.EXPERIMENT, Kind.ZINE, Kind.EPISODE}
    assert after(library, "free-fridge") == []
    assert "free-fridge" not in after(library, "fridge-talk", Kind.EPISODE)
    assert "free-fridge" not in after(library, "stay-calm", Kind.ZINE)


def test_an_experiment_and_its_own_episode_do_not_take_two_places(tmp_path: Path) -> None:
    talk = EPISODE_FACTS.replace("experiments: [free-fridge]", "experiments: [two]")
    files = {
        **experiment("one", "Nurses repair bicycles."),
        **experiment("two", "Nurses repair bicycles."),
        **experiment("three", "Nurses."),
        "podcast/two-talk/document.yaml": talk.replace("topics: [food]", "topics: []"),
        "podcast/two-talk/en.md": edition("Talk", "Nurses repair bicycles.\n"),
    }
    files["experiments/two/document.yaml"] = str(files["experiments/two/document.yaml"]).replace(
        "episodes: []", "episodes: [two-talk]"
    )

    assert after(load_library(tmp_path, files), "one") == ["two", "three"]


def test_equally_near_works_stand_in_the_order_of_the_library(tmp_path: Path) -> None:
    words = {slug: f"Bicycles {slug}." for slug in ("delta", "alpha", "gamma", "beta", "eps")}
    files = {
        name: text for slug, said in words.items() for name, text in experiment(slug, said).items()
    }

    assert after(load_library(tmp_path, files), "eps") == ["alpha", "beta", "delta"]


def test_a_library_of_one_work_has_nothing_to_read_next(tmp_path: Path) -> None:
    gone = dict.fromkeys(
        name for name in FILES if name.startswith(("zines/", "podcast/", "lists/"))
    )

    assert after(load_library(tmp_path, gone), "free-fridge") == []
