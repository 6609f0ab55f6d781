"""Looking for a child."""

import re
from datetime import date
from typing import Any

from django import forms

from agencies.fields import BirthDate, day_from
from referrals.children import rules

DATED = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[\s/.-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s/.,-]+\d{4}\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b")


class Find(forms.Form):
    """One box for everything, or a box for each thing. Names never stand in an address: the search is posted."""

    q = forms.CharField(
        label="Name, date of birth, number or reference",
        required=False,
        max_length=200,
        help_text="For example Tom Wilson 14/3/2011, an NHS number, or 7Q2MX-9K4TB-W.",
        widget=forms.TextInput(attrs={"data-search": True, "autocomplete": "off"}),
    )
    given_names = forms.CharField(label="Given names", required=False, max_length=120)
    family_name = forms.CharField(label="Family name", required=False, max_length=120)
    born_on = BirthDate(label="Date of birth", required=False)
    number = forms.CharField(label="NHS number, pupil number or other number", required=False, max_length=40)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Type a name, a date of birth, a number or a reference.")
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What is looked for: names, a day, a number and a reference, wherever they were typed."""
        said = self.cleaned_data
        words, born_on = _without_date(said["q"])
        names = [word for word in words.split() if not re.search(r"\d", word)]
        numbers = [said["number"], " ".join(word for word in words.split() if re.search(r"\d", word))]
        number = rules.compact(next(filter(None, numbers), ""))
        return {
            "given_names": said["given_names"] or " ".join(names[:-1]),
            "family_name": said["family_name"] or " ".join(names[-1:]),
            "born_on": said["born_on"] or born_on,
            "number": number,
            "reference": rules.normal_reference(number) or rules.normal_reference(said["q"]),
        }

    def person(self) -> rules.Person:
        asked = self.asked()
        return rules.person_of(asked, numbers=rules.schemes_of(asked["number"]))


def _without_date(words: str) -> tuple[str, date | None]:
    found = DATED.search(words)
    try:
        return (DATED.sub(" ", words, count=1), day_from(found[0])) if found else (words, None)
    except ValueError:
        return words, None
