"""What the timetable wakes: absences that pass a mark, and a child who comes of age while missing."""

from celery import shared_task

from agencies.access.sweeps import sweep
from referrals.missing import actions
from referrals.missing.models import Episode


@shared_task(name="missing.come_of_age")
def come_of_age():
    sweep(actions.come_of_age, episode=Episode.objects.come_of_age, by="missing.birthdays")


@shared_task(name="missing.pass_marks")
def pass_marks():
    sweep(actions.pass_mark, episode=Episode.objects.past_mark, by="missing.marks")
