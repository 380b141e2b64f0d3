"""Writing very many rows: prepared values, one statement, no model instances.

Django's `bulk_create` spends ten times as long on building SQL as the database
spends on the rows. What a row does not name gets its field's default.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

from ground.money import THOUSANDTHS


class Table:
    """A model's table, to be filled with tuples of these columns.

    Values are as the database takes them: see `moment` and `thousandths`.
    """

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        self.model = model
        self.columns = columns
        fields = {
            field.attname: field
            for field in model._meta.concrete_fields  # noqa: SLF001 Django's documented API
        }
        rest = [name for name in fields if name not in columns and name != "id"]
        self.constants = tuple(_default(fields[name]) for name in rest)
        quote = connection.ops.quote_name
        named = [str(fields[name].column) for name in (*columns, *rest)]
        self.table = quote(model._meta.db_table)  # noqa: SLF001
        places = ", ".join(["%s"] * len(named))
        self.statement = (
            f"INSERT INTO {self.table} ({', '.join(map(quote, named))})"  # noqa: S608 names of ours
            f" VALUES ({places})"
        )

    def reserve(self, count: int) -> range | list[int]:
        """Return so many keys that nobody else will use; inside a transaction.

        On SQLite the transaction owns the write lock from its beginning.
        """
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
                    " FROM generate_series(1, %s)",
                    [self.table, count],
                )
                return [row[0] for row in cursor.fetchall()]
            cursor.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = %s",
                [self.model._meta.db_table],  # noqa: SLF001
            )
            row = cursor.fetchone()
        last = row[0] if row else 0
        return range(last + 1, last + 1 + count)

    def insert(self, rows: Iterable[Sequence[Any]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                self.statement, [(*row, *self.constants) for row in rows]
            )


def _default(field: models.Field[Any, Any]) -> Any:
    return field.get_db_prep_save(field.get_default(), connection=connection)


def moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def thousandths(amount: Decimal) -> int:
    return int(amount * THOUSANDTHS)
