"""Copying a SQLite database while it is in use, and putting one in its place."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import connection

from ground.backups import BackupRefused

NAME: Final = "database/marquee.sqlite3"
# Whatever belongs to a database file beside itself.
SUFFIXES: Final = ("", "-wal", "-shm", "-journal")


def dump(folder: Path) -> Path:
    """Copy the database as it is at one moment; return the file."""
    target = folder / "marquee.sqlite3"
    connection.ensure_connection()
    source: Any = connection.connection
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        # One file, not a file and a journal.
        copy.execute("PRAGMA journal_mode = DELETE")
    return target


def row_counts(path: Path) -> dict[str, int]:
    """Count the rows of every table of a database file."""
    with closing(sqlite3.connect(path)) as copy:
        tables = copy.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        return {
            name: copy.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in tables
        }


def require_whole(path: Path, counts: dict[str, int]) -> None:
    """Refuse a file that is no sound database, or has lost or gained rows."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            (word,) = copy.execute("PRAGMA integrity_check").fetchone()
        found = row_counts(path)
    except sqlite3.DatabaseError as error:
        message = f"The database in this backup is damaged: {error}"
        raise BackupRefused(message) from error
    if word != "ok" or found != counts:
        message = "The database in this backup is not the one that was backed up."
        raise BackupRefused(message)


def database_files(path: Path) -> list[Path]:
    files = [path.with_name(path.name + suffix) for suffix in SUFFIXES]
    return [file for file in files if file.exists()]
