"""What the timetable wakes: changed episodes are counted."""

from celery import shared_task

from agencies.access.sweeps import sweep
from referrals.missing.models import Change
from referrals.patterns import actions


@shared_task(name="patterns.look_for_patterns")
def look_for_patterns():
    sweep(actions.count_change, change=Change.objects.to_count, by="patterns.look")
