from __future__ import annotations

import pytest
from babel import Locale, localedata

from reader.library.text.text_direction import direction


def test_every_language_that_cldr_knows_runs_as_cldr_says():
    locales = [Locale.parse(name) for name in localedata.locale_identifiers()]
    # CLDR names the script of a region that has its own; otherwise a language has its usual one.
    told = {
        "-".join(filter(None, (locale.language, locale.script))): locale.text_direction
        for locale in locales
        if not locale.territory
    }
    del told["mn-Mong"]  # from top to bottom, which HTML has no direction for

    assert {tag: direction(tag) for tag in told} == told
    assert "rtl" in told.values()


@pytest.mark.parametrize(
    ("tag", "runs"),
    [("ar-EG", "rtl"), ("ar-Latn", "ltr"), ("pa-Arab-PK", "rtl"), ("es-419", "ltr"), ("xx", "ltr")],
)
def test_a_script_decides_before_the_language(tag, runs):
    assert direction(tag) == runs
