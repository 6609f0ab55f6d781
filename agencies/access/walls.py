"""Migration operations that freeze policy text and its checksum into the database, and the text that goes into them."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.operations.base import Operation
from django.db.models import Model

from agencies.access.compile import checksum, walls_of

SEALED = "protected policies-sha256:"
SEAL = f"""
do $$ declare walled regclass; begin
  for walled in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('sg', 'audit')
      and c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity and c.relforcerowsecurity and {{which}} loop
    execute format('comment on table %s is %L', walled, '{SEALED}' || sg.policies_of(walled));
  end loop;
end $$
"""
CAN_SEAL = "select to_regprocedure('sg.policies_of(regclass)') is not null"
HELD = f"""
select c.relname, (select obj_description(p.oid, 'pg_policy') from pg_policy p where p.polrelid = c.oid and p.polname = 'deny'),
  c.relrowsecurity and c.relforcerowsecurity and obj_description(c.oid, 'pg_class') = '{SEALED}' || sg.policies_of(c.oid)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('sg', 'audit') and (c.relname = any (%s) or starts_with(obj_description(c.oid, 'pg_class'), '{SEALED}'))
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
    """The tables whose walls are not those of the rule table, or not those that were raised."""
    frozen, held = {model._meta.db_table: f"policy-sha256:{checksum(model)}" for model in guarded_models()}, _held()
    others = {table for table, denies in frozen.items() if table not in held or held[table][0] != denies}
    return sorted(others | _torn(held))


def torn() -> list[str]:
    """The tables whose walls were changed by hand since they were raised. A newer release's walls are whole too."""
    return sorted(_torn(_held()))


def _torn(held: dict[str, tuple[str, bool]]) -> set[str]:
    return {table for table, (_, stands) in held.items() if not stands}


def _held() -> dict[str, tuple[str, bool]]:
    """Of every walled table the rule table's checksum, and whether its wall stands as it was sealed. Before the first seal none does."""
    guarded = [model._meta.db_table for model in guarded_models()]
    with connection.cursor() as cursor:
        cursor.execute(CAN_SEAL)
        if cursor.fetchone() == (False,):
            return dict.fromkeys(guarded, ("", False))
        cursor.execute(HELD, [guarded])
        return {table: (denies, bool(stands)) for table, denies, stands in cursor.fetchall()}


def seal(execute: Callable[..., Any], table: str = "") -> None:
    """Keep with the table, or with every walled one, what its policies are now, so that a later change of them is noticed."""
    execute(SEAL.format(which=f"c.relname = '{table}'" if table else "true"), params=None)


class Seal(Operation):
    """After a migration that changes the policies of a login by hand: what stands now is what was meant."""

    reversible = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        seal(schema_editor.execute)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Seal every wall"


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
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(CAN_SEAL)
            can_seal = cursor.fetchone()[0]
        if can_seal:
            seal(schema_editor.execute, self.name)

    def describe(self):
        return f"Raise the wall around {self.name}"
