"""What a guarded queryset refuses, whatever the reader may see."""

import pytest

from agencies.access.compile import visible_to
from referrals.children.models import Child
from tests.factories import child_of


@pytest.mark.parametrize("ask", ["values", "values_list"])
def test_bare_values_are_never_handed_out_because_the_trail_could_not_name_the_child(as_, ask):
    with as_("Nia"), pytest.raises(TypeError, match="handed out as rows"):
        list(getattr(Child.objects.all(), ask)("pk"))


def test_one_question_of_one_person_is_one_and_the_same(cast, as_):
    child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    with as_("Nia") as nia, as_("Ben") as ben:
        assert visible_to(Child, nia) == visible_to(Child, nia)
        assert len({visible_to(Child, nia), visible_to(Child, nia), visible_to(Child, ben)}) == 2
