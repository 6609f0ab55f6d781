"""Registering a child, recording a birth, putting a record right."""

import re
from datetime import date
from typing import Any

from django import forms

from agencies.directory.models import Agency
from agencies.fields import BirthDate, full_year, month_number
from agencies.words import Kind, Marking
from referrals.children import codes, rules
from referrals.drafts.forms import Drafted

WIDE = {"class": "govuk-!-width-full"}
KNOWN, MONTH, AGE, UNBORN = "known", "month", "age", "unborn"
BIRTHS = [
    (KNOWN, "The date of birth is known"),
    (MONTH, "Month and year are known, not the day"),
    (AGE, "Only about how old the child is"),
    (UNBORN, "The child is not yet born"),
]


class MonthAndYear(forms.Field):
    """One box: 3 2012, 3/2012 or March 2012. The value is the 15th of that month, as an unknown day is written."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"})

    def to_python(self, value):
        found = re.fullmatch(r"(\d{1,2}|[A-Za-z]{3,9})[\s/.,-]+(\d{4}|\d{2})", (value or "").strip())
        if value in self.empty_values:
            return None
        try:
            return rules.day_unknown(full_year(found[2]), month_number(found[1]))
        except (TypeError, ValueError) as wrong:
            raise forms.ValidationError(f"{self.label}: give it as 3 2012 or March 2012.") from wrong


class Born(Drafted):
    """The four ways in which a birth can be known."""

    birth = forms.ChoiceField(label="What is known about the birth?", choices=BIRTHS, widget=forms.RadioSelect, initial=KNOWN)
    born_on = BirthDate(label="Date of birth", required=False)
    born_month = MonthAndYear(label="Month and year of birth", required=False, help_text="For example 3 2012 or March 2012.")
    age = forms.IntegerField(label="Age in years, about", required=False, min_value=0, max_value=25)
    expected_on = BirthDate(label="Expected date of birth", required=False)

    NEEDS = {KNOWN: "born_on", MONTH: "born_month", AGE: "age", UNBORN: "expected_on"}
    needed_when_shown = {*NEEDS.values()}

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """What was asked for must be there, and nothing else counts."""
        cleaned = super().clean()
        needed = self.NEEDS.get(cleaned.get("birth"), "")
        if needed and needed not in self.errors and cleaned.get(needed) is None:
            self.add_error(needed, f"Give the {self.fields[needed].label.lower()}.")
        return cleaned

    def birth_of(self) -> dict[str, Any]:
        """The birth as it is kept: a date or an expected date, one of the two, and whether it is estimated."""
        said = self.cleaned_data
        birth = {"born_on": None, "born_estimated": said["birth"] in (MONTH, AGE), "expected_on": None}
        match said["birth"]:
            case "known":
                return birth | {"born_on": said["born_on"]}
            case "month":
                return birth | {"born_on": said["born_month"]}
            case "age":
                return birth | {"born_on": rules.born_about(said["age"], self.today)}
        return birth | {"expected_on": said["expected_on"]}


class Person(Born):
    """Who the child is."""

    given_names = forms.CharField(
        label="Given names", required=False, max_length=120, help_text="One name is enough, or what the child is known as."
    )
    family_name = forms.CharField(label="Family name", required=False, max_length=120)
    known_as = forms.CharField(label="Known as", required=False, max_length=120)
    sex = forms.ChoiceField(label="Sex", widget=forms.RadioSelect, required=False)
    ethnicity = forms.ChoiceField(label="Ethnicity", required=False, widget=forms.Select(attrs=WIDE))
    language = forms.CharField(label="First language", required=False, max_length=60)
    needed_when_shown = {*Born.NEEDS.values(), "given_names", "family_name", "sex"}
    field_order = ["given_names", "family_name", "known_as", "birth", *Born.NEEDS.values(), "sex", "ethnicity", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = codes.choices(codes.SEXES, self.today)
        self.fields["ethnicity"].choices = [("", "Not asked yet"), *codes.choices(codes.ETHNICITIES, self.today)]

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("given_names", "family_name", "known_as")):
            self.add_error("family_name", "Give at least one name, or what the child is known as.")
        if cleaned.get("birth") != UNBORN and not cleaned.get("sex") and "sex" not in self.errors:
            self.add_error("sex", "Choose female, male or not known.")
        return cleaned

    def who(self) -> dict[str, Any]:
        said = self.cleaned_data
        named = {name: said[name] for name in ("given_names", "family_name", "known_as", "ethnicity", "language")}
        return named | self.birth_of() | {"sex": "U" if said["birth"] == UNBORN else said["sex"]}


class Register(Person):
    """A child whom the search did not show."""

    nhs = forms.CharField(label="NHS number", required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    upn = forms.CharField(label="Unique pupil number", required=False, max_length=20)
    lines = forms.CharField(label="Where does the child live or stay?", required=False, max_length=200)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    setting = forms.ChoiceField(label="Kind of place", required=False)
    protected = forms.BooleanField(
        label="This address must be kept secret", required=False, help_text="For example a refuge. Only your agency's address desk sees it."
    )
    responsible = forms.ModelChoiceField(
        label="Which council answers for the child?",
        queryset=Agency.objects.none(),
        empty_label="Choose a council",
        widget=forms.Select(attrs=WIDE),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["setting"].choices = [("", "Choose one"), *codes.choices(codes.SETTINGS, self.today)]
        self.fields["responsible"].queryset = Agency.objects.filter(kind=Kind.COUNCIL).order_by("name")

    def _number(self, scheme: str) -> str:
        number = rules.compact(self.cleaned_data[scheme])
        for reason in rules.objections_to_number(scheme, number):
            raise forms.ValidationError(reason)
        return number

    def clean_nhs(self):
        return self._number("nhs")

    def clean_upn(self):
        return self._number("upn")

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"]
        if typed and not rules.normal_postcode(typed):
            raise forms.ValidationError("That is not written like a postcode.")
        return rules.normal_postcode(typed)

    def identifiers(self) -> dict[str, str]:
        return {scheme: self.cleaned_data[scheme] for scheme in ("nhs", "upn") if self.cleaned_data[scheme]}

    def address(self) -> dict[str, Any] | None:
        """The address from today on, very restricted where it must be kept secret. None where nothing was typed."""
        said = self.cleaned_data
        if not said["lines"] and not said["postcode"]:
            return None
        marking = Marking.VERY_RESTRICTED if said["protected"] else Marking.NORMAL
        place = {name: said[name] for name in ("lines", "postcode")}
        return place | {"setting": said["setting"] or "not_known", "from_on": self.today, "marking": marking}


class RecordBirth(Born):
    """The child who was expected is born."""

    given_names = forms.CharField(label="Given names", required=False, max_length=120)
    family_name = forms.CharField(label="Family name", required=False, max_length=120)
    sex = forms.ChoiceField(label="Sex", widget=forms.RadioSelect)
    field_order = ["birth", *Born.NEEDS.values(), "sex", "given_names", "family_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["age"], self.fields["expected_on"]
        self.fields["birth"].choices = BIRTHS[:2]
        self.fields["sex"].choices = codes.choices(codes.SEXES, self.today)

    def who(self) -> dict[str, Any]:
        said = self.cleaned_data
        named = {name: said[name] for name in ("given_names", "family_name") if said[name]}
        return named | self.birth_of() | {"sex": said["sex"]}


def asked_about(data: Any, today: date) -> rules.Person:
    """What stands in a half-filled form so far, for the look at who resembles this child."""
    form = Register(data, today=today)
    form.is_valid()
    said = form.cleaned_data
    named = {name: said.get(name, "") for name in ("given_names", "family_name", "known_as", "sex")}
    known = "birth" in said and not form.errors.keys() & {*Born.NEEDS.values()}
    return rules.person_of(named | (form.birth_of() if known else {}), numbers={scheme: said.get(scheme, "") for scheme in ("nhs", "upn")})


def as_typed(facts: dict[str, Any]) -> dict[str, Any]:
    """A record as the form would have been filled in."""
    if facts["expected_on"]:
        return facts | {"birth": UNBORN}
    if facts["born_estimated"]:
        return facts | {"birth": MONTH, "born_month": f"{facts['born_on']:%B %Y}", "born_on": None}
    return facts | {"birth": KNOWN}
