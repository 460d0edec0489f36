"""A site of a dozen addresses in two languages with an application, for gunicorn to serve.

TINY_ROOT names the folder with ``pointer`` and ``generations/``.
"""

from __future__ import annotations

import gc
import json
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Final

from reader.delivery.connection_limits import Limits
from reader.delivery.generation_watcher import GenerationWatcher
from reader.delivery.http.content_codings import PREFERRED, Coding, live_body
from reader.delivery.http.response_headers import (
    NO_ROOM,
    READY_HEADERS,
    CachePolicy,
    policy_of_error,
)
from reader.delivery.prebuilt.compression_dictionaries import DictionaryCoder
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import HTML, PageFileWriter, Resource
from reader.delivery.served_generation import ServedGeneration

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

LANGUAGES: Final = ("en", "es")
ERRORS: Final = (400, 404, 405, 408, 413, 414, 500, 503)
POLL_SECONDS: Final = 0.05
PUBLISHED: Final = 1_790_000_000  # 2026-09-21
PAGE: Final = "/en/experiments/fridge"
LARGE: Final = "/en/library.zip"
FORM: Final = "/form"
# Limits that the environment may lower: TINY_BODY_SECONDS and so on.
LIMITS: Final = ("body_seconds", "head_seconds", "stall_seconds", "buffered_bytes")


def page(language: str, word: str) -> bytes:
    """Return a page that every coding makes smaller. ``word`` tells generations apart.

    Its frame is the same on all pages and like nothing else, as words are: what a dictionary saves.
    """
    frame = "".join(f"<p>{sha256(bytes([number])).hexdigest()}</p>" for number in range(20))
    paragraphs = "".join(f"<p>{word} sentence {number} of a page</p>" for number in range(40))
    head = f'<!doctype html><html lang="{language}"><title>{word}</title>'
    return f"{head}{frame}{paragraphs}</html>".encode()


def quick_bodies(body: bytes) -> dict[Coding, bytes]:
    """Return a body in every coding that makes it smaller, made in no time."""
    coded = {coding: live_body(body, coding) for coding in PREFERRED}
    return {
        coding: made
        for coding, made in coded.items()
        if coding is Coding.IDENTITY or len(made) < len(body)
    }


def write_generation(root: Path, name: str, word: str = "first", large: bytes = b"") -> Path:
    """Write a generation; return its folder. If there is a ``large`` file, it is at LARGE."""
    folder = root / "generations" / name
    folder.mkdir(parents=True)
    with PageFileWriter(folder, languages=LANGUAGES, coders="coders 1") as writer:
        for language in LANGUAGES:
            for path, parameters in (
                ("", ()),
                ("experiments", ("topic", "page")),
                ("search", ("q",)),
                ("experiments/fridge", ()),
            ):
                bodies = quick_bodies(page(language, f"{word} {path}"))
                address = f"/{language}/{path}"
                scope = "" if path == "search" else f"/{language}/*"
                writer.add(
                    Resource(
                        address=address,
                        media_type=HTML,
                        policy=CachePolicy.PAGE,
                        bodies=bodies,
                        parameters=parameters,
                        scope=scope,
                    )
                )
            bodies = quick_bodies(page(language, f"{word} negotiated"))
            writer.add(
                Resource(
                    address="/",
                    language=language,
                    negotiated=True,
                    media_type=HTML,
                    policy=CachePolicy.HOME,
                    bodies=bodies,
                    scope=f"/{language}/*",
                )
            )
            for status in ERRORS:
                writer.add(
                    Resource(
                        status=status,
                        language=language,
                        media_type=HTML,
                        policy=policy_of_error(status),
                        bodies=quick_bodies(page(language, f"{word} error {status}")),
                    )
                )
        text = "text/plain; charset=utf-8"
        for language in LANGUAGES:
            bodies = quick_bodies(f"{word} {language} ".encode() * 400)
            writer.add(
                Resource(
                    address=f"/{language}/fridge.txt",
                    media_type=text,
                    policy=CachePolicy.FILE,
                    bodies=bodies,
                )
            )
        writer.add(
            Resource(
                address="/robots.txt",
                media_type=text,
                policy=CachePolicy.FILE,
                bodies=quick_bodies(b"User-agent: *\n"),
            )
        )
        if large:
            writer.add(
                Resource(
                    address=LARGE,
                    media_type="application/zip",
                    policy=CachePolicy.FILE,
                    bodies={Coding.IDENTITY: large},
                )
            )
        writer.add_redirect("/en/experiments/icebox", PAGE)
        writer.add_alias("es", "Experimentos", "experiments")
        writer.add_alias("es", "Búsqueda rápida", "search")
        writer.add_redirect("/x/k7m2", PAGE.replace("/en/", "/{language}/", 1))
        for address in (
            "/healthz",
            "/echo",
            "/boom",
            "/nothing",
            "/hold",
            "/costly",
            "/connections",
            FORM,
        ):
            writer.add_dynamic(address)
    return folder


