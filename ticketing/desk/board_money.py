"""What the lines of the live board have brought, for those who may see money.

A process keeps it as long as the board keeps the line that it belongs to: what
is paid or taken back is an event of the stock, after which there is another.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ground.money import ZERO, money
from ground.templatetags.marquee import separator
from ticketing.orders.takings import Takings, takings_of
from ticketing.stock.board import Look
from ticketing.stock.board_lines import Line


class Till:
    """The takings of lines that were looked at; safe for several threads."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Line, Takings]] = {}

    def read(self, look: Look) -> "Money":
        """Sum up what is new of a look, with at most one query."""
        kept = self._kept
        by_key = {line.performance.pk: line for line in look.lines}
        new = [pk for pk, line in by_key.items() if not _is_of(kept.get(pk), line)]
        found = _by_performance(takings_of(new))
        fresh = {pk: (by_key[pk], found.get(pk, {})) for pk in new}
        self._kept = {pk: fresh.get(pk) or kept[pk] for pk in by_key}
        return Money({pk: takings for pk, (_line, takings) in self._kept.items()})


class Money:
    """What the lines of one look have brought."""

    def __init__(self, by_performance: dict[int, Takings]) -> None:
        self._by_performance = by_performance

    def of_line(self, line: Line) -> Decimal:
        return sum(self._by_performance[line.performance.pk].values(), start=ZERO)

    def of_type(self, line: Line, tier: int | None) -> Decimal:
        pk = line.performance.pk
        return self._by_performance[pk].get((pk, tier), ZERO)

    def told(self, lines: Iterable[Line]) -> str:
        """The sum of these lines, in each of their currencies."""
        sums: dict[str, Decimal] = {}
        for line in lines:
            currency = line.performance.currency
            sums[currency] = sums.get(currency, ZERO) + self.of_line(line)
        return separator().join(money(sums[code], code, short=True) for code in sums)


def _is_of(kept: tuple[Line, Takings] | None, line: Line) -> bool:
    return kept is not None and kept[0] is line


def _by_performance(takings: Takings) -> dict[int, Takings]:
    found: dict[int, Takings] = {}
    for (performance, tier), total in takings.items():
        found.setdefault(performance, {})[performance, tier] = total
    return found


# One till for all who look through this process.
THE_TILL: Final = Till()
