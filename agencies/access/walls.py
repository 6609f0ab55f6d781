"""Migration operations that freeze policy text and its checksum into the database, and the text that goes into them."""

from django.apps import apps
from django.db import connection
from django.db.migrations.operations.base import Operation
from django.db.models import Model

from agencies.access.compile import checksum, walls_of

HELD = """
select c.relname, obj_description(p.oid, 'pg_policy') from pg_policy p join pg_class c on c.oid = p.polrelid where polname = 'deny'
"""


def guarded_models() -> list[type[Model]]:
    """Every concrete model under the rule table, in the order of its table's name."""
    return sorted((m for m in apps.get_models() if hasattr(m, "shape")), key=lambda m: m._meta.db_table)


def text_of(model: type[Model]) -> list[str]:
    """The statements that raise the wall around one table: forced row security, its policies, and who may ask at all."""
    table = f'"{model._meta.db_table}"'
    lines = [f"alter table {table} enable row level security", f"alter table {table} force row level security"]
    for name, governs, using, check in walls_of(model):
        lines.append(f"drop policy if exists {name} on {table}")
        how = (f" using ({using})" if using else "") + (f" with check ({check})" if check else "")
        lines.append(f"create policy {name} on {table} as {governs}{how}")
    lines += [f"revoke all on {table} from public, sg_app, sg_job", f"grant {_hands(model)} on {table} to sg_app"]
    if model.jobs:
        lines.append(f"grant {model.jobs} on {table} to sg_job")
    if model.shape != "own":
        lines += [f"drop policy if exists keeper on {table}", f"create policy keeper on {table} for all to sg_seal using (true)"]
        lines.append(f"grant select, update (seal) on {table} to sg_seal")
    lines.append(f"comment on policy deny on {table} is 'policy-sha256:{checksum(model)}'")
    lines.append(f"comment on table {table} is 'protected'")
    return lines


def _hands(model: type[Model]) -> str:
    """What the web may do with rows at all. What somebody once said or judged is never written over: a later row says otherwise."""
    return "select, insert" if getattr(model, "append_only", False) else "select, insert, update"


def drifted() -> list[str]:
    """The guarded tables whose policies in the database are not those of the rule table."""
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        held = dict(cursor.fetchall())
    return [m._meta.db_table for m in guarded_models() if held.get(m._meta.db_table) != f"policy-sha256:{checksum(m)}"]


class Wall(Operation):
    """Run frozen statements, each as it stands. Dropped with the table, so there is nothing to reverse."""

    reversible = False

    def __init__(self, name, statements):
        self.name, self.statements = name, statements

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.statements:
            schema_editor.execute(statement, params=None)

    def describe(self):
        return f"Raise the wall around {self.name}"
