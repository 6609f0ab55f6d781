"""The interviews of a team, one interview, and what is recorded about it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage, may
from agencies.access.pages import page_asked, pages_of
from agencies.access.sweeps import nudge
from agencies.words import Category, Outcome
from referrals.children.views import ChildOnTop
from referrals.clocks import Clock
from referrals.drafts.views import Drafting
from referrals.duties.models import Duty
from referrals.information.models import Record
from referrals.interviews import actions, codes, forms, presenters
from referrals.interviews.actions.rows import objections_to_writer
from referrals.interviews.models import Interview

DEEDS = ("offer", "book", "complete", "decline", "ask_carers")


class Interviews(GuardedPage, TemplateView):
    """What my teams owe, overdue first, or of it what is booked or overdue; and what another authority asked them to hold."""

    verb = "interviews.list"
    template_name = "referrals/interviews/list.html"

    def get_context_data(self, **context):
        filters, page = forms.Show(self.request.GET), page_asked(self.request.GET)
        show = (filters.cleaned_data["show"] if filters.is_valid() else "") or codes.OWED
        owed, count = presenters.owed_by(self.by, self.at, page, show)
        self.look.detail["show"] = show
        return super().get_context_data(**context) | {
            "filters": forms.Show(initial={"show": show}),
            "owed": owed,
            "count": count,
            "asked": presenters.asked_for(self.by, self.at),
            "pages": pages_of("page", page, count, presenters.SHOWN, show=show),
            "called": presenters.called_by(self.by),
        }


class Begin(ChildOnTop, GuardedPage, FormView):
    """From the duty to its interview: opened once, and from then on only found again."""

    verb = "interviews.begin"
    form_class = forms.Begin
    template_name = "referrals/interviews/begin.html"

    @property
    def rows(self):
        return Duty.objects.filter(clock__in=[Clock.RETURN_INTERVIEW.name, Clock.ASK_CARERS.name])

    def get(self, request, *args, **kwargs):
        held = presenters.opened_for(self.row)
        return redirect("interviews:read", pk=held.pk) if held else super().get(request, *args, **kwargs)

    def act(self, form):
        interview = actions.begin(duty=self.row, by=self.by, at=self.at)
        return redirect("interviews:read", pk=interview.pk)


class Read(GuardedPage, TemplateView):
    """One interview: the whole for those who get it, the safety summary for those who do not."""

    verb = "interviews.read"
    template_name = "referrals/interviews/read.html"

    @property
    def rows(self):
        return Record.objects.filter(category=Category.RHI, kind="interview")

    @cached_property
    def page(self):
        return presenters.page_of(self.row, self.by, self.at)

    @property
    def explained(self):
        return self.page.seen

    def get_context_data(self, **context):
        allowed = {f"may_{deed}": self.page.can_write and may(self.by, f"interviews.{deed}") for deed in DEEDS}
        owes = self.row.owner_id == self.by.agency
        more = {
            "may_delegate": owes and may(self.by, "interviews.delegate"),
            "may_take_back": owes and self.page.is_asked and may(self.by, "interviews.take_back"),
            "may_child": may(self.by, "casefile.child"),
        }
        return super().get_context_data(**context) | {"page": self.page} | allowed | more


class Recording(ChildOnTop, Drafting):
    """A form about one interview, for the authority that owes it and the team that it asked. `deed` is the action, `says` what is said."""

    rows = Interview.objects
    says = "Recorded."

    def may_record(self):
        return not objections_to_writer(self.row, self.by)

    def barred(self):
        """Seen, but not theirs to record: 403 with a page that says who can."""
        if self.may_record():
            return None
        self.look.outcome = Outcome.REFUSED
        return render(self.request, "referrals/interviews/not_ours.html", {"holder": self.row.owner, "row": self.row}, status=403)

    def act(self, form):
        self.deed(interview=self.row, **self.told(form), by=self.by, at=self.at)
        nudge("notices.deliver")
        messages.success(self.request, self.says)
        return redirect("interviews:read", pk=self.row.pk)

    def told(self, form):
        return form.cleaned_data


class Happening(Recording):
    """Something that happens at a time."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at}

    def told(self, form):
        return {"told": form.told(), "draft": form.cleaned_data["draft"]}


class Offer(Happening):
    verb = "interviews.offer"
    form_class = forms.Offer
    template_name = "referrals/interviews/offer.html"
    deed = staticmethod(actions.offer)


class Book(Happening):
    verb = "interviews.book"
    form_class = forms.Book
    template_name = "referrals/interviews/book.html"
    deed = staticmethod(actions.book)
    says = "Booked. The time by which the interview is due stays."


class Complete(Happening):
    verb = "interviews.complete"
    form_class = forms.Complete
    template_name = "referrals/interviews/complete.html"
    deed = staticmethod(actions.complete)
    says = "The interview is recorded, and the duty is done."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"others": presenters.others_owed(self.row, self.by)}


class Decline(Happening):
    verb = "interviews.decline"
    form_class = forms.Decline
    template_name = "referrals/interviews/decline.html"
    deed = staticmethod(actions.decline)
    says = "Recorded. Ask parents or carers now what they know: it is due within 24 hours."


class AskCarers(Recording):
    verb = "interviews.ask_carers"
    form_class = forms.AskCarers
    template_name = "referrals/interviews/ask_carers.html"
    deed = staticmethod(actions.ask_carers)
    says = "What parents or carers know is recorded, and the duty is done."


class Delegate(Recording):
    verb = "interviews.delegate"
    form_class = forms.Delegate
    template_name = "referrals/interviews/delegate.html"
    deed = staticmethod(actions.delegate)
    says = "They are asked. Your agency goes on to answer for the interview."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agency": self.by.agency}

    def may_record(self):
        """The team that was asked passes it on to nobody."""
        return self.row.owner_id == self.by.agency


class TakeBack(Delegate):
    verb = "interviews.take_back"
    form_class = forms.TakeBack
    template_name = "referrals/interviews/take_back.html"
    deed = staticmethod(actions.take_back)
    says = "Taken back. It is to be offered by your agency again."

    def get_form_kwargs(self):
        return Recording.get_form_kwargs(self)
