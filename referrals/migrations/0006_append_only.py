"""What somebody once said or judged is never written over by the web's login."""

from django.db import migrations

TABLES = ("riskband", "sighting", "episodenarrative", "reporter", "referralnarrative", "decisionnarrative")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_summary_goes_on")]
    operations = [
        migrations.RunSQL(f"revoke update on referrals_{table} from sg_app", f"grant update on referrals_{table} to sg_app") for table in TABLES
    ]
