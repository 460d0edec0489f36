"""Every engine finds, leaves out, orders and marks the same.

Ours on both Whooshes that can be had, and the one on SQLite FTS5 in ``bench``.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from search.contract.ask_engine import Answer, answers, main
from support.source_modules import PROJECT

from bench import fts5_engine

CONTRACT = yaml.safe_load(
    (Path(__file__).parent / "contract" / "cases.yaml").read_text(encoding="utf-8")
)
CASES = CONTRACT["cases"]
KEYS = {"in", "asked", "finds", "misses", "first", "marked", "any", "nothing", "suggests"}
FALLBACK = PROJECT / ".venv" / "fallback" / "bin" / "python"
ENGINES = ("whoosh", "whoosh-reloaded", "fts5")
# Of one word, in one language: they find the same.
SPELLINGS = (
    (
        "de-escalation",
        "deescalation",
        "de escalation",
        "De-Escalate",
        "de\u2011escalation",
        "DE-ESCALATING",
    ),
    ("desescalada", "desescalar", "DESESCALADA", "desescalación", "desescalacion"),
)


def on_the_fallback() -> list[Answer]:
    """Ask our engine in the environment that holds the other Whoosh."""
    if not FALLBACK.exists():
        pytest.fail("There is no environment with the fall-back Whoosh: .ci/prepare run fallback")
    path = os.pathsep.join((str(PROJECT), str(PROJECT / "tests")))
    done = subprocess.run(
        [FALLBACK, "-W", "error", "-m", "search.contract.ask_engine"],
        input=json.dumps(CONTRACT),
        env={"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def asked() -> Mapping[str, list[Answer]]:
    """Ask every engine everything, once."""
    return {
        "whoosh": list(main(CONTRACT)),
        "whoosh-reloaded": on_the_fallback(),
        "fts5": answers(fts5_engine.build_index, fts5_engine.open_index, CONTRACT),
    }


def faults(case: Mapping, answer: Answer) -> list[str]:
    """Return how an answer breaks its case."""
    found = answer["found"]
    checks = {
        "some words only": answer["any"] == case.get("any", False),
        "found nothing": not case.get("nothing") or not found,
        **{f"misses {name}": name not in found for name in case.get("misses", ())},
        **{f"finds {name}": name in found for name in case.get("finds", ())},
        "suggests": "suggests" not in case or answer["suggestion"] == case["suggests"],
        "first": "first" not in case or found[:1] == [case["first"]],
        **{
            f"marks {name}": answer["marked"].get(name) == marked
            for name, marked in case.get("marked", {}).items()
        },
    }
    # If only some words were found, the others may find what should be missed; if nothing is to be
    # found, there is nothing to say.
    ignored = {"some words only"} if not case.get("finds") else set()
    return [name for name, is_kept in checks.items() if not is_kept and name not in ignored]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['in']}-{case['asked']}")
def test_an_engine_keeps_the_contract(
    asked: Mapping[str, list[Answer]], case: Mapping, engine: str
) -> None:
    answer = asked[engine][CASES.index(case)]
    assert faults(case, answer) == [], answer


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_every_spelling_of_a_word_finds_the_same(
    asked: Mapping[str, list[Answer]], spellings: tuple[str, ...]
) -> None:
    found = {
        case["asked"]: set(answer["found"])
        for case, answer in zip(CASES, asked["whoosh"], strict=True)
        if case["in"] != "any"
    }
    assert {spelling: found[spelling] for spelling in spellings} == dict.fromkeys(
        spellings, found[spellings[0]]
    )
    assert found[spellings[0]]


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_the_engines_answer_alike(asked: Mapping[str, list[Answer]], engine: str) -> None:
    different = [
        case["asked"]
        for case, ours, other in zip(CASES, asked["whoosh"], asked[engine], strict=True)
        if ours != other
    ]
    assert different == []


def test_the_contract_is_long_enough_in_both_languages() -> None:
    for language in ("en", "es"):
        assert len([case for case in CASES if case["in"] == language]) >= 50
    assert all(set(case) <= KEYS and set(case) & KEYS - {"in", "asked", "any"} for case in CASES)


def test_a_broken_case_is_noticed() -> None:
    answer = Answer(found=["a", "b"], marked={"a": ["x"], "b": []}, any=False, suggestion="y")
    case = {"in": "en", "asked": "x"}
    assert (
        faults(
            {**case, "finds": ["a"], "misses": ["c"], "first": "a", "marked": {"a": ["x"]}}, answer
        )
        == []
    )
    assert faults({**case, "finds": ["c"]}, answer) == ["finds c"]
    assert faults({**case, "misses": ["b"]}, answer) == ["misses b"]
    assert faults({**case, "first": "b"}, answer) == ["first"]
    assert faults({**case, "marked": {"a": ["x", "y"]}}, answer) == ["marks a"]
    assert faults({**case, "nothing": True}, answer) == ["found nothing"]
    assert faults({**case, "suggests": "y"}, answer) == []
    assert faults({**case, "suggests": None}, answer) == ["suggests"]
    assert faults({**case, "finds": ["a"], "any": True}, answer) == ["some words only"]
