"""The synthetic region: repeatable, of the published shape, and made of nobody who exists."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean, median

import pytest
from django.conf import settings

from agencies.directory.models import Team, User
from agencies.words import Category, Kind, Marking, Role
from referrals.children import rules
from referrals.children.codes import ETHNICITIES, LEGAL_STATUSES, SCHEMES, SETTINGS, is_offered
from referrals.children.models import Address, Care, Child, ChildTeamGrant, Identifier, Identity
from referrals.clocks import local
from referrals.information.models import RecordTeamGrant
from referrals.intake.codes import HARM_PLACES, PARENT_KNOWS, SOURCES
from referrals.intake.models import Referral
from referrals.missing import codes
from referrals.missing.models import Episode, EpisodeNarrative, Reporter, RiskBand
from referrals.patterns.codes import ANSWERS
from referrals.patterns.models import Flag
from referrals.patterns.rules import BY_NUMBER, Event, Facts, fired
from referrals.profiles.codes import RISK_BANDS
from safeguarding.region import agreements, draws, names, tales
from safeguarding.region.agencies import AGENCIES, PEOPLE, TEAMS, demo_sign_ins
from safeguarding.region.children import nhs_number, pupil_number
from safeguarding.region.ground import Region
from safeguarding.region.grow import begin, crowd
from safeguarding.region.load import CODENAMES
from safeguarding.region.write import Rows, shape_of

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SAMPLE = range(6000)


def region_of(seed: int = 7, children: int = 150) -> Region:
    region = Region(seed=seed, at=AT, rows=Rows(), permissions={name: number for number, name in enumerate(CODENAMES, start=1)})
    crowd(region, begin(region, "!"), children, children)
    return region


@pytest.fixture(scope="module")
def made() -> Region:
    return region_of(children=600)


def rows_of(region: Region, model) -> list[dict]:
    shape = shape_of(model)
    return [dict(zip(shape.plain, row, strict=True)) for row in region.rows.tables[model]]


def test_the_same_seed_makes_the_same_rows():
    assert region_of().rows.digest() == region_of().rows.digest()


def test_another_seed_makes_others():
    assert region_of(seed=7).rows.digest() != region_of(seed=8).rows.digest()


def test_a_larger_region_holds_the_smaller_one_with_the_same_children():
    small, large = rows_of(region_of(children=60), Identity), rows_of(region_of(children=90), Identity)
    assert large[: len(small)] == small


def test_whatever_goes_to_another_agencys_team_says_by_which_power_and_what_a_line_covers_names_its_agreement(made):
    whose = {made.teams[team.key]: made.agencies[team.agency] for team in TEAMS}
    rows = [row for model in (ChildTeamGrant, RecordTeamGrant) for row in rows_of(made, model)]
    shared = [row for row in rows if whose[row["group_id"]] != row["granting_agency_id"]]
    assert [row for row in shared if row["gateway_id"] is None] == []
    assert len([row for row in shared if row["agreement_id"]]) > len(shared) / 10
    assert [row for row in rows if row not in shared and row["gateway_id"]] == []


class TestTheShapeOfAbsence:
    """Bands around the national tables of looked-after children; the widths allow for a sample of six thousand."""

    counts = [draws.episodes_in_a_year(Random(f"count {n}"), looked_after=True) for n in SAMPLE]
    spans = [span for n in range(1500) for span in draws.spans(Random(f"span {n}"), 4, AT)]

    def test_a_looked_after_child_who_goes_missing_does_so_about_seven_times_a_year(self):
        assert 6.2 < mean(self.counts) < 7.4

    @pytest.mark.parametrize(("low", "high", "share"), [(1, 1, 0.35), (2, 3, 0.27), (4, 9, 0.22), (10, 29, 0.12), (30, 250, 0.04)])
    def test_most_go_missing_once_and_a_few_very_often(self, low, high, share):
        assert mean(low <= count <= high for count in self.counts) == pytest.approx(share, abs=0.03)

    def test_a_tenth_of_the_children_has_more_than_half_of_the_absences(self):
        most = sorted(self.counts, reverse=True)
        assert 0.50 < sum(most[: len(most) // 10]) / sum(most) < 0.64

    def test_children_at_home_go_missing_about_three_times(self):
        counts = [draws.episodes_in_a_year(Random(f"home {n}"), looked_after=False) for n in SAMPLE]
        assert 2.5 < mean(counts) < 3.4
        assert mean(count == 1 for count in counts) == pytest.approx(0.6, abs=0.03)

    def test_half_are_back_within_five_hours_and_most_within_two_days(self):
        hours = [(span.found_at - span.last_seen_at) / timedelta(hours=1) for span in self.spans if span.found_at]
        assert 4.2 < median(hours) < 6
        assert mean(hour <= 24 for hour in hours) == pytest.approx(0.786, abs=0.03)
        assert mean(hour <= 48 for hour in hours) == pytest.approx(0.873, abs=0.03)
        assert mean(hour > 720 for hour in hours) < 0.015

    def test_half_leave_in_the_evening(self):
        assert mean(local(span.last_seen_at).hour >= 18 for span in self.spans) == pytest.approx(0.5, abs=0.05)

    def test_risk_bands_have_their_shares(self):
        drawn = Counter(draws.pick(Random(n), draws.BANDS)[0] for n in SAMPLE)
        assert {band: drawn[band] / len(SAMPLE) for band in drawn} == pytest.approx({"HIGH": 0.10, "MEDIUM": 0.75, "LOW": 0.15}, abs=0.02)

    @pytest.mark.parametrize("count", [2, 9, 60, 250])
    def test_absences_of_one_child_never_overlap(self, count):
        spans = draws.spans(Random(f"crowded {count}"), count, AT)
        assert all(one.returned_at <= other.last_seen_at for one, other in zip(spans, spans[1:], strict=False))
        assert len(spans) > count * 0.7

    def test_every_time_of_an_absence_is_in_its_order_and_in_the_past(self):
        for span in self.spans:
            times = [span.last_seen_at, span.discovered_at, span.reported_at, AT]
            assert times == sorted(times)
            assert span.found_at is None or span.last_seen_at <= span.found_at <= span.returned_at <= AT
            assert span.found_at is None or span.retrospective or span.reported_at <= span.found_at


class TestNobodyInIt:
    def test_at_100_synthetic_data_only(self, made):
        numbers = [row["value"] for row in rows_of(made, Identifier) if row["scheme"] == "nhs"]
        assert len(numbers) > 300
        assert all(rules.is_synthetic_nhs_number(number) for number in numbers)
        postcodes = [row["postcode"] for row in rows_of(made, Address) if row["postcode"]]
        assert all(names.is_invented_postcode(code) and rules.normal_postcode(code) == code for code in postcodes)
        crowd = rows_of(made, Identity)[len(tales.TALES) :]
        assert {part for row in crowd for part in row["family_name"].split("-")} <= set(names.FAMILIES)
        assert {part for row in crowd for part in row["given_names"].split()} <= set(names.GIRLS + names.BOYS)
        assert all(row["email"].endswith(".example") for row in rows_of(made, User))

    def test_telephone_numbers_are_those_kept_for_drama(self, made):
        phones = {row["phone"] for row in rows_of(made, User)} | {row["phone"] for row in rows_of(made, Team)}
        assert all(phone.startswith(("01632 960", "07700 900")) for phone in phones)

    def test_no_two_children_have_one_reference_or_one_number(self, made):
        references = [row["reference"] for row in rows_of(made, Child)]
        assert all(rules.is_reference(reference) for reference in references)
        assert len(set(references)) == len(references)
        pairs = [number for number in map(nhs_number, range(50_000)) if number]
        assert len(set(pairs)) == len(pairs)

    def test_pupil_numbers_agree_with_themselves_and_belong_to_no_school(self):
        numbers = [pupil_number(n, council, AT.date()) for n in range(300) for council in ("northford", "southmoor", "aberwen")]
        assert all(rules.is_upn(number) and number[4] == "0" for number in numbers)

    def test_the_postcode_of_a_protected_address_is_under_no_search_key(self, made):
        hidden = next(row for row in rows_of(made, Address) if row["marking"] == Marking.VERY_RESTRICTED)
        keys = [str(row) for rows in made.rows.tables.values() for row in rows if hidden["postcode"] in str(row)]
        assert len(keys) == 1


LISTED = [
    (Episode, "hurt", codes.HURT),
    (Episode, "harms", codes.HARMS),
    (Episode, "with_now", codes.WITH_NOW),
    (Episode, "destination", codes.DESTINATIONS),
    (Episode, "council_type", codes.COUNCIL_TYPES),
    (EpisodeNarrative, "kind", codes.NARRATIVES),
    (Reporter, "relationship", codes.RELATIONSHIPS),
    (RiskBand, "band", RISK_BANDS),
    (Flag, "answer", ANSWERS),
    (Referral, "source", SOURCES),
    (Referral, "harm_place", HARM_PLACES),
    (Referral, "parent_knows", PARENT_KNOWS),
    (Address, "setting", SETTINGS),
    (Care, "status", LEGAL_STATUSES),
    (Identifier, "scheme", SCHEMES),
    (Identity, "ethnicity", ETHNICITIES),
]


@pytest.mark.parametrize(
    ("model", "field", "rows"), LISTED, ids=lambda part: getattr(part, "__name__", part if isinstance(part, str) else "")
)
def test_every_code_is_one_that_the_rooms_offer(made, model, field, rows):
    values = {row[field] for row in rows_of(made, model)} - {""}
    written = {code for value in values for code in (json.loads(value) if value.startswith("[") else [value])}
    assert written
    assert {code for code in written if not is_offered(rows, code, AT.date())} == set()


class TestTheStories:
    def test_the_boy_of_the_story_is_found_three_areas_away_after_ever_more_absences(self, made):
        ends = [made.areas[absence.detail.found_area] for absence in tales.JORY.absences]
        assert ends[-1] == made.areas["southmoor"]
        events = tuple(Event(n, "jory", AT - absence.ago, "M") for n, absence in enumerate(tales.JORY.absences))
        assert fired(BY_NUMBER["RM-04"], Facts(events))[-1].completed_by == len(events) - 1

    def test_the_stories_hold_every_hard_case(self):
        told = tales.TALES
        assert {tale.seal for tale in told} == {0, 1, 2}
        assert any(tale.excluded for tale in told)
        assert any(tale.estimated for tale in told)
        assert any(tale.expected_in for tale in told)
        assert any(not tale.family for tale in told)
        assert any(tale.years is None and not tale.born and not tale.expected_in for tale in told), "nobody without a date of birth"
        assert any("’" in tale.family or "'" in tale.given for tale in told)
        assert any("ŵ" in tale.family.lower() + tale.given.lower() for tale in told)
        assert any(not tale.given.isascii() and tale.known_as for tale in told)
        assert max(len(tale.given) + len(tale.family) for tale in told) > 100

    def test_two_records_of_one_girl_are_suggested_and_twins_are_not(self, made):
        one, other, twin, sister = (_person(made, given) for given in ("Kayleigh-Ann", "Kayley", "Nell", "Tilly"))
        assert rules.compare(one, other).band == rules.Band.STRONG
        assert rules.compare(twin, sister).band == rules.Band.NONE


def _person(made: Region, given: str) -> rules.Person:
    who = next(row for row in rows_of(made, Identity) if row["given_names"] == given)
    numbers = {row["scheme"]: row["value"] for row in rows_of(made, Identifier) if row["child_id"] == who["child_id"]}
    place = next(row for row in rows_of(made, Address) if row["child_id"] == who["child_id"])
    return rules.person_of(who, numbers=numbers, address=place)


class TestTheStaff:
    def test_there_are_about_forty_of_them_with_every_role_and_an_administrator_for_each_agency(self):
        assert 40 <= len(PEOPLE) <= 50
        assert {person.role for person in PEOPLE} == set(Role)
        assert sum(person.role == Role.ADMINISTRATOR for person in PEOPLE) == len(AGENCIES)

    def test_every_sign_in_says_what_to_try(self):
        signs = demo_sign_ins()
        assert {"asha", "nia", "ivy", "ben", "hugo", "cara", "gita", "dev", "ella", "finn", "lena", "joan"} <= {sign[0] for sign in signs}
        assert all(0 < len(sign[-1]) <= 200 for sign in signs)
        assert len(settings.DEMO_PASSWORD) >= 15

    def test_who_has_left_and_whose_account_is_closed_is_not_offered(self):
        assert {"max", "kit"}.isdisjoint(sign[0] for sign in demo_sign_ins())


class TestTheAgreements:
    def test_the_lines_are_those_of_the_default_matrix(self):
        council = next(agency for agency in AGENCIES if agency.kind == Kind.COUNCIL)
        lines = {(line.category, line.recipient): line.level for line in agreements.lines_of(council.kind)}
        assert lines[Category.MISSING, "school"] == 2
        assert lines[Category.IDENTITY, "police"] == 3
        assert (Category.MISSING, "charity") not in lines
        assert (Category.LEGAL, "council") not in lines

    @pytest.mark.parametrize("owner", AGENCIES, ids=lambda owner: owner.key)
    def test_each_agreement_rests_on_a_power_of_its_owner_and_its_nation(self, owner):
        gate = next(gate for gate in agreements.GATEWAYS if gate.code == agreements.gateway_for(owner.kind, owner.nation))
        assert owner.kind in gate.relies
        assert gate.nation in ("", owner.nation)
        assert gate.since <= AT.date()
