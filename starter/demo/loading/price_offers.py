"""What the demo house has on offer: for a group, for a set, early, for a family."""

from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from starter.demo.loading.frame import SOURCE
from ticketing.offers.kinds import OfferKind
from ticketing.offers.models import Offer
from ticketing.shows.models import Show

# The shows by their slugs; none: everything is on offer.
OFFERS: Final[tuple[tuple[tuple[str, ...], dict[str, Any]], ...]] = (
    (
        (),
        {
            "kind": OfferKind.GROUP,
            "name_en": "Ten together",
            "name_zh_hans": "十人团购",
            "text_en": "From ten seats of one evening each is 15 % less.",
            "text_zh_hans": "同一场次购满十张，每张减15%。",
            "count": 10,
            "percent_off": Decimal(15),
        },
    ),
    (
        ("the-tempest", "a-dolls-house", "the-cherry-orchard"),
        {
            "kind": OfferKind.SHOWS,
            "name_en": "Three plays",
            "name_zh_hans": "三剧套票",
            "text_en": "One seat at each of the three plays of the winter: 20 % less.",
            "text_zh_hans": "冬季三部话剧各购一张，合计减20%。",
            "percent_off": Decimal(20),
        },
    ),
    (
        ("swan-lake", "the-nutcracker", "carmen", "la-traviata"),
        {
            "kind": OfferKind.EARLY_BIRD,
            "name_en": "Early to the opera house",
            "name_zh_hans": "歌舞剧早鸟价",
            "text_en": "Whoever books three weeks ahead pays a tenth less.",
            "text_zh_hans": "提前三周购票，每张减一成。",
            "percent_off": Decimal(10),
            "days_before": 21,
        },
    ),
    (
        ("a-box-of-tricks", "gravity-please", "the-monkey-king"),
        {
            "kind": OfferKind.FAMILY,
            "name_en": "Family of four",
            "name_zh_hans": "四口之家",
            "text_en": "Four seats of one performance, for a quarter less.",
            "text_zh_hans": "同一场次四张一起买，减25%。",
            "count": 4,
            "percent_off": Decimal(25),
        },
    ),
)


@transaction.atomic
def load_price_offers() -> bool:
    """Put these on offer where nothing is yet; say whether it did."""
    if Offer.objects.exists():
        return False
    for slugs, fields in OFFERS:
        offer = Offer(**fields)
        offer.full_clean()
        offer.save()
        shows = Show.objects.filter(source=SOURCE, source_code__in=slugs)
        offer.shows.set(shows)
    return True
