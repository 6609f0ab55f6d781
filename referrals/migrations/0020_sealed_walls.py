"""Every wall is sealed as it stands."""

from django.db import migrations

from agencies.access.walls import Seal


class Migration(migrations.Migration):
    dependencies = [("agencies", "0007_policies"), ("referrals", "0019_submissions_cite")]
    operations = [Seal()]
