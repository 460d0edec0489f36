"""Both forms are filled in and sent in a browser without JavaScript, at 240 and at 320 px."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from support.firefox import Marionette, firefox
from support.open_forms import OpenForms, open_forms

pytestmark = [pytest.mark.browser, pytest.mark.long]

WIDTHS: Final = (240, 320)
# Field → what is typed into it; a space ticks a box, and a beginning chooses an option.
TYPED: Final[Mapping[str, Mapping[str, str]]] = {
    "correct": {"page": "La nevera libre", "reason": "Un dato", "what": "Ya no abre."},
    "share": {
        "name": "La huerta",
        "place": "Bayamón",
        "what": "Un huerto",
        "story": "Sembramos.",
        "topics": " ",
        "running": "S",
        "consent": " ",
    },
}
BUTTONS: Final = {"correct": ("send",), "share": ("check", "send")}
RECEIPT: Final = "dd strong"


@pytest.fixture
def forms(tmp_path: Path) -> Iterator[OpenForms]:
    """Serve the forms of a small library."""
    with open_forms(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def unscripted_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marionette]:
    """Start Firefox without JavaScript."""
    folder = tmp_path_factory.mktemp("firefox")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    options = ("--headless", "--remote-allow-system-access")
    chosen = {"javascript.enabled": False}
    with firefox(folder / "profile", environment, chosen, *options) as started:
        yield started


def was_kept(forms: OpenForms, form: str) -> bool:
    """Return whether what was typed is all that is kept."""
    (kept,) = forms.kept()
    texts = {name: words for name, words in TYPED[form].items() if kept.get(name) != words}
    return set(texts) <= {"reason", "running", "topics", "consent"} and all(map(kept.get, texts))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", TYPED)
def test_somebody_sends_a_form_in_firefox(
    unscripted_firefox: Marionette, forms: OpenForms, form: str, width: int
) -> None:
    driven = unscripted_firefox
    driven.set_page_width(width)
    driven.visit(f"{forms.address}/es/{form}")

    def found(css: str) -> Mapping[str, str]:
        (element,) = driven.command("WebDriver:FindElement", using="css selector", value=css)[
            "value"
        ].values()
        return {"id": element}

    for name, words in TYPED[form].items():
        driven.command("WebDriver:ElementSendKeys", **found(f"#page_{name}"), text=words)
    for button in BUTTONS[form]:
        driven.command("WebDriver:ElementClick", **found(f"[name={button}]"))

    assert found(RECEIPT)
    assert was_kept(forms, form)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", TYPED)
def test_somebody_sends_a_form_in_chromium(
    chromium_program: Browser, forms: OpenForms, form: str, width: int
) -> None:
    context = chromium_program.new_context(
        viewport={"width": width, "height": 480}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{forms.address}/es/{form}")
    for name, words in TYPED[form].items():
        page.focus(f"#page_{name}")
        page.keyboard.type(words)
    for button in BUTTONS[form]:
        page.click(f"[name={button}]")

    assert page.locator(RECEIPT).count() == 2
    context.close()
    assert was_kept(forms, form)
