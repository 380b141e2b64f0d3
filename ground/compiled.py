"""Questions whose SQL is put together once and asked again with other values.

Django writes the SQL of a query anew each time it is asked; on the way of a purchase
that costs more than the database needs to answer. What is decorated with `compiled`
is called once, with stand-ins for its values; from then on only the values change.

    @compiled
    def _theirs(order_id: int, wanted: Collection[int]) -> QuerySet[Place]:
        return Place.objects.filter(order=order_id, pk__in=wanted)

    _theirs(7, [1, 2])      # a list of places

So the function must be a plain description: it may pass a value on to a lookup, and
not look at it. A collection may be given to `pk__in` (of a related row
`hold__pk__in`); longer ones are filled up with their last value, so that there are
few lengths, each a question of its own. None is no value: SQL knows no `= NULL`.
Nothing is prefetched.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Final, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Field, Lookup, QuerySet
from django.db.models.sql.where import WhereNode
from django.db.transaction import TransactionManagementError

P = ParamSpec("P")
Row = TypeVar("Row")

# Longer collections are rare, and would only fill the memory with shapes.
_LENGTHS: Final = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128)
# What compiling leaves on Django's compiler, and reading the rows asks it for.
_READ: Final = ("select", "klass_info", "annotation_col_map")


class Given(Expression):
    """Stands for a value that is not known yet: which argument, and which of it."""

    def __init__(self, argument: int, item: int | None = None) -> None:
        super().__init__()
        self.argument = argument
        self.item = item

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 Django's signature
        return "%s", (self,)

    def value(self, values: Sequence[Any]) -> Any:
        found = values[self.argument]
        return found if self.item is None else found[self.item]


@dataclass(frozen=True, slots=True)
class _Shape:
    """One question, compiled; `slots` says where which value of which field goes.

    `read` is what Django's compiler knows of the rows: how columns become models.
    """

    queryset: QuerySet[Any, Any]
    sql: str
    constants: tuple[Any, ...]
    slots: tuple[tuple[int, Given, Field[Any, Any]], ...]
    read: dict[str, Any]
    converters: dict[int, tuple[Sequence[Callable[..., Any]], Any]]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        connection = connections[self.queryset.db]
        if self.queryset.query.select_for_update and not connection.in_atomic_block:
            message = "select_for_update cannot be used outside of a transaction."
            raise TransactionManagementError(message)
        params = list(self.constants)
        for index, given, field in self.slots:
            params[index] = field.get_db_prep_value(given.value(values), connection)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if not found:
            return []
        as_rows: Any = self.queryset._iterable_class  # noqa: SLF001 Django's readers
        return list(as_rows(_Asked(self, connection, found)))


class _Asked:
    """What Django's readers of rows ask of a queryset, its query and its compiler.

    All three at once: nothing is cloned, compiled or asked again.
    """

    _known_related_objects: Final[dict[Any, Any]] = {}

    def __init__(self, shape: _Shape, connection: Any, found: list[Any]) -> None:
        vars(self).update(shape.read)
        self.db = shape.queryset.db
        self.query = self
        self._shape, self._connection, self._found = shape, connection, found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shape.queryset.query, name)

    def get_compiler(self, *_: Any, **__: Any) -> "_Asked":
        return self

    def execute_sql(self, *_: Any, **__: Any) -> list[Any]:
        return self._found

    def results_iter(
        self, *_: Any, tuple_expected: bool = False, **__: Any
    ) -> Iterable[Any]:
        rows: Iterable[Any] = self._found
        if self._shape.converters:
            rows = map(self._converted, rows)
        return map(tuple, rows) if tuple_expected else rows

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        made = list(row)
        for column, (convert, expression) in self._shape.converters.items():
            for converter in convert:
                made[column] = converter(made[column], expression, self._connection)
        return made


class compiled(Generic[P, Row]):  # noqa: N801 used as a decorator
    """A function that describes a question; called, it answers with a list."""

    __name__: str

    def __init__(self, describe: Callable[P, QuerySet[Any, Row]]) -> None:
        self._describe = describe
        self._shapes: dict[tuple[Any, ...], _Shape | None] = {}
        update_wrapper(self, describe)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        """Ask with these values. Raises TypeError for None and for named values."""
        if kwargs or any(value is None for value in args):
            message = f"{self.__name__} takes values by position, and no None"
            raise TypeError(message)
        several: tuple[Any, ...] = args
        values = [_filled(v) if _is_many(v) else v for v in several]
        lengths = tuple(len(v) if isinstance(v, list) else None for v in values)
        if any(length and length > _LENGTHS[-1] for length in lengths):
            return list(self._describe(*args, **kwargs))
        key = connections["default"].vendor, lengths
        if key not in self._shapes:
            self._shapes[key] = _compile(self._describe, lengths)
        shape = self._shapes[key]
        return shape.rows(values) if shape else []

    def first(self, *args: P.args, **kwargs: P.kwargs) -> Row | None:
        """Ask, and return the first row or None."""
        return next(iter(self(*args, **kwargs)), None)


def _is_many(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes)


def _filled(several: Collection[Any]) -> list[Any]:
    """With the last one again and again, as many as there is a question for."""
    values = list(several)
    if len(values) > _LENGTHS[-1]:
        return values
    length = _LENGTHS[bisect_left(_LENGTHS, len(values))]
    return values + values[-1:] * (length - len(values))


def _compile(
    describe: Callable[..., QuerySet[Any, Any]], lengths: Sequence[int | None]
) -> _Shape | None:
    """Describe the question with stand-ins; None where it can have no answer."""
    queryset = describe(*(_stand_ins(n, length) for n, length in enumerate(lengths)))
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    query = queryset.query
    conditions = (query.where, *query.annotations.values())
    fields = {_place(g): field for part in conditions for g, field in _givens(part)}
    return _Shape(
        queryset=queryset,
        sql=sql,
        constants=tuple(params),
        slots=tuple(
            (index, param, fields[_place(param)])
            for index, param in enumerate(params)
            if isinstance(param, Given)
        ),
        read={name: getattr(compiler, name) for name in _READ},
        converters=compiler.get_converters([column for column, *_ in compiler.select]),
    )


def _stand_ins(argument: int, length: int | None) -> Given | list[Given]:
    if length is None:
        return Given(argument)
    return [Given(argument, item) for item in range(length)]


def _place(given: Given) -> tuple[int, int | None]:
    return given.argument, given.item


def _givens(node: Any) -> Iterator[tuple[Given, Field[Any, Any]]]:
    """Each stand-in of a condition, with the field that it is compared with."""
    if isinstance(node, WhereNode):
        for child in node.children:
            yield from _givens(child)
    elif isinstance(node, Lookup):
        yield from ((given, node.lhs.output_field) for given in _inside(node.rhs))
    elif hasattr(node, "get_source_expressions"):
        for part in node.get_source_expressions():
            yield from _givens(part)


def _inside(expression: object) -> Iterator[Given]:
    if isinstance(expression, Given):
        yield expression
    elif hasattr(expression, "get_source_expressions"):
        for part in expression.get_source_expressions():
            yield from _inside(part)
