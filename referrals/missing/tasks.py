"""What the timetable wakes: absences that pass a mark."""

from celery import shared_task

from agencies.access.sweeps import sweep
from referrals.missing import actions
from referrals.missing.models import Episode


@shared_task(name="missing.pass_marks")
def pass_marks():
    sweep(actions.pass_mark, episode=Episode.objects.past_mark, by="missing.marks")
