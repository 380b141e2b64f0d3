"""Marks what may have changed, in the transaction that changes it."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from content.models import ShowPage
from search.engines.choosing import all_engines
from search.following.offers import shows_of, shows_touched
from search.models import Mark
from search.port import Group
from ticketing.offers.models import Offer
from ticketing.shows.models import (
    Company,
    Credit,
    Performance,
    Person,
    ProgrammeItem,
    Show,
    ShowCompany,
    ShowKind,
    Work,
)
from ticketing.stock.models import Painting, PriceTier
from ticketing.venues.models import Hall, Venue

# Behind the key of a thing: all shows that name it have changed as well.
AND_ALL: Final = "*"
EVERYTHING: Final = "everything"
Keys = Callable[[Any], Iterable[str]]


def mark(keys: Iterable[str]) -> None:
    """Let every engine write these anew; one query however many."""
    engines = [engine.name for engine in all_engines()]
    Mark.objects.bulk_create(
        Mark(engine=engine, key=key) for key in set(keys) for engine in engines
    )


def _show_of(row: Any) -> tuple[str, ...]:
    return (f"{Group.SHOW}:{row.show_id}{AND_ALL}",)


def _show_sold(row: Any) -> tuple[str, ...]:
    return (f"{Group.SHOW}:{row.performance.show_id}",)


def _named(group: Group) -> Keys:
    return lambda row: (f"{group}:{row.pk}{AND_ALL}",)


def _page(page: Page) -> tuple[str, ...]:
    if isinstance(page, ShowPage):
        return _show_of(page)
    return (f"{Group.PAGE}:{page.pk}",)


def _restricted(_row: PageViewRestriction) -> tuple[str, ...]:
    """A page and all below it are hidden or shown: too many to name."""
    return (EVERYTHING,)


def _offer(offer: Offer) -> list[str]:
    return [f"{Group.SHOW}:{pk}" for pk in shows_of(offer, now=timezone.now())]


_KEYS: Final[dict[type[Model], Keys]] = {
    Show: _named(Group.SHOW),
    ShowCompany: _show_of,
    Credit: _show_of,
    ProgrammeItem: _show_of,
    Performance: _show_of,
    Painting: _show_sold,
    PriceTier: _show_sold,
    Company: _named(Group.COMPANY),
    Person: _named(Group.PERSON),
    Work: _named(Group.WORK),
    Venue: _named(Group.VENUE),
    Hall: lambda hall: (f"{Group.VENUE}:{hall.venue_id}{AND_ALL}",),
    ShowKind: lambda kind: (f"kind:{kind.pk}{AND_ALL}",),
    PageViewRestriction: _restricted,
    Offer: _offer,
}


def _changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    # A fixture is loaded into a house that is rebuilt afterwards.
    if not kwargs.get("raw"):
        mark(_KEYS[sender](instance))


def _offer_extended(
    instance: Any, action: str, model: Any, pk_set: set[int] | None, **_: Any
) -> None:
    shows = shows_touched(instance, action, model, pk_set, now=timezone.now())
    mark(f"{Group.SHOW}:{pk}" for pk in shows)


def _page_changed(instance: Page, **_kwargs: Any) -> None:
    mark(_page(instance))


def _page_deleted(instance: Model, **_kwargs: Any) -> None:
    if isinstance(instance, Page):
        mark(_page(instance))


def connect() -> None:
    """Listen; to be called once, when all models are there."""
    for model in _KEYS:
        post_save.connect(_changed, sender=model, dispatch_uid=f"search {model}")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"search {model} gone")
    for rows in (Offer.shows.through, Offer.performances.through):
        m2m_changed.connect(_offer_extended, sender=rows, dispatch_uid=f"search {rows}")
    page_published.connect(_page_changed, dispatch_uid="search page")
    page_unpublished.connect(_page_changed, dispatch_uid="search page hidden")
    post_delete.connect(_page_deleted, dispatch_uid="search page gone")
