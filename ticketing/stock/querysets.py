"""Which places: the one law of *free at a moment*, and the lock."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from ticketing.stock.models import Place


def is_free(at: datetime) -> Q:
    """Nobody has the place: it is free, or under a hold that has ended."""
    return Q(state="free") | Q(state="held", held_until__lte=at)


class PlaceQuerySet(models.QuerySet["Place"]):
    def lock(self) -> None:
        """Wait for these rows, in key order, and read nothing from them."""
        list(self.order_by("pk").select_for_update(of=("self",)).values_list("pk"))

    def free(self, at: datetime) -> Self:
        """Places that nobody has: free, or under a hold that has ended."""
        return self.filter(is_free(at))

    def sellable(self, at: datetime) -> Self:
        """Free places that have a price."""
        return self.free(at).filter(tier__isnull=False)

    def held_by(self, hold_ids: Collection[int], at: datetime) -> Self:
        """Places that one of these holds still claims."""
        return self.filter(state="held", hold__in=hold_ids, held_until__gt=at)
