"""How many examples Hypothesis tries if an example is expensive."""

from __future__ import annotations

from hypothesis import settings


def examples(default: int, *, long: int) -> settings:
    """Return settings for so many examples: ``long`` in `make test-long`, else ``default``."""
    is_long = settings.get_current_profile_name() == "long"
    return settings(max_examples=long if is_long else default, deadline=None)
