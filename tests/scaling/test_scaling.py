"""Pages that are hard to show: by the rules of the site, the HTML validators, and in a browser.

`make test` validates and opens the first page of each kind, `make test-long` all of them.
"""

from __future__ import annotations

import pytest
from scaling.large_shelves import TITLE, WORD
from scaling.scaled_library import EDGES, kind_of
from support.browser_validators import faults_in_browser
from support.html_validators import validator_messages
from support.sampling import PARTS, one_of_each

CASES = [
    pytest.param(library, state, id=f"{library}: {state.name}")
    for library, states in EDGES.items()
    for state in states
]


@pytest.mark.parametrize(("library", "state"), CASES)
def test_an_edge_is_what_it_is_called_and_keeps_the_rules_of_the_site(
    library, state, browse_library
):
    fetched = browse_library(library)(state.path)

    assert fetched.status == state.status
    assert state.sign in fetched.html


def test_the_long_things_are_as_long_as_they_should_be():
    assert (len(TITLE), len(WORD)) == (160, 40)


def test_the_html_validators_find_nothing_on_the_edges(browse_library, tmp_path):
    found = validator_messages(
        tmp_path,
        {
            f"{library}: {state.path}": browse_library(library).fetch(state.path).html
            for library, states in EDGES.items()
            for state in one_of_each(states, kind_of)
        },
    )

    assert not found, "\n".join(found)


@pytest.mark.browser
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("library", EDGES)
def test_nothing_is_wrong_with_an_edge_in_a_browser(library, part, served_library, chromium):
    page = chromium.new_page()
    found = []
    for state in one_of_each(EDGES[library], kind_of)[part::PARTS]:
        assert page.goto(served_library(library) + state.path).status == state.status
        found += [f"{state.name} ({state.path}) {fault}" for fault in faults_in_browser(page)]

    assert not found, "\n".join(found)
