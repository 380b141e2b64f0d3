"""Shows and dates that stand in no table: what the parts are shown with."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from content.cards import ShowCard
from content.rows import DateRow
from ground import dates
from ticketing.shows.models import Performance, Show, ShowKind
from ticketing.shows.sale import SaleState
from ticketing.stock.models import PriceTier
from ticketing.stock.selectors import Offer, TierStock
from ticketing.stock.words import StateWords, state_of
from ticketing.venues.models import Hall, Venue

PLACES: Final = 400
FEW: Final = 20
# What type is shown with: its own language, whatever the reader's.
TITLE: Final = (
    {"language": "en", "text": "The Tempest"},
    {"language": "zh-Hans", "text": "暴风雨"},
)
SETTING: Final = (
    {
        "language": "en",
        "text": "From 27 Nov to 6 Dec, ¥160–880. Figures are tabular, ranges take an"
        " en dash, a sum takes a true minus: −¥176.00.",
    },
    {
        "language": "zh-Hans",
        "text": "11月27日至12月6日，¥160–880。中文用全角标点，数字与汉字之间不加空格；"
        "书名用《》，引语用“”。",
    },
)
# The last one is as long as a title may be and still stand on two lines of a card.
TITLES: Final = (
    ("The Tempest", "暴风雨", "drama"),
    ("Moonlit River in Spring", "春江花月夜", "concert"),
    ("Carmen", "卡门", "song"),
    ("Winter Indoor Athletics", "冬季室内田径赛", "sport"),
    ("A Box of Tricks", "百宝箱", "variety"),
    (
        "The Peony Pavilion, in one evening and with the whole company",
        "牡丹亭：全本一夜演完，剧团全体演员登台",
        "song",
    ),
)
# How the sale stands, how many places are left, how many days until it opens.
SALES: Final = (
    (SaleState.ON_SALE, 300),
    (SaleState.ON_SALE, 12),
    (SaleState.ON_SALE, 0),
    (SaleState.OPENS_LATER, PLACES),
    (SaleState.CANCELLED, 0),
    (SaleState.PAST, 0),
)


def offers(now: datetime) -> list[Offer]:
    """One performance for each way in which a sale can stand."""
    return [_offer(index, sale, left, now) for index, (sale, left) in enumerate(SALES)]


def _offer(index: int, sale: SaleState, left: int, now: datetime) -> Offer:
    performance = Performance(
        pk=index + 1,
        show=_show(index),
        hall=_hall(),
        starts_at=now + timedelta(days=index + 3, hours=index),
        on_sale_from=now + timedelta(days=2 if sale == SaleState.OPENS_LATER else -2),
        currency="CNY",
        offered=True,
        cancelled_at=now if sale == SaleState.CANCELLED else None,
    )
    tiers = tuple(
        TierStock(
            PriceTier(performance=performance, code=code, price=Decimal(price)),
            total=PLACES // 2,
            left=left // 2,
        )
        for code, price in (("A", "880"), ("B", "160"))
    )
    return Offer(performance=performance, sale=sale, tiers=tiers, few_left=FEW)


def _show(index: int) -> Show:
    english, chinese, ground = TITLES[index]
    kind = ShowKind(name_en=ground.title(), name_zh_hans=chinese[:2], ground=ground)
    return Show(pk=index + 1, name_en=english, name_zh_hans=chinese, kind=kind)


def _hall() -> Hall:
    venue = Venue(name_en="Marquee", name_zh_hans="华灯剧院", time_zone="Asia/Shanghai")
    return Hall(venue=venue, name_en="Great Hall", name_zh_hans="大剧场")


def rows(now: datetime) -> Iterator[DateRow]:
    for index, offer in enumerate(offers(now)):
        yield DateRow(
            offer=offer,
            title=offer.performance.show.name,
            page_url="#rows",
            book_url="#rows",
            venue_url="#rows" if index else "",
            is_today=index == 0,
            is_tomorrow=index == 1,
            has_other_year=False,
        )


def cards(now: datetime) -> Iterator[ShowCard]:
    for offer in offers(now):
        performance = offer.performance
        yield ShowCard(
            title=performance.show.name,
            url="#cards",
            show=performance.show,
            poster=None,
            hero=None,
            summary="",
            companies=_("Harbour Players"),
            when=dates.moment(performance.local_start),
            where=performance.hall.name,
            state=state_of(offer),
            lowest=offer.lowest_price,
            highest=offer.highest_price,
            currency=performance.currency,
            next=performance,
            next_url="#cards",
        )


def states(now: datetime) -> list[StateWords]:
    return [state_of(offer) for offer in offers(now)]
