"""New rows, inserted with SQL that is written once for each kind of row.

Django puts the SQL of an INSERT together anew for each row; see `ground.compiled`.
What is added here is complete: it has no parent table, listens to no signal, and
gets no value from the database but its key.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model
from django.db.transaction import mark_for_rollback_on_error

Row = TypeVar("Row", bound=Model)

# More at once are rare; Django knows how many values each database takes.
_MOST: Final = 12


def add(row: Row) -> Row:
    """Insert the row and give it its key. Raises what its `save()` would."""
    return add_all([row])[0]


def add_all(new: Iterable[Row]) -> list[Row]:
    """Insert rows of one kind with one statement and give them their keys."""
    rows = list(new)
    if not rows:
        return []
    model, connection = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    fields = _fields(model, has_key=rows[0].pk is not None)
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in rows
        for field in fields
    ]
    if len(rows) > _MOST or any(hasattr(value, "as_sql") for value in values):
        return model._default_manager.bulk_create(rows)  # noqa: SLF001 Django's name
    sql = _sql(model, fields, len(rows))
    with mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(sql, values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        state = row._state  # noqa: SLF001 Django's name
        state.adding, state.db = False, DEFAULT_DB_ALIAS
    return rows


@cache
def _fields(model: type[Model], *, has_key: bool) -> tuple[Field[Any, Any], ...]:
    fields = model._meta.local_concrete_fields  # noqa: SLF001 Django's name
    return tuple(f for f in fields if has_key or not f.primary_key)


@cache
def _sql(model: type[Model], fields: Sequence[Field[Any, Any]], rows: int) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    about = model._meta  # noqa: SLF001 Django's name
    table, key = quote(about.db_table), quote(str(about.pk.column))
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    values = ", ".join([row] * rows)
    return f"INSERT INTO {table} ({columns}) VALUES {values} RETURNING {key}"  # noqa: S608 names of our own
