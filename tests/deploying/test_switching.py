"""A generation is switched behind each recipe while somebody reads."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from delivery.small_dictionary import from_dictionary, holding
from support.builders import edition, write_content
from support.sites import write_catalogues
from support.waiting import wait_for

from bench.proxies import Proxy, proxying
from bench.proxy_recipes import PASSING, RECIPES
from bench.servers import SITE, serving
from reader.library.model import LanguageTag
from reader.publishing.build.build_report import BuildOutcome
from reader.settings import Settings
from reader.wiring import commands

pytestmark = pytest.mark.proxy

PAGE = "/en/about"


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoGenerations:
    """A small library built twice, with a page of which each generation has a word of its own."""

    settings: Settings
    names: Mapping[str, str]  # by the word

    def switch(self, word: str) -> None:
        """Send readers to the generation that has this word."""
        commands.switch(self.settings, self.names[word])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TwoGenerations:
    """Build both generations once for all recipes."""
    folder = tmp_path_factory.mktemp("switching")
    write_catalogues(folder / "translations", (LanguageTag("en"), LanguageTag("es")))
    settings = Settings(
        base_url="https://library.example.org",
        content=folder / "content",
        translations=folder / "translations",
        var=folder / "var",
        plain_tree=True,
    )
    names = {}
    for word in ("Before", "After"):
        write_content(folder, {"pages/about/en.md": edition("About", f"{word} the switch.\n")})
        report = commands.build(settings)
        assert report.outcome is BuildOutcome.BUILT
        names[word] = report.identifier
    return TwoGenerations(settings=settings, names=names)


def word(page: bytes) -> str:
    found = re.search(rb"(Before|After) the switch", page)
    assert found
    return found[1].decode()


def by_dictionary(proxy: Proxy, read: bytes) -> str:
    """Return which generation a worker shows to somebody who has read a page of the first."""
    return word(from_dictionary(proxy.ask(PAGE, headers=holding(read)).body, read))


class RepeatedReader(threading.Thread):
    """Somebody who reads a page again and again, and records what each answer was."""

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
        """Wait until several answers in a row have the word: each worker switches by itself."""
        start = len(self.seen)
        wait_for(
            lambda: (
                not self.is_alive()
                or [said for _, said in self.seen[start:]][-20:] == [expected] * 20
            ),
            60,
        )


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_reader_gets_the_old_page_or_the_new_one_and_never_none(
    recipe: str, built: TwoGenerations, tmp_path: Path
) -> None:
    built.switch("Before")
    var = built.settings.var
    with (
        serving(SITE, var) as server,
        proxying(recipe, tmp_path / "proxy", application=server.port, var=var) as proxy,
    ):
        before = proxy.ask(PAGE)
        reader = RepeatedReader(proxy)
        reader.start()
        try:
            reader.wait_to_see("Before")
            built.switch("After")
            reader.wait_to_see("After")
            if recipe in PASSING:
                wait_for(lambda: by_dictionary(proxy, before.body) == "After")
            built.switch("Before")
            reader.wait_to_see("Before")
        finally:
            reader.enough.set()
            reader.join()

        assert {status for status, _ in reader.seen} == {200}
        assert reader.seen[0] == (200, "Before")
        wait_for(lambda: proxy.ask(PAGE).body == before.body)
