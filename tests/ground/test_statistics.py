"""The database is told to look at what is in its tables."""

import pytest
from django.db import connection

from ground.statistics import renew_statistics
from members.models import User
from tests.factories import ShowFactory, UserFactory
from ticketing.house.tasks import look_at_tables

pytestmark = pytest.mark.django_db


def test_sqlite_knows_how_many_rows_there_are():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps them elsewhere")
    ShowFactory.create_batch(3)

    look_at_tables.call()

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'shows_show'")
        known = [row[0] for row in cursor.fetchall()]
    assert known
    assert all(stat.startswith("3") for stat in known)


def test_postgresql_knows_how_many_rows_were_just_written():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps them elsewhere")
    UserFactory.create_batch(30)

    renew_statistics()

    with connection.cursor() as cursor:
        table = User._meta.db_table
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone()[0] >= 30
