"""What every test can ask for: the site built once, `browse` that judges every page it fetches, and a browser."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:  # what a fixture needs is imported by it: most runs need neither site nor browser
    from playwright.sync_api import Browser, BrowserContext
    from support.browsing import Browse
    from support.built_site import BuiltSite

# A machine under load is not a fault. `make test-long` asks for the second.
settings.register_profile("calm", deadline=None)
settings.register_profile("long", deadline=None, max_examples=2_000)
settings.load_profile("calm")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines in a test marked ``uncounted``: ``no_cover`` of pytest-cov stops one counter, and a worker has two."""
    if not item.get_closest_marker("uncounted"):
        return (yield)
    counter = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counter)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> BuiltSite:
    """Build the project's own content. The first worker builds, the others find it unchanged."""
    from support.built_site import built_site

    base = tmp_path_factory.getbasetemp()
    return built_site((base if worker_id == "master" else base.parent) / "site")


@pytest.fixture(scope="session")
def browse(site: BuiltSite) -> Browse:
    """Fetch pages of the site; every page is judged whenever it is fetched."""
    from support.browsing import Browse

    return Browse(application=site.application, languages=site.languages)


@pytest.fixture(scope="session")
def served(site: BuiltSite) -> Iterator[str]:
    """Serve the site on a free port of this machine, for programs that fetch by themselves; return its address."""
    from support.serving import serving

    with serving(site.application) as address:
        yield address


@pytest.fixture(scope="module")
def chromium_program() -> Iterator[Browser]:
    """Start the system's Chromium once for each module that asks."""
    from support.browser_program import browser_program

    with browser_program() as browser:
        yield browser


@pytest.fixture
def chromium(chromium_program: Browser) -> Iterator[BrowserContext]:
    """Open a window of a small phone. Scripts are for axe alone: the pages have none, and their policy forbids them."""
    context = chromium_program.new_context(viewport={"width": 320, "height": 480}, bypass_csp=True)
    yield context
    context.close()
