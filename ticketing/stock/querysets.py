"""Which places: the one law of *free at a moment*, and the lock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from ticketing.stock.models import Place


@dataclass(frozen=True, slots=True)
class Seller:
    """Through whom places are sold: a channel, and the buyer's account if known.

    It opens the allotments of that channel, of that account, and of the
    accounts for which its people act.
    """

    channel: str = ""
    account: int | None = None


ANYBODY: Final = Seller()
# What the public site shows: its own allotments are open to whoever looks.
THE_SITE: Final = Seller("web")


def is_free(at: datetime) -> Q:
    """Nobody has the place: it is free, or under a hold that has ended."""
    return Q(state="free") | Q(state="held", held_until__lte=at)


def is_taken(at: datetime) -> Q:
    """Somebody holds the place at that moment, has ordered it or has bought it."""
    return Q(state__in=["ordered", "sold"]) | Q(state="held", held_until__gt=at)


def is_open_to(seller: Seller) -> Q:
    """The place is in no allotment, or in one of this seller's."""
    unallotted = Q(allotment=None)
    if not seller.channel and seller.account is None:
        return unallotted
    allotments = apps.get_model("stock", "Allotment").objects
    theirs = Q(channel=seller.channel) if seller.channel else Q(pk__in=[])
    if seller.account is not None:
        people = Q(account__users__accounts=seller.account)
        theirs |= Q(account=seller.account) | people
    return unallotted | Q(allotment__in=allotments.filter(theirs))


def is_on_sale(at: datetime, seller: Seller = THE_SITE) -> Q:
    """A free place with a price whose ticket type neither stopped nor is full."""
    sold = Q(tier__isnull=False, tier__stopped_at=None, tier__full_at=None)
    return is_free(at) & sold & is_open_to(seller)


class PlaceQuerySet(models.QuerySet["Place"]):
    def under_lock(self) -> models.QuerySet["Place", tuple[int]]:
        """The keys of these rows in their order, under their lock."""
        rows = self.order_by("pk").select_for_update(no_key=True, of=("self",))
        return rows.values_list("pk")

    def lock(self) -> None:
        """Wait for these rows, in key order, and read nothing from them."""
        list(self.under_lock())

    def free(self, at: datetime) -> Self:
        """Places that nobody has: free, or under a hold that has ended."""
        return self.filter(is_free(at))

    def taken(self, at: datetime) -> Self:
        """Places that somebody holds, has ordered or has bought."""
        return self.filter(is_taken(at))

    def priced(self, at: datetime) -> Self:
        """Free places that have a price."""
        return self.free(at).filter(tier__isnull=False)

    def sellable(self, at: datetime, seller: Seller = THE_SITE) -> Self:
        """Free places that have a price, and are on sale through that seller."""
        return self.filter(is_on_sale(at, seller))

    def open_to(self, seller: Seller) -> set[int]:
        """Read which of these places that seller's allotments leave to them."""
        return set(self.filter(is_open_to(seller)).values_list("pk", flat=True))

    def held_by(self, hold_ids: Collection[int], at: datetime) -> Self:
        """Places that one of these holds still claims."""
        return self.filter(state="held", hold__pk__in=hold_ids, held_until__gt=at)
