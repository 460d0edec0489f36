"""A state that is not what it is called would be judged for nothing."""

from __future__ import annotations

from support.states import states


def test_every_state_is_the_one_it_is_called(site, browse):
    found = []
    for state in states(site.languages):
        page = browse(state.path)
        if page.status != state.status or state.sign not in page.html:
            found.append(f"{state.name}: {state.path}: {page.status}")

    assert not found, "\n".join(found)


def test_the_same_states_have_a_name_in_every_language(site):
    named = states(site.languages)

    assert len({state.name for state in named}) == len(named) == 16 * len(site.languages)
