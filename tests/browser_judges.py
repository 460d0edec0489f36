"""What a browser shows, judged: axe-core in light, dark and forced colors, sideways scrolling on small screens, targets for a finger."""

from __future__ import annotations

from typing import Final

from html_judges import judged_by_axe
from playwright.sync_api import Page

SCHEMES: Final = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colors": {"color_scheme": "dark", "forced_colors": "active"},
}
# What the colors decide. Everything else is the same in every scheme, and judged in the first.
OF_COLOR: Final = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
# Pixels of CSS: a cheap phone, and the smallest that still has a browser.
WIDTHS: Final = (320, 240)
HEIGHT: Final = 480

# axe takes the color of text from -webkit-text-fill-color, which Chromium reports as the author wrote it, not as it is forced;
# and what is behind the page for white.
SHOW_FORCED: Final = """() => {
    const colors = [...document.querySelectorAll("*")].map(element => [element, getComputedStyle(element).color]);
    document.documentElement.style.backgroundColor = "Canvas";
    colors.forEach(([element, color]) => element.style.setProperty("-webkit-text-fill-color", color, "important"));
}"""

# Links and fields that a finger cannot hit: less than 44 px high or wide. A link inside a sentence is as high as its line,
# and a label enlarges its field.
SMALL_TARGETS: Final = """() => {
    const inSentence = target => {
        const block = target.closest("p, li, dd, dt, td, small, h1, h2, h3, h4");
        return target.tagName === "A" && block && block.textContent.trim().length > target.textContent.trim().length + 1;
    };
    const boxes = target => {
        const label = ["checkbox", "radio"].includes(target.type) && (target.closest("label") || target.labels[0]);
        return [target, label].filter(Boolean).map(each => each.getBoundingClientRect());
    };
    const small = target => {
        target.focus();
        return !inSentence(target) && !boxes(target).some(box => box.height >= 43.5 && box.width >= 43.5);
    };
    const say = target => `${Math.round(boxes(target)[0].width)}x${Math.round(boxes(target)[0].height)} ${target.outerHTML.slice(0, 120)}`;
    const targets = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary");
    return [...targets].filter(small).map(say);
}"""

# Source: WCAG 1.4.12.
TEXT_SPACING: Final = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
# The first element whose box stands out of the page, and by how much the page is too wide.
TOO_WIDE: Final = """() => {
    const room = document.documentElement.clientWidth;
    const outside = element => {
        const box = element.getBoundingClientRect();
        return box.width && (box.right > room + 1 || box.left < -1);
    };
    if (document.documentElement.scrollWidth <= room) return null;
    const found = [...document.querySelectorAll("main *, header *, footer *, nav *")].filter(outside).pop();
    return `${document.documentElement.scrollWidth} px wide: ${found ? found.outerHTML.slice(0, 120) : "nobody knows why"}`;
}"""


def judged_in_browser(page: Page) -> list[str]:
    """Return all that is wrong with the page a browser shows. The page is of no further use: its colors are made visible to axe."""
    found = [f"for a finger: {target}" for target in page.evaluate(SMALL_TARGETS)]
    for scheme, media in SCHEMES.items():
        page.emulate_media(**media)
        if media["forced_colors"] == "active":
            page.evaluate(SHOW_FORCED)
        found += [f"in {scheme}: {violation}" for violation in judged_by_axe(page, *(() if scheme == "light" else OF_COLOR))]
    return found + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """Return where a page has to be moved sideways to be read, on small screens and with text spaced out."""
    found = []
    for spacing in ("", " with text spaced out"):
        if spacing:
            page.add_style_tag(content=TEXT_SPACING)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if wide := page.evaluate(TOO_WIDE):
                found.append(f"at {width} px{spacing}: {wide}")
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return found