def point(root: Path, name: str) -> None:
    """Let the pointer name a generation, at once and whole."""
    fresh = root / "pointer.new"
    fresh.write_text(f"{name}\n", encoding="ascii")
    fresh.replace(root / "pointer")


def negotiate(accept_language: str) -> str:
    """Return the language a browser asks for first, English for all others."""
    return "es" if accept_language.startswith("es") else "en"


class TinyApplication:
    """A WSGI application with an address for each thing one can do. ``release`` ends /hold.

    So does it end a form with ``hold`` as its query.
    """

    def __init__(self) -> None:
        self.held = threading.Semaphore(0)
        self.release = threading.Event()
        self.calls = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.calls += 1
        if path == "/costly":
            _compute(float(environ["QUERY_STRING"].partition("&")[0]))
        if path == "/boom":
            raise ValueError("what the reader typed")
        if path == "/connections":
            start_response("200 OK", [("Cache-Control", "no-store")])
            return [f"{os.getpid()} {_connections()}".encode()]
        if path == "/nothing":
            start_response("404 Not Found", [("Content-Length", "0")])
            return []
        if path == "/hold" or environ.get("QUERY_STRING") == "hold":
            self.held.release()
            self.release.wait(20)
        if path in {"/healthz", "/hold"}:
            start_response(
                "200 OK", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]
            )
            return [b"well"]
        body = environ["wsgi.input"].read().decode()
        said = {
            "method": environ["REQUEST_METHOD"],
            "path": path,
            "from": [
                environ.get("wsgi.url_scheme", ""),
                environ.get("REMOTE_ADDR", ""),
                environ.get("SCRIPT_NAME", ""),
            ],
            "query": environ.get("QUERY_STRING", ""),
            "body": body,
            "room": NO_ROOM not in environ,
            "pid": os.getpid(),
            "generation": environ["tiny.generation"],
        }
        start_response(
            "200 OK",
            [
                ("Content-Type", "application/json"),
                ("Cache-Control", "private,max-age=60"),
                *READY_HEADERS,
            ],
        )
        return [json.dumps(said).encode(), b" " * 300]


def _connections() -> int:
    """Return how many connections are in memory, and collect no garbage from now on."""
    gc.disable()
    return sum(type(each).__name__ == "LimitedProtocol" for each in gc.get_objects())


def _compute(seconds: float) -> None:
    """Take so much processor time."""
    end = thread_time() + seconds
    while thread_time() < end:
        pass


def serving_of(page_file: PageFile, *directories: Path, published: int = 0) -> ServedGeneration:
    """Serve a page file without an application. Pages in ``directories`` are dictionaries."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        raise AssertionError(f"asked for {environ['PATH_INFO']}")

    return ServedGeneration(
        page_file=page_file,
        application=application,
        negotiate=negotiate,
        dictionaries=DictionaryCoder.open(directories),
        published=published,
    )


def current(
    root: Path, application: TinyApplication | None = None, poll_seconds: float = 0.5
) -> GenerationWatcher[ServedGeneration]:
    """Follow the pointer in ``root``."""
    asked = application or TinyApplication()

    def open_serving(name: str) -> ServedGeneration:
        def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            return asked({**environ, "tiny.generation": name}, start_response)

        directory = root / "generations" / name
        others = sorted(other for other in directory.parent.iterdir() if other != directory)
        return ServedGeneration(
            page_file=PageFile.open(directory),
            application=application,
            negotiate=negotiate,
            dictionaries=DictionaryCoder.open((directory, *others)),
            published=PUBLISHED,
            forms=frozenset({FORM}),
        )

    return GenerationWatcher(root / "pointer", open_serving, poll_seconds=poll_seconds)


def start(environment: Mapping[str, str]) -> tuple[GenerationWatcher[ServedGeneration], Limits]:
    """Return what both doors need, when gunicorn imports this module."""
    serving = current(Path(environment["TINY_ROOT"]), poll_seconds=POLL_SECONDS)
    serving.refresh()
    return serving, replace(
        Limits(),
        **{
            name: float(environment[f"TINY_{name.upper()}"])
            for name in LIMITS
            if f"TINY_{name.upper()}" in environment
        },
    )
