"""What the plain text of a zine, an episode, a reading list or a page has of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from renditions.written import text
from support.builders import (
    EPISODE,
    EXPERIMENT,
    load_library,
)

from reader.library.model import Kind


def test_a_whole_zine_has_its_parts_in_order_with_their_headings_below_them(tmp_path: Path):
    written = text(load_library(tmp_path), Kind.ZINE, "stay-calm")

    headings = [line for line in written.splitlines() if line.startswith("#")]
    assert headings == [
        "# Stay calm",
        "## In short",
        "## Before",
        "### Breathe",
        "## After",
        "### Rest",
        "#### Sleep",
        "## Sources",
    ]


def test_one_part_of_a_zine_says_which_it_is_and_keeps_the_sources(tmp_path: Path):
    written = text(load_library(tmp_path), Kind.ZINE, "stay-calm", "es", part="after")

    assert written.startswith("# Después\n\nParte 2 de 2 de «Mantén la calma»\n\n")
    assert "Before" not in written
    assert "- Calm House: Staying calm, agosto de 2020. https://calm.example.org/\n" in written


def test_a_part_that_does_not_exist_is_refused(tmp_path: Path):
    with pytest.raises(KeyError):
        text(load_library(tmp_path), Kind.ZINE, "stay-calm", part="never")


def test_an_episode_says_where_to_hear_it_and_leaves_out_what_is_not_known(tmp_path: Path):
    written = text(load_library(tmp_path), Kind.EPISODE, "fridge-talk")

    assert (
        "- Show: Example Talks, season 1, episode 3\n"
        "- Published: December 30, 2021\n- With: Ana Peña\n"
        "- Listen or read\n"
        "  - https://talks.example.org/3\n  - https://talks.example.org/3/transcript\n\n"
    ) in written
    assert "## Sources" not in written


def test_an_episode_of_which_little_is_known_shows_no_empty_label(tmp_path: Path):
    bare = (
        "show: Example Talks\nseason: null\nnumber: null\naired: null\nguests: []\n"
        "page_url: https://talks.example.org/3\ntranscript_url: https://talks.example.org/3\n"
        "audio_url: null\nexperiments: []\ntopics: []\nsources: []\n"
    )
    written = text(
        load_library(tmp_path, {f"{EPISODE}/document.yaml": bare}), Kind.EPISODE, "fridge-talk"
    )

    assert "- Show: Example Talks\n- Listen or read: https://talks.example.org/3\n\n" in written
    assert "With" not in written
    assert "None" not in written


def test_an_episode_without_a_page_of_its_own_says_nothing_of_where_to_hear_it(tmp_path: Path):
    bare = (
        "show: Example Talks\nseason: null\nnumber: null\naired: null\nguests: []\npage_url: null\n"
    )
    bare += "transcript_url: null\naudio_url: null\nexperiments: []\ntopics: []\nsources: []\n"
    written = text(
        load_library(tmp_path, {f"{EPISODE}/document.yaml": bare}), Kind.EPISODE, "fridge-talk"
    )

    assert "- Show: Example Talks\n\n" in written
    assert "Listen or read" not in written


def test_a_reading_list_names_what_to_read_in_its_order_and_holds_all_of_it(tmp_path: Path):
    written = text(load_library(tmp_path), Kind.LIST, "first-steps")

    assert (
        "Mutual help [1] begins small. Some people fear ICE.\n\n"
        "## In this list\n\n"
        "1. Before (Zine: Stay calm). Before.\n"
        "2. Free fridge (Experiment). "
        "Neighbors keep a fridge on the street full of food that anyone can take.\n"
        "3. The fridge talks (Podcast episode). The fridge talks.\n\n"
        "## Before\n\nPart 1 of 2 of “Stay calm”\n\n"
    ) in written
    headings = [line for line in written.splitlines() if line.startswith("## ")]
    assert headings[2:5] == ["## Before", "## Free fridge", "## The fridge talks"]
    assert "Count to four." in written
    assert "### What happened\n" in written
    assert written.count("https://news.example.org/fridge") == 1
    assert "[2]" not in written, "a link into the file itself needs no address"


def test_a_whole_zine_in_a_reading_list_has_its_parts_below_it(tmp_path: Path):
    facts = "documents: [zines/stay-calm]\ntopics: [food]\nsources: []\n"
    written = text(
        load_library(tmp_path, {"lists/first-steps/document.yaml": facts}), Kind.LIST, "first-steps"
    )

    headings = [line for line in written.splitlines() if line.startswith("#")]
    assert headings[:9] == [
        "# First steps",
        "## In short",
        "## In this list",
        "## Stay calm",
        "### In short",
        "### Sources",
        "### Before",
        "#### Breathe",
        "### After",
    ]


def test_a_reading_list_says_what_is_in_another_language_only(tmp_path: Path):
    written = text(
        load_library(tmp_path, {f"{EXPERIMENT}/es.md": None}), Kind.LIST, "first-steps", "es"
    )

    assert "1. Antes (Zine: Mantén la calma). Antes.\n2. Free fridge (Experiment). " in written
    assert "In inglés only." in " ".join(written.split())


def test_a_page_has_neither_facts_nor_sources(tmp_path: Path):
    written = text(load_library(tmp_path), Kind.PAGE, "privacy")

    assert written == (
        "# Privacy\n\nPrivacy.\n\nWritten November 23, 2026.\n\n"
        "Nobody records what you read.\n\n## About this file\n\n"
        "From the library “Try It”. It may have changed: https://reader.example/en/privacy\n"
    )
