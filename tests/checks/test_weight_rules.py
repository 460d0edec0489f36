from __future__ import annotations

import pytest

from reader.checks.findings.texts import describe
from reader.checks.findings.weight import WeightCode
from reader.checks.weight_rules import LIMIT_BYTES, WARNING_BYTES, Weight, check_weight
from reader.library.findings import Severity
from reader.wiring.commands import ENGLISH


def weight(all_bytes: int, address: str = "/es/glossary") -> Weight:
    return Weight(
        address=address,
        all_bytes=all_bytes,
        article_bytes=all_bytes - 2_500,
        sources_bytes=500,
        shell_bytes=1_550,
    )


@pytest.mark.parametrize(
    ("all_bytes", "found"),
    [
        (WARNING_BYTES, []),
        (WARNING_BYTES + 1, [("W002", Severity.WARNING)]),
        (LIMIT_BYTES, [("W002", Severity.WARNING)]),
        (LIMIT_BYTES + 1, [("W001", Severity.ERROR)]),
    ],
)
def test_a_page_may_reach_its_bounds_and_not_pass_them(all_bytes, found):
    assert [(each.code, each.severity) for each in check_weight(weight(all_bytes))] == found


@pytest.mark.parametrize("volume", ["all", "all-2"])
def test_a_whole_zine_has_the_bound_of_a_round_trip_alone(volume):
    address = f"/es/zines/stay-calm/{volume}"

    assert check_weight(weight(LIMIT_BYTES, address)) == ()
    assert [each.code for each in check_weight(weight(LIMIT_BYTES + 1, address))] == ["W001"]


def test_a_finding_names_the_address_and_every_part_in_bytes():
    (found,) = check_weight(weight(13_500))

    assert found.place == "/es/glossary:1"
    said = describe(found, ENGLISH)[0]
    assert "13500 bytes" in said
    assert "the article takes 11000, the sources 500, the frame 1550" in said


def test_every_finding_is_described():
    planted = (*check_weight(weight(6_001)), *check_weight(weight(13_001)))

    assert {finding.code for finding in planted} == set(WeightCode)
    for finding in planted:
        assert all(describe(finding, ENGLISH))
