"""The lists and the heaviest pages of a region of the size of the demonstration."""

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agencies.directory.models import Membership, User
from safeguarding import manual
from tests.chaos.forks import SWEEPS
from tests.database import builder

HEAVIEST = 60 * 1024
LISTS = (
    "/my-work/",
    "/missing/",
    "/flags/",
    "/risk-list/",
    "/referrals/",
    "/looks/",
    "/my-looks/",
    "/people/",
    "/agreements/",
    "/children/",
)


PEOPLE = ("ben", "asha", "nia", "ella", "finn", "ivy", "hugo", "joan", "adil")


def client_of(who):
    client = Client()
    client.force_login(User.objects.get(username=who), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["acting_team"] = Membership.objects.filter(user__username=who, ended_at=None).order_by("pk")[0].team_id
    session.save()
    return client


def most_often_missing(database):
    """The children with the most absences, one for each council that answers for them."""
    with builder(database) as admin:
        often = admin.execute(
            "select distinct on (c.responsible_id) c.id from referrals_child c join referrals_episode e on e.child_id = c.id"
            " group by c.id order by c.responsible_id, count(*) desc"
        )
        return [key for (key,) in often.fetchall()]


def test_on_a_region_of_the_size_of_the_demonstration_no_page_is_too_heavy_for_a_phone(database, settings, job_login):
    settings.REQUIRE_SECOND_FACTOR = False
    call_command("load_region", children=2000, verbosity=0)
    with job_login():
        for body in SWEEPS.values():
            body()
    children = [f"/children/{key}/{part}" for key in most_often_missing(database) for part in ("", "missing/", "why/")]
    rooms = [reverse("docs_room", args=[room]) for room in manual.rooms()]
    opened, heavy = 0, []
    for who in PEOPLE:
        client = client_of(who)
        answers = {path: client.get(path) for path in (*LISTS, *children, *rooms)}
        opened += sum(answer.status_code == 200 for answer in answers.values())
        heavy += [f"{who} {path} {len(answer.content)}" for path, answer in answers.items() if len(answer.content) > HEAVIEST]
    assert opened > 200
    assert "\n".join(sorted(set(heavy))) == ""
