"""The live board's lines as they are shown: shares of a bar, words, warnings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import ceil
from typing import Final

from django.utils.translation import gettext as _

from ticketing.desk.board_money import Money
from ticketing.stock.board_counts import Tally
from ticketing.stock.board_lines import CapLine, Line, TypeLine
from ticketing.stock.selectors import Offer, TierStock
from ticketing.stock.words import StateWords, state_of

MOST_NOTICES: Final = 12
# A cap is raised by a tenth, to a round number.
MORE: Final = 1.1
ROUND: Final = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A piece of the bar: what it is, and from where to where in percent."""

    kind: str
    begin: float
    width: float


def bar(tally: Tally, capped: int) -> list[Share]:
    """Sold, ordered, held, kept back; what is free is the ground."""
    kept = tally.withheld + tally.allotted + tally.blocked + capped
    pieces = (
        ("sold", tally.sold),
        ("ordered", tally.ordered),
        ("held", tally.held),
        ("kept", kept),
    )
    shares, begin = [], 0.0
    for kind, number in pieces:
        width = 100 * number / tally.total if tally.total else 0
        if width:
            shares.append(Share(kind, round(begin, 2), round(width, 2)))
        begin += width
    return shares


@dataclass(frozen=True)
class TypeRow:
    """A ticket type of an opened line, with what caps say of it."""

    it: TypeLine
    caps: tuple[CapLine, ...]
    takings: Decimal | None

    @cached_property
    def bar(self) -> list[Share]:
        return bar(self.it.tally, self.it.behind_caps)


@dataclass(frozen=True)
class Row:
    """A line for the template: `it` with its bar and its state in words.

    `money` is None for those who may not see what was taken.
    """

    it: Line
    few_left: int
    is_open: bool
    money: Money | None = None

    @cached_property
    def takings(self) -> Decimal | None:
        return self.money.of_line(self.it) if self.money else None

    @cached_property
    def bar(self) -> list[Share]:
        return bar(self.it.tally, self.it.capped)

    @cached_property
    def sold_percent(self) -> int:
        total = self.it.tally.total
        return 100 * self.it.tally.sold // total if total else 0

    @cached_property
    def state(self) -> StateWords:
        stocks = tuple(
            TierStock(row.tier, row.tally.total, row.free)
            for row in self.it.types
            if row.tier
        )
        line = self.it
        return state_of(Offer(line.performance, line.sale, stocks, self.few_left))

    @cached_property
    def types(self) -> list[TypeRow]:
        if not self.is_open:
            return []
        return [self._type(row) for row in self.it.types]

    def _type(self, row: TypeLine) -> TypeRow:
        caps = tuple(cap for cap in self.it.caps if row.tier in cap.tiers)
        tier = row.tier.pk if row.tier else None
        takings = self.money.of_type(self.it, tier) if self.money else None
        return TypeRow(row, caps, takings)


@dataclass(frozen=True, slots=True)
class Notice:
    """A cap that wants attention, and the number it could be raised to."""

    line: Line
    cap: CapLine

    @property
    def raised(self) -> int:
        most = max(self.cap.cap.number, self.cap.taken)
        return max(ceil(most * MORE / ROUND) * ROUND, most + 1)

    @property
    def warn_at(self) -> int | None:
        """The warning goes up with the cap."""
        at, number = self.cap.cap.warn_at, self.cap.cap.number
        return None if at is None else at + self.raised - number


def notices(lines: Iterable[Line]) -> list[Notice]:
    """Decisions first, then caps that are reached, then those that are near."""
    found = [Notice(line, cap) for line in lines for cap in line.caps if cap.warns]
    return sorted(found, key=lambda n: (not n.cap.asks, not n.cap.is_reached))


@dataclass(frozen=True, slots=True)
class Sums:
    """All lines that are shown, in figures."""

    performances: int
    tally: Tally
    last_hour: int
    decisions: int

    @property
    def sentence(self) -> str:
        """What is said aloud, now and then."""
        return _(
            "%(sold)s sold, %(held)s held, %(free)s free, %(pace)s sold in the "
            "last hour, %(decisions)s to be decided"
        ) % {
            "sold": self.tally.sold,
            "held": self.tally.held,
            "free": self.tally.free,
            "pace": self.last_hour,
            "decisions": self.decisions,
        }


def sums(lines: Sequence[Line]) -> Sums:
    return Sums(
        performances=len(lines),
        tally=sum((line.tally for line in lines), Tally()),
        last_hour=sum(line.last_hour for line in lines),
        decisions=sum(cap.asks for line in lines for cap in line.caps),
    )
