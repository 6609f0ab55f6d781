"""What carers know of a child who may go missing, and what is agreed for then."""

from datetime import date

from django import forms

from agencies.fields import Day
from referrals.children.codes import choices
from referrals.drafts.forms import Drafted
from referrals.profiles import rules
from referrals.profiles.codes import RISK_BANDS

MOST = 4000


def words(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=MOST, widget=forms.Textarea(attrs={"rows": 3}))


class Keep(Drafted):
    """`seen` is the version that the writer had before them."""

    places = words("Where may the child be?", "Places with their addresses, and how the child gets there.")
    friends = words("Who are the friends, and how are they reached?", "Names, phones, accounts, addresses.")
    phone = words("Phone and accounts", "Numbers, networks, names in apps.")
    description = words("Description", "Height, hair, marks, what the child usually wears.")
    medication = words("Medication", "What, when, and what happens without it.")
    needs = words("Health needs", "Anything that whoever finds the child must know.")
    circumstances = words("When do you report at once?", "What you agreed: for example not back by 22:00, or seen with a named adult.")
    band = forms.ChoiceField(label="Agreed risk band", required=False)
    agreed_with = forms.CharField(label="With whom is this agreed?", required=False, max_length=200, help_text="A name and a team.")
    review_on = Day(label="When is the plan reviewed?", required=False, ahead=True, help_text="For example 14 Nov 2027")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review_on"].today = today
        self.fields["band"].choices = [("", "No plan agreed"), *choices(RISK_BANDS, today)]

    @property
    def known(self):
        """What helps to find the child; the rest is the plan."""
        return [self[name] for name in (*rules.FINDS, *rules.HEALTH)]

    @property
    def planned(self):
        return [self[name] for name in rules.PLAN]

    def told(self) -> rules.Told:
        return rules.Told(**{name: self.cleaned_data[name] for name in rules.WHOLE})
