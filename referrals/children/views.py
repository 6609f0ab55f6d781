"""Looking for a child, registering one, and keeping her record right."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage, may
from referrals.children import actions, forms, presenters
from referrals.children.models import Child, Identity
from referrals.clocks import local_day
from referrals.drafts.forms import as_left, words_of
from referrals.drafts.views import Drafting

NOT_TYPED = {"csrfmiddlewaretoken", "step", "not_same"}


class ChildOnTop:
    """A page, of whichever room, with a child on top: who she is, and why the reader sees her."""

    @cached_property
    def child(self):
        """None where the reader may not know of her."""
        return self.row if isinstance(self.row, Child) else Child.objects.filter(pk=self.row.child_id).first()

    @cached_property
    def bar(self):
        return presenters.bar_for(self.child, self.by, self.at) if self.child else {}

    @property
    def explained(self):
        """The record that the page is about; of a page about the child herself, or about a duty, what is seen of her."""
        is_record = self.row.shape == "about" and not isinstance(self.row, Child)
        return self.row if is_record else self.bar.get("seen")

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"child": self.child, "bar": self.bar}


class Find(GuardedPage, FormView):
    """One search for everybody the reader may see. It is posted, so that no name stands in an address."""

    verb = "children.find"
    form_class = forms.Find
    template_name = "referrals/children/find.html"

    def get_context_data(self, **context):
        may_do = {"may_register": may(self.by, "children.register"), "may_refer": may(self.by, "intake.receive")}
        return super().get_context_data(**context) | may_do

    def act(self, form):
        asked = form.asked()
        self.look.detail["search"] = presenters.searched(asked)
        lines = presenters.found(asked, form.person(), self.by, self.at)
        shown = {
            "form": form,
            "asked": asked,
            "in_words": presenters.in_words(asked),
            "count": len(lines),
            "groups": presenters.grouped(lines),
        }
        return self.render_to_response(self.get_context_data(**shown))


class Registering(Drafting):
    """The form about a child whom the search did not show; who resembles her is shown all the while."""

    verb = "children.register"
    form_class = forms.Register

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": local_day(self.at)}

    def get_initial(self):
        return {"responsible": presenters.usual_council(self.by)} | super().get_initial()

    def resembling(self, data):
        person = forms.asked_about(data, local_day(self.at))
        self.look.detail["search"] = presenters.searched(vars(person) | {"number": person.nhs_number or person.upn})
        return presenters.resembling(person, self.by, self.at)


class Candidates(Registering):
    """Who resembles the child that is being typed: a part of the page, asked for after a pause."""

    http_method_names = ["post"]

    def post(self, request):
        return render(request, "referrals/children/_resembling.html", {"resembling": self.resembling(request.POST), "by": self.by})


class Register(Registering):
    """Typing, looking at who resembles the child, reading over, and then the deed: one address, step by step, nothing kept in between."""

    template_name = "referrals/children/register.html"

    def post(self, request):
        step = request.POST.get("step", "check")
        if step in ("begin", "change", "look"):
            return self._again(request.POST, looked=step == "look")
        return super().post(request)

    def _again(self, data, *, looked):
        """The form as it was left: begun with what the search was for, gone back to, or with a look at who resembles the child."""
        today = local_day(self.at)
        left = as_left(forms.Register, words_of(data)) | ({"draft": data["draft"]} if "draft" in data else {})
        form = forms.Register(initial=self.get_initial() | left, today=today)
        resembling = self.resembling(data) if looked else []
        return self.render_to_response(self.get_context_data(form=form, resembling=resembling, looked=looked))

    def act(self, form):
        if self.request.POST.get("step") == "register":
            child = actions.register(told=self._told(form), by=self.by, at=self.at)
            return redirect("children:registered", pk=child.pk)
        return self._check(form)

    def form_invalid(self, form):
        """What was refused at the last step is shown where it can be answered."""
        return self._check(form, status=422) if form.is_bound and not form.errors.keys() - {"__all__"} else super().form_invalid(form)

    def _check(self, form, status=200):
        shown = {
            "form": form,
            "rows": presenters.check_rows(form.cleaned_data, form.who(), local_day(self.at)),
            "resembling": self.resembling(form.data),
            "typed": [(name, value) for name, values in form.data.lists() for value in values if name not in NOT_TYPED],
        }
        return render(self.request, "referrals/children/check.html", self.get_context_data(**shown), status=status)

    def _told(self, form):
        return actions.Registration(
            who=form.who(),
            responsible=form.cleaned_data["responsible"],
            identifiers=form.identifiers(),
            address=form.address(),
            not_same=self.request.POST.get("not_same") == "yes",
            key=form.cleaned_data["draft"],
        )


class Registered(ChildOnTop, GuardedPage, TemplateView):
    """What happened, and what can be done next."""

    verb = "children.register"
    rows = Child.objects
    template_name = "referrals/children/registered.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"may_refer": may(self.by, "intake.receive")}


class OneChild(ChildOnTop, Drafting):
    """A deed about one child, with the identity that the reader's own agency holds."""

    rows = Child.objects

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": local_day(self.at)}

    @property
    def own(self):
        return Identity.objects.filter(child=self.row, owner=self.by.agency).first()


class Born(OneChild):
    verb = "children.born"
    form_class = forms.RecordBirth
    template_name = "referrals/children/born.html"

    def act(self, form):
        actions.born(child=self.row, who=form.who(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        messages.success(self.request, "The birth is recorded.")
        return redirect("casefile:child", pk=self.row.pk)


class Correct(OneChild):
    verb = "children.correct"
    form_class = forms.Person
    template_name = "referrals/children/correct.html"

    def get_initial(self):
        identity = self.own
        return (forms.as_typed(identity.facts()) if identity else {}) | super().get_initial()

    def act(self, form):
        actions.correct(child=self.row, who=form.who(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        messages.success(self.request, "The record is put right.")
        return redirect("casefile:child", pk=self.row.pk)
