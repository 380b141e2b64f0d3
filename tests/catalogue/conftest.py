"""A house with two venues, two kinds, and as many performances as a test needs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.services import plant_site, publish_show_page
from members.models import Account
from tests.factories import (
    HallFactory,
    PerformanceFactory,
    ShowFactory,
    ShowKindFactory,
    VenueFactory,
    offered_performance,
)
from ticketing.shows.models import Performance


@pytest.fixture
def site(house):
    return plant_site(hostname="testserver", port=80, site_name="Marquee")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def show(site):
    return ShowFactory(name_en="Swan Lake", name_zh_hans="天鹅湖", slug="swan-lake")


@pytest.fixture
def performance(show, now):
    """In three days, on sale, with four places at ¥100."""
    return offered_performance(
        show=show,
        now=now,
        starts_at=now + timedelta(days=3),
        on_sale_from=now - timedelta(days=1),
        seats=4,
    )


@pytest.fixture
def pages(show, performance, now):
    return {
        language: publish_show_page(
            show, language=language, title=title, summary=f"{title}!", now=now
        )
        for language, title in (("en", "Swan Lake"), ("zh-hans", "天鹅湖"))
    }


def a_performance(**fields) -> Performance:
    """One that is not offered, with only what is spelled out."""
    fields.setdefault("hall", None) or fields.update(hall=HallFactory())
    return PerformanceFactory(plan_version=None, **fields)


def many(count, *, now, first_day=-200):
    """So many performances over two years, of two kinds in two venues."""
    supplier = Account.objects.create(kind="supplier", name="The house")
    concert = ShowKindFactory(code="concert", name_en="Concert", ground="concert")
    halls = [HallFactory(venue=VenueFactory()) for _n in range(2)]
    shows = [ShowFactory(), ShowFactory(kind=concert)]
    shows += [ShowFactory() for _n in range(8)]
    Performance.objects.bulk_create(
        Performance(
            show=shows[n % len(shows)],
            hall=halls[n % 2],
            starts_at=now + timedelta(days=first_day + n % 700, minutes=n % 300),
            currency="CNY",
            supplier=supplier,
            offered=True,
            on_sale_from=now - timedelta(days=300),
        )
        for n in range(count)
    )
    return shows
