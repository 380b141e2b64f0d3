"""Past visits of the demo house, the same for the same shows and days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from math import sin
from random import Random
from typing import Final

from django.db import transaction

from content.models import ShowPage
from content.visits.models import Device, ShowDay, SiteDay, Source, VisitDay
from starter.demo.loading.frame import SOURCE
from ticketing.house.models import the_house

DAYS: Final = 90
# How people came and with what is told of so many of them.
TOLD_DAYS: Final = 35
# People who look at a show on a day: the least and the most asked for.
LEAST, MOST = 35, 420
# How an interest comes and goes: it doubles and halves within some weeks.
WEEKS: Final = (2.0, 5.0)
WEEKEND, SATURDAY = 1.35, 5
LANGUAGES: Final = {"zh-hans": 0.7, "en": 0.3}
SOURCES: Final = {
    Source.SEARCH: 0.34,
    Source.OWN: 0.24,
    Source.DIRECT: 0.2,
    Source.SOCIAL: 0.16,
    Source.OTHER: 0.06,
}
DEVICES: Final = {Device.PHONE: 0.66, Device.DESKTOP: 0.27, Device.TABLET: 0.07}
# Who looks at one show often looks at another.
ALONE, VIEWS = 0.62, 2.4


@transaction.atomic
def load_visits(*, now: datetime) -> int:
    """Write ninety past days, where none is written yet; return how many.

    Today is left to those who really come.
    """
    pages = _pages()
    if not pages or SiteDay.objects.exists():
        return 0
    today = now.astimezone(the_house().zone).date()
    days = [today - timedelta(days=n) for n in range(DAYS, 0, -1)]
    shows = [row for show in pages for row in _interest(show, days)]
    VisitDay.objects.bulk_create(
        row
        for one in shows
        if one.day >= days[-TOLD_DAYS]
        for row in _ways(one, pages[one.show_id])
    )
    ShowDay.objects.bulk_create(shows)
    SiteDay.objects.bulk_create(_site(day, shows) for day in days)
    return len(days)


def _pages() -> dict[int, dict[str, int]]:
    """The live pages of the demo's shows, by show and language."""
    found: dict[int, dict[str, int]] = {}
    rows = ShowPage.objects.live().filter(show__source=SOURCE).order_by("show", "pk")
    for pk, show, language in rows.values_list("pk", "show", "locale__language_code"):
        found.setdefault(show, {})[language] = pk
    return found


def _interest(show: int, days: list[date]) -> Iterator[ShowDay]:
    """How many people looked at the show on each day: it comes and goes."""
    chance = Random(f"visits {show}")  # noqa: S311 the same house each time
    usual = LEAST + (MOST - LEAST) * chance.random() ** 2
    weeks, phase = chance.uniform(*WEEKS), chance.uniform(0, 7)
    for n, day in enumerate(days):
        mood = 1 + 0.5 * sin(phase + n / (weeks * 2))
        growth = 0.7 + 0.3 * n / len(days)
        weekend = WEEKEND if day.weekday() >= SATURDAY else 1
        people = usual * mood * growth * weekend * chance.uniform(0.85, 1.15)
        yield ShowDay(day=day, show_id=show, people=round(people))


def _ways(counted: ShowDay, pages: dict[str, int]) -> Iterator[VisitDay]:
    """By language, source and device, as far as there are whole people."""
    for (language, spoken), (source, led), (device, held) in product(
        LANGUAGES.items(), SOURCES.items(), DEVICES.items()
    ):
        people = round(counted.people * spoken * led * held)
        if people and language in pages:
            yield VisitDay(
                day=counted.day,
                page=pages[language],
                show_id=counted.show_id,
                language=language,
                source=source,
                device=device,
                people=people,
                views=round(people * 1.4),
            )


def _site(day: date, shows: list[ShowDay]) -> SiteDay:
    people = round(ALONE * sum(one.people for one in shows if one.day == day))
    return SiteDay(day=day, people=people, views=round(people * VIEWS))
