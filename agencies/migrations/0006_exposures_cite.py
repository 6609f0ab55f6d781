"""Under which agreement and power a child was shown stands with each exposure, so that it can be said of lists too."""

from django.db import migrations

CITE = "alter table audit.exposure add column agreement text, add column gateway text;"
FORGET = "alter table audit.exposure drop column agreement, drop column gateway;"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_alerts")]
    operations = [migrations.RunSQL(CITE, FORGET)]
