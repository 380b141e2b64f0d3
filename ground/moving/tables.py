"""The tables of a house, in an order in which each finds what it points at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Table:
    """One table and its columns; `convert` makes SQLite's values PostgreSQL's."""

    name: str
    columns: tuple[str, ...]
    converters: tuple[Callable[[Any], Any] | None, ...]
    model: type[models.Model]

    def convert(self, row: tuple[Any, ...]) -> list[Any]:
        return [
            value if value is None or make is None else make(value)
            for value, make in zip(row, self.converters, strict=True)
        ]


def tables() -> Iterator[Table]:
    """Give every table that a migration of ours or of a package has made."""
    for model in apps.get_models(include_auto_created=True):
        options = model._meta  # noqa: SLF001 Django's documented API
        if options.managed and not options.proxy and not options.swapped:
            fields = options.local_concrete_fields
            yield Table(
                name=options.db_table,
                columns=tuple(str(f.column) for f in fields),
                converters=tuple(_converter(f) for f in fields),
                model=model,
            )


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """What turns a value as SQLite keeps it into one that PostgreSQL takes."""
    target: Any = field
    while target.remote_field is not None and hasattr(target, "target_field"):
        target = target.target_field
    kinds: dict[str, Callable[[Any], Any]] = {
        "BooleanField": bool,
        "DateTimeField": _moment,
        "DateField": date.fromisoformat,
        "TimeField": time.fromisoformat,
        "DecimalField": _decimal(target),
        "UUIDField": lambda value: UUID(str(value)),
        "BinaryField": bytes,
    }
    return kinds.get(target.get_internal_type())


def _moment(value: str) -> datetime:
    """Moments are in UTC on SQLite, without saying so."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def _decimal(field: Any) -> Callable[[Any], Decimal]:
    """SQLite keeps decimals as floats; their digits are the field's."""
    digits = getattr(field, "decimal_places", 0) or 0

    def make(value: Any) -> Decimal:
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits))

    return make
