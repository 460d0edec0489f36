"""axe-core on every kind of page, in every language, in light, dark and forced colors; and what a small phone shows of it."""

from __future__ import annotations

import pytest
from html_judges import judged_by_axe
from samples import GOOD

pytestmark = pytest.mark.browser

SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colors": {"color_scheme": "dark", "forced_colors": "active"},
}
# What the colors decide. Everything else is the same in every scheme, and judged in the first.
OF_COLOR = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")

# axe takes the color of text from -webkit-text-fill-color, which Chromium reports as the author wrote it, not as it is forced;
# and what is behind the page for white.
SHOW_FORCED = """() => {
    const colors = [...document.querySelectorAll("*")].map(element => [element, getComputedStyle(element).color]);
    document.documentElement.style.backgroundColor = "Canvas";
    colors.forEach(([element, color]) => element.style.setProperty("-webkit-text-fill-color", color, "important"));
}"""

# Links and fields that a finger cannot hit: less than 44 px high or wide. A link inside a sentence is as high as its line,
# and a label enlarges its field.
SMALL_TARGETS = """() => {
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


@pytest.mark.parametrize("quarter", range(4))
def test_axe_has_nothing_to_say_of_any_kind_of_page(site, served, chromium, quarter):
    page = chromium.new_page()
    found = []
    for address in site.kinds()[quarter::4]:
        page.goto(served + address)
        for scheme, media in SCHEMES.items():
            page.emulate_media(**media)
            if media["forced_colors"] == "active":
                page.evaluate(SHOW_FORCED)
            found += [f"{address} in {scheme}: {violation}" for violation in judged_by_axe(page, *(() if scheme == "light" else OF_COLOR))]

    assert not found, "\n".join(found)


def test_no_kind_of_page_is_wider_than_a_small_phone(site, served, chromium):
    page = chromium.new_page()
    wide = []
    for address in site.kinds():
        page.goto(served + address)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wide.append(f"{address}: {width} px")

    assert not wide, "\n".join(wide)


def test_whatever_is_tapped_is_large_enough_for_a_finger(site, served, chromium):
    page = chromium.new_page()
    small = {}
    for address in site.kinds():
        page.goto(served + address)
        small |= {target: address for target in page.evaluate(SMALL_TARGETS)}

    assert not small, "\n".join(f"{target} on {address}" for target, address in small.items())


def test_words_that_vanish_in_forced_colors_are_found(chromium):
    page = chromium.new_page()
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.set_content(GOOD.replace("<h1>", '<h1 style="forced-color-adjust:none;color:#555;background:#444">'))
    page.evaluate(SHOW_FORCED)

    assert len(judged_by_axe(page, *OF_COLOR)) == 1


def test_a_target_too_small_for_a_finger_is_found(chromium):
    page = chromium.new_page()
    page.set_content(
        '<p><a href="#">small</a></p><p>In a <a href="#">sentence</a> it may be.</p><button style="width:50px;height:50px">x</button>'
    )

    assert len(page.evaluate(SMALL_TARGETS)) == 1
