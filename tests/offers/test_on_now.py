"""What is told to be on offer: what, for whom, until when, true prices."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from tests.checkout import shop
from tests.offers.making import offer
from ticketing.offers.kinds import THE_SITE, OfferKind
from ticketing.offers.models import Offer
from ticketing.offers.on_now import dates_for, is_any_on, offers_now, with_offer
from ticketing.offers.rules import Rule, Wanted
from ticketing.offers.selectors import offers_changed
from ticketing.offers.words import text_of
from ticketing.orders.models import SalesChannel
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def told():
    return offers_now(timezone.now())


def test_an_offer_for_a_show_is_told_with_its_show_and_its_end():
    performance = shop.now_on_sale(seats=2)
    made = offer(shows=[performance.show])

    [one] = told()

    assert (one.title, one.label, one.text) == (
        "Autumn prices",
        "Special price",
        "20% off",
    )
    assert one.performances == (performance.pk,)
    assert one.until == made.valid_until
    assert (one.price, one.before) == (None, None)


def test_it_is_told_in_the_readers_language():
    shop.now_on_sale(seats=2)
    offer()

    with translation.override("zh-hans"):
        [one] = told()

    assert (one.title, one.label) == ("金秋特惠", "特价")


@pytest.mark.parametrize(
    ("fields", "price", "before"),
    [
        ({"price": Decimal(70)}, 70, 100),
        ({"amount_off": Decimal(15)}, 85, 100),
        ({"kind": OfferKind.FAMILY, "count": 4, "price": Decimal(320)}, 320, 400),
        ({"price": Decimal(130)}, None, None),
        ({"price": Decimal(70), "valid_from": None, "days": 400}, 70, None),
    ],
)
def test_prices_are_told_where_they_are_true(fields, price, before):
    shop.now_on_sale(seats=2)
    offer(**fields)

    [one] = told()

    assert (one.price, one.before) == (price, before)


def test_different_prices_are_not_told_as_one():
    shop.now_on_sale(seats=2)
    shop.now_on_sale(seats=2, price="50")
    offer(amount_off=Decimal(15))

    [one] = told()

    assert (one.price, one.before) == (None, None)


def test_last_minute_is_on_for_the_dates_that_are_near():
    near = shop.now_on_sale(seats=2, starts_at=timezone.now() + timedelta(hours=3))
    shop.now_on_sale(seats=2)
    late = {"kind": OfferKind.LAST_MINUTE, "hours_before": 6}
    offer(valid_from=None, valid_until=None, **late)

    [one] = told()

    assert one.performances == (near.pk,)
    assert one.until == near.starts_at


@pytest.mark.parametrize(
    "fields",
    [
        {"needs_code": True},
        {"channel": SalesChannel.PHONE},
        {"is_active": False},
        {"tiers": "Z"},
        {"valid_from": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_a_visitor_can_not_have_is_not_told(fields):
    shop.now_on_sale(seats=2)
    offer(**fields)
    assert told() == []


def test_a_set_of_shows_is_on_while_all_of_them_can_be_bought():
    one, other = shop.now_on_sale(seats=2), shop.now_on_sale(seats=2)
    offer(kind=OfferKind.SHOWS, shows=[one.show, other.show])
    assert len(told()) == 1

    other.cancelled_at = timezone.now()
    other.save()
    offers_changed()

    assert told() == []


def test_the_site_is_the_channel_of_orders_on_the_web():
    assert THE_SITE == SalesChannel.WEB


def test_offers_are_told_with_six_queries(kept, django_assert_max_num_queries):
    for _one in range(3):
        shop.now_on_sale(seats=2)
        offer()

    with django_assert_max_num_queries(6):
        assert len(told()) == 3
    with django_assert_max_num_queries(0):
        told()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "group", "count": 10}, "From 10 places of one performance: 20% off"),
        (
            {"kind": "family", "count": 4, "price": Decimal(320), "tiers": "B,A"},
            "4 places of one performance: ¥320 together, price tiers A, B",
        ),
        ({"kind": "shows"}, "One place of each of these shows: 20% off"),
        (
            {"kind": "buy_get", "count": 2, "free_count": 1, "percent_off": 100},
            "Take 1 more with 2 places: the cheapest, free",
        ),
        ({"kind": "special", "amount_off": Decimal(5)}, "¥5 off"),
        ({"kind": "special", "price": Decimal(5)}, "¥5 each"),
        ({"kind": "special", "text_en": "Only now"}, "Only now"),
    ],
)
def test_what_an_offer_does_is_put_in_words(fields, words):
    if not {"price", "amount_off"} & fields.keys():
        fields = {"percent_off": 20, **fields}
    assert text_of(Offer(currency="CNY", **fields)) == words


def _by_the_rule(rule, now):
    """The dates that the rule itself, asked about each tier, is for."""
    tiers = PriceTier.objects.filter(price__gt=0).select_related("performance")
    return {
        tier.performance_id
        for tier in tiers
        if rule.is_for(
            Wanted(
                key=tier.pk,
                list_price=tier.price,
                show=tier.performance.show_id,
                performance=tier.performance_id,
                tier=tier.code,
                starts_at=tier.performance.starts_at,
            ),
            now,
        )
    }


@pytest.mark.parametrize(
    "narrowing",
    [
        {},
        {"tiers": frozenset("A")},
        {"tiers": frozenset("Z")},
        {"days_before": 3},
        {"hours_before": 24},
        {"days_before": 1, "hours_before": 72},
        {"shows": "first"},
        {"performances": "last"},
        {"shows": "first", "performances": "last"},
        {"shows": "first", "days_before": 30},
    ],
)
def test_the_database_finds_the_dates_that_the_rule_is_for(narrowing):
    now = timezone.now()
    ahead = (
        timedelta(hours=2),
        timedelta(days=1),
        timedelta(days=2),
        timedelta(days=9),
    )
    dates = [
        shop.now_on_sale(seats=1, starts_at=now + time, price=price)
        for time, price in zip(ahead, ("100", "100", "50", "0"), strict=True)
    ]
    of = {"first": frozenset({dates[0].show_id}), "last": frozenset({dates[-2].pk})}
    rule = Rule(1, "", "", **{k: of.get(v, v) for k, v in narrowing.items()})

    assert set(dates_for(rule, now).values_list("pk", flat=True)) == _by_the_rule(
        rule, now
    )


def test_dates_that_cost_nothing_or_are_off_sale_have_no_offer():
    now = timezone.now()
    free, sold, over = (
        shop.now_on_sale(seats=1, price="0"),
        shop.now_on_sale(seats=1),
        shop.now_on_sale(seats=1),
    )
    Performance.objects.filter(pk=over.pk).update(cancelled_at=now)
    offer(shows=[date.show for date in (free, sold, over)])

    assert with_offer([free.pk, sold.pk, over.pk], now) == {sold.pk}
    assert is_any_on(now)


@pytest.mark.parametrize("both", [True, False])
def test_a_set_that_is_not_whole_is_no_offer(both):
    one, other = shop.now_on_sale(seats=1), shop.now_on_sale(seats=1)
    offer(kind=OfferKind.SHOWS, shows=[one.show, other.show])
    if not both:
        Performance.objects.filter(pk=other.pk).update(cancelled_at=timezone.now())

    now = timezone.now()
    assert is_any_on(now) is both
    assert with_offer([one.pk], now) == ({one.pk} if both else set())
