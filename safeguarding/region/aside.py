"""For a very large load: secondary indexes and foreign keys are taken down first and built again afterwards, in one go each.

Triggers stay, so seals are inherited and absences kept apart row by row. What is built again is checked against every row.
A load that breaks off leaves them down: begin again with an empty database.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

KEYS = """
select t.relname, k.conname, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class t on t.oid = k.conrelid
where k.contype = 'f' and t.relnamespace = 'sg'::regnamespace and t.relname like 'referrals\\_%' order by t.relname, k.conname
"""
INDEXES = """
select x.relname, pg_get_indexdef(x.oid) from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
where not i.indisunique and t.relnamespace = 'sg'::regnamespace and t.relname like 'referrals\\_%'
  and t.relname <> 'referrals_episode' order by x.relname
"""


@contextmanager
def indexes_and_keys_aside(connection: psycopg.Connection) -> Iterator[None]:
    """The index by which absences are kept apart is left in place: the trigger needs it for every row."""
    keys, indexes = connection.execute(KEYS).fetchall(), connection.execute(INDEXES).fetchall()
    for table, name, _ in keys:
        connection.execute(sql.SQL("alter table {} drop constraint {}").format(sql.Identifier(table), sql.Identifier(name)))
    for name, _ in indexes:
        connection.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
    connection.commit()
    yield
    connection.execute("set maintenance_work_mem = '512MB'")
    for _, definition in indexes:
        connection.execute(definition)
    for table, name, definition in keys:
        added = sql.SQL("alter table {} add constraint {} " + definition).format(sql.Identifier(table), sql.Identifier(name))
        connection.execute(added)
    connection.commit()
