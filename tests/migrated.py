"""The migrated database: made once for a state of the migrations, then copied.

To migrate takes far longer than to copy, and every process of every run needs a
migrated database of its own.
"""

import hashlib
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from tests.own_database import maintain, maintenance, url_of

LOCK = 4715
# Only a failure waits so long: another process is migrating.
PATIENCE = 900


@contextmanager
def supplied() -> Iterator[None]:
    """See that Django's test database begins as a copy of the migrated one."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        with _in_memory(connection, sqlite_file()):
            yield
    else:
        given = connection.settings_dict
        given["TEST"]["TEMPLATE"] = _postgresql_name(given)
        yield


@contextmanager
def _in_memory(connection, path):
    name = connection.creation._get_test_db_name()
    with (
        closing(sqlite3.connect(name, uri=True)) as memory,
        closing(sqlite3.connect(path)) as migrated,
    ):
        migrated.backup(memory)
        yield


def is_given_to(item) -> bool:
    """Say whether pytest-django opens the test database for this test."""
    asked = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
        return True
    return bool(asked) or item.get_closest_marker("django_db") is not None


def sqlite_file() -> Path:
    """Return the file of a migrated database, for copies."""
    path = settings.ROOT / "var" / "test" / f"migrated-{_state()}.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(path.with_suffix(".lock")):
        if not path.exists():
            made = path.with_suffix(".made")
            made.unlink(missing_ok=True)
            _migrate(f"sqlite:///{made}")
            with closing(sqlite3.connect(made)) as whole:
                whole.execute("PRAGMA journal_mode = DELETE")
            made.replace(path)
    return path


@contextmanager
def _one_at_a_time(path):
    """Wait for whoever is at it; SQLite's own lock ends with its process."""
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _postgresql_name(given) -> str:
    name = f"marquee_migrated_{_state()}"
    with maintenance(given) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        known = "SELECT FROM pg_database WHERE datname = %s"
        if server.execute(known, [name]).fetchone() is None:
            maintain(given, f'DROP DATABASE IF EXISTS "{name}_made"')
            maintain(given, f'CREATE DATABASE "{name}_made"')
            _migrate(url_of(given, f"{name}_made"))
            maintain(given, f'ALTER DATABASE "{name}_made" RENAME TO "{name}"')
    return name


def _state() -> str:
    """Name the migrations there are, the libraries' included."""
    found = hashlib.sha256(platform.python_version().encode())
    found.update((settings.ROOT / "requirements.txt").read_bytes())
    for path in sorted(settings.ROOT.glob("*/**/migrations/*.py")):
        if ".venv" not in path.parts:
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=settings.ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": _settings()},
        check=True,
    )


def _settings() -> str:
    return os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.test")


def _make():
    """Make what `supplied` copies, before any test asks for it."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        sqlite_file()
    else:
        _postgresql_name(connection.settings_dict)


if __name__ == "__main__":
    django.setup()
    _make()
