"""What is only ever added to is kept so by the database, after all migrations."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

TRIGGERS = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT event_object_table FROM information_schema.triggers",
}


@pytest.mark.django_db
def test_no_later_migration_has_lost_a_refusal():
    migrations = MigrationLoader(None).disk_migrations.values()
    steps = (step for migration in migrations for step in migration.operations)
    tables = {step.append_only for step in steps if hasattr(step, "append_only")}

    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        kept = [table for (table,) in cursor.fetchall()]

    assert len(tables) >= 8
    assert {table for table in tables if kept.count(table) < 2} == set()
