"""Who holds again and again without buying holds shorter, or not at all."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse

from tests.factories import NOON, offered_performance
from tests.rush.shop import held, order_of, places_of
from ticketing.checkout.carts import drop_places, hold_again
from ticketing.orders.services import expire
from ticketing.rush.errors import HeldTooOften, TooManyHolds
from ticketing.rush.models import AfterLapses, RushRules
from ticketing.rush.networks import network_of
from ticketing.stock.holds import end_lapsed_holds
from ticketing.stock.models import Hold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]
SCHOOL = "203.0.113.0/24"
HOLD = timedelta(minutes=15)
SHORT = timedelta(minutes=3)


@pytest.fixture
def performance():
    return offered_performance()


def _lapse(performance, times, *, network="", cart=None, now=NOON):
    """Let that many holds of one visitor lapse; return the cart and the moment."""
    for _time in range(times):
        if cart is None:
            cart = held(performance, places_of(performance), now=now, network=network)
        else:
            hold_again(cart, performance.pk, now=now)
        now += HOLD
        end_lapsed_holds(now=now)
    return cart, now


def _length():
    hold = Hold.objects.latest("pk")
    return hold.expires_at - hold.created_at


def test_after_three_lapsed_holds_a_visitor_holds_shorter(performance):
    cart, now = _lapse(performance, 2)
    hold_again(cart, performance.pk, now=now)
    assert _length() == HOLD
    now += HOLD

    hold_again(cart, performance.pk, now=now)

    assert _length() == SHORT


def test_a_house_can_refuse_instead_and_says_until_when(performance):
    RushRules(after_lapses=AfterLapses.REFUSE).save()
    cart, now = _lapse(performance, 3)

    with pytest.raises(HeldTooOften) as refusal:
        hold_again(cart, performance.pk, now=now)

    assert refusal.value.values == {"minutes": 15}
    hold_again(cart, performance.pk, now=now + timedelta(minutes=15))
    assert _length() == HOLD


def test_giving_back_just_in_time_counts_as_a_lapse(performance):
    now = NOON
    cart = None
    for _time in range(3):
        cart = held(performance, places_of(performance), cart=cart, now=now)
        now += timedelta(minutes=14)
        drop_places(cart, places_of(performance), now=now)

    held(performance, places_of(performance), cart=cart, now=now)

    assert _length() == SHORT


def test_a_change_of_mind_does_not_count(performance):
    cart = None
    for second in range(5):
        now = NOON + timedelta(seconds=20 * second)
        cart = held(performance, places_of(performance), cart=cart, now=now)
        drop_places(cart, places_of(performance), now=now + timedelta(seconds=10))

    held(performance, places_of(performance), cart=cart, now=now)

    assert _length() == HOLD


def test_adding_to_a_hold_that_runs_is_never_refused(performance):
    RushRules(after_lapses=AfterLapses.REFUSE, lapses_per_visitor=1).save()
    cart, now = _lapse(performance, 1)
    now += timedelta(hours=1)
    hold_again(cart, performance.pk, now=now)

    held(performance, places_of(performance, 1), cart=cart, now=now + SHORT)

    assert performance.places.filter(hold__cart_key=cart.key).count() == 2


def test_a_script_without_cookies_is_known_by_its_network(performance):
    RushRules(lapses_per_network=4).save()
    for place in places_of(performance, 0, 4):
        held(performance, [place], network=SCHOOL)
    now = NOON + HOLD

    held(performance, places_of(performance), network=SCHOOL, now=now)
    assert _length() == SHORT

    held(performance, places_of(performance, 1), network="198.51.100.0/24", now=now)
    assert _length() == HOLD


def test_a_network_holds_only_so_much_at_once(performance):
    RushRules(holds_per_network=3).save()
    for place in places_of(performance, 0, 3):
        held(performance, [place], network=SCHOOL)

    with pytest.raises(TooManyHolds):
        held(performance, places_of(performance, 3), network=SCHOOL)

    other = offered_performance()
    held(other, places_of(other), network=SCHOOL)


def test_whoever_buys_is_not_counted(performance):
    RushRules(lapses_per_network=2).save()
    for place in places_of(performance, 0, 3):
        order_of(held(performance, [place], network=SCHOOL), now=NOON + HOLD / 1.1)

    held(performance, places_of(performance, 3), network=SCHOOL, now=NOON + HOLD)

    assert _length() == HOLD


def test_orders_that_nobody_pays_count(performance):
    RushRules(lapses_per_network=3).save()
    for place in places_of(performance, 0, 3):
        late = NOON + HOLD / 1.1
        order = order_of(held(performance, [place], network=SCHOOL), now=late)
        expire(order.pk, now=late + HOLD)
    now = NOON + 2 * HOLD

    held(performance, places_of(performance), network=SCHOOL, now=now)

    assert _length() == SHORT


def test_the_page_says_why(performance, client):
    RushRules(holds_per_network=1).save()
    performance.on_sale_from = NOON - timedelta(days=3000)
    performance.starts_at = NOON + timedelta(days=3000)
    performance.ends_at = None
    performance.save()
    hold = reverse("checkout:hold", args=[performance.pk])
    places = places_of(performance, 0, 2)

    first = client.post(hold, {"place": places[0]}, REMOTE_ADDR="8.8.4.9")
    client.cookies.clear()
    second = client.post(hold, {"place": places[1]}, REMOTE_ADDR="8.8.4.8")

    assert first.status_code == 302
    assert second.status_code == 429
    assert "from your network" in second.content.decode()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("8.8.4.4", "8.8.4.0/24"),
        ("::ffff:8.8.4.4", "8.8.4.0/24"),
        ("2001:4860:4860::8888", "2001:4860:4860::/64"),
        ("127.0.0.1", ""),
        ("10.1.2.3", ""),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_what_an_address_says(address, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("proxies", "network"), [(0, ""), (1, "8.8.8.0/24"), (2, "9.9.9.0/24")]
)
def test_only_the_houses_own_proxies_are_believed(settings, proxies, network):
    settings.MARQUEE_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "9.9.9.9, 8.8.8.8"}
    )

    assert network_of(request) == network
