"""Who may call what stands with each function. Here: the clock and the context's settings, which every policy reads."""

from django.db import migrations

EVERY_LOGIN = "sg_app, sg_job, sg_audit, sg_seal, sg_lookup"
READERS = "sg_app, sg_job, sg_seal, sg_lookup"

PLAIN = ("user", "request", "team", "agency", "purpose", "role", "system", "clearance", "seat", "statutory", "address_desk")
SETS = ("categories", "writes", "recipient_keys", "named", "excluded", "glass", "glass_reach")
READ = ["sg.app_now()", "sg.app_today()", *(f"sg.ctx_{name}()" for name in PLAIN + SETS)]

# Databases made before this migration give every new function away by default.
BY_DEFAULT = f"alter default privileges for role sg_owner in schema sg revoke execute on functions from {EVERY_LOGIN};"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_functions")]
    operations = [
        migrations.RunSQL(BY_DEFAULT, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"revoke all on function {', '.join(READ)} from public, {EVERY_LOGIN}; grant execute on function {', '.join(READ)} to {READERS};",
            migrations.RunSQL.noop,
        ),
    ]
