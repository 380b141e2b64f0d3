"""The move itself: every table, in one transaction, counted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.db import connection

from ground.backups import schema
from ground.moving import MoveRefused
from ground.moving.source import Source, reading
from ground.moving.tables import Table, tables
from ground.moving.target import Target, connected

# Wagtail's own search index has other columns on each database; it is built anew.
REBUILT: Final = ("wagtailsearch_",)


def move_house(url: str) -> Iterator[str]:
    """Copy this house from SQLite to an empty PostgreSQL; yields what is done.

    All or nothing: the target gets its rows in one transaction, in which their
    references are checked at the end, so that the order of the tables is free.
    This house stays as it is. Raises MoveRefused.
    """
    if connection.vendor != "sqlite":
        message = "This house is on PostgreSQL already."
        raise MoveRefused(message)
    path = Path(connection.settings_dict["NAME"])
    # A second reader, which may not write, needs the first one's journal.
    connection.ensure_connection()
    with reading(path) as source, connected(url) as target:
        yield from target.prepare()
        _require_same_schema(source, target)
        yield from _fill(source, target)
        yield "building Wagtail's search index"
        target.manage("update_index", "--verbosity", "0")
        yield from _check(target)


def _require_same_schema(source: Source, target: Target) -> None:
    here, there = source.applied(), schema.applied(target.connection)
    different = sorted(set(here) ^ set(there))
    if different:
        message = (
            "This house and the target have had different migrations"
            f" ({different[0]}): run `manage.py migrate` here first."
        )
        raise MoveRefused(message)


def _fill(source: Source, target: Target) -> Iterator[str]:
    moved = [t for t in tables() if not t.name.startswith(REBUILT)]
    with target.filling():
        target.clear(moved)
        for table in moved:
            sent = target.copy(table, source.rows(table))
            _require_count(table, sent, target)
            if sent:
                yield f"{table.name}: {sent:,}"
        target.set_sequences(moved)


def _require_count(table: Table, sent: int, target: Target) -> None:
    there = target.count(table)
    if there != sent:
        message = f"{table.name}: {sent} rows were sent and {there} are there"
        raise MoveRefused(message)


def _check(target: Target) -> Iterator[str]:
    yield "checking the invariants"
    status, said = target.manage("check_invariants")
    if status:
        message = f"The house has moved, but something is wrong in it:\n{said}"
        raise MoveRefused(message)
