"""What the house offers beside its prices."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import CharField, Q, Value

from ground.keeping import forget, kept
from ground.names import CHINESE, ENGLISH
from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.models import Concession, Offer
from ticketing.offers.rules import Rule

SECONDS: Final = 2
# What begins while the rules are kept is among them.
_AHEAD: Final = timedelta(minutes=1)
_NARROWS: Final = ("show", "performance")


def offered_concessions() -> list[Concession]:
    """Ticket types that a visitor can choose, at most two seconds old."""

    def read() -> list[Concession]:
        return list(Concession.objects.filter(is_active=True))

    return kept("concessions", SECONDS, read)


def current_offers(now: datetime) -> list[tuple[Offer, Rule]]:
    """Offers that run or are about to, oldest first, at most two seconds old.

    Two queries, however many there are; whether a rule holds at a moment it says
    itself.
    """
    return kept("offers", SECONDS, lambda: _read(now))


def rules_now(now: datetime) -> tuple[Rule, ...]:
    return tuple(rule for _offer, rule in current_offers(now))


def takes_codes(now: datetime) -> bool:
    """Whether there is an offer that a code opens."""
    return any(rule.needs_code for rule in rules_now(now))


def offers_changed() -> None:
    """Let this process read them anew."""
    forget("offers")
    for language in (ENGLISH, CHINESE):
        forget(f"offers-on:{language}")


def _read(now: datetime) -> list[tuple[Offer, Rule]]:
    running = Offer.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=now + _AHEAD),
        Q(valid_until=None) | Q(valid_until__gt=now),
        is_active=True,
    )
    offers = list(running.order_by("pk"))
    narrowed = _narrowed_to(offer.pk for offer in offers)
    return [
        (offer, _rule(offer, *(narrowed[offer.pk, what] for what in _NARROWS)))
        for offer in offers
    ]


def _narrowed_to(ids: Iterable[int]) -> dict[tuple[int, str], frozenset[int]]:
    """The shows and the performances of these offers; one query for both."""
    wanted = list(ids)
    shows, performances = (
        getattr(Offer, f"{what}s")
        .through.objects.filter(offer__in=wanted)
        .order_by()
        .values_list("offer", what, Value(what, output_field=CharField()))
        for what in _NARROWS
    )
    found: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for offer, pk, what in shows.union(performances) if wanted else ():
        found[offer, what].add(pk)
    return defaultdict(frozenset, {key: frozenset(pks) for key, pks in found.items()})


def _rule(offer: Offer, shows: frozenset[int], performances: frozenset[int]) -> Rule:
    """The offer as plain values."""
    return Rule(
        offer.pk,
        offer.name_en,
        offer.name_zh_hans,
        kind=OfferKind(offer.kind),
        percent_off=offer.percent_off,
        amount_off=offer.amount_off,
        price=offer.price,
        currency=offer.currency,
        combines=Combines(offer.combines),
        shows=shows,
        performances=performances,
        tiers=offer.tier_codes,
        valid_from=offer.valid_from,
        valid_until=offer.valid_until,
        days_before=offer.days_before,
        hours_before=offer.hours_before,
        count=offer.count or 0,
        free_count=offer.free_count or 0,
        needs_code=offer.needs_code,
        channel=offer.channel,
    )
