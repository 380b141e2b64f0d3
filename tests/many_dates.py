"""Performances in two venues and of two kinds, as many as a test needs."""

from datetime import timedelta

from members.models import Account
from tests.factories import (
    HallFactory,
    ShowFactory,
    ShowKindFactory,
    VenueFactory,
)
from ticketing.shows.models import Performance


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
