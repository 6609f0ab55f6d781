"""The log names who stood on a page, no fewer and nobody else: every list, its later pages and its filters, through both doors."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals.duties.models import Duty
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from tests.agencies.scenes import log_of, shown_by
from tests.database import building, job_login
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report

NIGHT = datetime(2026, 6, 1, 21, tzinfo=UTC)
DAY = timedelta(days=1)
AWAY = 23
RISKS = ["", "?page=2", "?kind=missing", "?kind=missing&page=2", "?kind=flag", "?kind=overdue", "?all=on", "?authority={southmoor}"]
LISTS = [
    *(f"/risk-list/{query}" for query in RISKS),
    *(f"/api/risk-list/{query}" for query in RISKS if query != "?all=on"),
    *("/missing/", "/missing/?page=2", "/api/episodes/", "/api/episodes/?page=2", "/api/missing-summaries/"),
    *("/my-work/", "/my-work/?page=2", "/my-work/?children=2", "/api/duties/", "/api/duties/?page=2", "/api/notices/"),
    *("/flags/", "/api/flags/", "/interviews/", "/api/interviews/", "/referrals/", "/api/referrals/", "/hand-overs/", "/api/hand-overs/"),
]


@pytest.fixture
def night(cast, clock):
    """More children missing than stand on one page, one who went three times, and one who is home and waits for her interview."""
    clock.set(NIGHT)
    away = [child_of(cast, "northford", f"Kai{number:02}x", "Moss", reference=f"SG-Kai{number:02}x") for number in range(AWAY)]
    for child in away:
        report(cast, "Ben", child, NIGHT - timedelta(hours=2))
    often, home = (child_of(cast, "northford", name, "Reed", reference=f"SG-{name}") for name in ("Often", "Homely"))
    for days in (9, 6, 3):
        seen = NIGHT - days * DAY
        bring_home(cast, "Ben", report(cast, "Ben", often, seen), seen + timedelta(hours=3))
    bring_home(cast, "Ben", report(cast, "Ben", home, NIGHT - 6 * DAY), NIGHT - 5 * DAY)
    with job_login():
        look_for_patterns()
    return [*away, often, home]


def tokens(child) -> set[str]:
    """Whatever on a page stands for this child: name, reference, and the keys of her and of what is held about her."""
    with building():
        rows = [row.pk for model in (Episode, Duty, Flag) for row in model._base_manager.filter(child_id=child.pk)]
        name = child.reference.removeprefix("SG-")
    return {child.reference, name, str(child.pk), *map(str, rows)}


@pytest.mark.parametrize("who", ["Nia", "Ben"])
def test_at_74_the_log_of_every_list_names_exactly_the_children_who_stood_on_it(night, cast, web, database, who):
    known, client, wrong, shown_at_all = {child.pk: tokens(child) for child in night}, web(who), {}, 0
    for path in LISTS:
        answer = client.get(path.format(southmoor=cast.agencies["southmoor"].pk))
        event = log_of(database)[-1]
        stood = {key for key, words in known.items() if any(word in answer.text for word in words)}
        logged = {child for child, *_ in shown_by(database, event["key"])}
        shown_at_all += len(stood)
        if stood != logged:
            wrong[path] = (len(stood), len(logged))
    assert wrong == {}
    assert shown_at_all > 3 * AWAY
