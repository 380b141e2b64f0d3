"""A show's page: when, where, how much, who, what, and how it looks."""

from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.images.models import Image

from community.comments.selectors import told_on_page
from content.about import story_images
from content.cards import names_of, pause, prices_of, when, where
from content.cast import cast_of
from content.models import ShowGalleryImage, ShowPage
from content.pictures import POSTER, STORY, WIDE, load_renditions
from content.rows import date_row
from content.screens.told import told_of
from ground import dates
from ticketing.house.models import the_house
from ticketing.shows.models import (
    CompanyRole,
    Credit,
    Performance,
    ProgrammeItem,
    Show,
    ShowCompany,
)
from ticketing.stock.selectors import Offer, TierStock, offers_of

PAST_ROWS: Final = 3
COMING_ROWS: Final = 60


def show_screen(page: ShowPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    show, gallery = page.show, list(page.gallery.select_related("image"))
    load_renditions(_images_of(page, gallery), POSTER, WIDE, STORY)
    companies = list(show.show_companies.select_related("company").order_by("pk"))
    offers = _offers(show, now)
    coming = [o for o in offers if o.performance.starts_at > now]
    past = [o for o in offers if o not in coming]
    ahead = [o for o in coming if not o.performance.cancelled_at]
    next_offer = next((o for o in coming if o.is_on_sale), None)
    return {
        "show": show,
        **_summary(ahead or coming or offers, ahead or offers),
        "index_url": page.url_above,
        "length": _noted(_minutes(show), page.length_note),
        "age": _noted(_age(show), page.age_note),
        "rows": [date_row(offer, None, request, now=now) for offer in coming],
        "earlier": [date_row(o, None, request, now=now) for o in past],
        "cancelled": [o for o in coming if o.performance.cancelled_at],
        "next": date_row(next_offer, None, request, now=now) if next_offer else None,
        "tiers": _tiers(next_offer or next(iter(ahead), None)),
        "companies": companies,
        "performing": names_of(_on_stage(companies)),
        **cast_of(_credits(show)),
        "programme": _programme(show),
        "gallery": gallery,
        "reviews": list(page.reviews.all()),
        **told_of(show.pk, now=now),
        **_said(show, now),
    }


def _summary(told: list[Offer], priced: list[Offer]) -> dict[str, Any]:
    """When, where and for how much, over all dates that are told of."""
    performances = [offer.performance for offer in told]
    prices = prices_of(priced)
    return {
        "when": when(performances) if performances else "",
        "where": where(performances) if performances else "",
        "lowest": prices[0] if prices else None,
        "highest": prices[-1] if prices else None,
        "currency": performances[0].currency if performances else "",
    }


def _said(show: Show, now: datetime) -> dict[str, Any]:
    said, summary = told_on_page(show, now=now)
    return {"said": said, "told": summary}


def _offers(show: Show, now: datetime) -> list[Offer]:
    """The last few performances that are over, then all that come."""
    performances = (
        Performance.objects.filter(show=show)
        .select_related("hall__venue", "moved_to")
        .order_by("starts_at", "pk")
    )
    found = list(performances)
    for performance in found:
        performance.show = show
    past = [p for p in found if p.starts_at <= now][-PAST_ROWS:]
    coming = [p for p in found if p.starts_at > now][:COMING_ROWS]
    return offers_of([*past, *coming], now=now, few_left=the_house().few_left)


def _minutes(show: Show) -> str:
    return dates.duration(show.running_minutes) if show.running_minutes else ""


def _age(show: Show) -> str:
    if not show.age_from:
        return ""
    return _("From %(years)s years") % {"years": show.age_from}


def _noted(told: str, note: str) -> str:
    """2 h 50 min, one interval; 2小时50分，含一次休息."""
    return pause().join(part for part in (told, note) if part)


def _on_stage(companies: list[ShowCompany]) -> list[ShowCompany]:
    return [row for row in companies if row.role == CompanyRole.PERFORMING]


def _tiers(offer: Offer | None) -> tuple[TierStock, ...]:
    return offer.tiers if offer else ()


def _credits(show: Show) -> list[Credit]:
    credits_of_all_dates = show.credits.filter(performance=None)
    return list(credits_of_all_dates.select_related("person", "company"))


def _programme(show: Show) -> list[ProgrammeItem]:
    return list(show.programme.select_related("work__creator"))


def _images_of(page: ShowPage, gallery: list[ShowGalleryImage]) -> list[Image]:
    """All pictures of the page: beside the title, in the gallery, in the story."""
    shown = chain(
        [page.hero, page.poster],
        (row.image for row in gallery),
        story_images(page.story),
    )
    return [image for image in shown if image is not None]
