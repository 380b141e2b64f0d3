"""The PostgreSQL database that a house moves into."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction

from config.settings.databases import database_from_url
from ground.backups import schema
from ground.moving import MoveRefused
from ground.moving.tables import Table

ALIAS: Final = "move_target"
# Says of a schema that it has only what its migrations made.
PREPARED: Final = "Marquee: made for a move"
FULL: Final = "The target is not empty: name a database that has nothing in it."


class Target:
    """A database by its address, beside the one that the house has now."""

    def __init__(self, url: str, connection: Any) -> None:
        self.url = url
        self.connection = connection

    def prepare(self) -> Iterator[str]:
        """Make the tables; refuse what is not empty. Yields what is said.

        By a process of its own: the models of Wagtail's search know only the
        database with which they were loaded.
        """
        if self._comment() == PREPARED:
            return
        if not schema.is_empty(self.connection):
            raise MoveRefused(FULL)
        yield "making the tables"
        self._comment_with(PREPARED)
        status, said = self.manage("migrate", "--verbosity", "0")
        if status:
            message = f"The tables could not be made: {said[-500:]}"
            raise MoveRefused(message)

    def manage(self, *words: str) -> tuple[int, str]:
        """Run a management command on this database; return (status, output)."""
        done = subprocess.run(  # noqa: S603 our own program with our own words
            [sys.executable, str(settings.ROOT / "manage.py"), *words],
            env={
                **os.environ,
                "DATABASE_URL": self.url,
                "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Let all that is written inside count at the end, or not at all."""
        with transaction.atomic(using=ALIAS):
            yield
            # Every reference is checked here, where it can still be undone.
            self._execute("SET CONSTRAINTS ALL IMMEDIATE")
            self._comment_with("")

    def clear(self, tables: Iterable[Table]) -> None:
        """Remove what the migrations themselves have put in."""
        for table in tables:
            if self.count(table):
                self._execute(f"DELETE FROM {self._quoted(table)}")  # noqa: S608

    def copy(self, table: Table, rows: Iterable[Sequence[Any]]) -> int:
        """Write rows in PostgreSQL's fastest way; return how many."""
        columns = ", ".join(f'"{column}"' for column in table.columns)
        count = 0
        statement = f"COPY {self._quoted(table)} ({columns}) FROM STDIN"
        try:
            with (
                self.connection.cursor() as cursor,
                cursor.copy(statement) as copy,
            ):
                for row in rows:
                    copy.write_row(row)
                    count += 1
        except DatabaseError as error:
            message = f"{table.name}: {error}"
            raise MoveRefused(message) from error
        return count

    def count(self, table: Table) -> int:
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {self._quoted(table)}")  # noqa: S608
            return int(cursor.fetchone()[0])

    def set_sequences(self, tables: Iterable[Table]) -> None:
        """Let new rows get keys after the ones that came."""
        models = [table.model for table in tables]
        for statement in self.connection.ops.sequence_reset_sql(no_style(), models):
            self._execute(statement)

    def _quoted(self, table: Table) -> str:
        return str(self.connection.ops.quote_name(table.name))

    def _execute(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def _comment(self) -> str:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT obj_description('public'::regnamespace, 'pg_namespace')"
            )
            return str(cursor.fetchone()[0])

    def _comment_with(self, text: str) -> None:
        self._execute(f"COMMENT ON SCHEMA public IS '{text}'")


@contextmanager
def connected(url: str) -> Iterator[Target]:
    """Connect to a PostgreSQL database by its address. Raises MoveRefused."""
    try:
        given = database_from_url(url)
    except ValueError as error:
        raise MoveRefused(str(error)) from error
    if not given["ENGINE"].endswith("postgresql"):
        message = "A house moves to PostgreSQL: --to postgres://user@host/name"
        raise MoveRefused(message)
    default = connections.databases["default"]
    every = connections.configure_settings({"default": default, ALIAS: given})
    connections.databases[ALIAS] = every[ALIAS]
    try:
        connections[ALIAS].ensure_connection()
        yield Target(url, connections[ALIAS])
    except DatabaseError as error:
        message = f"The target refused: {error}"
        raise MoveRefused(message) from error
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]
