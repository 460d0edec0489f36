from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.built_site import BuiltSite
from support.nasty import NASTY

from reader.delivery.prebuilt.normal_form import normal_form, segment_of, without_extension


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/es/zines", "es/zines"),
        ("/es/zines/", "es/zines"),
        ("//es///zines//", "es/zines"),
        ("/es/./zines/.", "es/zines"),
        ("/ES/Zines", "es/zines"),
        ("/es/%7Aines", "es/zines"),
        ("/es/zines.", "es/zines"),
        ("/es/zines,", "es/zines"),
        ("/es/zines)", "es/zines"),
        ("/es/zines).", "es/zines"),
        ("/es/zines/%22", "es/zines"),
        ("/es/zines%E2%80%9D", "es/zines"),
        ("/es/zines%20", "es/zines"),
        ("/es/zines%0A", "es/zines"),
        ("/es/zi%C2%ADnes", "es/zines"),
        ("/es/zines…".encode().decode("latin-1"), "es/zines"),
        ("/es/p%C3%B3dcast", "es/podcast"),
        ("/es/pódcast".encode().decode("latin-1"), "es/podcast"),
        ("/es/..", ".."),
        ("/en/../es/zines", ".."),
        ("/en/%2e%2e/es", ".."),
        ("/", ""),
        ("", ""),
        ("/" + "x" * 511, "x" * 511),
        ("/" + "x" * 512, ".."),
    ],
)
def test_spellings_of_one_address_have_one_form(path: str, normal: str) -> None:
    assert normal_form(path) == normal


@pytest.mark.parametrize(
    ("normal", "shorter"),
    [
        ("es/zines.html", "es/zines"),
        ("es/zines.htm", "es/zines"),
        ("es/zines/index.html", "es/zines"),
        ("es/index.html", "es"),
        ("index.html", ""),
        ("es/zines/index", "es/zines/index"),
        ("es/zines.txt", "es/zines.txt"),
        ("es/zines", "es/zines"),
    ],
)
def test_the_name_of_a_file_of_html_is_left_out(normal: str, shorter: str) -> None:
    assert without_extension(normal) == shorter


@pytest.mark.parametrize(
    ("title", "segment"),
    [
        ("Listas de lectura", "listas-de-lectura"),
        ("Pódcast", "podcast"),
        ("¿Qué es, qué / no?", "que-es-que-no"),
        ("", ""),
    ],
)
def test_a_title_is_written_as_an_address_is_typed(title: str, segment: str) -> None:
    assert segment_of(title) == segment


def test_every_address_of_the_site_but_for_its_language_is_its_own_normal_form(
    site: BuiltSite,
) -> None:
    for address in site.addresses():
        assert normal_form(address) == address.strip("/")


@given(st.text() | st.sampled_from([*NASTY.values()]))
def test_a_normal_form_has_no_other(path: str) -> None:
    normal = normal_form(path)
    assert not normal.startswith("/")
    assert not normal.endswith("/")
    assert "//" not in normal


def test_the_longest_path_takes_no_longer_than_a_page() -> None:
    for path in ("/" * 512, "/x" * 256, "%C3%B3" * 85, "ﷺ" * 512, "." * 512, "/" * 49_000):
        start = time.thread_time()
        for _ in range(10):
            without_extension(normal_form(path))
        assert time.thread_time() - start < 0.2, path[:20]
