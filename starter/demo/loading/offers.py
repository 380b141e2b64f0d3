"""Putting the demo house's performances on sale, with what was sold before."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from starter.demo.loading.sales import Sales
from starter.demo.records import Performance as Planned
from starter.demo.records import Show as ShowRecord
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier
from ticketing.stock.services import offer_performance
from ticketing.venues.models import Section

# In large halls this part of the sales is made up: a hundred thousand tickets
# take longer to load than anybody waits for a demo.
LARGE: Final = 1000
SHARE_OF_SALES: Final = 0.4


@transaction.atomic
def offer_and_sell(
    performance: Performance,
    record: ShowRecord,
    planned: Planned,
    sales: Sales,
    *,
    now: datetime,
) -> int:
    """Offer a performance and sell what is said of it; return how many places.

    One transaction: a performance that is offered has its sales.
    """
    tiers = PriceTier.objects.bulk_create(
        PriceTier(
            performance=performance,
            code=tier.code,
            name_en=tier.name.en,
            name_zh_hans=tier.name.zh_hans,
            price=Decimal(tier.price),
            position=position,
        )
        for position, tier in enumerate(record.prices)
    )
    by_code = {tier.code: tier.pk for tier in tiers}
    sections = Section.objects.filter(version=performance.plan_version_id)
    offer_performance(
        performance,
        tiers_by_section={
            section.pk: by_code[record.paint[section.code]] for section in sections
        },
        now=min(now, performance.on_sale_from or now),
    )
    count = _to_sell(performance, planned)
    return sales.sell(performance, count, until=min(now, performance.starts_at))


def _to_sell(performance: Performance, planned: Planned) -> int:
    if planned.cancelled:
        return 0
    places = performance.places.count()
    if planned.left is not None:
        return max(places - planned.left, 0)
    share = planned.sold if places <= LARGE else planned.sold * SHARE_OF_SALES
    return int(places * share)
