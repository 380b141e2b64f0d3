"""Rows of the control page that need names from other rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ticketing.offers.models import Concession
from ticketing.orders.models import SalesChannel
from ticketing.shows.models import Performance
from ticketing.stock.board_lines import TypeLine
from ticketing.stock.models import Allotment, PriceTier
from ticketing.stock.ticket_types import allotments_of


@dataclass(frozen=True, slots=True)
class AllotmentRow:
    """An allotment, whose it is in words, its places in all and free."""

    allotment: Allotment
    who: str
    total: int
    free: int


def allotment_rows(performance: Performance, *, now: datetime) -> list[AllotmentRow]:
    return [
        AllotmentRow(allotment, who(allotment), total, free)
        for allotment, total, free in allotments_of(performance, now=now)
    ]


def who(allotment: Allotment) -> str:
    """Telephone, or the account's name."""
    if allotment.account is not None:
        return allotment.account.name
    return str(dict(SalesChannel.choices).get(allotment.channel, allotment.channel))


def stopped_rows(types: Sequence[TypeLine]) -> list[tuple[PriceTier, str]]:
    """Tiers of which single concessions are stopped, with those by name."""
    tiers = [row.tier for row in types if row.tier and row.tier.stopped_concessions]
    if not tiers:
        return []
    names = {concession.pk: concession.name for concession in Concession.objects.all()}
    return [
        (tier, ", ".join(names.get(pk, str(pk)) for pk in tier.stopped_concessions))
        for tier in tiers
    ]
