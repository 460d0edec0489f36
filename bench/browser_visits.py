"""Open pages in Chromium with an empty cache: `python -m bench.browser_visits RUNS URL URL`.

It opens the addresses in turns and prints what was measured as JSON. A name that ends in localhost
resolves to the server of the slow line: only there and over https does Chromium accept brotli.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from bench.slow_link import SERVER_ADDRESS

NAME: Final = "library.localhost"
_TIMEOUT_MILLISECONDS: Final = 60_000
_ARGUMENTS: Final = (
    f"--host-resolver-rules=MAP {NAME} {SERVER_ADDRESS}",
    *(
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ),
    # A sandbox needs another user than root.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
)
# Milliseconds from navigation to the first paint that shows content.
_TIMES: Final = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntriesByName('first-contentful-paint')[0].startTime)
).observe({type: 'paint', buffered: true}))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page, opened with an empty cache."""

    paint_ms: float
    requests: int


def main() -> None:
    """Visit every address as often as asked."""
    runs, *addresses = sys.argv[1:]
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        for address in addresses:  # whatever the browser does for the first time
            _visit(browser, address)
        visits = [
            [asdict(_visit(browser, address)) for address in addresses] for _ in range(int(runs))
        ]
        browser.close()
    print(json.dumps(visits))


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address, timeout=_TIMEOUT_MILLISECONDS)
    paint_ms: float = page.evaluate(_TIMES)
    page.wait_for_load_state("networkidle")
    context.close()
    return Visit(paint_ms=paint_ms, requests=len(requests))


if __name__ == "__main__":
    main()
