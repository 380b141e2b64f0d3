"""Tables to which rows are only ever added, kept so by the database itself."""

from typing import Any

from django.db import migrations

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION marquee_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION marquee_refuse();
CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION marquee_refuse();
"""
_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
_DROPS = {
    "postgresql": ("rows", "all"),
    "sqlite": ("update", "delete"),
}


def append_only(table: str) -> migrations.RunPython:
    """Return the migration step that makes the database refuse any change.

    UPDATE, DELETE and (on PostgreSQL, which has it) TRUNCATE raise an error.
    """

    def make(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            # Without parameters (none, not an empty list) a % is a plain sign.
            schema_editor.execute(_POSTGRESQL.format(table=table), params=None)
        else:
            for statement in _SQLITE:
                schema_editor.execute(statement.format(table=table))

    def drop(_apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        on = f" ON {table}" if vendor == "postgresql" else ""
        for name in _DROPS[vendor]:
            schema_editor.execute(f"DROP TRIGGER {table}_{name}{on}")

    step = migrations.RunPython(make, drop)
    step.append_only = table  # type: ignore[attr-defined]
    return step


def still_append_only(table: str) -> migrations.RunPython:
    """Return the step after one that changes such a table.

    SQLite changes a table by making it anew, and forgets what it refused.
    """

    def make(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for statement in _SQLITE:
                schema_editor.execute(statement.format(table=table))

    return migrations.RunPython(make, migrations.RunPython.noop)
