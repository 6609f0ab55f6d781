"""For every person of the cast and every guarded table: the list, the walls and the check of each row say the same."""

from django.db import connection

from agencies.access.compile import visible_to
from agencies.access.context import NotAMember, acting
from agencies.access.walls import guarded_models
from tests.cast import PEOPLE, Cast
from tests.database import building


def differing(cast: Cast) -> list[str]:
    """Where the two fences or the single check disagree. Empty when they never do."""
    found = []
    for who in PEOPLE:
        try:
            actor = cast.actor(who)
        except NotAMember:
            continue
        for model in guarded_models():
            with acting(actor):
                walls = {row.pk for row in model._base_manager.all()}
                checks = {key for key in walls if model.objects.filter(pk=key).exists()}
            with building():
                lists = {row.pk for row in model._base_manager.filter(visible_to(model, actor))}
            if not walls == lists == checks:
                found.append(f"{who} {model.__name__}: walls {len(walls)}, list {len(lists)}, checks {len(checks)}")
    connection.close()
    return found
