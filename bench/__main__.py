"""Measure everything, or what is named, print the table, and exit with 1 when a bound is missed."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import (
    build_time,
    costly_searches,
    cries,
    dictionaries,
    editing,
    exports,
    file_sizes,
    growth,
    imports,
    kiwix,
    memory,
    paint,
    processor,
    search_cost,
    search_relevance,
    slow_clients,
    slow_clients_by_proxy,
    start,
    submissions,
    switches,
    weights,
)
from bench.figures import BenchError, Figure, exit_status, table

SUBJECTS: Final[Mapping[str, Callable[[Path], tuple[Figure, ...]]]] = {
    "start": start.figures,
    "memory": memory.figures,
    "imports": imports.figures,
    "processor": processor.figures,
    "building": build_time.figures,
    "weights": weights.figures,
    "files": file_sizes.figures,
    "search": search_relevance.figures,
    "cries": cries.figures,
    "searching": search_cost.figures,
    "dictionaries": dictionaries.figures,
    "slow": slow_clients.figures,
    "costly": costly_searches.figures,
    "submissions": submissions.figures,
}
# These take minutes, or root, and run only if they are named.
LONG: Final[Mapping[str, Callable[[Path], tuple[Figure, ...]]]] = {
    "searching-10000": search_cost.large_figures,
    "building-1000": build_time.thousand_figures,
    "building-10000": build_time.ten_thousand_figures,
    "editing-2000": editing.figures,
    "exports-1000": exports.figures,
    "growth-1000": growth.moderate_figures,
    "growth-10000": growth.large_figures,
    "kiwix": kiwix.figures,
    "slow-proxies": slow_clients_by_proxy.figures,
    "switches": switches.figures,
    "paint": paint.figures,
}
_HELP: Final = (
    f"one or more of {', '.join(SUBJECTS)}, by default all of them; "
    f"or {', '.join(LONG)}, which take minutes (paint also root)"
)


def main(arguments: Sequence[str]) -> int:
    """Run the subjects named, or all; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="subject", help=_HELP)
    named: list[str] = parser.parse_args(arguments).subjects or list(SUBJECTS)
    unknown = sorted(set(named) - set(SUBJECTS) - set(LONG))
    if unknown:
        parser.error(f"not a subject: {', '.join(unknown)}")
    # Servers are stopped and folders deleted also when this process is told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    before = os.getloadavg()[0]
    measured: list[Figure] = []
    try:
        measured.extend(_measure(named))
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    finally:  # what was measured is printed, whatever came after
        print(table(measured))
        print(
            f"\n{os.cpu_count()} processors; "
            f"load {before:.1f} before and {os.getloadavg()[0]:.1f} after, "
            "this bench included."
        )
    return exit_status(measured)


def _measure(named: Sequence[str]) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        build_time.build(var)
        for name in named:
            print(f"{name} …", file=sys.stderr, flush=True)
            yield from {**SUBJECTS, **LONG}[name](var)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
