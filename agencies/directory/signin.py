"""The adapter for sign-in and the second factor. The provider says who; team and role come from our table."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """argon2id at 19 MiB, two passes: slow for a thief, light enough for twenty people at shift change."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class Adapter(DefaultAccountAdapter):
    """Nobody signs themselves up: an administrator of the agency invites."""

    def is_open_for_signup(self, request):
        return False
