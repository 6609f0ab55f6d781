"""Missing now, the report, the return in three screens, sightings and bands."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from agencies.access.explain import explain
from agencies.access.guard import GuardedPage
from agencies.access.sweeps import nudge
from referrals.children.models import Child
from referrals.duties.models import Duty
from referrals.missing import actions, forms, presenters
from referrals.missing.models import Episode


class Now(GuardedPage, TemplateView):
    """Everybody missing now, the longest absence first; the list alone for the page that refreshes itself."""

    verb = "missing.now"
    template_name = "referrals/missing/now.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"cards": presenters.cards_of(self.by, self.at)}


class NowList(Now):
    template_name = "referrals/missing/now_list.html"


class Read(GuardedPage, TemplateView):
    """One episode: five times, bands, sightings, words, and why it can be seen."""

    verb = "missing.read"
    rows = Episode.objects
    template_name = "referrals/missing/read.html"

    def get_context_data(self, **context):
        told = explain(self.row, self.by)
        self.look.agreement = told.agreement
        page = presenters.page_of(self.row, self.by)
        return super().get_context_data(**context) | {"page": page, "why": told, "is_ours": self.row.owner_id == self.by.agency}


class Form(GuardedPage, FormView):
    """A form of this room: it knows the time, and whom it is about."""

    rows = Episode.objects

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at}

    def get_context_data(self, **context):
        child = self.row if isinstance(self.row, Child) else Child.objects.filter(pk=self.row.child_id).first()
        identity = presenters.identities_of([child.pk], self.by).get(child.pk)
        return super().get_context_data(**context) | {"child": child, "identity": identity, "name": presenters.name_of(identity)}


class Checked(Form):
    """A form, then a page that repeats it with the child's name first, then the deed."""

    check_template = ""

    def form_valid(self, form):
        if "confirmed" in self.request.POST:
            return super().form_valid(form)
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        context = self.get_context_data(form=form) | {"answers": _answers(form), "kept": _kept(form)}
        return self.response_class(request=self.request, template=[self.check_template], context=context, using=self.template_engine)


def _answers(form) -> list[dict[str, str]]:
    """What was typed, as a person reads it."""
    return [{"key": field.label, "value": _spoken(field)} for field in form.visible_fields() if _spoken(field)]


def _spoken(field) -> str:
    value = field.value()
    said = dict(getattr(field.field, "choices", []) or [])
    values = value if isinstance(value, list) else [value]
    words = [str(said.get(one, said.get(_number(one), one))) for one in values if one not in (None, "")]
    return ", ".join(words)


def _number(value):
    return int(value) if str(value).isdigit() else value


def _kept(form) -> list[tuple[str, str]]:
    """Every typed word again, hidden, for the button of the check page."""
    return [
        (field.html_name, str(value))
        for field in form
        for value in (field.value() if isinstance(field.value(), list) else [field.value()])
        if value not in (None, "", False)
    ]


class Report(Checked):
    verb = "missing.report"
    rows = Child.objects
    form_class = forms.ReportMissing
    template_name = "referrals/missing/report.html"
    check_template = "referrals/missing/check.html"

    def act(self, form):
        episode = actions.report(child=self.row, told=form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("patterns.look_for_patterns")
        nudge("notices.deliver")
        return redirect("missing:reported", pk=episode.pk)


class RecordReturn(Checked):
    verb = "missing.record_return"
    form_class = forms.RecordReturn
    template_name = "referrals/missing/record_return.html"
    check_template = "referrals/missing/check.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"places": presenters.places_before(self.row.child_id)}

    def act(self, form):
        actions.record_return(episode=self.row, told=form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("notices.deliver")
        return redirect("missing:returned", pk=self.row.pk)


class Done(GuardedPage, TemplateView):
    """What happens now: who was told, and by when the interview is due."""

    verb = "missing.read"
    rows = Episode.objects
    template_name = "referrals/missing/done.html"
    title = ""

    def get_context_data(self, **context):
        child = get_object_or_404(Child.objects, pk=self.row.child_id)
        duties = Duty.objects.filter(about_id=self.row.pk).order_by("due_at")
        return super().get_context_data(**context) | {
            "child": child,
            "name": presenters.name_of(presenters.identities_of([child.pk], self.by).get(child.pk)),
            "title": self.title,
            "duties": list(duties),
        }


class Sight(Form):
    verb = "missing.sight"
    form_class = forms.AddSighting
    template_name = "referrals/missing/sight.html"

    def act(self, form):
        said = {name: form.cleaned_data[name] for name in ("place", "area", "words", "draft")}
        actions.sight(episode=self.row, seen_at=form.moment("seen_on", "seen_clock"), **said, by=self.by, at=self.at)
        messages.success(self.request, "The sighting is recorded, and the desk that holds the episode is told.")
        return redirect("missing:read", pk=self.row.pk)


class SetBand(Form):
    verb = "missing.set_band"
    form_class = forms.SetBand
    template_name = "referrals/missing/set_band.html"

    def act(self, form):
        actions.set_band(episode=self.row, band=form.cleaned_data["band"], reason=form.cleaned_data["reason"], by=self.by, at=self.at)
        messages.success(self.request, "The risk band is set. The earlier one stays on file.")
        return redirect("missing:read", pk=self.row.pk)
