"""What a browser shows, judged: axe-core in light, dark and forced colors, every width and size of text, targets for a finger."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Page
from support.html_validators import judged_by_axe

SCHEMES: Final = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colors": {"color_scheme": "dark", "forced_colors": "active"},
}
# What the colors decide. Everything else is the same in every scheme, and judged in the first.
OF_COLOR: Final = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")

# axe takes the color of text from -webkit-text-fill-color, which Chromium reports as the author wrote it, not as it is forced;
# and what is behind the page for white.
SHOW_FORCED: Final = """() => {
    const colors = [...document.querySelectorAll("*")].map(element => [element, getComputedStyle(element).color]);
    document.documentElement.style.backgroundColor = "Canvas";
    colors.forEach(([element, color]) => element.style.setProperty("-webkit-text-fill-color", color, "important"));
}"""

# Measures of a page as it is laid out, for every test that shows one.
MEASURES: Final = Path(__file__).resolve().parents[1] / "visual" / "measures"
# Pixels of CSS. 320 is a cheap phone, and what is left of 1280 at 400 % zoom; 240 the smallest that still has a browser.
WIDTHS: Final = (240, 320, 412, 1280)
PHONE: Final = 320
HEIGHT: Final = 480
# What a reader may set. Source of the spacing: WCAG 2.2, 1.4.12.
SETTINGS: Final = {
    "as it is": "",
    "text doubled": "html { font-size: 200% }",
    "text spaced": """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }""",
}
SET: Final = """css => {
    window.reader ||= document.head.appendChild(document.createElement("style"));
    window.reader.textContent = css;
    document.querySelector("a").focus();  // the skip link takes room only then
}"""
WHOLE: Final = "[...layout.outside(), ...layout.clipped(), ...layout.overlapping()]"
SMALL: Final = "layout.smallTargets(44)"


def judged_in_browser(page: Page) -> list[str]:
    """Return all that is wrong with the page a browser shows. The page is of no further use: its colors are made visible to axe."""
    if not page.evaluate("'layout' in window"):
        page.evaluate((MEASURES / "layout.js").read_text(encoding="utf-8"))
    small = [f"too small for a finger: {target}" for target in page.evaluate(SMALL)]
    return [*small, *lost(page), *judged_in_schemes(page)]


def judged_in_schemes(page: Page) -> list[str]:
    """Return what axe finds in light, in dark and in forced colors. The page is of no further use, as above."""
    found = []
    for scheme, media in SCHEMES.items():
        page.emulate_media(**media)
        if media["forced_colors"] == "active":
            page.evaluate(SHOW_FORCED)
        found += [
            f"in {scheme}: {violation}"
            for violation in judged_by_axe(page, *(() if scheme == "light" else OF_COLOR))
        ]
    return found


def lost(page: Page) -> list[str]:
    """Return what is cut, covered or beside a page that has layout.js: on every width, and with large and with spaced text."""
    found = []
    for setting, css in SETTINGS.items():
        page.evaluate(SET, css)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{setting}, {width} px: {fault}" for fault in page.evaluate(WHOLE)]
    page.evaluate(SET, "")
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return found
