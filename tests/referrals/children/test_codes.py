"""Code lists with days and nations."""

from datetime import date

from agencies.words import Nation
from referrals.children import codes
from referrals.children.codes import Code

LIST = (
    Code("OLD", "Old word", valid_to=date(2020, 3, 31)),
    Code("NEW", "New word", valid_from=date(2020, 4, 1)),
    Code("WLS", "Welsh word", Nation.WALES),
)


def test_an_old_code_is_shown_and_not_offered():
    assert [row.code for row in codes.offered(LIST, date(2020, 3, 31))] == ["OLD", "WLS"]
    assert [row.code for row in codes.offered(LIST, date(2020, 4, 1))] == ["NEW", "WLS"]
    assert codes.label(LIST, "OLD") == "Old word"


def test_a_code_of_one_nation_is_not_offered_in_the_other():
    assert not codes.is_offered(LIST, "WLS", date(2026, 1, 1), nation="england")
    assert codes.is_offered(LIST, "WLS", date(2026, 1, 1), nation="wales")
    assert codes.choices(LIST, date(2026, 1, 1), nation="wales") == [("NEW", "New word"), ("WLS", "Welsh word")]


def test_a_code_that_is_in_no_list_is_shown_as_it_came():
    assert codes.label(LIST, "X9") == "X9"


def test_the_published_lists_are_whole():
    assert [row.code for row in codes.SEXES] == ["F", "M", "U"]
    assert len({row.code for row in codes.ETHNICITIES}) == 20
    assert "CHNE" in {row.code for row in codes.ETHNICITIES}
    assert len(codes.UPN_UNKNOWN) == 7


def test_a_short_form_may_belong_to_several_names():
    assert {"samuel", "samantha"} <= codes.GIVEN_GROUPS["sam"]
    assert codes.GIVEN_GROUPS["katie"] & codes.GIVEN_GROUPS["catherine"]
    assert not codes.GIVEN_GROUPS["samuel"] & codes.GIVEN_GROUPS["samantha"]
