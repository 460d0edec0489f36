"""Fixtures for every test: the site built once, pages checked as they are fetched, a browser."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:  # fixtures import what they need: most runs need neither site nor browser
    from playwright.sync_api import Browser, BrowserContext
    from support.browsing import Browse
    from support.built_site import BuiltSite

# A machine under load is not a fault: no deadline, and examples may take long to make. The same
# commit is judged alike each time, so the first profile tries the same examples; new ones are found
# by the second, for which `make test-long` asks, and by which tests also look at every page
# (support/sampling.py).
UNDER_LOAD = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("short", UNDER_LOAD, derandomize=True)
settings.register_profile("long", UNDER_LOAD, max_examples=2_000)
settings.load_profile("short")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests marked ``long`` to `make test-long`."""
    from support.sampling import is_long

    left = [] if is_long() else [item for item in items if item.get_closest_marker("long")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines in a test marked ``uncounted`` (`make test-long` counts those of all others).

    ``no_cover`` of pytest-cov pauses one collector, and a worker has two.
    """
    if not item.get_closest_marker("uncounted"):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder of all workers, for what the first of them makes under a lock."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def site(shared: Path) -> BuiltSite:
    """Build the project's own content. The first worker builds, the others find it unchanged."""
    from support.built_site import built_site

    return built_site(shared / "site")


@pytest.fixture(scope="session")
def own_index(shared: Path) -> Path:
    """Build the index of the project's own content, without the site. The first worker does."""
    from support.own_content import own_index

    return own_index(shared / "own-index")


@pytest.fixture(scope="session")
def addresses(site: BuiltSite) -> tuple[str, ...]:
    """Return the addresses of one page of each kind in each language, and of each state.

    In a long run: of every page, and of each state in each language.
    """
    from support.built_site import kind_of
    from support.sampling import one_of_each
    from support.states import states

    return (
        "/",
        *(page.path for page in one_of_each(site.pages(), kind_of)),
        *(state.path for state in one_of_each(states(site.languages), lambda state: state.name)),
    )


@pytest.fixture(scope="session")
def browse(site: BuiltSite) -> Browse:
    """Fetch pages of the site; every page is checked when it is fetched."""
    from support.browsing import Browse

    return Browse(application=site.application, languages=site.languages)


@pytest.fixture(scope="session")
def served(site: BuiltSite) -> Iterator[str]:
    """Serve the site on a free port, for programs that fetch by themselves; return its address."""
    from support.serving import serving

    with serving(site.application) as address:
        yield address


@pytest.fixture(scope="module")
def chromium_program() -> Iterator[Browser]:
    """Start the system's Chromium once for each module that needs it."""
    from support.browser_program import browser_program

    with browser_program() as browser:
        yield browser


@pytest.fixture
def chromium(chromium_program: Browser) -> Iterator[BrowserContext]:
    """Open a window as wide as a small phone.

    The policy of the pages, which forbids scripts, is bypassed for axe and for our measures.
    """
    context = chromium_program.new_context(viewport={"width": 320, "height": 480}, bypass_csp=True)
    yield context
    context.close()
