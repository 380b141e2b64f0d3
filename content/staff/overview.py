"""All of a show on one page: its pages, its dates, what is sold of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import Locale

from content.cards import comma
from content.models import ShowPage
from content.staff import rights
from content.staff.telling import tellings
from content.staff.translations.standing import Finding, findings_of
from ground import dates
from ground.money import money
from ticketing.house.models import the_house
from ticketing.shows.models import Performance, Show
from ticketing.stock.counts import NOTHING, Counts, capacities, counts_of
from ticketing.stock.models import Painting, PriceTier
from ticketing.stock.selectors import Offer, offers_of
from ticketing.stock.words import StateWords, state_of

PAST: Final = 20


@dataclass(frozen=True, slots=True)
class PageRow:
    """The show's page in one language, if there is one."""

    language: str
    page: ShowPage | None
    stale: Finding | None = None

    @property
    def edit_url(self) -> str:
        if self.page is None:
            return ""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


@dataclass(frozen=True, slots=True)
class DateRow:
    """One performance with what is sold, what it costs and what it lacks."""

    performance: Performance
    state: StateWords
    counts: Counts
    prices: str
    unpriced: int
    capacity: int

    @property
    def when(self) -> str:
        return dates.moment(self.performance.local_start, with_weekday=True)

    @property
    def is_over(self) -> bool:
        return self.state.kind in ("past", "bad")

    @property
    def is_ready(self) -> bool:
        """It can be offered: each of its places has a price or is blocked."""
        return bool(self.is_priced and not self.unpriced)

    @property
    def lacks(self) -> str:
        """“12 places have no price and are not blocked”."""
        return ngettext(
            "%(count)s place has no price and is not blocked",
            "%(count)s places have no price and are not blocked",
            self.unpriced,
        ) % {"count": self.unpriced}

    @property
    def is_priced(self) -> bool:
        """It has a plan and prices, wherever they lie, and is not offered yet."""
        p = self.performance
        return bool(not p.offered and p.plan_version_id and self.prices)


def overview(show: Show, request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    rows = date_rows(_performances(show, now), now=now)
    user = request.user
    return {
        "pages": page_rows(show),
        "coming": [row for row in rows if not row.is_over],
        "over": [row for row in rows if row.is_over],
        "show_companies": show.show_companies.select_related("company"),
        "credits_count": show.credits.filter(performance=None).count(),
        "works_count": show.programme.count(),
        "tellings": tellings(user, show),
        "may_change": user.has_perm(rights.CHANGE_SHOW),
        "may_date": user.has_perms([rights.ADD_DATE, rights.CHANGE_DATE]),
        "may_price": user.has_perm(rights.PRICE),
    }


def _performances(show: Show, now: datetime) -> list[Performance]:
    """The last few that are over, then all that come."""
    found = Performance.objects.filter(show=show).with_show_and_venue()
    past = found.filter(starts_at__lte=now).order_by("-starts_at")[:PAST]
    return [*reversed(past), *found.upcoming(now).order_by("starts_at", "pk")]


def page_rows(show: Show) -> list[PageRow]:
    pages = {
        page.locale.language_code: page
        for page in ShowPage.objects.filter(show=show)
        .select_related("locale")
        .order_by("live", "pk")
    }
    names = dict(settings.LANGUAGES)
    codes = Locale.objects.order_by("pk").values_list("language_code", flat=True)
    stale = findings_of(pages.values())
    return [_page_row(names[c], pages.get(c), stale) for c in codes]


def _page_row(
    language: str, page: ShowPage | None, stale: dict[int, Finding]
) -> PageRow:
    return PageRow(language, page, stale.get(page.pk) if page else None)


def date_rows(performances: list[Performance], *, now: datetime) -> list[DateRow]:
    """Tell all of these dates with as many queries as of one."""
    counts = counts_of([p.pk for p in performances if p.offered], now=now)
    room = capacities(p.plan_version_id for p in performances if p.plan_version_id)
    offers = offers_of(performances, now=now, few_left=the_house().few_left)
    prices, unpriced = _prices(performances), _unpriced(performances, room)
    return [
        _row(
            offer,
            counts,
            prices,
            unpriced,
            room.get(offer.performance.plan_version_id or 0, 0),
        )
        for offer in offers
    ]


def _row(
    offer: Offer,
    counts: dict[int, Counts],
    prices: dict[int, str],
    unpriced: dict[int, int],
    capacity: int,
) -> DateRow:
    pk = offer.performance.pk
    return DateRow(
        performance=offer.performance,
        state=state_of(offer),
        counts=counts.get(pk, NOTHING),
        prices=prices.get(pk, ""),
        unpriced=unpriced.get(pk, 0),
        capacity=capacity,
    )


def _prices(performances: list[Performance]) -> dict[int, str]:
    """“A ¥880, B ¥480” by performance."""
    currency = {p.pk: p.currency for p in performances}
    told: dict[int, list[str]] = {}
    for tier in PriceTier.objects.filter(performance__in=currency):
        amount = money(tier.price, currency[tier.performance_id], short=True)
        told.setdefault(tier.performance_id, []).append(f"{tier.code} {amount}")
    return {pk: comma().join(parts) for pk, parts in told.items()}


def _unpriced(performances: list[Performance], room: dict[int, int]) -> dict[int, int]:
    """How many places lack a price, of dates that are not offered yet."""
    waiting = [p for p in performances if not p.offered and p.plan_version_id]
    told = dict(
        Painting.objects.filter(performance__in=waiting).values_list(
            "performance_id", "unpriced"
        )
    )
    return {p.pk: told.get(p.pk, room.get(p.plan_version_id or 0, 0)) for p in waiting}
