"""Copying a season in one go: all of it, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal
from ticketing.desk.seasons.planning import Move, copy_of, moved_moment, plan_moves
from ticketing.rush.models import Room
from ticketing.rush.rooms import RoomPlan, set_room
from ticketing.shows.models import Performance
from ticketing.stock.models import Painting, PriceTier
from ticketing.stock.painting import Unit, room_without_price, units_of
from ticketing.stock.repainting import painted_of

# What one copy may make: more is two seasons.
MOST = 500
# By source: the painting's content, and how much room has no price.
Paintings = Mapping[int, tuple[Any, int]]
RULES = ("most_per_order", "most_per_buyer", "has_waiting_list")


class NotFree(Refusal):
    """One of the dates can't be; nothing was copied."""

    code = "date_not_free"
    sentence = _("%(performance)s can’t be copied: %(problem)s")


class TooMany(Refusal):
    code = "too_many_dates"
    sentence = _("More than %(most)s dates at once can’t be copied.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is taken over beside the dates themselves."""

    prices: bool = True
    openings: bool = True
    rules: bool = True
    rooms: bool = True


def paintings_of(
    sources: Sequence[Performance], *, tell: Callable[[int], object] = int
) -> Paintings:
    """Return content and unpriced room of the painting of each that has prices.

    Only reads, plan by plan and place by place, which takes most of the time of a
    copy: begin no transaction before. `tell` is given how many are done.
    """
    numbers = [source.pk for source in sources]
    priced = set(
        PriceTier.objects.filter(performance__in=numbers).values_list(
            "performance", flat=True
        )
    )
    found = {
        row.performance_id: (row.content, row.unpriced)
        for row in Painting.objects.filter(performance__in=priced)
    }
    plans: dict[int | None, list[Unit]] = {}
    for done, source in enumerate(sources, start=1):
        if source.pk in priced and source.pk not in found:
            version = source.plan_version_id
            if version not in plans:
                plans[version] = units_of(version)
            found[source.pk] = _painting_of(source, plans[version])
        tell(done)
    return found


def _painting_of(source: Performance, units: Sequence[Unit]) -> tuple[Any, int]:
    painted = painted_of(source, units)
    return painted.as_json(), room_without_price(units, painted)


@transaction.atomic
def copy_season(
    sources: Sequence[Performance],
    *,
    days: int,
    wish: Wish,
    now: datetime,
    actor: str,
    paintings: Paintings | None = None,
) -> list[Performance]:
    """Copy these performances so many days on; return the new ones, not offered.

    `paintings` is what `paintings_of` told of them a moment before. Raises NotFree
    for the first that can't be, TooMany, and what a waiting room refuses; nothing is
    copied then. The halls are looked at again here, so that a preview may be as old
    as it likes.
    """
    if len(sources) > MOST:
        raise TooMany(most=MOST)
    moves = plan_moves(sources, days=days, now=now)
    for move in moves:
        if not move.can_be:
            raise NotFree(performance=str(move.source), problem=move.problem)
    made = Performance.objects.bulk_create(
        _performance(move, days=days, wish=wish) for move in moves
    )
    pairs = list(zip(sources, made, strict=True))
    if wish.prices:
        told = paintings_of(sources) if paintings is None else paintings
        _copy_prices(pairs, told)
    if wish.rooms and wish.openings:
        _copy_rooms(pairs, days=days, actor=actor, now=now)
    return made


def _performance(move: Move, *, days: int, wish: Wish) -> Performance:
    made, source = copy_of(move), move.source
    if wish.openings and source.on_sale_from:
        made.on_sale_from = moved_moment(source.on_sale_from, source, days)
    if wish.rules:
        for name in RULES:
            setattr(made, name, getattr(source, name))
    return made


def _copy_prices(
    pairs: Sequence[tuple[Performance, Performance]], paintings: Paintings
) -> None:
    """Tiers and paintings for all of them: none of them has places yet."""
    copies = {source.pk: made for source, made in pairs}
    tiers = PriceTier.objects.filter(performance__in=list(copies)).order_by("pk")
    PriceTier.objects.bulk_create(
        PriceTier(
            performance=copies[tier.performance_id],
            code=tier.code,
            name_en=tier.name_en,
            name_zh_hans=tier.name_zh_hans,
            price=tier.price,
            suggested_price=tier.suggested_price,
            position=tier.position,
        )
        for tier in tiers
    )
    Painting.objects.bulk_create(
        Painting(performance=copies[pk], content=content, unpriced=unpriced)
        for pk, (content, unpriced) in paintings.items()
        if pk in copies
    )


def _copy_rooms(
    pairs: Sequence[tuple[Performance, Performance]],
    *,
    days: int,
    actor: str,
    now: datetime,
) -> None:
    """A waiting room stands before a sale: it moves with the sale's opening."""
    rooms = {
        room.performance_id: room
        for room in Room.objects.filter(
            performance__in=[source for source, _new in pairs if source.has_room]
        )
    }
    for source, made in pairs:
        room = rooms.get(source.pk)
        if room is not None and made.on_sale_from and made.on_sale_from > now:
            opens_at = moved_moment(room.opens_at, source, days)
            plan = RoomPlan(opens_at, room.keep_minutes, room.per_minute)
            set_room(made.pk, plan, actor=actor, now=now)
