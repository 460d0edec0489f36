"""What a run looks at: every state is what it is called, and one page of each kind is there."""

from __future__ import annotations

from collections import Counter

from hypothesis import settings
from support.built_site import kind_of
from support.sampling import one_of_each
from support.states import states


def test_every_state_is_the_one_it_is_called(site, browse):
    found = []
    for state in states(site.languages):
        page = browse(state.path)
        if page.status != state.status or state.sign not in page.html:
            found.append(f"{state.name}: {state.path}: {page.status}")

    assert not found, "\n".join(found)


def test_the_same_states_exist_in_every_language(site):
    counted = Counter(state.name for state in states(site.languages))

    assert set(counted.values()) == {len(site.languages)}
    assert len(counted) == 20


def test_a_run_looks_at_each_kind_of_page_in_each_language_and_at_each_state(site, addresses):
    looked_at = {page.path: kind_of(page) for page in site.pages() if page.path in addresses}
    seen = {state.name: state.path for state in states(site.languages) if state.path in addresses}

    assert set(looked_at.values()) == {kind_of(page) for page in site.pages()}
    assert len(seen) == 20
    assert {path.split("/")[1] for path in seen.values()} == set(site.languages)


def test_a_long_run_looks_at_everything_and_any_other_at_the_first_of_each_kind():
    before = settings.get_current_profile_name()
    taken = {}
    try:
        for profile in ("short", "long"):
            settings.load_profile(profile)
            taken[profile] = one_of_each(("ant", "bee", "bear"), lambda word: word[0])
    finally:
        settings.load_profile(before)

    assert taken == {"short": ("ant", "bee"), "long": ("ant", "bee", "bear")}
