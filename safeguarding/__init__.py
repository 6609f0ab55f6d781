"""The roof: wiring only. The Celery app is made with Django, so that a page's nudge finds its broker."""

from safeguarding.celery import app as celery_app

__all__ = ["celery_app"]
