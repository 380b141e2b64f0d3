"""The report as tables of cells: for the screen, and as files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reports.takings.accounts import AccountSums, accounts
from reports.takings.drawing import Drawing, drawing
from reports.takings.figures import (
    MONEY_COLUMNS,
    OTHER_COLUMNS,
    SALE_COLUMNS,
    Cell,
    Figures,
    Report,
    columns,
    headings,
)
from reports.takings.span import Span, Step, methods
from ticketing.payments.models import LedgerAccount, MovementKind
from ticketing.shows.models import ShowKind


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of sums in one currency; the last one is all of them together."""

    title: str
    headings: list[str]
    rows: list[tuple[str, list[Decimal]]]
    whole: list[Decimal]


@dataclass(frozen=True, slots=True)
class Section:
    """All that is told of one currency."""

    currency: str
    lead: list[tuple[str, Decimal]]
    drawing: Drawing
    drawn: tuple[str, str]
    tables: list[Table]
    accounts: list[AccountSums]


def sections(span: Span, found: Iterable[Report]) -> list[Section]:
    narrowed = bool(span.kind or span.method)
    stood = [] if narrowed else list(accounts(span))
    return [_section(span, report, stood) for report in found]


def _section(span: Span, report: Report, stood: list[AccountSums]) -> Section:
    names, told = headings(), columns(span)
    come, gone = told[:2]
    return Section(
        currency=report.currency,
        lead=[(names[name], getattr(report.whole, name)) for name in told],
        drawing=drawing(report, come=come, gone=gone),
        drawn=(names[come], names[gone]),
        tables=list(_tables(span, report)),
        accounts=[one for one in stood if one.currency == report.currency],
    )


def _tables(span: Span, report: Report) -> Iterator[Table]:
    told = columns(span)
    periods = [(period.name, sums) for period, sums in report.periods]
    yield _table(str(Step(span.step).label), periods, told, report.whole)
    if report.kinds and not span.kind:
        yield _table(_("By kind of show"), report.kinds, SALE_COLUMNS, report.whole)
    if report.methods and not span.method:
        title = _("By payment method")
        yield _table(title, report.methods, MONEY_COLUMNS, report.whole)
    if report.otherwise:
        title = _("Paid without money")
        yield _table(title, report.otherwise, OTHER_COLUMNS, report.whole)


def _table(
    title: str,
    rows: Iterable[tuple[str, Figures]],
    told: tuple[str, ...],
    whole: Figures,
) -> Table:
    names = headings()
    return Table(
        title=title,
        headings=[names[name] for name in told],
        rows=[(name, _values(sums, told)) for name, sums in rows],
        whole=_values(whole, told),
    )


def _values(sums: Figures, told: tuple[str, ...]) -> list[Decimal]:
    return [getattr(sums, name) for name in told]


def period_lines(span: Span, found: Iterable[Report]) -> Iterator[tuple[Any, ...]]:
    """One line for each period and currency, below its headings."""
    names, told = headings(), columns(span)
    heads = [names[name] for name in told]
    yield (_("from"), _("to"), _("currency"), *heads)
    for report in found:
        for period, sums in report.periods:
            days = period.first.isoformat(), period.last.isoformat()
            yield (*days, report.currency, *_values(sums, told))


def ledger_lines(found: Iterable[Cell]) -> Iterator[tuple[Any, ...]]:
    """The sums of entries as they stand in the ledger; debits are positive."""
    yield (
        _("day"),
        _("currency"),
        _("account of the ledger"),
        _("movement"),
        _("kind of show"),
        _("payment method"),
        _("sum"),
    )
    kinds = {kind.pk: kind.name for kind in ShowKind.objects.all()}
    known = methods()
    for cell in found:
        yield _ledger_line(cell, kinds, known)


def _ledger_line(
    cell: Cell, kinds: Mapping[int, str], known: Mapping[str, str]
) -> tuple[Any, ...]:
    method = cell.method or ""
    return (
        cell.day.isoformat(),
        cell.currency,
        str(LedgerAccount(cell.account).label),
        str(MovementKind(cell.movement).label),
        kinds[cell.show_kind] if cell.show_kind else "",
        known.get(method, method),
        cell.amount,
    )
