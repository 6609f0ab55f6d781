"""The report, the return in three screens, sightings and bands."""

from django.contrib import messages
from django.shortcuts import redirect

from agencies.access.sweeps import nudge
from referrals.children.models import Child
from referrals.missing import actions, forms, presenters
from referrals.missing.codes import AWAY
from referrals.missing.models import Episode, RiskBand, Sighting
from referrals.missing.views.checked import Checked, Form
from referrals.profiles.presenters import plans_for


class Report(Checked):
    verb = "missing.report"
    rows = Child.objects
    form_class = forms.ReportMissing
    template_name = "referrals/missing/report.html"
    done_url = "missing:reported"

    def barred(self):
        """Where the reader may see the open episode, that is the way; an absence with whereabouts known may turn into missing."""
        known = presenters.open_episode_of(self.row)
        if known is None or known.council_type == AWAY:
            return None
        messages.info(self.request, "This child is reported missing already. This is the open episode: add to it.")
        return redirect("missing:read", pk=known.pk)

    def get_form_kwargs(self):
        known = {"places": presenters.places_before(self.row.pk), "companions": presenters.companions_before(self.row.pk, self.by)}
        return super().get_form_kwargs() | known

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"standing": presenters.standing_of(self.row, self.at)}

    def made(self, key):
        return key if Episode.objects.filter(pk=key, child=self.row).exists() else None

    def objections(self, told):
        return presenters.absences_at_that_time(self.row, told.times) + actions.objections_to_report(self.row.pk, told, self.at)

    def read_back(self, told):
        return {
            "answers": presenters.report_answers(told),
            "plan": plans_for(self.row),
            "button": "Report missing",
            "what": "It tells the desk that answers for the child.",
        }

    def act(self, form):
        episode = actions.report(child=self.row, told=form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("patterns.look_for_patterns", "notices.deliver")
        return redirect(self.done_url, pk=episode.pk)


class ReportPast(Checked):
    """An absence that is over, and that nobody reported while it lasted."""

    verb = "missing.report_past"
    rows = Child.objects
    form_class = forms.ReportPast
    template_name = "referrals/missing/report_past.html"
    done_url = "missing:returned"

    def made(self, key):
        return key if Episode.objects.filter(pk=key, child=self.row).exists() else None

    def objections(self, told):
        return presenters.absences_at_that_time(self.row, told.times(self.at)) + actions.objections_to_past(self.row, told, self.at)

    def read_back(self, told):
        what = "It tells the desk that answers for the child, and asks for a return interview."
        return {"answers": presenters.past_answers(told), "button": "Record the absence", "what": what}

    def act(self, form):
        episode = actions.report_past(child=self.row, told=form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("patterns.look_for_patterns", "notices.deliver")
        return redirect(self.done_url, pk=episode.pk)


class RecordReturn(Checked):
    verb = "missing.record_return"
    template_name = "referrals/missing/record_return.html"
    done_url = "missing:returned"

    def get_form_class(self):
        return forms.RecordHome if self.row.found_at else forms.RecordReturn

    def get_form_kwargs(self):
        places = presenters.places_before(self.row.child_id)
        return super().get_form_kwargs() | ({"episode": self.row} if self.row.found_at else {"places": places})

    def barred(self):
        if self.row.owner_id != self.by.agency:
            return self.not_ours()
        return redirect(self.done_url, pk=self.row.pk) if self.row.returned_at and self.request.method != "POST" else None

    def made(self, key):
        return key if key == self.row.pk else None

    def objections(self, told):
        return actions.objections_to_return(self.row, told, self.at)

    def read_back(self, told):
        worn = presenters.worn_by(self.row)
        return {
            "answers": presenters.return_answers(told),
            "worn": worn,
            "button": "Record return",
            "what": "It tells the duty social worker.",
        }

    def act(self, form):
        actions.record_return(episode=self.row, told=form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("patterns.look_for_patterns", "notices.deliver")
        return redirect(self.done_url, pk=self.row.pk)


class Sight(Form):
    verb = "missing.sight"
    form_class = forms.AddSighting
    template_name = "referrals/missing/sight.html"

    def made(self, key):
        return self.row.pk if Sighting.objects.filter(pk=key, episode=self.row).exists() else None

    def act(self, form):
        actions.sight(episode=self.row, **form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("notices.deliver")
        messages.success(self.request, "The sighting is recorded, and the desk that holds the episode is told.")
        return redirect(self.done_url, pk=self.row.pk)


class SetBand(Form):
    verb = "missing.set_band"
    form_class = forms.SetBand
    template_name = "referrals/missing/set_band.html"

    def barred(self):
        return self.not_ours() if self.row.owner_id != self.by.agency else None

    def made(self, key):
        return self.row.pk if RiskBand.objects.filter(pk=key, episode=self.row).exists() else None

    def act(self, form):
        actions.set_band(episode=self.row, **form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        messages.success(self.request, "The risk band is set. The earlier one stays on file.")
        return redirect(self.done_url, pk=self.row.pk)
