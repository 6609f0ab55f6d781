"""Forms that keep their words, and the addresses that keep them."""

import json
from uuid import UUID

from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView

from agencies.access.guard import GuardedPage
from referrals.clocks import local
from referrals.drafts import actions
from referrals.drafts.forms import as_left, words_of
from referrals.drafts.models import Draft


def key_of(said: object) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None


class Drafting(GuardedPage, FormView):
    """A form whose words are kept on the server: at every pause, at every press, and taken up again when it is opened."""

    begun = None

    @property
    def about(self) -> UUID | None:
        """The child or thing of the address, where there is one."""
        return self.row.pk if hasattr(self, "row") else None

    def get(self, request, *args, **kwargs):
        return self.barred() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.keep(key_of(request.POST.get("draft")))
        return self.barred() or super().post(request, *args, **kwargs)

    def barred(self):
        """The answer where this form is not the way, or None."""

    def keep(self, key: UUID | None) -> None:
        """The words are safe before anything else is asked of them."""
        if key:
            words = words_of(self.request.POST)
            self.begun, _ = actions.save(form=self.verb, words=words, version=None, draft=key, about=self.about, by=self.by, at=self.at)

    def get_initial(self):
        return super().get_initial() | (self.taken_up() if self.request.method == "GET" else {})

    def taken_up(self):
        """What was begun before and not sent."""
        self.begun = actions.unfinished(form=self.verb, about=self.about)
        return as_left(self.get_form_class(), self.begun.words) | {"draft": self.begun.pk} if self.begun else {}

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"begun": self.begun, "form_name": self.verb, "about": self.about}


class Save(GuardedPage):
    """Keeps what is typed, two seconds after the last key. A clash answers with both texts and writes over neither."""

    verb = "drafts.save"
    http_method_names = ["post"]

    def post(self, request):
        try:
            body = json.loads(request.body)
            asked = {
                "form": str(body["form"])[:60],
                "words": {str(name): value for name, value in body["words"].items() if name != "csrfmiddlewaretoken"},
                "version": int(body["version"]),
                "draft": UUID(body["draft"]) if body.get("draft") else None,
                "about": UUID(body["about"]) if body.get("about") else None,
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            return JsonResponse({"reasons": ["This draft cannot be read."]}, status=400)
        held, saved = actions.save(**asked, by=self.by, at=self.at)
        if held.used_at:
            return JsonResponse({"reasons": ["These words are recorded already."]}, status=410)
        answer = {"draft": str(held.pk), "version": held.version, "saved_at": f"{local(held.saved_at):%H:%M}"}
        return JsonResponse(answer if saved else answer | {"words": held.words}, status=200 if saved else 409)


class Discard(GuardedPage):
    """Begin afresh: the words that were kept go, and the form is opened empty."""

    verb = "drafts.save"
    http_method_names = ["post"]
    rows = Draft.objects

    def post(self, request, pk):
        actions.discard(draft=self.row, at=self.at)
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
        return redirect(back if is_ours else reverse("home"))
