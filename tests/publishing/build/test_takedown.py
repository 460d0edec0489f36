"""What is left of a document that was taken down: an answer that says so, and no copy of ours."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress

from delivery.static_asking import request
from delivery.tiny_site import serving_of
from support.sample_project import SampleProject, files_of

from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.static_responder import respond
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.generations import pointer

WITHDRAWN = "withdrawn:\n  on: 2026-11-29\n  why: {en: They asked us to., es: Nos lo pidieron.}\n"


def take_down(project: SampleProject) -> None:
    for language in ("en", "es"):
        for name in ("index", "before", "after"):
            project.write(f"zines/stay-calm/{language}/{name}.md", None)
    project.write("zines/stay-calm/document.yaml", WITHDRAWN)


def test_every_address_of_it_answers_410_in_its_language(project: SampleProject) -> None:
    project.build()
    take_down(project)

    assert project.build().outcome is BuildOutcome.BUILT

    serving = serving_of(PageFile.open(project.current))
    for language in ("en", "es"):
        for path in (
            f"/{language}/zines/stay-calm",
            f"/{language}/zines/stay-calm.txt",
            f"/{language}/zines/stay-calm.epub",
            f"/{language}/zines/stay-calm/before",
            f"/{language}/zines/stay-calm/before.txt",
        ):
            for method in ("GET", "HEAD", "POST"):
                response = respond(serving, request(path, method))
                assert response is not None
                assert response.status == 410, (path, method)
                assert dict(response.headers)["cache-control"] == "max-age=60"
                assert (f'lang="{language}"'.encode() in response.body) == (method != "HEAD")


def test_nothing_of_it_is_left_in_any_generation(project: SampleProject) -> None:
    project.build()
    shown = files_of(project.current)
    assert any(b"Count to four" in readable(shown[name]) for name in shown if "shelf" in name)
    project.write("pages/about/en.md", None)
    project.build()
    assert len(pointer.history(project.var)) == 2
    take_down(project)

    project.build()

    assert pointer.history(project.var) == (project.current.name,)
    assert [each.name for each in pointer.generations(project.var).iterdir()] == [
        project.current.name
    ]
    left = files_of(project.current)
    assert not [name for name in left if "stay-calm" in name]
    assert not [name for name, body in left.items() if b"Count to four" in readable(body)]


def readable(body: bytes) -> bytes:
    """Return the bytes of a file, and those of every gzip body in it."""
    unpacked = [body]
    for found in re.finditer(rb"\x1f\x8b\x08", body):
        with suppress(zlib.error):
            unpacked.append(
                zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body[found.start() :])
            )
    return b"\n".join(unpacked)


def test_no_result_of_a_run_keeps_its_words(project: SampleProject) -> None:
    project.build()
    assert any(b"Count to four" in body for body in kept_results(project))
    take_down(project)

    project.build()

    assert not any(b"Count to four" in body for body in kept_results(project))


def kept_results(project: SampleProject) -> list[bytes]:
    return list(files_of(pointer.cache(project.var)).values())


def test_generations_that_never_showed_it_are_kept(project: SampleProject) -> None:
    take_down(project)
    first = project.build().identifier
    project.write("pages/privacy/es.md", None)

    second = project.build().identifier

    assert pointer.history(project.var) == (second, first)
