"""One child with a little of everything, for tests that walk every page; beside her one at home, one found far away, and a sealed one."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from agencies.agreements.models import Agreement
from agencies.audit.models import Event
from agencies.directory.models import Membership
from agencies.notices.models import Notice
from referrals.children.models import Child
from referrals.decisions.actions import Decided, decide
from referrals.decisions.models import Decision
from referrals.drafts import actions as drafts
from referrals.drafts.models import Draft
from referrals.duties.models import Duty
from referrals.intake.actions import FORM, Worry, receive
from referrals.intake.models import Referral
from referrals.interviews.actions import begin
from referrals.missing import actions, rules
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from referrals.profiles.actions import keep
from referrals.profiles.rules import Told
from tests.cast import Cast
from tests.database import Clock, building, job_login
from tests.factories import child_of

START = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
WORRY = Worry(source="2A", worry="He is different since Easter.")
OUTCOME = Decided("INFO_ADVICE", 2, "Advice given", "Thank you. We have advised the school.")


@dataclass
class Scene:
    """The keys of what there is."""

    child: UUID
    at_home: UUID
    hidden: UUID
    open_episode: UUID
    home_episode: UUID
    far_episode: UUID
    flag: UUID
    duty: UUID
    referral: UUID
    decided: UUID
    decision: UUID
    interview: UUID
    unheard: UUID
    profile: UUID
    notice: UUID
    draft: UUID
    event: UUID
    seat: int
    agreement: int
    team: int
    rule: str = "RM-04"
    alert: str = "long"


def _absence(cast: Cast, clock: Clock, child: UUID, start: datetime, *, comes_home: bool) -> Episode:
    at = clock.set(start + timedelta(hours=1))
    told = actions.Report(
        rules.Times(start, None, at), "Bus station", band="MEDIUM", band_reason="First checks", words={"circumstances": "Debts"}
    )
    with cast.acting("Ben") as ben:
        episode = actions.report(child=Child.objects.get(pk=child), told=told, by=ben, at=at)
    if comes_home:
        at = clock.set(start + timedelta(hours=5))
        back = actions.Return(at, at, "Station", None, "minor", ["NOT_KNOWN"], "me", "home")
        with cast.acting("Ben") as ben:
            actions.record_return(episode=episode, told=back, by=ben, at=at)
    return episode


def _found_far_away(cast: Cast, clock: Clock, start: datetime) -> Episode:
    """Another child, found in the area of another force, whom nobody has fetched yet."""
    child = child_of(cast, "northford", "Sami", "Reed", reference="6N4XD-8H2VJ-M").pk
    episode = _absence(cast, clock, child, start, comes_home=False)
    at = clock.set(start + timedelta(hours=3))
    found = actions.Return(at, None, "Station", cast.areas["southmoor_force"], "no", ["NOT_KNOWN"], "me", "")
    with cast.acting("Ben") as ben:
        return actions.record_return(episode=episode, told=found, by=ben, at=at)


def _referral(cast: Cast, child: UUID, at: datetime) -> UUID:
    with cast.acting("Ella") as ella:
        return receive(child=Child.objects.get(pk=child), told=WORRY, by=ella, at=at)


def _interview(cast: Cast, child: UUID, at: datetime) -> UUID:
    with cast.acting("Nia") as nia:
        return begin(duty=Duty.objects.get(clock="RETURN_INTERVIEW", child=child), by=nia, at=at).pk


def _profile(cast: Cast, child: UUID, at: datetime) -> UUID:
    """Asha's team keeps what would help to find him."""
    known = Told(places="The arcade at Eastvale", friends="Kai, 01632 960 200", medication="Inhaler", circumstances="Not back by ten")
    told = replace(known, band="HIGH", agreed_with="Missing person team", review_on=at.date() + timedelta(days=90))
    with cast.acting("Asha") as asha:
        return keep(child=Child.objects.get(pk=child), told=told, by=asha, at=at).record_id


def _begin(cast: Cast, child: UUID, at: datetime) -> None:
    """Words that Ella has not sent yet."""
    words = {"source": "2A", "worry": "He is tired.", "what_changed": "", "hopes": "", "harm_place": "not_known", "parent_knows": "no"}
    with cast.acting("Ella") as ella:
        drafts.save(form=FORM, words=words, version=0, draft=None, about=child, by=ella, at=at)


def set_up(cast: Cast, clock: Clock) -> Scene:
    """Play the scene on the app login, as the people of the cast; committed."""
    child = child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W").pk
    at_home = child_of(cast, "northford", "Mia", "Hart", reference="3D8WK-5R2PC-T").pk
    hidden = child_of(cast, "northford", "Sealed", "Canary", reference="SEALED-CANARY", seal=2).pk
    cast.link("hill", child)
    cast.link("casework", child)
    profile = _profile(cast, child, clock.set(START - timedelta(days=1)))
    home = _absence(cast, clock, child, START, comes_home=True)
    _absence(cast, clock, at_home, START + timedelta(days=1), comes_home=True)
    still_out = _absence(cast, clock, child, START + timedelta(days=10), comes_home=False)
    at = clock.set(START + timedelta(days=10, hours=3))
    far = _found_far_away(cast, clock, START + timedelta(days=10))
    decided, referral = _referral(cast, child, at), _referral(cast, child, at)
    with cast.acting("Max") as chief:
        told = Decided(OUTCOME.outcome, OUTCOME.threshold, OUTCOME.reason, OUTCOME.for_sender, confirmation="Known to the police")
        decide(referral=Referral.objects.get(pk=decided), told=told, by=chief, at=at)
        event = Event.objects.filter(actor=chief.user).first().pk
    _begin(cast, child, at)
    with job_login():
        look_for_patterns()
    clock.set(START + timedelta(days=14))
    interview = _interview(cast, child, at)
    played = {"child": child, "at_home": at_home, "hidden": hidden, "referral": referral, "decided": decided}
    played |= {"interview": interview, "profile": profile}
    return _keys(cast, **played, open_episode=still_out.pk, home_episode=home.pk, far_episode=far.pk, event=event)


def _keys(cast: Cast, **played: UUID) -> Scene:
    """The keys of what was played, and of what came of it."""
    child, at_home = played["child"], played["at_home"]
    with building():
        return Scene(
            **played,
            flag=Flag._base_manager.filter(child=child).first().pk,
            duty=Duty._base_manager.get(clock="RETURN_INTERVIEW", child=child).pk,
            decision=Decision._base_manager.get(referral=played["decided"]).pk,
            unheard=Duty._base_manager.get(clock="RETURN_INTERVIEW", child=at_home).pk,
            notice=Notice._base_manager.filter(team=cast.teams["front_door"]).earliest("told_at").pk,
            draft=Draft._base_manager.get(used_at=None).pk,
            seat=Membership.objects.get(user=cast.user("Asha")).pk,
            agreement=Agreement.objects.first().pk,
            team=cast.teams["front_door"].pk,
        )
