"""How gunicorn serves the library: `gunicorn asgi:application`.

It reads HOST, PORT and WEB_CONCURRENCY by itself and nothing of ours: gunicorn reads this file
again at every SIGHUP, and whatever fails in it then ends the master and with it the site.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]
    from gunicorn.workers.base import Worker  # type: ignore[import-untyped]


class DiscreetLogger(Logger):  # type: ignore[misc]
    """Log what happens to the server, never who asked for what."""

    def warning(self, msg: str, *args: object, **kwargs: object) -> None:
        """Log a warning, but not the words of a malformed request nor the address it came from."""
        super().warning(
            "Invalid request" if msg.startswith("Invalid request") else msg, *args, **kwargs
        )

    def exception(self, msg: str, *args: object, **kwargs: object) -> None:
        """Log an exception, of a request only its type: all else may quote the request."""
        if msg.startswith(("Error ", "Socket error ")):
            super().error("A request failed: %s", type(sys.exc_info()[1]).__name__)
        else:
            super().exception(msg, *args, **kwargs)


_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)

# gunicorn's own asgi worker, with an end to its patience.
worker_class = "reader.delivery.gunicorn_worker.LimitedWorker"
asgi_loop = "uvloop"
# What one worker has imported and opened, all of them share; a search in each would cost 20 MB a
# worker otherwise.
preload_app = True
# In each worker. One more, and the one that has been waiting for longest is closed.
worker_connections = 4000
# Browsers open spare connections early; a phone that comes back within a minute saves a round trip.
keepalive = 75
# An idle connection is not closed at a stop but waited for, so this is how long a stop takes with
# readers about.
graceful_timeout = 10

# No limit here, but 1 MB that gunicorn keeps to itself. Its own (8,190 at most) answers with a bare
# line of text before our code is asked; ours is 49,152 bytes, a search of 4,000 characters in any
# script, and answers with a page.
limit_request_line = 0
limit_request_fields = 64
limit_request_field_size = 8190

# No header decides the scheme, the address or the path of a request, whoever sends it. gunicorn
# believes those of a proxy on this machine or behind a Unix socket, and refuses a request in which
# two of them contradict each other.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""

# Opened in the home directory by default, and takes commands from whoever may write to it.
control_socket_disable = True

accesslog = None
errorlog = "-"
logger_class = DiscreetLogger


def on_starting(server: Arbiter) -> None:  # noqa: ARG001  # gunicorn's signature
    """Set what all workers take over from the master."""
    _keep_little_memory()
    _open_more_files()


def _open_more_files() -> None:
    """Raise the limit of open files to what connections need; most systems set it to 1,024."""
    wanted = worker_connections + 512
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def _keep_little_memory() -> None:
    """Let the threads of a worker share one malloc arena, and return large blocks after use.

    With four searches at once in each of two workers that is ten megabytes for the arena, and four
    for the pieces: what an encoder has used to compress an answer would stay in the worker
    otherwise.
    """
    m_mmap_threshold, m_arena_max = -3, -8
    _ask_malloc("mallopt", m_arena_max, 1)
    _ask_malloc("mallopt", m_mmap_threshold, 65_536)


def _ask_malloc(call: str, *arguments: int) -> None:
    # Another libc has no such calls, and none of glibc's habits.
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None)[call](*arguments)


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Collect and freeze what the workers share, so that their garbage collector leaves it alone.

    What is freed before the fork is not copied in each worker when it is used again. The search for
    garbage writes into every object, and so makes a copy of each page; a worker does it after some
    thousand connections; with two workers that is fifteen megabytes.
    """
    if worker.age > workers:
        _prepare_replacement(server)
    gc.collect()
    _ask_malloc("malloc_trim", 0)
    gc.freeze()


def _prepare_replacement(server: Arbiter) -> None:
    """Import what takes forms before a worker is replaced, so that nobody waits for it twice.

    The first workers do without, as long as nobody sends anything: a quick start, and less memory.
    """
    with suppress(Exception):  # it would end the master
        server.app.callable.before_replacement()


def on_reload(server: Arbiter) -> None:
    """Open a new generation in the master at SIGHUP, so that its next workers start with it.

    The former one, no longer frozen, is let go. With ``preload_app`` the master keeps the
    application it has; without, it has none. An exception here would end it.
    """
    gc.unfreeze()
    try:
        if server.app.callable:
            server.app.callable.refresh()
            gc.collect()
    except Exception as error:
        server.log.error("The generation could not be refreshed: %s", type(error).__name__)
