"""A generation is switched behind each recipe while somebody reads."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from delivery.served import wait_for
from delivery.small_dictionary import from_dictionary, holding
from support.builders import edition, write_content
from support.sites import write_catalogues

from bench.proxies import Proxy, proxying
from bench.proxy_recipes import PASSING, RECIPES
from bench.servers import SITE, serving
from reader.library.model import LanguageTag
from reader.publishing.build.build_report import BuildOutcome
from reader.settings import Settings
from reader.wiring import commands

pytestmark = pytest.mark.proxy

PAGE = "/en/about"


def built(folder: Path, word: str) -> Settings:
    """Build a small library of which one page has a word of its own."""
    write_content(folder, {"pages/about/en.md": edition("About", f"{word} the switch.\n")})
    settings = Settings(
        base_url="https://library.example.org",
        content=folder / "content",
        translations=folder / "translations",
        var=folder / "var",
    )
    assert commands.build(settings).outcome is BuildOutcome.BUILT
    return settings


def word(page: bytes) -> str:
    found = re.search(rb"(Before|After) the switch", page)
    assert found
    return found[1].decode()


class Reading(threading.Thread):
    """Somebody who reads a page again and again, and notes what each answer was."""

    def __init__(self, proxy: Proxy) -> None:
        super().__init__()
        self.proxy = proxy
        self.seen: list[tuple[int, str]] = []
        self.enough = threading.Event()

    def run(self) -> None:
        while not self.enough.is_set():
            answer = self.proxy.ask(PAGE)
            self.seen.append((answer.status, word(answer.body)))

    def wait_to_see(self, expected: str) -> None:
        """Wait until several requests in a row get the page: each worker looks for itself."""
        start = len(self.seen)
        wait_for(
            lambda: (
                not self.is_alive()
                or [said for _, said in self.seen[start:]][-20:] == [expected] * 20
            ),
            60,
        )


@pytest.mark.parametrize("recipe", RECIPES)
def test_who_reads_gets_the_old_page_or_the_new_one_and_never_none(
    recipe: str, tmp_path: Path
) -> None:
    write_catalogues(tmp_path / "translations", (LanguageTag("en"), LanguageTag("es")))
    settings = built(tmp_path, "Before")
    with (
        serving(SITE, settings.var) as server,
        proxying(recipe, tmp_path / "proxy", application=server.port, var=settings.var) as proxy,
    ):
        before = proxy.ask(PAGE)
        reading = Reading(proxy)
        reading.start()
        try:
            built(tmp_path, "After")
            reading.wait_to_see("After")
            by_dictionary = proxy.ask(PAGE, headers=holding(before.body))
            commands.switch(settings, None)
            reading.wait_to_see("Before")
        finally:
            reading.enough.set()
            reading.join()

        assert {status for status, _ in reading.seen} == {200}
        assert [said for _, said in reading.seen[:1] + reading.seen[-1:]] == ["Before", "Before"]
        if recipe in PASSING:
            assert word(from_dictionary(by_dictionary.body, before.body)) == "After"
        assert proxy.ask(PAGE).body == before.body
