"""The profile of a child who may go missing: read, and kept."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage, may
from agencies.access.sweeps import nudge
from referrals.children.models import Child
from referrals.children.views import ChildOnTop
from referrals.clocks import local_day
from referrals.drafts.views import Drafting
from referrals.profiles import actions, forms, presenters
from referrals.profiles.models import ProfileKept
from referrals.profiles.rules import ANOTHER, NEWER


class Read(ChildOnTop, GuardedPage, TemplateView):
    """Whole to whoever keeps it and to the force that looks for the child; to others, that it exists and when it was last updated."""

    verb = "profiles.read"
    rows = ProfileKept.objects
    template_name = "referrals/profiles/read.html"

    @cached_property
    def page(self):
        return presenters.page_of(self.row, self.by, self.at)

    @property
    def explained(self):
        return self.page.version or self.row

    def get_context_data(self, **context):
        self.look.detail |= self.page.for_the_log
        may_keep = self.page.is_ours and may(self.by, "profiles.keep")
        return super().get_context_data(**context) | {"page": self.page, "may_keep": may_keep}


class Keep(ChildOnTop, Drafting):
    """The form begins with the version that counts. Where another was kept meanwhile, that one is shown and nothing is lost."""

    verb = "profiles.keep"
    rows = Child.objects
    form_class = forms.Keep
    template_name = "referrals/profiles/keep.html"
    newer = None

    @cached_property
    def kept(self):
        return actions.kept_by_us(self.row.pk, self.by)

    def barred(self):
        """What another team keeps is read no more than by anybody else, and not written over."""
        if self.request.method == "POST" or self.kept is None or actions.latest_of(self.kept):
            return None
        messages.info(self.request, ANOTHER)
        return redirect("profiles:read", pk=self.kept.pk)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": local_day(self.at)}

    def get_initial(self):
        return presenters.told_before(actions.latest_of(self.kept)) | super().get_initial()

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"kept": self.kept, "newer": self.newer}

    def form_invalid(self, form):
        if NEWER in form.non_field_errors():
            self.newer = presenters.page_of(actions.kept_by_us(self.row.pk, self.by), self.by, self.at)
            form.data = form.data.copy()
            form.data["seen"] = self.newer.version.version
        return super().form_invalid(form)

    def act(self, form):
        said = form.cleaned_data
        profile = actions.keep(child=self.row, told=form.told(), seen=said["seen"], draft=said["draft"], by=self.by, at=self.at)
        nudge("notices.deliver")
        messages.success(self.request, "The profile is kept. Nobody but your team reads it until a force looks for the child.")
        return redirect("profiles:read", pk=profile.record_id)
