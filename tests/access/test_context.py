"""Who acts is settled once, carried to the database, and never leaks from one person to the next."""

import pytest
from django.db import connection, transaction

from agencies.access.context import NoContext, NotAMember, acting, current
from agencies.words import Purpose
from referrals.children.models import Child


def test_guarded_rows_cannot_be_asked_for_before_it_is_settled_who_asks(database):
    with pytest.raises(NoContext):
        Child.objects.all()


def test_an_inactive_person_acts_for_nobody(cast):
    with pytest.raises(NotAMember):
        cast.actor("Kit")


def test_the_settings_of_the_inner_actor_are_gone_after_the_block(cast):
    with cast.acting("Asha") as asha:
        with acting(cast.actor("Ben")):
            pass
        with connection.cursor() as cursor:
            cursor.execute("select sg.ctx_user(), sg.ctx_purpose()")
            assert cursor.fetchone() == (asha.user, Purpose.SAFEGUARDING)
        assert current() == asha


def test_after_the_transaction_nobody_acts(cast):
    with cast.acting("Asha"):
        pass
    with connection.cursor() as cursor:
        cursor.execute("select sg.ctx_user(), sg.ctx_categories()")
        assert cursor.fetchone() == (None, [])


def test_a_block_that_is_to_be_rolled_back_leaves_no_context_behind(cast):
    with cast.acting("Asha") as asha:
        with acting(cast.actor("Ben")):
            transaction.set_rollback(rollback=True)
        with connection.cursor() as cursor:
            cursor.execute("select sg.ctx_user()")
            assert cursor.fetchone() == (asha.user,)
