"""Start the server step by step in a process of its own: `python -m bench.importer` prints JSON.

It imports almost nothing itself, because what is already imported is not measured.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from bench.processes import uss_bytes

# Step → what is imported in it.
_MODULES: Final[Mapping[str, str]] = {
    "gunicorn, with what of the standard library it needs": "gunicorn.arbiter",
    "asyncio, uvloop": "uvloop",
    "gunicorn's asgi worker": "gunicorn.workers.gasgi",
    "msgspec": "msgspec",
    "brotli, zopfli, zstandard": "reader.delivery.http.content_codings",
    "our worker": "reader.delivery.gunicorn_worker",
    "our door and core": "reader.delivery.asgi_door",
    "Babel": "reader.i18n.formatting",
    "our search": "reader.publishing.runtime.index_recovery",
    "Werkzeug": "werkzeug",
    "Jinja": "jinja2",
    "Flask": "flask",
    "Flask-Babel": "flask_babel",
    "our pages": "reader.web.app",
}


def steps() -> Mapping[str, tuple[float, float]]:
    """Run every step of a start; return step → (megabytes, milliseconds of CPU) it adds."""
    found = {"Python, and what measures": (uss_bytes(os.getpid()) / 1e6, time.process_time() * 1e3)}
    found |= {
        name: _taken(partial(importlib.import_module, module)) for name, module in _MODULES.items()
    }
    return {**found, "the generation, opened and warm": _taken(_open)}


def _taken(step: Callable[[], object]) -> tuple[float, float]:
    held, spent = uss_bytes(os.getpid()), time.process_time()
    kept = step()
    taken = (uss_bytes(os.getpid()) - held) / 1e6, (time.process_time() - spent) * 1e3
    del kept
    return taken


def _open() -> object:
    from reader.wiring import commands, server  # noqa: PLC0415  # it is a step of its own

    return server.current(commands.settings())


if __name__ == "__main__":
    json.dump(steps(), sys.stdout)
