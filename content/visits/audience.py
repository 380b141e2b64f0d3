"""How many came to a show lately, in figures where these say something."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from content.visits.figures import played_lately
from ground.keeping import MINUTE, kept
from ticketing.stock.models import Place, PlaceState

# A smaller figure tells more of single people than of the show.
FEW: Final = 20


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats and standing places of what a show has played lately."""

    total: int = 0
    sold: int = 0

    @property
    def told(self) -> str:
        """A figure, or words where it would be none or tiny."""
        if not self.total:
            return _("not sold here")
        if self.sold == self.total:
            return _("sold out")
        if self.sold < FEW:
            return _("fewer than %(seats)s") % {"seats": FEW}
        return str(intcomma(self.sold, use_l10n=False))


def seats_by_show(show_ids: Collection[int], *, now: datetime) -> dict[int, Seats]:
    """The seats of each show, with one query, at most a minute old.

    A show whose tickets somebody else sells is not among them.
    """
    key = f"seats-sold:{','.join(map(str, show_ids))}"
    return kept(key, MINUTE, lambda: _seats_by_show(show_ids, now))


def _seats_by_show(show_ids: Collection[int], now: datetime) -> dict[int, Seats]:
    played = played_lately(now=now).filter(show__in=show_ids, offered=True)
    rows: Any = (
        Place.objects.filter(performance__in=played.values("pk"))
        .order_by()
        .values("performance__show")
        .annotate(total=Count("pk"), sold=Count("pk", filter=Q(state=PlaceState.SOLD)))
    )
    return {
        row["performance__show"]: Seats(total=row["total"], sold=row["sold"])
        for row in rows
    }
