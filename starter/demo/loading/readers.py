"""Who read the demo house's news in the last days, the same for the same stories."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from content.visits.models import Device, Source, VisitDay

DAYS: Final = 6
LEAST, MOST = 4, 60
VIEWS: Final = 1.2


def load_readers(pages: Any, *, today: date) -> None:
    """Count readers of each of these pages for the days before today."""
    VisitDay.objects.bulk_create(
        _day(page, today - timedelta(days=n), Random(f"{page.slug} {n}"))  # noqa: S311 the same house each time
        for page in pages.select_related("locale")
        for n in range(1, DAYS + 1)
    )


def _day(page: Any, day: date, chance: Random) -> VisitDay:
    people = chance.randint(LEAST, MOST)
    return VisitDay(
        day=day,
        page=page.pk,
        language=page.locale.language_code,
        source=Source.OWN,
        device=Device.PHONE,
        people=people,
        views=round(people * VIEWS),
    )
