"""What a level gives, in sentences for whoever chooses one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.levels import known_levels, membership_of
from members.models import Account, Level, Membership
from ticketing.offers.level_discounts import discounts_of
from ticketing.shows.models import ShowKind

_DAY = 24


@dataclass(frozen=True, slots=True)
class LevelCard:
    """One level as it is shown; `is_mine` for who is looking, and whether that ends."""

    level: Level
    gives: tuple[str, ...]
    period: str
    is_mine: bool = False
    ends: bool = False

    @property
    def is_at_once(self) -> bool:
        """Whether a press of a button is enough."""
        level = self.level
        return not (self.is_mine or level.is_first or level.fee or level.needs_approval)

    @property
    def is_paid(self) -> bool:
        """Whether who is looking can pay for it, for the first time or once more."""
        level = self.level
        if self.is_mine:
            return bool(self.ends and level.fee)
        return bool(level.fee) and not level.needs_approval


def level_cards(
    account: Account | None, *, now: datetime
) -> tuple[list[LevelCard], Membership | None]:
    """The levels that can be joined, and the account's own; its membership."""
    mine = membership_of(account.pk, now) if account else None
    own = mine.level_id if mine else None
    kinds = {kind.pk: kind.name for kind in ShowKind.objects.all()}
    cards = []
    for level in known_levels().values():
        is_mine = level.pk == own or (account is not None and _is_first(level, own))
        if level.is_open or is_mine:
            gives = tuple(_gives(level, kinds))
            ends = is_mine and mine is not None and mine.ends_at is not None
            cards.append(LevelCard(level, gives, period_words(level), is_mine, ends))
    return cards, mine


def _is_first(level: Level, own: int | None) -> bool:
    return own is None and level.is_first


def period_words(level: Level) -> str:
    """For a year, for 6 months; empty where it has no end."""
    if level.months is None:
        return ""
    years, rest = divmod(level.months, 12)
    if not rest:
        told = ngettext("for %(count)s year", "for %(count)s years", years)
        return told % {"count": years}
    told = ngettext("for %(count)s month", "for %(count)s months", level.months)
    return told % {"count": level.months}


def _gives(level: Level, kinds: Mapping[int, str]) -> Iterator[str]:
    yield from _shares(level, kinds)
    if level.presale_hours:
        yield _lead(level.presale_hours)
    if level.most_places:
        told = ngettext(
            "Up to %(count)s place in one order",
            "Up to %(count)s places in one order",
            level.most_places,
        )
        yield told % {"count": level.most_places}
    if level.free_delivery:
        yield _("Tickets are delivered free of charge")
    yield from (line.strip() for line in level.text.splitlines() if line.strip())


def _shares(level: Level, kinds: Mapping[int, str]) -> Iterator[str]:
    by_kind = dict(discounts_of(level.pk))
    for kind, share in by_kind.items():
        if share and kind in kinds:
            values = {"share": _percent(share), "kind": kinds[kind]}
            yield _("%(share)s%% off: %(kind)s") % values
    if level.percent_off:
        words = (
            _("%(share)s%% off all other tickets")
            if by_kind
            else _("%(share)s%% off every ticket")
        )
        yield words % {"share": _percent(level.percent_off)}


def _lead(hours: int) -> str:
    days, rest = divmod(hours, _DAY)
    if not rest:
        told = ngettext(
            "Choose your places %(count)s day before the sale opens",
            "Choose your places %(count)s days before the sale opens",
            days,
        )
        return told % {"count": days}
    told = ngettext(
        "Choose your places %(count)s hour before the sale opens",
        "Choose your places %(count)s hours before the sale opens",
        hours,
    )
    return told % {"count": hours}


def _percent(share: Decimal) -> str:
    return f"{share.normalize():f}"
