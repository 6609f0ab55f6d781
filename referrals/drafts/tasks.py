"""What the timetable wakes: words that were begun and not sent."""

from celery import shared_task

from agencies.access.sweeps import sweep
from referrals.drafts import actions
from referrals.drafts.models import Draft


@shared_task(name="drafts.pass_terms")
def pass_terms():
    sweep(actions.pass_term, draft=Draft.objects.past_term, by="drafts.unsent")
