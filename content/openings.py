"""Sales that open next, show by show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from content.cards import ShowCard, when
from content.selectors import ListedShow
from ticketing.shows.models import Performance


@dataclass(frozen=True, slots=True)
class Opening:
    """A show's dates that go on sale together; `opens_at` in the venue's time."""

    card: ShowCard
    opens_at: datetime
    when: str


def shows_opening(now: datetime, most: int) -> dict[int, datetime]:
    """The shows whose sale opens next, with the moment; one query."""
    rows = (
        Performance.objects.opening_after(now)
        .order_by()
        .values("show")
        .annotate(opens=Min("on_sale_from"))
        .order_by("opens", "show")
    )
    return {row["show"]: row["opens"] for row in rows[:most]}


def opening_of(listed: ListedShow, card: ShowCard, opens_at: datetime) -> Opening:
    """Put it together from loaded rows; asks the database for nothing."""
    dates = [p for p in listed.performances if p.on_sale_from == opens_at]
    return Opening(card, opens_at.astimezone(card.next.zone), when(dates))
