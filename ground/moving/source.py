"""Reading the SQLite file of a house, as it is at one moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from ground.moving.tables import Table

BATCH: Final = 2000


class Source:
    """The house's file; nothing is written to it."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.file = file

    def applied(self) -> list[str]:
        rows = self.file.execute("SELECT app, name FROM django_migrations")
        return sorted(f"{app}.{name}" for app, name in rows)

    def rows(self, table: Table) -> Iterator[list[Any]]:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        cursor = self.file.execute(f'SELECT {columns} FROM "{table.name}"')  # noqa: S608
        while batch := cursor.fetchmany(BATCH):
            for row in batch:
                yield table.convert(row)


@contextmanager
def reading(path: Path) -> Iterator[Source]:
    """Open the file for reading; what is sold meanwhile is not seen."""
    # Without Django's own converters: values come as they are kept.
    with closing(sqlite3.connect(path.as_uri() + "?mode=ro", uri=True)) as file:
        file.isolation_level = None
        file.execute("BEGIN DEFERRED")
        yield Source(file)
        file.execute("ROLLBACK")
