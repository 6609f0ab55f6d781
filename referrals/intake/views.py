"""The front door: the list, the form with its check page, and one referral."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage, may
from agencies.access.pages import page_asked, pages_of
from agencies.access.sweeps import nudge
from agencies.words import Category
from referrals.children.models import Child
from referrals.children.views import ChildOnTop
from referrals.drafts import actions as drafts
from referrals.drafts.models import Draft
from referrals.drafts.views import Drafting
from referrals.information.models import Record
from referrals.intake import actions, forms, presenters
from referrals.intake.rules import usual_source


class Referrals(GuardedPage, TemplateView):
    """What waits for a decision, and what was decided. A partner finds what it sent."""

    verb = "intake.list"
    template_name = "referrals/intake/list.html"

    def get_context_data(self, **context):
        page = page_asked(self.request.GET)
        lists = presenters.front_door(self.by, self.at, page)
        return super().get_context_data(**context) | lists | {"pages": pages_of("page", page, lists["count"], presenters.SHOWN)}


class Writing(ChildOnTop, GuardedPage, FormView):
    """The form of a referral about one child."""

    verb = "intake.receive"
    rows = Child.objects
    form_class = forms.Receive

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at, "usual": usual_source(self.by.kind)}


class Receive(Writing, Drafting):
    """Somebody is worried: about this child, because."""

    template_name = "referrals/intake/receive.html"

    def keep(self, key):
        """The next page reads the words from the draft: one without a key gets one here."""
        super().keep(key or uuid4())

    def act(self, form):
        return redirect("intake:check", pk=self.row.pk)


class Check(Writing):
    """Reading over what will be sent. It is sent once, however often the button is pressed."""

    template_name = "referrals/intake/check.html"

    def draft(self):
        """The words to be sent: those the button names, else those that were left last."""
        key = self.request.POST.get("draft")
        mine = Draft.objects.filter(form=actions.FORM, about_id=self.row.pk)
        try:
            return mine.filter(pk=key).first() if key else drafts.unfinished(form=actions.FORM, about=self.row.pk)
        except ValidationError:
            return None

    def get(self, request, pk):
        return self._with(self.draft(), lambda form: self.render_to_response(self.get_context_data(form=form, rows=self._rows(form))))

    def post(self, request, pk):
        held = self.draft()
        return redirect("intake:sent", pk=held.result_id) if held and held.result_id else self._with(held, self.form_valid)

    def _with(self, held, do):
        """Go on with words that can be sent; else back to the form, where they stand."""
        form = self.form_class(held.words | {"draft": held.pk}, at=self.at, usual="") if held else None
        return do(form) if form and form.is_valid() else redirect("intake:receive", pk=self.row.pk)

    def _rows(self, form):
        return form.check_rows(reverse("intake:receive", kwargs={"pk": self.row.pk}))

    def act(self, form):
        key = actions.receive(child=self.row, told=form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("notices.deliver")
        return redirect("intake:sent", pk=key)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form, rows=self._rows(form)), status=422)


class Read(GuardedPage, TemplateView):
    """One referral: the sender's words for those who get the whole, a summary or a pointer for others."""

    verb = "intake.read"
    template_name = "referrals/intake/read.html"

    @property
    def rows(self):
        return Record.objects.filter(category=Category.REFERRAL, kind="referral")

    @cached_property
    def page(self):
        return presenters.page_of(self.row, self.by, self.at)

    @property
    def explained(self):
        return self.page.seen

    def get_context_data(self, **context):
        is_own = self.row.owner_id == self.by.agency
        can_decide = is_own and may(self.by, "decisions.decide")
        return super().get_context_data(**context) | {"page": self.page, "is_own": is_own, "can_decide": can_decide}


class Sent(Read):
    """What was sent, its reference, and what happens next."""

    verb = "intake.receive"
    template_name = "referrals/intake/sent.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"may_work": may(self.by, "casefile.my_work")}
