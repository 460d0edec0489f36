"""Measure what a server imports and opens at its start: private memory and processor time.

A shared dependency counts for the step that needs it first.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.figures import Figure
from bench.project import PROJECT, environment


def figures(var: Path) -> tuple[Figure, ...]:
    """Start once, step by step."""
    command = (sys.executable, "-m", "bench.importer")
    done = subprocess.run(
        command, cwd=PROJECT, env=environment(var), stdout=subprocess.PIPE, check=True
    )
    steps: Mapping[str, tuple[float, float]] = json.loads(done.stdout)
    return tuple(
        Figure(
            name=f"at a start, {name} ({milliseconds:.0f} ms)", value=megabytes, form="{:.1f} MB"
        )
        for name, (megabytes, milliseconds) in steps.items()
    )
