"""What is hard to show, judged like any page: by the rules of the site, by every judge of HTML, and in a browser."""

from __future__ import annotations

import pytest
from scaling.large_shelves import TITLE, WORD
from scaling.scaled_library import EDGES
from support.browser_validators import judged_in_browser
from support.html_validators import judged_as_html

CASES = [
    pytest.param(library, state, id=f"{library}: {state.name}")
    for library, states in EDGES.items()
    for state in states
]


@pytest.mark.parametrize(("library", "state"), CASES)
def test_an_edge_is_what_it_is_called_and_keeps_the_rules_of_the_site(library, state, browse_made):
    fetched = browse_made(library)(state.path)

    assert fetched.status == state.status
    assert state.sign in fetched.html


def test_the_long_things_are_as_long_as_they_should_be():
    assert (len(TITLE), len(WORD)) == (160, 40)


def test_the_judges_of_html_have_nothing_to_say_of_the_edges(browse_made, tmp_path):
    asked = [(library, state.path) for library, states in EDGES.items() for state in states]
    found = judged_as_html(
        tmp_path,
        {f"{library}: {path}": browse_made(library).fetch(path).html for library, path in asked},
    )

    assert not found, "\n".join(found)


@pytest.mark.browser
@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("library", EDGES)
def test_nothing_is_wrong_with_an_edge_in_a_browser(library, part, served_made, chromium):
    page = chromium.new_page()
    found = []
    for state in EDGES[library][part::3]:
        assert page.goto(served_made(library) + state.path).status == state.status
        found += [f"{state.name} ({state.path}) {fault}" for fault in judged_in_browser(page)]

    assert not found, "\n".join(found)
