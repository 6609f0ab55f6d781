"""Words that are not sent yet are kept sealed; those that wait already are sealed here."""

import json

from django.db import migrations

from referrals.drafts.models import Words


def seal(apps, schema_editor):
    """Read and written as the owner, for whom the wall is open only while this runs."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("alter table referrals_draft no force row level security")
        cursor.execute("select id, words from referrals_draft")
        for key, words in cursor.fetchall():
            cursor.execute("update referrals_draft set words = %s where id = %s", [Words().get_prep_value(json.loads(words)), key])
        cursor.execute("alter table referrals_draft force row level security")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_callers")]
    operations = [
        migrations.AlterField("draft", "words", Words(default=dict)),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
    ]
