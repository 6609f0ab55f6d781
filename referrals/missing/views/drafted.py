"""What the forms of this room do alike: keep words at every press, do the deed once, read back before it counts."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.generic import FormView

from agencies.access.guard import GuardedPage
from agencies.directory.models import Agency
from agencies.words import Outcome
from referrals.children.models import Child
from referrals.children.presenters import bar_for
from referrals.clocks import local
from referrals.duties import actions as duties
from referrals.duties.models import Draft
from referrals.missing import presenters
from referrals.missing.forms.drafted import NOW
from referrals.missing.models import Episode


class Form(GuardedPage, FormView):
    """A form of this room: about one child, its words kept at every press, its deed done once.

    `made(key)` answers with the key of the page to go to, where an earlier press made the row of that key about the row of this page.
    """

    rows = Episode.objects
    done_url = "missing:read"
    begun = None

    def get(self, request, *args, **kwargs):
        return self.barred() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        key = _key(request.POST.get("draft"))
        return self._again(key) or self._keep(key) or self.barred() or super().post(request, *args, **kwargs)

    def barred(self):
        """The answer where this form is not the way, or None."""

    def _again(self, key):
        held = Draft.objects.filter(pk=key).exclude(result_id=None).first() if key else None
        made = self.made(held.result_id) if held else None
        if made is None:
            return None
        messages.info(self.request, f"Already recorded at {local(held.used_at):%H:%M}.")
        return redirect(self.done_url, pk=made)

    def _keep(self, key) -> None:
        """The words are safe before anything else is asked of them."""
        typed = self.request.POST
        names = [name for name in self.get_form_class().base_fields if name in typed and name != "draft"]
        words = {name: typed.getlist(name) if len(typed.getlist(name)) > 1 else typed[name] for name in names}
        if key:
            self.begun, _ = duties.save_draft(
                form=self.verb, words=words, version=None, draft=key, about=self.row.pk, by=self.by, at=self.at
            )

    def get_initial(self):
        """What was begun before is taken up again; "just now" of that time stays that time where it was chosen."""
        if self.request.method == "POST":
            return {}
        self.begun = duties.unfinished(form=self.verb, about=self.row.pk)
        words = dict(self.begun.words) if self.begun else {}
        if NOW not in [value for name, value in words.items() if name.endswith("_when")]:
            words.pop("now_at", None)
        return words | ({"draft": self.begun.pk} if self.begun else {})

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at}

    def get_context_data(self, **context):
        child = self.row if isinstance(self.row, Child) else Child.objects.filter(pk=self.row.child_id).first()
        bar = bar_for(child, self.by, self.at) if child else {}
        return super().get_context_data(**context) | {"child": child, "bar": bar, "begun": self.begun}

    def not_ours(self):
        """Seen, but not ours to change: 403 with a page that says who can."""
        self.look.outcome = Outcome.REFUSED
        holder = Agency.objects.get(pk=self.row.owner_id)
        return render(self.request, "referrals/missing/not_ours.html", {"holder": holder, "row": self.row}, status=403)


def _key(said) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None


class Checked(Form):
    """A form, then a page that reads everything back with the child's name first, then the deed.

    `read_back(told)` gives what that page shows: answers, and the words of its button. `objections(told)` are said before it,
    where the words can still be changed.
    """

    check_template = "referrals/missing/check.html"

    def form_valid(self, form):
        if "confirmed" in self.request.POST:
            return super().form_valid(form)
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if reasons := self.objections(form.told()):
            for reason in reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)
        context = self.get_context_data(form=form) | {"kept": presenters.kept_of(form)} | self.read_back(form.told())
        return self.response_class(request=self.request, template=[self.check_template], context=context, using=self.template_engine)
