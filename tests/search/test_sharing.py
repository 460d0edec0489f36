"""One open index in several threads, and in processes forked from the one that opened it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from search.small_index import ask, engine_of, entry

from reader.search.engine import Engine
from reader.search.open_index import open_index

QUERIES = (
    "neighbors",
    "fridge bread",
    '"share bread"',
    "shar*",
    "vecinas",
    "compartir",
    "n1*",
    "bread -fridge",
    "xyzzy",
)

# Forks two children while a thread of the parent is searching, and compares what all three find.
FORKED = """
import os, sys, threading
from pathlib import Path
from search.small_index import ask
from reader.search.open_index import open_index

queries = sys.argv[2:]
engine = open_index(Path(sys.argv[1]))
right = [ask(engine, query) for query in queries]
done = threading.Event()

def search_on():
    while not done.is_set():
        for query in queries:
            ask(engine, query)

thread = threading.Thread(target=search_on)
thread.start()
children = []
for number in range(2):
    child = os.fork()
    if child == 0:
        wrong = any([ask(engine, query) for query in queries] != right for _ in range(15))
        os._exit(1 if wrong else 0)
    children.append(child)
results = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
done.set()
thread.join()
sys.exit(max(results))
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    entries = [
        *(
            entry(
                f"n{number}",
                f"Neighbors number n{number} share bread" + " and a fridge" * (number % 3) + ".",
            )
            for number in range(150)
        ),
        *(
            entry(f"v{number}", "Las vecinas comparten pan." * (number % 4 + 1), language="es")
            for number in range(50)
        ),
    ]
    directory = tmp_path_factory.mktemp("search") / "index"
    engine_of(entries, directory).close()
    return directory


@pytest.fixture
def engine(index: Path) -> Iterator[Engine]:
    engine = open_index(index)
    yield engine
    engine.close()


def test_threads_that_search_at_once_find_what_one_finds_alone(engine: Engine) -> None:
    right = {query: ask(engine, query) for query in QUERIES}
    assert sum(results.total > 0 for results in right.values()) == len(QUERIES) - 1
    with ThreadPoolExecutor(8) as threads:
        asked = [QUERIES[number % len(QUERIES)] for number in range(20 * len(QUERIES))]
        answers = list(threads.map(lambda query: (query, ask(engine, query)), asked))
    assert all(results == right[query] for query, results in answers)


def test_forked_processes_that_search_at_once_find_what_one_finds_alone(index: Path) -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"}
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKED, index, *QUERIES]
    subprocess.run(command, check=True, env=environment, timeout=120)
