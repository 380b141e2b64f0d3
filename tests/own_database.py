"""Databases of a test's own, copied from the migrated one of the test run.

For what needs several processes or real commits: a transaction that is rolled
back can't serve them, and flushing is refused by the append-only tables.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection, connections

# Only a failure waits so long: a busy machine takes its time to start a process.
PATIENCE = 600


@dataclass(frozen=True)
class OwnDatabase:
    """One database, and the environment that leads other processes to it."""

    vendor: str
    name: str
    url: str
    folder: Path

    @property
    def environment(self):
        root = settings.ROOT
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "MARQUEE_VAR": str(self.folder),
            "PYTHONPATH": os.pathsep.join([str(root / "site"), str(root)]),
        }

    def start(self, *words, **environment):
        """Start a Python program on this database; return the process."""
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=settings.ROOT,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words, **environment):
        """Run a Python program on this database; return (status, what it said)."""
        process = self.start(*words, **environment)
        said, _nothing = process.communicate(timeout=PATIENCE)
        return process.returncode, said


def make_template(folder):
    """Return what `own_database` copies: a file, or a PostgreSQL name."""
    if connection.vendor != "sqlite":
        return connection.settings_dict["NAME"]
    path = folder / "template.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as target:
        connection.connection.backup(target)
    target.close()
    return path


@contextmanager
def own_database(template, folder) -> Iterator[OwnDatabase]:
    """Make a database, lead this process's connection to it, and drop it again."""
    former = connections["default"]
    former.close()
    name = f"marquee_own_{uuid4().hex[:12]}"
    make = _sqlite if former.vendor == "sqlite" else _postgresql
    with make(former.settings_dict, template, folder, name) as (place, url):
        ours = connections.create_connection("default")
        ours.settings_dict = {**former.settings_dict, "NAME": place}
        connections["default"] = ours
        try:
            yield OwnDatabase(former.vendor, str(place), url, folder)
        finally:
            ours.close()
            connections["default"] = former


@contextmanager
def _sqlite(_settings, template, folder, name):
    path = folder / f"{name}.sqlite3"
    path.write_bytes(template.read_bytes())
    yield path, f"sqlite:///{path}"
    for leftover in folder.glob(f"{name}.sqlite3*"):
        leftover.unlink()


@contextmanager
def _postgresql(given, template, _folder, name):
    maintain(given, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield name, url_of(given, name)
    maintain(given, f'DROP DATABASE "{name}" WITH (FORCE)')


def maintain(given, statement):
    """Say one statement about whole databases to that server."""
    with maintenance(given) as server:
        server.execute(statement)


def maintenance(given):
    """Connect to that server beside the databases that tests use."""
    return psycopg.connect(
        dbname="postgres",
        user=given["USER"] or None,
        password=given["PASSWORD"] or None,
        host=given["HOST"] or None,
        port=given["PORT"] or None,
        autocommit=True,
    )


def url_of(given, name):
    user, password = quote(given["USER"]), quote(given["PASSWORD"])
    port = f":{given['PORT']}" if given["PORT"] else ""
    options = urlencode(given.get("OPTIONS", {}))
    return (
        f"postgres://{user}:{password}@{given['HOST']}{port}/{name}"
        f"{'?' + options if options else ''}"
    )
