"""What the forms of this room do alike: do the deed once, read back before it counts."""

from django.contrib import messages
from django.shortcuts import redirect, render

from agencies.directory.models import Agency
from agencies.words import Outcome
from referrals.children.views import ChildOnTop
from referrals.clocks import local
from referrals.drafts.models import Draft
from referrals.drafts.views import Drafting, key_of
from referrals.missing import presenters
from referrals.missing.forms.timed import NOW
from referrals.missing.models import Episode


class Form(ChildOnTop, Drafting):
    """A form of this room: about one child, its deed done once.

    `made(key)` answers with the key of the page to go to, where an earlier press made the row of that key about the row of this page.
    """

    rows = Episode.objects
    done_url = "missing:read"

    def post(self, request, *args, **kwargs):
        return self._again(key_of(request.POST.get("draft"))) or super().post(request, *args, **kwargs)

    def _again(self, key):
        held = Draft.objects.filter(pk=key).exclude(result_id=None).first() if key else None
        made = self.made(held.result_id) if held else None
        if made is None:
            return None
        messages.info(self.request, f"Already recorded at {local(held.used_at):%H:%M}.")
        return redirect(self.done_url, pk=made)

    def taken_up(self):
        """ "Just now" of the time when it was begun stays that time where it was chosen."""
        words = super().taken_up()
        if NOW not in [value for name, value in words.items() if name.endswith("_when")]:
            words.pop("now_at", None)
        return words

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at}

    def not_ours(self):
        """Seen, but not ours to change: 403 with a page that says who can."""
        self.look.outcome = Outcome.REFUSED
        holder = Agency.objects.get(pk=self.row.owner_id)
        return render(self.request, "referrals/missing/not_ours.html", {"holder": holder, "row": self.row}, status=403)


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
