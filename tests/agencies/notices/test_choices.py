"""A person's own alerts: what may be muted, for how long, who gets a copy; the tray shows everything all the same."""

from datetime import UTC, datetime, timedelta

import pytest

from agencies.notices import actions, rules
from agencies.notices.codes import BY_CODE, GROUPS
from agencies.notices.models import AlertSetting, Notice
from agencies.notices.tasks import deliver
from agencies.refusals import Refused
from referrals.casefile.presenters import news_of
from tests.database import building
from tests.factories import child_of

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
JSON = {"content_type": "application/json"}


@pytest.fixture
def child(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Kai", "Reed", reference="KAI")


@pytest.fixture
def told(cast, child, job_login):
    def told(kind, who=None, key="one"):
        with cast.acting("Nia") as nia:
            user = cast.user(who) if who else None
            actions.tell(key=key, kind=kind, team=cast.teams["front_door"], user=user, about=child, by=nia, at=NOW)
        with job_login():
            deliver()
        with building():
            return Notice.objects.get(key=key)

    return told


def choose(cast, who, group, *, by_mail, until=None, at=NOW):
    with cast.acting(who) as actor:
        actions.choose(group=BY_CODE[group], by_mail=by_mail, until=until, by=actor, at=at)


def test_every_kind_belongs_to_one_group():
    kinds = {"duty.overdue": "overdue", "duty.handed_over": "duties", "flag.RM-04+05": "flags", "missing.long_absence": "long"}
    kinds |= {"missing.returned": "missing", "decisions.decided": "referrals", "crossings.accepted": "crossings", "strange": "duties"}
    assert {kind: rules.group_of(kind).code for kind in kinds} == kinds
    assert len({group.code for group in GROUPS}) == len(GROUPS)


def test_what_is_told_to_a_person_is_mailed_until_they_mute_it_and_the_tray_shows_it_all_the_same(cast, told, mailoutbox):
    assert (told("missing.long_absence", "Max").muted_at, len(mailoutbox)) == (None, 1)
    choose(cast, "Max", "long", by_mail=False)
    muted = told("missing.long_absence", "Max", key="two")
    assert (muted.muted_at is not None, muted.sent_at is not None, len(mailoutbox)) == (True, True, 1)
    with cast.acting("Max") as max_:
        assert muted.pk in {piece.notice.pk for piece in news_of(max_)}


def test_a_choice_until_a_day_ends_by_itself(cast, told, mailoutbox, clock):
    choose(cast, "Max", "long", by_mail=False, until=NOW.date())
    told("missing.long_absence", "Max")
    assert len(mailoutbox) == 0
    clock.set(NOW + DAY)
    told("missing.long_absence", "Max", key="two")
    assert len(mailoutbox) == 1


def test_an_overdue_duty_reaches_its_person_by_mail_whatever_is_kept(cast, told, mailoutbox):
    with pytest.raises(Refused) as refused:
        choose(cast, "Max", "overdue", by_mail=False)
    assert refused.value.reasons == ["This must reach you: it cannot be muted."]
    with building() as build:
        build(AlertSetting(user=cast.user("Max"), group="overdue", by_mail=False, set_at=NOW))
    told("duty.overdue", "Max")
    assert len(mailoutbox) == 1


def test_who_asks_for_it_gets_a_copy_of_what_the_own_team_is_told_and_of_nothing_else(cast, told, mailoutbox):
    for who in ("Nia", "Asha"):
        choose(cast, who, "flags", by_mail=True)
    told("flag.RM-04")
    told("intake.received", key="two")
    assert [(mail.to, mail.bcc) for mail in mailoutbox] == [
        (["front_door@northford.example"], ["nia@people.example"]),
        (["front_door@northford.example"], []),
    ]


def test_a_team_without_a_mailbox_leaves_the_copies(cast, told, mailoutbox):
    with building():
        type(cast.teams["front_door"]).objects.filter(pk=cast.teams["front_door"].pk).update(email="")
    told("flag.RM-04")
    assert mailoutbox == []
    choose(cast, "Nia", "flags", by_mail=True)
    told("flag.RM-04", key="two")
    assert [mail.to for mail in mailoutbox] == [["nia@people.example"]]


def test_a_choice_that_is_over_already_is_refused(cast, child):
    with pytest.raises(Refused):
        choose(cast, "Max", "flags", by_mail=True, until=NOW.date() - DAY)


def test_nobody_reads_or_changes_the_choice_of_another(cast, child):
    choose(cast, "Max", "flags", by_mail=True)
    choose(cast, "Max", "flags", by_mail=False)
    with cast.acting("Nia"):
        assert not AlertSetting.objects.exists()
        assert AlertSetting.objects.update(by_mail=True) == 0
    with building():
        assert [row.by_mail for row in AlertSetting.objects.all()] == [False]


def test_the_page_of_ones_alerts_says_what_holds_and_keeps_a_choice(web, child):
    max_ = web("Max")
    page = max_.get("/alerts/").text
    assert "cannot be muted" in page and "/alerts/overdue/" not in page
    assert max_.get("/alerts/rumours/").status_code == 404
    assert "missing for a long time" in max_.get("/alerts/long/").text
    assert max_.post("/alerts/long/", {"by_mail": "no", "until": "30 Jun 2099"}).status_code == 302
    assert "Not by mail, until 30 Jun 2099" in max_.get("/alerts/").text
    assert max_.post("/alerts/overdue/", {"by_mail": "no"}).status_code == 422


def test_the_same_through_the_api(web, child):
    max_ = web("Max")
    assert max_.put("/api/alerts/long/", {"by_mail": False}, **JSON).status_code == 204
    assert {row["group"]: row["by_mail"] for row in max_.get("/api/alerts/").json()}["long"] is False
    assert max_.put("/api/alerts/overdue/", {"by_mail": False}, **JSON).status_code == 409
    assert max_.put("/api/alerts/rumours/", {"by_mail": False}, **JSON).status_code == 404


def test_the_link_of_a_message_leads_after_signing_in_to_what_it_is_about(cast, web, client, told, mailoutbox):
    notice = told("missing.reported")
    assert mailoutbox[0].body.endswith(f"/told/{notice.pk}/")
    assert not {"Kai", "Reed"} & set(mailoutbox[0].body.split())
    assert client.get(f"/told/{notice.pk}/").status_code == 302
    assert "A child is reported missing" in web("Nia").get(f"/told/{notice.pk}/").text
    assert web("Ben").get(f"/told/{notice.pk}/").status_code == 404
