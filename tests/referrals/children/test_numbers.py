"""Numbers, postcodes, telephones and references, with the traps of the published rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import upn

from referrals.children import codes, rules
from referrals.children.rules.references import ALPHABET


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", " 943-476-5919 ", "943\u2013476\u20135919"])
def test_an_nhs_number_may_be_written_with_spaces_or_dashes(text):
    assert rules.is_nhs_number(text)


@pytest.mark.parametrize("text", ["9434765918", "943476591", "94347659190", "9434765919a", "", "not known", "\u0669434765919"])
def test_what_is_not_an_nhs_number_is_refused(text):
    assert not rules.is_nhs_number(text)


@pytest.mark.parametrize("digit", "0123456789")
def test_one_digit_ten_times_is_a_placeholder_and_no_number(digit):
    assert not rules.is_nhs_number(digit * 10)


def test_one_stem_in_eleven_has_no_valid_last_digit():
    stems = [f"999{number:06}" for number in range(1000)]
    assert sum(any(rules.is_nhs_number(f"{stem}{digit}") for digit in range(10)) for stem in stems) == pytest.approx(1000 * 10 / 11, abs=3)


def test_numbers_of_seeds_and_tests_come_from_the_range_that_is_never_issued():
    assert rules.is_synthetic_nhs_number("999 000 0018")
    assert not rules.is_synthetic_nhs_number("943 476 5919")


def test_a_number_with_two_digits_changed_over_leads_to_the_one_that_was_meant():
    assert "9990000018" in rules.numbers_like("9990000081")
    assert rules.numbers_like("9990000018")[0] == "9990000018"
    assert rules.numbers_like("99900") == ()


def _pupil(body):
    return upn.calc_check_digit(body) + body


@pytest.mark.parametrize("authority", ["801", "838", "839", "940", "941", "942", "943", "660", "681", "909", "820"])
def test_a_pupil_number_is_known_from_every_authority_of_both_nations_present_or_abolished(authority):
    assert rules.is_upn(_pupil(f"{authority}200001001"))


def test_a_pupil_number_is_checked_by_its_letter_its_digits_and_its_authority():
    assert rules.is_upn("H801200001001") and rules.is_upn("h8012 00001001")
    assert not rules.is_upn("A801200001001")
    assert not rules.is_upn(_pupil("000200001001"))
    assert not rules.is_upn("H80120000100") and not rules.is_upn("H80120000A001") and not rules.is_upn("")


def test_a_temporary_pupil_number_ends_in_a_letter():
    number = _pupil("80120000100A")
    assert rules.is_upn(number) and rules.is_temporary_upn(number)
    assert not rules.is_temporary_upn("H801200001001")


def test_a_reason_for_having_no_pupil_number_is_not_a_pupil_number():
    assert rules.is_unknown_upn("un1") and not rules.is_upn("UN1")
    assert not rules.is_unknown_upn("UN9")


def test_there_are_153_authorities_in_england_and_22_in_wales():
    assert len(codes.AUTHORITIES_ENGLAND) == 153
    assert len(codes.AUTHORITIES_WALES) == 22
    assert not codes.AUTHORITIES_ABOLISHED & (codes.AUTHORITIES_ENGLAND | codes.AUTHORITIES_WALES)


def test_a_learner_number_is_checked_by_its_digits():
    assert rules.is_uln("9276308686")
    assert not rules.is_uln("9276308687") and not rules.is_uln("0276308686") and not rules.is_uln("92763")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("sw1a1aa", "SW1A 1AA"),
        (" M1  1ae ", "M1 1AE"),
        ("cr2-6xh", "CR2 6XH"),
        ("dn551pt", "DN55 1PT"),
        ("w1a 0ax", "W1A 0AX"),
        ("gir0aa", "GIR 0AA"),
        ("npt 1ab", "NPT 1AB"),
        ("zz993vz", "ZZ99 3VZ"),
    ],
)
def test_a_postcode_is_kept_in_capitals_with_one_space(text, kept):
    assert rules.normal_postcode(text) == kept


@pytest.mark.parametrize("text", ["", "SW1A", "1AA SW1A", "SW1A 1A", "SW1A 1A1", "ABC 1AA", "M\u0661 1AE"])
def test_what_is_written_like_no_postcode_is_not_kept(text):
    assert rules.normal_postcode(text) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [("07700 900123", "+447700900123"), ("01632 960 001", "+441632960001"), ("+44 20 7946 0000", "+442079460000")],
)
def test_a_telephone_number_is_kept_in_international_form_also_if_it_is_kept_for_drama(text, kept):
    assert rules.normal_phone(text) == kept


@pytest.mark.parametrize("text", ["", "ask the school", "12", "0770090012345678"])
def test_what_no_telephone_could_have_is_not_kept(text):
    assert rules.normal_phone(text) == ""


def test_a_wrong_number_is_an_objection_and_none_at_all_is_not():
    assert rules.objections_to_number("nhs", "9434765918")
    assert rules.objections_to_number("upn", "A801200001001")
    assert rules.objections_to_number("uln", "1")
    assert not rules.objections_to_number("nhs", "")
    assert not rules.objections_to_number("nhs", "943 476 5919")
    assert not rules.objections_to_number("police", "whatever the force writes")


RANDOM = st.binary(min_size=10, max_size=10)


@given(RANDOM)
def test_a_reference_can_be_read_out_and_typed_back(random):
    reference = rules.make_reference(random)
    assert rules.is_reference(reference) and len(reference) <= 14
    sloppy = reference.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert rules.normal_reference(sloppy) == reference


@given(RANDOM, st.integers(0, 10), st.integers(1, 31))
def test_one_wrong_character_in_a_reference_shows(random, place, shift):
    letters = list(rules.make_reference(random).replace("-", ""))
    letters[place] = ALPHABET[(ALPHABET.index(letters[place]) + shift) % 32]
    assert not rules.is_reference("".join(letters))


@given(RANDOM, st.integers(0, 9))
def test_two_neighbours_changed_over_in_a_reference_show(random, place):
    letters = list(rules.make_reference(random).replace("-", ""))
    before = list(letters)
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    assert rules.is_reference("".join(letters)) == (letters == before)


def test_a_reference_needs_its_random_bytes_and_nothing_else_is_one():
    with pytest.raises(ValueError, match="ten random bytes"):
        rules.make_reference(b"short")
    assert not rules.is_reference("") and not rules.is_reference("SG-1003") and not rules.is_reference("U" * 11)
