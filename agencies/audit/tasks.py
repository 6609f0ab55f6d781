"""What the timetable wakes: the log's partitions are made months ahead."""

from celery import shared_task
from django.db import connection

from agencies.audit import actions


@shared_task(name="audit.make_partitions")
def make_partitions():
    """Have a partition ready for each of the next six months. Made once, whoever asks how often."""
    with connection.cursor() as cursor:
        cursor.execute("select audit.make_partitions(sg.app_today(), 6)")
    actions.beat("audit.partitions")
