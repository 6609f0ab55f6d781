"""`has_perm`, answered through the same path as every page: the row is visible to the actor, or it is not."""

from django.contrib.auth.backends import BaseBackend
from rest_framework.permissions import BasePermission

from agencies.access.context import current
from agencies.access.policy import VERBS


class PolicyBackend(BaseBackend):
    """Signs nobody in. A permission is a verb of the table; an object is asked for among the visible rows."""

    def has_perm(self, user_obj, perm, obj=None):
        if perm not in VERBS:
            return False
        actor = current()
        if actor.user != user_obj.pk or actor.role not in VERBS[perm]:
            return False
        return obj is None or type(obj).objects.filter(pk=obj.pk).exists()


class Denied(BasePermission):
    """The default for every API view: closed, until a guarded resource says otherwise."""

    def has_permission(self, request, view):
        return False
