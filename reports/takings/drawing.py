"""Two bars for each period: what came and what went back. Numbers for SVG."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from content.visits.drawing import HEIGHT, LEAST, STEP, rounded_up
from ground.money import ZERO
from reports.takings.figures import Report
from reports.takings.span import Period

COME_WIDTH: Final = 4


@dataclass(frozen=True, slots=True)
class Bars:
    """One period; `come` and `gone` are sums, the heights are theirs."""

    period: Period
    come: Decimal
    gone: Decimal
    x: int
    come_height: int
    gone_height: int

    @property
    def gone_x(self) -> int:
        return self.x + COME_WIDTH

    @property
    def come_y(self) -> int:
        return HEIGHT - self.come_height

    @property
    def gone_y(self) -> int:
        return HEIGHT - self.gone_height


@dataclass(frozen=True, slots=True)
class Drawing:
    """`top` is the sum at the upper edge."""

    bars: list[Bars]
    top: Decimal

    @property
    def box(self) -> str:
        return f"0 0 {STEP * len(self.bars)} {HEIGHT}"


def drawing(report: Report, *, come: str, gone: str) -> Drawing:
    """Draw two columns of a report, period by period."""
    pairs = [
        (period, getattr(sums, come), getattr(sums, gone))
        for period, sums in report.periods
    ]
    most = max((max(a, b) for _period, a, b in pairs), default=ZERO)
    top = rounded_up(int(most) + bool(most % 1))
    bars = [
        Bars(period, a, b, n * STEP, _height(a, top), _height(b, top))
        for n, (period, a, b) in enumerate(pairs)
    ]
    return Drawing(bars, Decimal(top))


def _height(amount: Decimal, top: int) -> int:
    return max(LEAST, round(HEIGHT * amount / top)) if amount > ZERO else 0
