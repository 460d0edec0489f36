"""Checks of a page in a browser: axe-core in every color scheme, layout at every width, targets."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Page
from support.html_validators import axe_violations

SCHEMES: Final = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colors": {"color_scheme": "dark", "forced_colors": "active"},
}
# The rules about color. All others see the same page in every scheme, and are run in the first.
OF_COLOR: Final = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")

# axe takes the color of text from -webkit-text-fill-color, which Chromium reports as the author
# wrote it, not as it is forced; and it takes what is behind the page for white.
SHOW_FORCED: Final = """() => {
    const colors = [...document.querySelectorAll("*")]
        .map(element => [element.style, getComputedStyle(element).color]);
    document.documentElement.style.backgroundColor = "Canvas";
    colors.forEach(
        ([style, color]) => style.setProperty("-webkit-text-fill-color", color, "important"));
}"""

# Scripts that measure a page as it is laid out.
MEASURES: Final = Path(__file__).resolve().parents[1] / "visual" / "measures"
# CSS pixels. 320 is a cheap phone, and what is left of 1280 at 400 % zoom; 240 is the smallest
# phone that still has a browser.
WIDTHS: Final = (240, 320, 412, 1280)
PHONE: Final = 320
HEIGHT: Final = 480
# What a reader may set. Source of the spacing: WCAG 2.2, 1.4.12.
SETTINGS: Final = {
    "as it is": "",
    "text doubled": "html { font-size: 200% }",
    "text spaced": """
        * { line-height: 1.5 !important }
        * { letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }""",
}
SET: Final = """css => {
    window.reader ||= document.head.appendChild(document.createElement("style"));
    window.reader.textContent = css;
    document.querySelector("a").focus();  // the skip link takes room only then
}"""
WHOLE: Final = "[...layout.outside(), ...layout.clipped(), ...layout.overlapping()]"
SMALL: Final = "layout.smallTargets(44)"


def faults_in_browser(page: Page) -> list[str]:
    """Return all that is wrong with the page in a browser: targets, layout, axe in every scheme.

    The page is of no further use: its colors are made visible to axe.
    """
    if not page.evaluate("'layout' in window"):
        page.evaluate((MEASURES / "layout.js").read_text(encoding="utf-8"))
    small = [f"too small for a finger: {target}" for target in page.evaluate(SMALL)]
    return [*small, *layout_faults(page), *violations_in_schemes(page)]


def violations_in_schemes(page: Page) -> list[str]:
    """Return what axe finds in light, dark and forced colors; the page is of no further use."""
    found = []
    for scheme, media in SCHEMES.items():
        page.emulate_media(**media)
        if media["forced_colors"] == "active":
            page.evaluate(SHOW_FORCED)
        found += [
            f"in {scheme}: {violation}"
            for violation in axe_violations(page, *(() if scheme == "light" else OF_COLOR))
        ]
    return found


def layout_faults(page: Page) -> list[str]:
    """Return what is clipped, covered or outside of a page that has layout.js.

    Looked for at every width, with the text as it is, doubled and spaced.
    """
    found = []
    for setting, css in SETTINGS.items():
        page.evaluate(SET, css)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{setting}, {width} px: {fault}" for fault in page.evaluate(WHOLE)]
    page.evaluate(SET, "")
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return found
