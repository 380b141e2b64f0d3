"""What is on offer, with the dates that it holds for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from content.attached import dates_of
from content.frame import site_menu
from content.offer_pages.models import OffersPage
from content.rows import DateRow
from content.sections.facts import HomeFacts
from ticketing.house.models import the_house
from ticketing.offers.registry import CurrentOffer, is_any_on, offers_on

DATES_OF_ONE: Final = 4
MOST_DATES: Final = 240


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An offer with its next dates; `until` as the house's clocks say it."""

    offer: CurrentOffer
    until: datetime | None
    rows: tuple[DateRow, ...] = ()


def offers_screen(
    _page: OffersPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    """Collect the offers; however many there are, their dates take seven queries."""
    found = offers_on(now)
    news = [offer for offer in found if not offer.is_standing]
    # The next ones of each: one offer for all of the house must not hide the others.
    performances = {pk for offer in news for pk in offer.performances[:DATES_OF_ONE]}
    rows = dates_of((), performances, request, now=now, most=MOST_DATES)
    return {
        "offers": [_shown(offer, rows) for offer in news],
        "standing": [offer for offer in found if offer.is_standing],
        "index_url": site_menu().shows,
    }


def _shown(offer: CurrentOffer, rows: Sequence[DateRow]) -> ShownOffer:
    until = offer.until.astimezone(the_house().zone) if offer.until else None
    own = [row for row in rows if row.performance.pk in offer.performances]
    return ShownOffer(offer, until, tuple(own[:DATES_OF_ONE]))


def is_something_on() -> bool:
    """Whether there is an offer that makes news."""
    return is_any_on(timezone.now())


def on_home(facts: HomeFacts, most: int) -> dict[str, Any] | None:
    """The offers that end first, for the home page."""
    news = [offer for offer in offers_on(facts.now) if not offer.is_standing]
    if not news:
        return None
    shown = [_shown(offer, ()) for offer in news[:most]]
    return {"offers": shown, "all_url": facts.url_of(OffersPage)}
