"""In a browser, every rule of the stylesheet that matches a page is on it, and allowed."""

from __future__ import annotations

import pytest
from support.source_modules import PROJECT

from reader.web.inline_css import compact, rules

pytestmark = pytest.mark.browser

SHEET = tuple(
    rules(
        compact(
            (PROJECT / "reader" / "web" / "templates" / "style.css").read_text(encoding="utf-8")
        )
    )
)
# What no element matches while nobody does anything, or ever.
STATE = r"/:not\(:focus\)|::?(before|after|focus|visited)/g"
MATCHING = f"""selectors => selectors.filter(
    selector => document.querySelector(selector.replace({STATE}, "") || "*"))"""


def test_no_kind_of_page_lacks_a_rule_that_it_needs(addresses, served, chromium):
    page = chromium.new_page()
    selectors = sorted({selector for rule in SHEET for selector, _ in rule.selectors})
    missing = []
    for address in addresses:
        page.goto(served + address)
        is_text = page.locator("article, link[rel=canonical], main form").count() > 0
        carried = {
            (rule.inside, selector, declaration)
            for rule in rules(page.locator("style").text_content())
            for selector, _ in rule.selectors
            for declaration in rule.declarations.split(";")
        }
        matching = set(page.evaluate(MATCHING, selectors))
        wanted = {
            (rule.inside, selector, declaration)
            for rule in SHEET
            for selector, _ in rule.selectors
            for declaration in rule.declarations.split(";")
            if selector in matching and (is_text or rule.inside != "@media print")
        }
        missing += [f"{address}: {rule}" for rule in sorted(wanted - carried)]

    assert not missing, "\n".join(missing)


def test_the_policy_of_a_page_allows_its_style(addresses, served, chromium_program):
    context = chromium_program.new_context()
    page = context.new_page()
    plain = []
    for address in addresses:
        page.goto(served + address)
        if (
            page.evaluate(
                "getComputedStyle(document.querySelector('header') || document.body).fontFamily"
            )
            != "sans-serif"
            and page.locator("header").count()
        ):
            plain.append(address)
    context.close()

    assert not plain, "\n".join(plain)
