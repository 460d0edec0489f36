"""Lines of a text file: 72 columns, broken only at spaces."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from reader.renditions.text_layout import COLUMNS, wrap


@given(
    st.lists(
        st.text(
            st.characters(categories=("L", "N", "P"), include_characters="\u00a0-"),
            min_size=1,
            max_size=100,
        ).filter(str.strip),
        max_size=40,
    ),
    st.sampled_from([("", ""), ("- ", "  "), ("## ", ""), ("    10. ", "        ")]),
)
def test_lines_end_where_the_standard_library_ends_them(words: list[str], margins: tuple[str, str]):
    first, following = margins
    text = " ".join(words)

    expected = textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )

    assert list(wrap(text, first, following)) == expected
