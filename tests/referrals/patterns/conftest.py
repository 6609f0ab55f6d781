"""A child of Northford's who goes missing on evenings that a test names, and the sweep that counts."""

from datetime import date, timedelta

import pytest

from agencies.directory.models import LocalSetting
from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, change_of, episode_of
from tests.referrals.patterns.facts import at


@pytest.fixture
def child(cast):
    return child_of(cast, "northford", "Kai", "Reed", reference="KAI")


@pytest.fixture
def absent(cast, child, clock):
    """The child went missing on these evenings; each was reported at once, and nobody has counted yet."""

    def absent(*days, **more):
        episodes = [episode_of(cast, child, at(f"{day} 18:00"), **more) for day in days]
        for episode in episodes:
            change_of(episode)
        clock.set(episodes[-1].recorded_at + timedelta(minutes=1))
        return episodes

    return absent


@pytest.fixture
def look(job_login):
    def look(times=1):
        for _ in range(times):
            with job_login():
                look_for_patterns()

    return look


@pytest.fixture
def correct():
    """A fact of an absence turns out to be another, and the change waits to be counted."""

    def correct(episode, when, **facts):
        with building():
            type(episode)._base_manager.filter(pk=episode.pk).update(**facts)
        change_of(episode, at=when)

    return correct


def flags():
    return {(flag.rule, str(flag.completed_by)): flag for flag in all_of(Flag)}


def switch(cast, rule, value, since=date(2026, 1, 1)):
    with building() as build:
        build(LocalSetting(agency=cast.agencies["northford"], name=f"patterns.{rule}", value=value, valid_from=since))
