"""A house moves from SQLite to PostgreSQL with every row it has."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from ground.models import RepeatedRequest
from ground.moving.target import PREPARED
from reports.checking import check_invariants
from tests.factories import NOON, UserFactory
from tests.migrated import sqlite_file
from ticketing.house.models import House
from ticketing.orders.models import OrderLine
from ticketing.stock.models import Place

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sqlite_house(tmp_path_factory):
    """The environment of a house on SQLite, with sales."""
    if connection.vendor != "postgresql":
        pytest.skip("DATABASE_URL names no PostgreSQL")
    path = tmp_path_factory.mktemp("house") / "house.sqlite3"
    shutil.copy(sqlite_file(), path)
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{path}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join(
            [str(settings.ROOT / "site"), str(settings.ROOT)]
        ),
    }
    status, said = _run(["-m", "tests.ground.fill_house"], environment)
    assert status == 0, said
    return path, environment


@pytest.fixture
def target(sqlite_house, own_database):
    """A PostgreSQL database with tables, as the move itself would make them."""
    _sql(f"COMMENT ON SCHEMA public IS '{PREPARED}'")
    return own_database.url


def _run(words, environment):
    done = subprocess.run(
        [sys.executable, *words],
        cwd=settings.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def _sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _move(url, sqlite_house):
    _path, environment = sqlite_house
    return _run(["manage.py", "move_database", "--to", url], environment)


def _count(path, table):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]


def test_a_house_moves_with_every_row(target, sqlite_house):
    status, said = _move(target, sqlite_house)

    assert status == 0, said
    assert "stock_place: 50" in said
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("wagtailsearch_"):
                continue
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            assert cursor.fetchone()[0] == _count(sqlite_house[0], table), table
    assert check_invariants(now=NOON).is_clean
    assert House.objects.get().tax_rate == Decimal("6.05")
    assert OrderLine.objects.first().price == Decimal("88.5")
    assert Place.objects.filter(performance__starts_at__gt=NOON).count() == 50
    assert bytes(RepeatedRequest.objects.get().body) == b"\x00\xff"
    assert UserFactory(email="bo@example.org").pk > 1


def test_a_house_moves_in_once(target, sqlite_house):
    status, said = _move(target, sqlite_house)
    assert status == 0, said

    status, said = _move(target, sqlite_house)

    assert status == 1
    assert "The target is not empty" in said


def test_a_row_that_does_not_fit_leaves_the_target_as_it_was(target, sqlite_house):
    path, _environment = sqlite_house
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE house_house SET currency = 'TOO LONG'")
        file.commit()

    status, said = _move(target, sqlite_house)

    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE house_house SET currency = 'CNY'")
        file.commit()
    assert status == 1
    assert "house_house" in said
    assert Place.objects.count() == 0


def test_a_target_with_other_migrations_is_refused(target, sqlite_house):
    _sql("DELETE FROM django_migrations WHERE app = 'ground' AND name LIKE '0003%'")

    status, said = _move(target, sqlite_house)

    assert status == 1
    assert "different migrations" in said


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://localhost/house", "unknown kind of database"),
        ("sqlite:////tmp/house", "moves to PostgreSQL"),
        ("postgres://nobody@127.0.0.1:1/house", "The target refused"),
    ],
)
def test_a_target_that_is_no_postgresql_is_refused(own_database, url, words):
    if own_database.vendor != "sqlite":
        pytest.skip("the house of this run is not on SQLite")

    with pytest.raises(CommandError, match=words):
        call_command("move_database", "--to", url)
