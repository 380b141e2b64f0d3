"""SQLite is told what is in its tables; PostgreSQL needs no telling."""

import pytest
from django.db import connection

from ground.statistics import renew_statistics
from tests.factories import ShowFactory
from ticketing.house.tasks import look_at_tables


@pytest.mark.django_db
def test_sqlite_knows_how_many_rows_there_are():
    if connection.vendor != "sqlite":
        renew_statistics()
        return
    ShowFactory.create_batch(3)

    look_at_tables.call()

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'shows_show'")
        known = [row[0] for row in cursor.fetchall()]
    assert known
    assert all(stat.startswith("3") for stat in known)
