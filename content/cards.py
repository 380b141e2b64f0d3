"""A show as a card says it: when, where, how much, is there any."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.images.models import Image

from content.selectors import ListedShow
from ground import dates
from ticketing.shows.models import Performance, Show, ShowCompany
from ticketing.stock.selectors import Offer
from ticketing.stock.words import StateWords, state_of_many


@dataclass(frozen=True, slots=True)
class ShowCard:
    title: str
    url: str
    show: Show
    poster: Image | None
    hero: Image | None
    summary: str
    companies: str
    when: str
    where: str
    state: StateWords
    lowest: Decimal | None
    highest: Decimal | None
    currency: str
    next: Performance
    next_url: str


def show_card(listed: ListedShow, request: HttpRequest) -> ShowCard:
    """Put the card together from loaded rows; asks the database for nothing."""
    page, offers = listed.page, listed.offers
    prices = prices_of(offers)
    first = listed.performances[0]
    return ShowCard(
        title=page.title if page else listed.show.name,
        url=page.get_url(request) if page else performance_url(first),
        show=listed.show,
        poster=page.poster if page else None,
        hero=page.hero if page else None,
        summary=page.summary if page else "",
        companies=companies_of(listed.show),
        when=when(listed.performances),
        where=where(listed.performances),
        state=state_of_many(offers),
        lowest=prices[0] if prices else None,
        highest=prices[-1] if prices else None,
        currency=first.currency,
        next=first,
        next_url=performance_url(first),
    )


def performance_url(performance: Performance) -> str:
    return _performance_url(performance.pk, get_language())


# A list has three for each of its shows, and the same ones in the next list.
@lru_cache(maxsize=10_000)
def _performance_url(pk: int, _language: str | None) -> str:
    return reverse("checkout:performance", args=[pk])


def companies_of(show: Show) -> str:
    """The companies on the stage; they must have been loaded with the show."""
    return names_of(show.show_companies.all())


def names_of(rows: Iterable[ShowCompany]) -> str:
    """The names of these companies, each once."""
    names = dict.fromkeys(row.company.name for row in rows)
    return comma().join(names)


def comma() -> str:
    """Between the names of a list."""
    return "、" if dates.is_chinese() else ", "


def pause() -> str:
    """Between the parts of a phrase, where Chinese has a comma of its own."""
    return "，" if dates.is_chinese() else ", "


def prices_of(offers: tuple[Offer, ...] | list[Offer]) -> list[Decimal]:
    """Every price of what can be had; of all where nothing is left."""
    open_ones = [offer for offer in offers if offer.is_on_sale] or list(offers)
    ends = {
        price
        for offer in open_ones
        for price in (offer.lowest_price, offer.highest_price)
        if price is not None
    }
    return sorted(ends)


def when(performances: list[Performance]) -> str:
    """3 Dec, 19:30 for one; 22, 24, 28 Nov for a few; 27 Nov – 6 Dec for many."""
    first = performances[0]
    if len(performances) == 1 and first.time_is_known:
        return dates.moment(first.local_start)
    return dates.days([p.local_start for p in performances])


def where(performances: list[Performance]) -> str:
    """The halls, the one that comes first in front."""
    halls = {p.hall_id: p.hall.name for p in performances}
    return comma().join(halls.values())
