"""What the bench reckons and prints. What it measures is not tested: the machine decides that."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.builders import edition, load_library, third_language

from bench import build_time, memory, weights
from bench.__main__ import main
from bench.figures import Figure, exit_status, table
from bench.project import BASE_URL, CONTENT, PROJECT, environment, frequent_words
from bench.weights import Page, PageWeight
from reader.library.site_places import places


def figure(value: float = 1.5, **bounds: float) -> Figure:
    return Figure(name="start", value=value, form="{:.1f} s", **bounds)


@pytest.mark.parametrize(
    ("value", "bounds", "kept"),
    [
        (1.5, {"at_most": 1.5}, True),
        (1.51, {"at_most": 1.5}, False),
        (10, {"at_least": 10}, True),
        (9.9, {"at_least": 10}, False),
        (1e9, {}, True),
        (math.nan, {"at_most": 1.5}, False),
        (math.nan, {"at_least": 1.5}, False),
    ],
)
def test_a_figure_beyond_its_bound_is_missed_and_ends_the_bench_with_1(value, bounds, kept):
    measured = figure(value, **bounds)

    assert measured.is_kept is kept
    assert exit_status([figure(), measured]) == (0 if kept else 1)
    assert measured.verdict == ({True: "ok", False: "MISSED"}[kept] if bounds else "")


def test_the_table_shows_figure_measured_bound_and_verdict_in_columns():
    pages = Figure(name="page", value=13_001, form="{:,.0f} B", at_most=13_000)

    assert table([figure(at_least=0.5, at_most=2), figure(), pages]) == "\n".join(
        [
            "| figure | measured |            bound |        |",
            "| ------ | -------: | ---------------: | ------ |",
            "| start  |    1.5 s | ≥ 0.5 s, ≤ 2.0 s | ok     |",
            "| start  |    1.5 s |                  |        |",
            "| page   | 13,001 B |       ≤ 13,000 B | MISSED |",
        ]
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_text_of_400_words_has_400(language):
    text = (weights.FOUR_HUNDRED_WORDS / language / "shed.md").read_text(encoding="utf-8")
    body = text.split("---\n", 2)[2]
    words = re.findall(r"[^\W\d_]+(?:[’-][^\W\d_]+)*", re.sub(r"\{#.*?\}", "", body))

    assert len(words) == 400


def test_an_unknown_subject_is_refused_before_anything_is_built(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["weights", "speed"])

    assert ended.value.code == 2
    assert "speed" in capsys.readouterr().err


def test_the_callers_settings_decide_nothing(monkeypatch):
    for name in (
        "READER_CONTENT",
        "READER_BASE_URL",
        "GUNICORN_CMD_ARGS",
        "WEB_CONCURRENCY",
        "PORT",
        "COVERAGE_PROCESS_START",
    ):
        monkeypatch.setenv(name, "9")

    given = environment(Path("/somewhere/var"))

    assert {name: given[name] for name in given if name.startswith("READER_")} == {
        "READER_VAR": "/somewhere/var",
        "READER_CONTENT": str(CONTENT),
        "READER_BASE_URL": BASE_URL,
        "READER_SUBMISSIONS": "/somewhere/var-submissions",
    }
    assert not {"GUNICORN_CMD_ARGS", "COVERAGE_PROCESS_START"} & set(given)
    assert (given["WEB_CONCURRENCY"], given["PORT"]) == ("2", "0")
    assert given["PATH"] == os.environ["PATH"]


def test_every_worker_gets_a_hundred_requests_with_searches_in_every_language(tmp_path):
    targets = memory.mixed(load_library(tmp_path, third_language("pt-BR")))

    assert len(targets) == 100
    for language in ("en", "es", "pt-BR"):
        own = [target for target in targets if target.startswith(f"/{language}/")]
        assert len([target for target in own if "/search?q=" in target]) >= 10
        assert len([target for target in own if "?" not in target]) >= 15
        assert f"/{language}/experiments?status=open" in own
    assert all(target.isascii() for target in targets)


def test_every_connection_of_a_worker_gets_its_share_of_searches_in_every_language(tmp_path):
    targets = memory.mixed(load_library(tmp_path))

    shares = memory.shares(targets, 4)

    assert [target for share in shares for target in share] == list(targets)
    for share in shares:
        assert {target[:11] for target in share} >= {"/en/search?", "/es/search?"}


def test_those_who_only_read_are_given_a_hundred_ready_pages_from_all_of_the_library(tmp_path):
    shelf = load_library(tmp_path)

    paths = memory.ready(shelf)

    assert len(paths) == 100
    assert set(paths) <= {place.path for place in places(shelf)}
    assert paths[0].startswith("/en/")
    assert paths[-1].startswith("/es/")


def test_what_a_start_imports_is_told_step_by_step_in_memory_and_time():
    done = subprocess.run(
        (sys.executable, "-m", "bench.importer"),
        cwd=PROJECT,
        capture_output=True,
        check=True,
        timeout=60,
    )

    steps = json.loads(done.stdout)

    assert next(iter(steps)) == "Python, and what measures"
    assert {"asyncio, uvloop", "Babel", "our search", "Flask", "our pages"} < set(steps)
    assert all(len(taken) == 2 for taken in steps.values())
    assert steps["Flask"][0] > 0.5


def test_words_of_most_documents_come_first_however_often_one_repeats_them(tmp_path):
    repeated = edition(
        "Privacy",
        "Nobody records it.\n",
        summary="Nobody, nobody, nobody, nobody, nobody and nobody.",
    )

    words = frequent_words(load_library(tmp_path, {"pages/privacy/en.md": repeated}), "en")

    assert words[0] == "fridge"  # in two documents
    assert "nobody" in words
    assert all(len(word) >= 5 for word in words)


def test_an_unchanged_build_has_to_be_ten_times_faster():
    verdicts = [build_time.summary(nothing, 0.2)[-1].verdict for nothing in (2.0, 1.9)]

    assert verdicts == ["ok", "MISSED"]


def test_a_large_library_has_bounds_and_one_larger_only_grows():
    def built(editions: int, nothing: float, unchanged: float = 1.0) -> build_time.BuildTimes:
        return build_time.BuildTimes(
            editions=editions, nothing=nothing, unchanged=unchanged, changed=60.0
        )

    assert exit_status(build_time.large_summary(built(1_000, 180.0, 5.0))) == 0
    assert exit_status(build_time.large_summary(built(1_000, 180.1))) == 1
    assert exit_status(build_time.large_summary(built(1_000, 90.0, 5.1))) == 1
    assert exit_status(build_time.large_summary(built(10_000, 2_000.0, 50.0))) == 0
    assert [
        build_time.growth(built(1_000, 100.0), built(10_000, nothing)).verdict
        for nothing in (1_500.0, 1_501.0)
    ] == ["ok", "MISSED"]


def test_the_content_of_a_build_can_be_another():
    assert (
        environment(Path("/somewhere/var"), Path("/somewhere/content"))["READER_CONTENT"]
        == "/somewhere/content"
    )


def test_the_heaviest_page_of_each_kind_and_the_heaviest_shell_are_told():
    weighed = [
        PageWeight(
            page=Page(kind=kind, language=language, path=path),
            page_bytes=page_bytes,
            body_bytes=page_bytes - 400,
            shell_bytes=shell_bytes,
        )
        for kind, language, path, page_bytes, shell_bytes in (
            ("experiment", "en", "/en/a", 900, 300),
            ("experiment", "en", "/en/b", 13_001, 200),
            ("experiment", "es", "/es/a", 800, 2_401),
            ("experiment", "en", "/en/c", 700, 100),
            ("zine keep", "es", "/es/z/keep", 2_200, 90),
            ("list keep", "es", "/es/l/keep", 2_201, 80),
        )
    ]

    told = [(each.name, each.measured, each.is_kept) for each in weights.summary(weighed)]

    assert told == [
        ("experiment, en: /en/b", "13,001 B", False),
        ("experiment, es: /es/a", "800 B", True),
        ("list keep, es: /es/l/keep", "2,201 B", True),
        ("zine keep, es: /es/z/keep", "2,200 B", True),
        ("heaviest shell, en: /en/a", "300 B", True),
        ("heaviest shell, es: /es/a", "2,401 B", False),
        ("heaviest body to keep and send, es: /es/l/keep", "1,801 B", False),
    ]


def test_every_kind_of_page_is_weighed_in_every_language(tmp_path):
    found = list(weights.pages(load_library(tmp_path)))

    kinds = {(page.kind, page.language) for page in found}
    assert {kind for kind, _ in kinds} == {
        *(
            "home",
            "experiments",
            "experiment",
            "zines",
            "zine",
            "zine part",
            "podcast",
            "episode",
            "lists",
            "list",
            "zine whole",
        ),
        *(f"{kind} keep" for kind in ("experiment", "zine", "episode", "list", "page")),
        *("topic", "new", "new month", "search", "follow", "page", "results", "not found"),
    }
    assert len(kinds) == 48
    assert {page.status for page in found if page.kind == "not found"} == {404}
