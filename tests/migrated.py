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

from django.conf import settings
from django.db import connections

from tests.own_database import maintain, maintenance, url_of

LOCK = 4715


@contextmanager
def supplied() -> Iterator[None]:
    """See that Django's test database begins as a copy of the migrated one."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        with _in_memory(connection, _sqlite_file()):
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


def _sqlite_file() -> Path:
    path = settings.ROOT / "var" / "test" / f"migrated-{_state()}.sqlite3"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{os.getpid()}")
        _migrate(f"sqlite:///{made}")
        with closing(sqlite3.connect(made)) as whole:
            whole.execute("PRAGMA journal_mode = DELETE")
        made.replace(path)
    return path


def _postgresql_name(given) -> str:
    name = f"marquee_migrated_{_state()}"
    with maintenance(given) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        known = "SELECT FROM pg_database WHERE datname = %s"
        if server.execute(known, [name]).fetchone() is None:
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
