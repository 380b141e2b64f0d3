"""What is written to who saved a search, in the language in which they saved it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from content.cards import performance_url, prices_of, when, where
from content.selectors import ListedShow, listed_shows
from search.documents.shows import findable_shows
from search.models import SavedSearch
from search.saved.questions import asked_by, in_words
from ticketing.house.mail import house_mail
from ticketing.house.models import the_house
from ticketing.stock.words import state_of_many


@dataclass(frozen=True, slots=True)
class Told:
    """A show as a mail says it."""

    title: str
    url: str
    when: str
    where: str
    state: str
    lowest: Decimal | None
    highest: Decimal | None
    currency: str


def send_confirmation(search_id: int) -> None:
    """Send the link that proves the address; again where somebody asks again."""
    search = SavedSearch.objects.filter(pk=search_id, ended_at=None).first()
    if search is not None:
        day = timezone.now().date()
        subject = _subject(search, "confirm", 0)
        _send(search, "confirm", f"{search.pk}-{day}", subject, {})


def send_warning(search_id: int) -> None:
    """Say that the search ends soon, and how it lives on."""
    search = _live(search_id)
    if search is not None:
        subject = _subject(search, "warning", 0)
        day = search.expires_at.date()
        _send(search, "warning", f"{search.pk}-{day}", subject, {})


def send_found(search_id: int, day: date, *, now: datetime) -> None:
    """Tell of the shows of that day; of none that nobody may see any more."""
    search = _live(search_id)
    if search is None:
        return
    with override(search.language):
        shows = _shows(search, day, now)
    if shows:
        subject = _subject(search, "found", len(shows))
        _send(search, "found", f"{search.pk}-{day}", subject, {"shows": shows})


def _live(search_id: int) -> SavedSearch | None:
    rows = SavedSearch.objects.filter(pk=search_id, ended_at=None)
    return rows.filter(confirmed_at__isnull=False).first()


def _shows(search: SavedSearch, day: date, now: datetime) -> list[Told]:
    told = search.tellings.filter(day=day).values("show")
    found = findable_shows().filter(pk__in=told).values_list("pk", flat=True)
    listed = listed_shows(
        list(found), now=now, language=search.language, few_left=the_house().few_left
    )
    return [_told(one) for one in listed]


def _told(listed: ListedShow) -> Told:
    prices, first = prices_of(listed.offers), listed.performances[0]
    parts = listed.page.get_url_parts() if listed.page else None
    page = parts[2] if parts else performance_url(first)
    return Told(
        title=listed.page.title if listed.page else listed.show.name,
        url=f"{settings.MARQUEE_BASE_URL}{page}",
        when=when(listed.performances),
        where=where(listed.performances),
        state=str(state_of_many(listed.offers).words),
        lowest=prices[0] if prices else None,
        highest=prices[-1] if prices else None,
        currency=first.currency,
    )


def _subject(search: SavedSearch, what: str, count: int) -> str:
    with override(search.language):
        words = in_words(asked_by(search.question))
        if what == "confirm":
            return _("Confirm your saved search: %(search)s") % {"search": words}
        if what == "warning":
            return _("Your saved search ends soon: %(search)s") % {"search": words}
        told = ngettext(
            "%(count)s new show for %(search)s",
            "%(count)s new shows for %(search)s",
            count,
        )
        return told % {"count": count, "search": words}


def _send(
    search: SavedSearch, what: str, key: str, subject: str, more: dict[str, Any]
) -> None:
    with override(search.language):
        asked = asked_by(search.question)
        base = settings.MARQUEE_BASE_URL
        page = base + reverse("search:saved", args=[search.secret])
        ending = base + reverse("search:saved-stop", args=[search.secret])
        mail = house_mail(
            to=search.email,
            key=f"saved-search-{what}-{key}",
            subject=subject,
            template=f"search/mail/{what}",
            context={
                **more,
                "search": search,
                "words": in_words(asked),
                "results": base + asked.url(),
                "page": page,
                "ending": ending,
            },
        )
        # Mail programs show a button of their own that ends it with one press.
        mail.extra_headers |= {
            "List-Unsubscribe": f"<{ending}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        mail.send()
