"""Which pairs of records are shown to a person as perhaps one child, and which must not be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import upn

from referrals.children.rules import Band, Grade, Person, compare, keys_for, narrow, person_of

BORN = date(2011, 3, 7)
KAI = Person("Kai", "Moss", born_on=BORN, sex="M", postcode="ZZ1 1AA", address="3 Mill Lane, Eastvale")
NUMBER, OTHER, SWAPPED = "9990000018", "9990000026", "9990000108"


def grades(one, other):
    return {reason.field: reason.grade for reason in compare(one, other).reasons}


def meet(one, other):
    """Whether matching a list would look at this pair at all."""
    return bool(narrow(keys_for(one)) & narrow(keys_for(other)))


SAME_CHILD = {
    "another spelling": (KAI, replace(KAI, given_names="Ky")),
    "a letter too many": (KAI, replace(KAI, family_name="Mosse")),
    "day and month changed over": (KAI, replace(KAI, born_on=date(2011, 7, 3))),
    "a wrong digit in the date": (KAI, replace(KAI, born_on=date(2011, 3, 9))),
    "a wrong year": (KAI, replace(KAI, born_on=date(2012, 3, 7))),
    "names changed over": (KAI, replace(KAI, given_names="Moss", family_name="Kai")),
    "a nickname": (replace(KAI, given_names="Catherine"), replace(KAI, given_names="Katie")),
    "known as": (replace(KAI, given_names="Malachi", known_as="Kai"), KAI),
    "half of a double name": (replace(KAI, family_name="Lloyd-Evans"), replace(KAI, family_name="Evans")),
    "a hyphen or a space": (replace(KAI, family_name="Lloyd-Evans"), replace(KAI, family_name="Lloyd Evans")),
    "an apostrophe": (replace(KAI, family_name="O\u2019Brien"), replace(KAI, family_name="OBrien")),
    "another apostrophe": (replace(KAI, family_name="D'Arcy"), replace(KAI, family_name="D\u02bcArcy")),
    "an accent": (replace(KAI, given_names="Rh\u0177s"), replace(KAI, given_names="Rhys")),
    "a composed and a combining accent": (replace(KAI, given_names="Zo\u00eb"), replace(KAI, given_names="Zoe\u0308")),
    "two traditions": (replace(KAI, given_names="Eoin", family_name="Gruffydd"), replace(KAI, given_names="Owen", family_name="Griffith")),
    "one sound": (replace(KAI, given_names="Yusuf", family_name="Ahmed"), replace(KAI, given_names="Yousef", family_name="Ahmad")),
    "Mc and Mac": (replace(KAI, family_name="Mc Donald"), replace(KAI, family_name="MacDonald")),
    "a middle name more": (replace(KAI, given_names="Kai James"), KAI),
    "a new family name": (KAI, replace(KAI, family_name="Hale")),
    "a wrong first letter": (replace(KAI, family_name="Marlow"), replace(KAI, family_name="Harlow")),
    "the first letter only": (KAI, replace(KAI, given_names="K")),
    "no date": (KAI, replace(KAI, born_on=None)),
    "another postcode": (KAI, replace(KAI, postcode="ZZ9 9ZZ", address="")),
    "an estimated date": (KAI, replace(KAI, born_on=date(2011, 5, 15), born_estimated=True)),
    "before birth and after": (
        Person("Baby", "Moss", expected_on=date(2026, 5, 1), sex="U", postcode="ZZ1 1AA"),
        Person("Ivo", "Moss", born_on=date(2026, 4, 20), sex="M", postcode="ZZ1 1AA"),
    ),
    "another alphabet": (replace(KAI, given_names="\u0418\u0432\u0430\u043d"), replace(KAI, given_names="Ivan")),
    "invisible marks": (KAI, replace(KAI, given_names="\u202eK\u200ba\u200di\u202c")),
    "one word only": (Person("Sukarno", "", born_on=BORN), Person("", "Sukarno", born_on=BORN)),
    "one word of several": (Person("Sukarno", born_on=BORN), Person("Adi", "Sukarno", born_on=BORN)),
    "two digits of the number changed over": (
        Person("Kai", "Moss", nhs_number=NUMBER),
        Person("Kai", "Morse", nhs_number="9990000081"),
    ),
    "a number and no name in common": (replace(KAI, upn="H801200001001"), Person("Noor", "Rahman", upn="H801200001001")),
    "a number and a wrong name": (replace(KAI, nhs_number=NUMBER), replace(KAI, given_names="Jude", nhs_number=NUMBER)),
}


@pytest.mark.parametrize("pair", SAME_CHILD.values(), ids=SAME_CHILD)
def test_these_are_suggested_as_perhaps_one_child(pair):
    one, other = pair
    assert meet(one, other)
    assert compare(one, other).is_suggested


NOT_ONE_CHILD = {
    "twins": (KAI, replace(KAI, given_names="Ella", sex="F")),
    "twins of one sex": (replace(KAI, given_names="Ella"), replace(KAI, given_names="Emma")),
    "twins with names that are alike, and numbers": (
        replace(KAI, given_names="Jayden", nhs_number=NUMBER),
        replace(KAI, given_names="Jaden", nhs_number=OTHER),
    ),
    "twins of whom one has a number": (KAI, replace(KAI, given_names="Ella", nhs_number=NUMBER)),
    "twins who share the first of two names": (
        replace(KAI, given_names="Mohammed Ali"),
        replace(KAI, given_names="Mohammed Idris"),
    ),
    "twins with names changed over": (Person("Moss", "Ella", born_on=BORN), Person("Jude", "Moss", born_on=BORN)),
    "a twin with one word": (Person("Sukarno", born_on=BORN, postcode="ZZ1 1AA"), Person("Wibowo", born_on=BORN, postcode="ZZ1 1AA")),
    "siblings": (KAI, replace(KAI, given_names="Jude", born_on=date(2013, 9, 21))),
    "siblings with names that are alike": (
        replace(KAI, given_names="Ella"),
        replace(KAI, given_names="Ellie", born_on=date(2013, 9, 21)),
    ),
    "namesakes of another age": (KAI, replace(KAI, born_on=date(2015, 11, 30), postcode="ZZ9 9ZZ", address="")),
    "near names of another day": (
        Person("Jayden", "Smith", born_on=BORN),
        Person("Jaden", "Smith", born_on=date(2012, 10, 19)),
    ),
    "one birthday": (KAI, Person("Noor", "Rahman", born_on=BORN, sex="M")),
    "one house": (KAI, Person("Noor", "Rahman", sex="M", postcode="ZZ1 1AA", address="3 Mill Lane, Eastvale")),
    "a family name alone": (Person("", "Moss"), Person("Jude", "Moss")),
}


@pytest.mark.parametrize("pair", NOT_ONE_CHILD.values(), ids=NOT_ONE_CHILD)
def test_these_are_not_suggested_as_one_child(pair):
    assert compare(*pair).band is Band.NONE


def test_twins_are_told_apart_in_words():
    warning = compare(KAI, replace(KAI, given_names="Ella")).warning
    assert "twin" in warning and "Not suggested" in warning


def test_each_field_says_whether_it_agrees_nearly_agrees_or_disagrees():
    other = Person("Ky", "Moss", born_on=date(2011, 7, 3), postcode="ZZ9 9ZZ", sex="M")
    assert grades(KAI, other) == {
        "given": Grade.NEARLY,
        "family": Grade.AGREES,
        "birth": Grade.NEARLY,
        "postcode": Grade.DISAGREES,
        "sex": Grade.AGREES,
    }


def test_a_reason_is_a_sentence_without_a_name_in_it():
    for reason in compare(KAI, replace(KAI, given_names="Ky")).reasons:
        assert reason.says.endswith(".") and "Moss" not in reason.says and "Kai" not in reason.says


def test_what_is_not_known_is_no_disagreement():
    assert grades(KAI, Person("Kai", "Moss")) == {"given": Grade.AGREES, "family": Grade.AGREES}
    assert compare(Person(), Person()).reasons == ()
    assert grades(replace(KAI, sex="U"), KAI).get("sex") is None


def test_the_15th_that_is_estimated_weighs_less_than_a_known_day():
    known = replace(KAI, born_on=date(2011, 3, 15))
    guessed = replace(known, born_estimated=True)
    assert compare(known, guessed).score < compare(known, known).score


def test_the_highest_band_is_kept_for_pairs_in_which_nothing_of_weight_disagrees():
    assert compare(KAI, KAI).band is Band.STRONG
    assert compare(KAI, replace(KAI, family_name="Hale", nhs_number="")).band is not Band.STRONG


def test_another_temporary_pupil_number_says_nothing_and_another_lasting_one_disagrees():
    lasting, other, passing = "H801200001001", "B801200005001", upn.calc_check_digit("80120000100A") + "80120000100A"
    assert grades(replace(KAI, upn=lasting), replace(KAI, upn=other))["upn"] is Grade.DISAGREES
    assert grades(replace(KAI, upn=lasting), replace(KAI, upn=lasting))["upn"] is Grade.AGREES
    assert "upn" not in grades(replace(KAI, upn=lasting), replace(KAI, upn=passing))


def test_an_nhs_number_that_cannot_be_right_does_not_speak_against_a_match():
    assert "nhs_number" not in grades(replace(KAI, nhs_number=NUMBER), replace(KAI, nhs_number="1234567890"))


def test_an_expected_date_and_a_birth_months_away_disagree():
    unborn = Person("", "Moss", expected_on=date(2026, 5, 1))
    assert grades(unborn, Person("Ivo", "Moss", born_on=date(2025, 5, 1)))["birth"] is Grade.DISAGREES
    assert grades(unborn, replace(unborn))["birth"] is Grade.NEARLY


def test_while_somebody_is_still_typing_any_name_that_agrees_makes_a_candidate():
    assert compare(Person(family_name="moss"), KAI).is_candidate
    assert compare(Person(family_name="mos"), KAI).is_candidate
    assert not compare(Person(family_name="rahman"), KAI).is_candidate
    assert not compare(Person("jude", "moss"), KAI).is_candidate
    assert keys_for(Person(family_name="mos")) & keys_for(KAI)


def test_a_person_is_made_from_what_a_form_holds():
    who = {"given_names": "Kai", "family_name": "Moss", "born_on": BORN, "sex": "M", "safety_note": "Rings first."}
    made = person_of(who, numbers={"nhs": "999 000 0018"}, address={"postcode": "zz11aa", "lines": "3 Mill Lane, Eastvale"})
    assert made == replace(KAI, nhs_number=NUMBER)


def test_keys_are_plain_text_that_fits_its_column():
    keys = keys_for(replace(KAI, given_names="Abcdefghijklmnopqrstuvwxyz" * 5, nhs_number=NUMBER, upn="H801200001001"))
    assert all(0 < len(key) <= 80 and key.isascii() for key in keys)
    assert not {key[:2] for key in narrow(keys)} & {"w|", "p|"}


def test_a_child_about_whom_nothing_is_known_has_no_keys():
    assert keys_for(Person(given_names="\u200b", family_name="---")) == frozenset()


NAMES = st.text(alphabet=st.sampled_from("aeikmnors '-\u00e9\u0177"), max_size=12)
PEOPLE = st.builds(
    Person,
    given_names=NAMES,
    family_name=NAMES,
    known_as=NAMES,
    born_on=st.none() | st.integers(0, 800).map(lambda days: BORN + timedelta(days=days)),
    born_estimated=st.booleans(),
    expected_on=st.none() | st.just(BORN),
    sex=st.sampled_from(["M", "F", "U", ""]),
    nhs_number=st.sampled_from(["", NUMBER, OTHER, SWAPPED]),
    postcode=st.sampled_from(["", "ZZ1 1AA", "ZZ1 1AB", "ZZ9 9ZZ"]),
    address=st.sampled_from(["", "3 Mill Lane", "Mill Lane 3", "12 High Street"]),
)


@given(PEOPLE, PEOPLE)
def test_it_makes_no_difference_which_of_two_records_comes_first(one, other):
    there, back = compare(one, other), compare(other, one)
    assert (there.score, there.band, there.reasons) == (back.score, back.band, back.reasons)


@given(PEOPLE)
def test_a_record_never_disagrees_with_itself(person):
    assert all(reason.grade is not Grade.DISAGREES for reason in compare(person, person).reasons)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_at_all_can_be_a_name(given_names, family_name):
    person = Person(given_names, family_name)
    compare(person, KAI)
    assert all(len(key) <= 80 for key in keys_for(person))
