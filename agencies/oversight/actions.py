"""Changing the acting team leaves its mark in the trail, like every deed."""

from datetime import datetime

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail


@transaction.atomic
def act_for(*, by: Actor, at: datetime) -> None:
    """From now on this person acts for this team, until they change or sign out."""
    trail.record(verb="oversight.act_as", about=None, by=by, at=at, team=by.team)
