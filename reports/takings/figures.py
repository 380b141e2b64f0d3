"""Sums of the ledger: what came in, went back, was sold, and was earned.

One question gives the cells, each a sum of entries; everything else is put together
of them, so that each table adds up to the same. Currencies are never added together.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ground.money import ZERO
from reports.takings.span import Period, Span, methods
from ticketing.payments.models import Entry, LedgerAccount, MovementKind
from ticketing.shows.models import ShowKind

# What buyers owe for what they bought stands against these.
SOLD: Final = frozenset(
    {
        LedgerAccount.DEFERRED_INCOME,
        LedgerAccount.INCOME,
        LedgerAccount.FEES,
        LedgerAccount.DELIVERY,
        LedgerAccount.TAX,
    }
)
# What a bank holds for a dispute is not here, until the house has won.
BACK: Final = frozenset(
    {
        MovementKind.REFUND,
        MovementKind.COME_BACK,
        MovementKind.DISPUTED,
        MovementKind.WON,
    }
)
# By these an order is paid though no money comes: it came, or will come, otherwise.
WITHOUT_MONEY: Final = (LedgerAccount.CREDIT, LedgerAccount.ON_ACCOUNT)
USED: Final = frozenset({MovementKind.CAPTURE})
PUT_BACK: Final = frozenset({MovementKind.REFUND, MovementKind.COME_BACK})
Key = TypeVar("Key", bound=Hashable)


class Cell(NamedTuple):
    """The sum of all entries that have this in common; debits are positive."""

    day: date
    currency: str
    account: str
    movement: str
    show_kind: int | None
    method: str | None
    amount: Decimal


def cells(span: Span) -> list[Cell]:
    """Sum the entries of these days; one query."""
    entries = Entry.objects.filter(
        movement__at__gte=span.starts_at, movement__at__lt=span.ends_at
    )
    if span.kind:
        entries = entries.filter(line__performance__show__kind=span.kind)
    if span.method:
        entries = entries.filter(payment__method=span.method)
    ways = (
        "currency",
        "ledger_account",
        "movement__kind",
        "line__performance__show__kind",
        "payment__method",
    )
    days = entries.annotate(day=TruncDate("movement__at", tzinfo=span.zone))
    rows = days.order_by().values_list("day", *ways).annotate(sum=Sum("amount"))
    return [Cell(*row) for row in rows.order_by("day", *ways)]


@dataclass(slots=True)
class Figures:
    """Sums of one currency; what went back or was returned is positive too."""

    takings: Decimal = ZERO
    refunds: Decimal = ZERO
    sold: Decimal = ZERO
    returned: Decimal = ZERO
    fees: Decimal = ZERO
    delivery: Decimal = ZERO
    tax: Decimal = ZERO
    earned: Decimal = ZERO
    used: Decimal = ZERO
    put_back: Decimal = ZERO

    @property
    def kept(self) -> Decimal:
        """What the account of money grew by."""
        return self.takings - self.refunds

    @property
    def net(self) -> Decimal:
        """What was sold and not returned."""
        return self.sold - self.returned

    @property
    def left_used(self) -> Decimal:
        """What was used and not put back."""
        return self.used - self.put_back

    def add(self, cell: Cell) -> None:
        if cell.account == LedgerAccount.MONEY:
            if cell.movement in BACK:
                self.refunds -= cell.amount
            else:
                self.takings += cell.amount
        if cell.account in SOLD:
            self._add_sale(cell)
        if cell.account in WITHOUT_MONEY:
            self._add_otherwise(cell)

    def _add_otherwise(self, cell: Cell) -> None:
        """Credit that is given, or an invoice that is paid, is no payment of orders."""
        if cell.movement in USED:
            self.used += cell.amount
        elif cell.movement in PUT_BACK:
            self.put_back -= cell.amount

    def _add_sale(self, cell: Cell) -> None:
        if cell.movement == MovementKind.RETURN:
            self.returned += cell.amount
        else:
            self.sold -= cell.amount
        if cell.account == LedgerAccount.FEES:
            self.fees -= cell.amount
        elif cell.account == LedgerAccount.DELIVERY:
            self.delivery -= cell.amount
        elif cell.account == LedgerAccount.TAX:
            self.tax -= cell.amount
        elif cell.account == LedgerAccount.INCOME:
            self.earned -= cell.amount


MONEY_COLUMNS: Final = ("takings", "refunds", "kept")
OTHER_COLUMNS: Final = ("used", "put_back", "left_used")
SALE_COLUMNS: Final = ("sold", "returned", "net", "fees", "delivery", "tax", "earned")


def columns(span: Span) -> tuple[str, ...]:
    """Which figures make sense: money has no kind of show, a sale no method."""
    if span.kind:
        return SALE_COLUMNS
    return MONEY_COLUMNS if span.method else (*MONEY_COLUMNS, *SALE_COLUMNS)


def headings() -> dict[str, str]:
    return {
        "takings": _("Takings"),
        "refunds": _("Refunds"),
        "kept": _("Takings less refunds"),
        "sold": _("Sold"),
        "returned": _("Returned"),
        "net": _("Sold less returned"),
        "fees": _("Service fees"),
        "delivery": _("Delivery"),
        "tax": _("Tax"),
        "earned": _("Earned"),
        "used": _("Used for orders"),
        "put_back": _("Put back"),
        "left_used": _("Used less put back"),
    }


@dataclass(slots=True)
class Report:
    """One currency: all of it, and by period, kind of show and method."""

    currency: str
    whole: Figures = field(default_factory=Figures)
    periods: list[tuple[Period, Figures]] = field(default_factory=list)
    kinds: list[tuple[str, Figures]] = field(default_factory=list)
    methods: list[tuple[str, Figures]] = field(default_factory=list)
    otherwise: list[tuple[str, Figures]] = field(default_factory=list)


def reports(span: Span, found: Iterable[Cell]) -> list[Report]:
    """Tell the cells as a report for each currency, in the order of their codes."""
    by_currency: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in found:
        by_currency[cell.currency].append(cell)
    kinds = {kind.pk: kind.name for kind in ShowKind.objects.all()}
    return [
        _report(span, currency, by_currency[currency], kinds)
        for currency in sorted(by_currency)
    ]


def _report(
    span: Span, currency: str, found: list[Cell], kinds: dict[int, str]
) -> Report:
    by_period = _by(found, lambda cell: span.period_of(cell.day))
    sales = [cell for cell in found if cell.account in SOLD]
    money = [cell for cell in found if cell.account == LedgerAccount.MONEY]
    names: list[tuple[int | None, str]] = [*kinds.items()]
    names.append((None, _("not for a performance")))
    known = methods()
    by_kind = _by(sales, lambda cell: cell.show_kind)
    by_method = _by(money, lambda cell: cell.method)
    other = [c for c in found if c.account in WITHOUT_MONEY]
    by_account = _by(other, lambda cell: cell.account)
    return Report(
        currency,
        whole=_by(found, lambda _cell: None).get(None, Figures()),
        periods=[(one, by_period.get(one, Figures())) for one in span.periods()],
        kinds=[(name, by_kind[key]) for key, name in names if key in by_kind],
        methods=[
            (known.get(code or "", code or _("no method")), by_method[code])
            for code in sorted(by_method, key=lambda code: code or "")
        ],
        otherwise=[
            (str(capfirst(account.label)), by_account[account])
            for account in WITHOUT_MONEY
            if account in by_account
        ],
    )


def _by(found: Iterable[Cell], way: Callable[[Cell], Key]) -> dict[Key, Figures]:
    sums: defaultdict[Any, Figures] = defaultdict(Figures)
    for cell in found:
        sums[way(cell)].add(cell)
    return dict(sums)
