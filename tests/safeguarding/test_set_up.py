"""A service on servers of one's own, empty but for its tables: what it needs before anybody can work."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.access.context import resolve
from agencies.agreements.codes import GATEWAYS, lines_of
from agencies.agreements.models import Agreement, AgreementLine, LegalGateway, Share
from agencies.directory.models import Agency, Area, Holiday, Membership, User
from agencies.words import Kind, Nation, Purpose, Role
from referrals.clocks import Clock, NoCalendar, due
from referrals.duties.actions import calendar
from safeguarding import founding
from tests.database import building

EXAMPLE = Path(__file__).parents[2] / "docker" / "partnership.toml"
AREA = '[[areas]]\ncode = "a"\nname = "A"\nkind = "authority"\nnation = "england"\n'
AT = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def empty(database, clock):
    clock.set(AT)


def written(tmp_path, text: str) -> str:
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("empty")
class TestAnEmptyDatabase:
    def test_without_bank_holidays_working_days_are_refused_with_a_sentence(self):
        with pytest.raises(NoCalendar) as refused:
            calendar().of(Nation.ENGLAND, 2026)
        assert refused.value.reasons == [
            "The bank holidays of 2026 (england) are not on file, so working days cannot be counted. Tell whoever runs this service."
        ]

    def test_powers_and_ten_years_of_bank_holidays_are_entered_once(self, capsys):
        call_command("set_up")
        call_command("set_up")
        assert set(LegalGateway.objects.values_list("code", flat=True)) == {gate.code for gate in GATEWAYS}
        assert LegalGateway.objects.count() == len(GATEWAYS)
        assert {day.on.year for day in Holiday.objects.filter(nation=Nation.WALES)} == set(range(2023, 2037))
        assert "0 powers to share and 0 bank holidays added" in capsys.readouterr().out.splitlines()[-1]

    def test_the_first_administrator_has_a_seat_a_group_and_no_password(self):
        call_command("set_up", str(EXAMPLE))
        person = User.objects.get(username="first.administrator")
        seat = Membership.objects.get(user=person)
        assert (seat.role, seat.team.name, seat.team.agency.name) == (Role.ADMINISTRATOR, "Information governance", "Eastvale Council")
        assert list(person.groups.all()) == [seat.team.group]
        assert not person.has_usable_password()
        assert resolve(user=person.pk, team=seat.team_id, purpose=Purpose.SAFEGUARDING).role == Role.ADMINISTRATOR

    def test_the_default_matrix_is_proposed_and_shares_nothing_before_it_is_signed(self):
        call_command("set_up", str(EXAMPLE))
        council = Agency.objects.get(name="Eastvale Council")
        draft = Agreement.objects.get(owner=council)
        lines = {(line.category, line.recipient_key) for line in AgreementLine.objects.filter(agreement=draft)}
        assert len(lines) == len(lines_of(Kind.COUNCIL))
        assert ("referral", "seat:mash@eastvale") in lines
        assert (draft.ratified_at, draft.gateway.code, Share.objects.count()) == (None, "CA2004_10", 0)

    def test_a_second_run_with_a_longer_list_adds_only_what_is_new(self, tmp_path, capsys):
        call_command("set_up", str(EXAMPLE))
        Agency.objects.using("owner").filter(name="Eastvale Police").update(desk_phone="01632 960 777")
        more = '\n[[agencies.teams]]\nname = "Response"\nkind = "response"\n'
        capsys.readouterr()
        call_command("set_up", written(tmp_path, EXAMPLE.read_text(encoding="utf-8") + more))
        assert [line for line in capsys.readouterr().out.splitlines() if line.startswith(("Team", "Agency", "Area", "User"))] == [
            "Team Eastvale Police, Response added."
        ]
        assert Agency.objects.get(name="Eastvale Police").desk_phone == "01632 960 777"

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("agencies = 3", "“agencies” must be a list"),
            (f'{AREA}[[agencies]]\nname = "X"\nkind = "castle"\nnation = "england"', "castle"),
            ('[[agencies]]\nname = "X"\nkind = "council"\nnation = "england"\nareas = ["nowhere"]', "no area has the code nowhere"),
            ('[[agencies]]\nname = "X"\nkind = "council"\nnation = "england"\ncolour = "red"', "colour"),
            ("[[agencies", "cannot be read"),
        ],
    )
    def test_a_list_with_a_mistake_adds_nothing_and_says_where_it_is(self, tmp_path, text, says):
        with pytest.raises(CommandError, match=says):
            call_command("set_up", written(tmp_path, text))
        with building():
            assert not Agency.objects.exists()
            assert not Area.objects.exists()

    def test_a_file_that_is_not_there_is_named(self, tmp_path):
        with pytest.raises(CommandError, match="nowhere.toml cannot be read"):
            call_command("set_up", str(tmp_path / "nowhere.toml"))


@pytest.mark.usefixtures("empty")
def test_a_referral_nine_years_on_still_gets_its_working_day():
    founding.add_reference(AT.date(), print)
    friday = datetime(2035, 12, 21, 16, 0, tzinfo=UTC)
    assert due(Clock.DECIDE_REFERRAL, friday, calendar(), nation=Nation.ENGLAND).date() == date(2035, 12, 24)
