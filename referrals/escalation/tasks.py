"""What the timetable wakes: overdue duties climb."""

from celery import shared_task

from agencies.access.sweeps import sweep
from referrals.duties.models import Duty
from referrals.escalation import actions


@shared_task(name="escalation.climb_overdue")
def climb_overdue():
    sweep(actions.climb, duty=Duty.objects.to_climb, by="escalation.ladder")
