"""The way from a new show to its sale: five steps, each with its page."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from content.models import ShowPage
from ticketing.shows.models import Performance, Show


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is done, open or later; the step one stands on has no link."""

    name: str
    url: str
    is_done: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """What of a show is there already."""

    pages: int
    dates: int
    priced: int
    offered: int
    next_to_price: int | None


def progress_of(show: Show, *, now: datetime) -> Progress:
    """Look at the dates that are still to come, with two queries."""
    ahead = Performance.objects.ahead(now).filter(show=show).order_by("starts_at")
    rows = list(ahead.values_list("pk", "offered", "painting__unpriced"))
    unpriced = [pk for pk, offered, bare in rows if not offered and bare != 0]
    return Progress(
        pages=ShowPage.objects.filter(show=show).count(),
        dates=len(rows),
        priced=len(rows) - len(unpriced),
        offered=sum(1 for _pk, offered, _bare in rows if offered),
        next_to_price=unpriced[0] if unpriced else (rows[0][0] if rows else None),
    )


def steps(show: Show, here: str, *, now: datetime) -> list[Step]:
    """Return the five steps; those that need another first have no link."""
    if not show.pk:
        names = (_("Show"), _("Pages"), _("Dates"), _("Prices"), _("Offer"))
        return [
            Step(name, "", is_done=False, is_here=name == names[0]) for name in names
        ]
    there = progress_of(show, now=now)
    prices = there.next_to_price
    rows = (
        ("show", _("Show"), reverse("staff-show-edit", args=[show.pk]), True),
        ("pages", _("Pages"), reverse("staff-pages", args=[show.pk]), there.pages > 0),
        ("dates", _("Dates"), reverse("staff-dates", args=[show.pk]), there.dates > 0),
        (
            "prices",
            _("Prices"),
            reverse("staff-prices", args=[prices]) if prices else "",
            0 < there.dates == there.priced,
        ),
        (
            "offer",
            _("Offer"),
            reverse("staff-offer", args=[show.pk]) if there.priced else "",
            0 < there.dates == there.offered,
        ),
    )
    return [
        Step(name, url, is_done=done, is_here=code == here)
        for code, name, url, done in rows
    ]
