"""Which shows and which performances: every question with a name and a clock."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from ticketing.shows.models import Performance, Show


class ShowQuerySet(models.QuerySet["Show"]):
    def current(self) -> Self:
        """Shows that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def coming(self, at: datetime) -> Self:
        """Shows with at least one performance ahead, cancelled ones left out."""
        performances = apps.get_model("shows", "Performance")
        ahead = PerformanceQuerySet(performances).filter(show=OuterRef("pk")).ahead(at)
        return self.current().filter(Exists(ahead))


class PerformanceQuerySet(models.QuerySet["Performance"]):
    def under_lock(self, pk: int) -> "Performance":
        """Wait for whoever changes this performance; return it as it is then.

        To be taken before its room, tiers and places. A stronger lock would
        wait for buyers as well, whose holds name the performance, while they
        wait for a place that the one who asks has.
        """
        return self.select_for_update(no_key=True).get(pk=pk)

    def public(self) -> Self:
        """Performances of shows that have not been withdrawn."""
        return self.filter(show__withdrawn_at=None)

    def upcoming(self, at: datetime) -> Self:
        """Performances that have not begun, cancelled ones included."""
        return self.filter(starts_at__gt=at)

    def ahead(self, at: datetime) -> Self:
        """Performances that will take place."""
        return self.upcoming(at).filter(cancelled_at=None, moved_to=None)

    def on_sale(self, at: datetime) -> Self:
        """Performances of which a buyer can hold a place at that moment."""
        return (
            self.ahead(at)
            .public()
            .filter(offered=True, on_sale_from__lte=at)
            .filter(Q(off_sale_at=None) | Q(off_sale_at__gt=at))
        )

    def opening_after(self, at: datetime) -> Self:
        """Performances whose sale opens later."""
        return self.ahead(at).public().filter(offered=True, on_sale_from__gt=at)

    def with_show_and_venue(self) -> Self:
        return self.select_related("show__kind", "hall__venue")
