"""What a slow line does to packets, and how pages are compared with their bare words."""

from __future__ import annotations

import os

import pytest

from bench import paint, slow_link
from bench.figures import BenchError
from bench.paint import Visit, bare
from bench.slow_link import Direction

PAGE = """<!doctype html><html lang="en">
<head><title>The fridge &amp; you</title><style>p{color:red}</style></head>
<body><header><a href="#text">Skip
 to it</a></header><main><h1>The fridge</h1>
<p>Take <em>what</em> you <a href="/en/">need</a>, 1 &lt; 2.</p><ul><li>Milk<li>Bread</ul>
<form><label for="q">Words</label><input id="q" value="x"></form></main></body></html>"""


def visits(*paints_ms: tuple[float, float], requests: int = 1) -> list[tuple[Visit, Visit]]:
    return [
        (Visit(paint_ms=page, requests=requests), Visit(paint_ms=words, requests=9))
        for page, words in paints_ms
    ]


def test_a_packet_goes_on_once_those_before_it_have_and_arrives_later():
    line = Direction(one_way_seconds=0.4, bytes_per_second=1_000)

    for now, packet in ((10.0, b"a" * 500), (10.0, b"b" * 100), (11.0, b"c" * 100)):
        line.send(packet, now)

    assert list(line.arrived(10.8)) == []
    assert line.seconds_left(10.8) == pytest.approx(0.1)
    assert [packet[:1] for packet in line.arrived(10.95)] == [b"a"]
    assert [packet[:1] for packet in line.arrived(11.45)] == [b"b"]
    assert [packet[:1] for packet in line.arrived(11.55)] == [b"c"]
    assert line.seconds_left(11.55) > 1


def test_a_line_that_is_full_loses_packets():
    line = Direction(one_way_seconds=0, bytes_per_second=100)

    for _ in range(20):
        line.send(b"x" * 100, 0)

    assert len(list(line.arrived(100))) == 8


def test_without_root_the_bench_says_what_a_slow_line_takes(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1_000)

    with pytest.raises(BenchError, match="root"), slow_link.slow_link():
        pass


def test_without_chromium_the_bench_says_where_it_comes_from(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BenchError, match=r"\.ci/prepare browsers"):
        paint.figures(tmp_path)


def test_a_bare_page_has_the_words_of_a_page_and_nothing_else():
    assert bare(PAGE) == (
        "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width>"
        "<title>The fridge &amp; you</title>"
        "<p>Skip to it<p>The fridge<p>Take what you need, 1 &lt; 2.<p>Milk<p>Bread<p>Words"
    )


def test_a_page_may_be_painted_a_little_later_than_its_words():
    told = {
        each.name: (each.measured, each.verdict)
        for each in paint.summary(visits((2_200, 2_000), (9_000, 2_100), (2_100, 1_900)))
    }

    assert told == {
        "first contentful paint on 2G, document page": ("2,200 ms", ""),
        "first contentful paint on 2G, its words as a bare page": ("2,000 ms", ""),
        "first contentful paint on 2G, against bare words": ("1.10 times", "ok"),
        "requests per page view, cold": ("1", "ok"),
    }


def test_a_second_request_for_a_page_is_one_too_many():
    assert paint.summary(visits((2_000, 2_000), requests=2))[-1].verdict == "MISSED"
