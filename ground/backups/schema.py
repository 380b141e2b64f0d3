"""What a database consists of: its migrations and how many rows it has."""

from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ground.backups import BackupRefused


def applied(using: Any = connection) -> list[str]:
    """Names of the migrations that a database has had, sorted."""
    done = MigrationRecorder(using).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


def known() -> set[str]:
    """Names of the migrations that this code has, those it replaced included."""
    loader = MigrationLoader(None)
    disk = loader.disk_migrations or {}
    replaced = {key for migration in disk.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*disk, *replaced}}


def require_known(schema: list[str]) -> None:
    """Refuse a database that newer code has made."""
    newer = sorted(set(schema) - known())
    if newer:
        message = (
            "This backup was made by a newer Marquee: update this one first"
            f" (it does not know {newer[0]})."
        )
        raise BackupRefused(message)


def row_counts(using: Any = connection) -> dict[str, int]:
    """Count the rows of every table, sorted by name."""
    with using.cursor() as cursor:
        tables = using.introspection.table_names(cursor)
        counts = {}
        for table in sorted(tables):
            # Names of tables come from the database's own catalogue.
            cursor.execute(f"SELECT COUNT(*) FROM {using.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def is_empty(using: Any = connection) -> bool:
    """Whether a database has no table at all."""
    with using.cursor() as cursor:
        return not using.introspection.table_names(cursor)
