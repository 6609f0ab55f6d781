"""Correct this record: other times, the right child, an absence that never was, one that was recorded twice."""

from django.contrib import messages
from django.shortcuts import redirect

from agencies.access.sweeps import nudge
from referrals.missing import actions, forms, presenters, rules
from referrals.missing.models import Episode, EpisodeCorrection
from referrals.missing.views.checked import Checked


class Correcting(Checked):
    """One way of putting an episode right: only by its holder, and not twice."""

    def barred(self):
        if self.row.owner_id != self.by.agency:
            return self.not_ours()
        return redirect(self.done_url, pk=self.row.pk) if self.row.mistaken_at and self.request.method != "POST" else None

    def made(self, key):
        return self.row.pk if EpisodeCorrection.objects.filter(pk=key, episode=self.row).exists() else None

    def objections(self, told):
        return []

    def told_by(self, form):
        return form.told() | {"draft": form.cleaned_data["draft"], "by": self.by, "at": self.at}

    def done(self, says, key=None):
        nudge("patterns.look_for_patterns", "notices.deliver")
        messages.success(self.request, says)
        return redirect(self.done_url, pk=key or self.row.pk)


class Correct(Correcting):
    """The times; and from here the ways to every other correction."""

    verb = "missing.correct"
    form_class = forms.CorrectTimes
    template_name = "referrals/missing/correct.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"episode": self.row}

    def objections(self, told):
        return actions.objections_to_correcting(self.row, **told, at=self.at)

    def read_back(self, told):
        answers = presenters.correction_answers(self.row, told["now"], told["reason"])
        what = "The times of before stay on file. Whoever was told is told again."
        return {"answers": answers, "button": "Correct the times", "what": what}

    def act(self, form):
        actions.correct(episode=self.row, **self.told_by(form))
        return self.done("The times are corrected. Those of before stay on file.")


class TakeBack(Correcting):
    verb = "missing.take_back"
    form_class = forms.TakeBack
    template_name = "referrals/missing/take_back.html"

    def read_back(self, told):
        answers = [*presenters.facts_of(self.row), *presenters.reason_answer(told["reason"])]
        what = "It stays on file, marked, and is counted nowhere. Nobody looks for the child because of it any more."
        return {"answers": answers, "button": "Mark as recorded in error", "what": what}

    def act(self, form):
        actions.take_back(episode=self.row, **self.told_by(form))
        return self.done("The episode is marked as recorded in error. It stays on file.")


class Move(Correcting):
    """To the right child, whose name and age stand on the check page beside those of the wrong one."""

    verb = "missing.move"
    form_class = forms.MoveToChild
    template_name = "referrals/missing/move.html"

    def made(self, key):
        return key if Episode.objects.filter(pk=key).exists() else None

    def objections(self, told):
        times = rules.Times(*self.row.times())
        return presenters.absences_at_that_time(told["child"], times) + actions.objections_to_moving(self.row, **told)

    def read_back(self, told):
        return {
            "answers": [*presenters.facts_of(self.row), *presenters.reason_answer(told["reason"])],
            "right": presenters.bar_for(told["child"], self.by, self.at),
            "button": "Move to this child",
            "what": "Everybody who read it under the wrong child is listed for your data-protection officer.",
        }

    def act(self, form):
        moved = actions.move(episode=self.row, **self.told_by(form))
        return self.done("The episode stands under this child now. The wrong record is kept, and restricted.", moved.pk)


class Join(Correcting):
    verb = "missing.join"
    form_class = forms.JoinAbsences
    template_name = "referrals/missing/join.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"episode": self.row, "others": presenters.others_of(self.row)}

    def objections(self, told):
        return actions.objections_to_joining(self.row, **told)

    def read_back(self, told):
        kept = told["kept"]
        answers = [*presenters.facts_of(self.row), *presenters.reason_answer(told["reason"])]
        right = {} if kept.child_id == self.row.child_id else {"right": presenters.bar_of_child(kept.child_id, self.by, self.at)}
        what = "This record is kept and marked; the other takes its times and its words, and counts as the one absence."
        return {"answers": answers, "button": "Join the records", "what": what} | right

    def act(self, form):
        told = self.told_by(form)
        actions.join(episode=self.row, **told)
        return self.done("Both records are one absence now. The other is kept, marked.", told["kept"].pk)
