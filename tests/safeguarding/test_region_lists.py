"""The lists of a region of the size of the demonstration."""

from django.core.management import call_command
from django.test import Client

from agencies.directory.models import Membership, User

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


def test_on_a_region_of_the_size_of_the_demonstration_no_list_is_too_heavy_for_a_phone(database, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    call_command("load_region", children=2000, verbosity=0)
    opened, heavy = 0, []
    for who in ("ben", "asha", "nia", "ella", "finn", "ivy", "hugo", "joan", "adil"):
        client = Client()
        client.force_login(User.objects.get(username=who), backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["acting_team"] = Membership.objects.filter(user__username=who, ended_at=None).order_by("pk")[0].team_id
        session.save()
        answers = {path: client.get(path) for path in LISTS}
        opened += sum(answer.status_code == 200 for answer in answers.values())
        heavy += [f"{who} {path} {len(answer.content)}" for path, answer in answers.items() if len(answer.content) > HEAVIEST]
    assert opened > 50
    assert heavy == []
