"""Dumping and restoring PostgreSQL with its own two programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from ground.backups import BackupRefused

NAME: Final = "database/marquee.dump"


@contextmanager
def one_snapshot() -> Iterator[str]:
    """Hold a moment of the database still; yield its name for pg_dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def dump(folder: Path, snapshot: str) -> Path:
    """Write the database of that moment in pg_dump's own format."""
    target = folder / "marquee.dump"
    options = ["--format=custom", "--no-owner", "--no-privileges"]
    _run("pg_dump", [*options, f"--snapshot={snapshot}", f"--file={target}"])
    return target


@contextmanager
def cleared() -> Iterator[None]:
    """Set what is there aside, and drop it once the block has succeeded."""
    _execute("ALTER SCHEMA public RENAME TO marquee_former", "CREATE SCHEMA public")
    try:
        yield
    except BaseException:
        _execute(
            "DROP SCHEMA public CASCADE", "ALTER SCHEMA marquee_former RENAME TO public"
        )
        raise
    _execute("DROP SCHEMA marquee_former CASCADE")


def _execute(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def restore(source: Path) -> None:
    """Restore in one transaction: wholly or not at all."""
    name = str(connection.settings_dict["NAME"])
    options = ["--single-transaction", "--exit-on-error", "--no-owner"]
    _run("pg_restore", [*options, "--no-privileges", f"--dbname={name}", str(source)])


def _run(program: str, options: Sequence[str]) -> None:
    found = shutil.which(program)
    if found is None:
        message = f"{program} is not installed here: it comes with PostgreSQL."
        raise BackupRefused(message)
    connection_words = connection.settings_dict
    environment = {
        **os.environ,
        "PGDATABASE": str(connection_words["NAME"]),
        "PGUSER": str(connection_words["USER"]),
        "PGPASSWORD": str(connection_words["PASSWORD"]),
        "PGHOST": str(connection_words["HOST"]),
        "PGPORT": str(connection_words["PORT"]),
    }
    given = {name: value for name, value in environment.items() if value}
    done = subprocess.run(  # noqa: S603 the program is PostgreSQL's, the options ours
        [found, *options], env=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{program} failed: {done.stderr.strip()}"
        raise BackupRefused(message)
