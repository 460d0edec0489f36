"""How the figures of speed come out of what was counted, and what the load generator counts."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest

from bench import nginx, processor
from bench.figures import BenchError
from bench.load import ask_for
from bench.processor import ASGI_DOOR, HELLO_WORLD, NGINX, WSGI_DOOR, Sample

WELL = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
ILL = WELL.replace(b"200 OK", b"503 No")


def round_of(**cpu_microseconds: int) -> dict[str, Sample]:
    """Return one round, in which twice the CPU time makes half the requests a second."""
    names = {"asgi": ASGI_DOOR, "wsgi": WSGI_DOOR, "hello": HELLO_WORLD, "nginx": NGINX}
    return {
        names[name]: Sample(cpu_microseconds=used, per_second=1e6 / used)
        for name, used in cpu_microseconds.items()
    }


def test_each_ratio_is_the_middle_of_the_rounds_own():
    rounds = [
        round_of(asgi=100, wsgi=300, hello=1_000, nginx=10),
        round_of(asgi=50, wsgi=125, hello=100, nginx=20),
        round_of(asgi=90, wsgi=120, hello=100, nginx=15),
    ]

    told = {
        each.name: (each.measured, each.bound, each.verdict) for each in processor.summary(rounds)
    }

    against = "against gthread hello-world, 4 kB"
    assert told == {
        "CPU per request, page, ASGI door": ("90 µs", "", ""),
        "CPU per request, page, WSGI door": ("125 µs", "", ""),
        "CPU per request, gthread hello-world, 4 kB": ("100 µs", "", ""),
        "CPU per request, the same file, nginx": ("15 µs", "", ""),
        f"CPU per request, page, ASGI door, {against}": ("0.50 times", "≤ 0.50 times", "ok"),
        f"CPU per request, page, WSGI door, {against}": ("1.20 times", "≤ 1.25 times", "ok"),
        "CPU per request, page, ASGI door, against the same file, nginx": (
            "6.00 times",
            "≤ 6.00 times",
            "ok",
        ),
        "requests per second, page, ASGI door": ("11,111", "", ""),
        "requests per second, page, WSGI door": ("8,000", "", ""),
        "requests per second, gthread hello-world, 4 kB": ("10,000", "", ""),
        "requests per second, the same file, nginx": ("66,667", "", ""),
        f"requests per second, page, ASGI door, {against}": ("2.00 times", "≥ 2.00 times", "ok"),
        f"requests per second, page, WSGI door, {against}": ("0.83 times", "≥ 0.80 times", "ok"),
    }


def test_without_nginx_the_bench_says_where_it_comes_from(monkeypatch, tmp_path):
    monkeypatch.setattr(nginx, "NGINX", tmp_path / "nginx")

    with pytest.raises(BenchError, match=r"\.ci/prepare proxies"), nginx.sending(tmp_path):
        pass


@contextmanager
def answering(*answers: Sequence[bytes]) -> Iterator[int]:
    """Give every connection these answers in pieces, and repeat the last; yield the port."""

    def answer(connection: socket.socket) -> None:
        pending = list(answers)
        with connection, suppress(OSError):
            while connection.recv(65_536):
                for piece in pending[0]:
                    connection.sendall(piece)
                pending = pending[1:] or pending

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=[listener.accept()[0]], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        accepting.join()


def test_every_answer_of_every_connection_is_counted_however_it_comes():
    with answering((WELL[:20], WELL[20:])) as port:
        tally = ask_for(port, "/en/", connections=3, seconds=0.2)

    assert tally.answers >= 3
    assert tally.faults == 0
    assert 0.2 <= tally.seconds < 5


@pytest.mark.parametrize(
    "other", [(ILL,), (WELL, b"!"), (WELL[:-1] + b"ooo",)], ids=["503", "more", "longer"]
)
def test_an_answer_unlike_the_first_is_a_fault(other):
    with answering((WELL,), other) as port:
        tally = ask_for(port, "/en/", connections=2, seconds=0.2)

    assert tally.faults == 2
