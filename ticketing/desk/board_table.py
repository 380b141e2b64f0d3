"""The live board as a table for a spreadsheet."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ground.money import rounded
from ticketing.desk.board_rows import Row, TypeRow
from ticketing.shows.models import Performance
from ticketing.stock.board_lines import Line, TypeLine
from ticketing.stock.words import tier_state

Cells = list[object]


def board_table(rows: Iterable[Row], *, with_money: bool) -> Iterator[Cells]:
    """A line for each performance, and below it its types where it is opened."""
    yield [*_heads(), *([_("takings"), _("currency")] if with_money else [])]
    for row in rows:
        performance = row.it.performance
        everything = pgettext("ticket types", "all")
        told = [*_named(performance, everything), *_counts(row.it), row.state.words]
        yield told + _money(row.takings, performance)
        for type_row in row.types:
            named = _named(performance, _type_name(type_row))
            told = [*named, *_counts(type_row.it), tier_state(type_row.it.tier)]
            yield told + _money(type_row.takings, performance)


def _heads() -> Cells:
    return [
        _("show"),
        _("starts"),
        _("venue"),
        _("hall"),
        _("ticket type"),
        _("places"),
        _("sold"),
        _("ordered"),
        _("held"),
        _("free"),
        _("behind caps"),
        _("allotted"),
        _("withheld"),
        _("blocked"),
        _("last hour"),
        _("state"),
    ]


def _named(performance: Performance, type_name: str) -> Cells:
    hall = performance.hall
    when = f"{performance.local_start:%Y-%m-%d %H:%M}"
    return [performance.show.name, when, hall.venue.name, hall.name, type_name]


def _type_name(row: TypeRow) -> str:
    tier = row.it.tier
    return f"{tier.code} {tier.name}" if tier else _("Without a price")


def _counts(of: Line | TypeLine) -> Cells:
    t = of.tally
    taken = [t.total, t.sold, t.ordered, t.held, of.sellable, of.behind_caps]
    return [*taken, t.allotted, t.withheld, t.blocked, of.last_hour]


def _money(takings: Decimal | None, performance: Performance) -> Cells:
    if takings is None:
        return []
    return [rounded(takings, performance.currency), performance.currency]
