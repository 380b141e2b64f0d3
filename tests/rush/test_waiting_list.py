"""Who waits for a sold-out performance is offered what comes back, in order."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from ground.keeping import forget_all
from tests.factories import NOON, offered_performance
from tests.ready_money import bought, ordered
from tests.rush.shop import order_of, places_of
from ticketing.checkout.carts import new_cart
from ticketing.checkout.waiting_list import put_offer_into
from ticketing.orders.services import cancel_unpaid
from ticketing.payments.refunds import return_order
from ticketing.rush.adjacent import Spot, pick
from ticketing.rush.errors import NoWaitingList, OfferOver
from ticketing.rush.models import WaitingCursor, WaitingEntry, WaitingOffer
from ticketing.rush.waiting_list import (
    Wish,
    confirm,
    join_list,
    leave,
    offered_places,
    position,
    serve,
    set_rerelease,
)
from ticketing.rush.waiting_mail import send_confirmation, send_offer
from ticketing.rush.waiting_tasks import serve_waiting_lists
from ticketing.stock.control import allot_places
from ticketing.stock.models import Place, PlaceState
from ticketing.venues.models import Seat, SeatFlag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]
LAPSE = timedelta(hours=12)


@pytest.fixture
def performance():
    return offered_performance(has_waiting_list=True)


@pytest.fixture
def orders(performance):
    """All twenty places sold, in orders of four."""
    return [bought(performance, places_of(performance, n, 4)) for n in range(0, 20, 4)]


def _waits(performance, email, *, now=NOON, **wish):
    entry = join_list(
        performance,
        Wish(**{"quantity": 2, **wish}),
        email=email,
        language="en",
        now=now,
    )
    confirm(entry, now=now)
    entry.refresh_from_db()
    return entry


def _give_back(order, now=NOON):
    return_order(order.pk, now=now, actor="", reason="ill")


def _free(performance, now=NOON):
    return performance.places.free(now).count()


def _offered(entry):
    return offered_places(entry.offers.get(ended_at=None))


def test_what_comes_back_is_nobody_elses(performance, orders):
    _waits(performance, "ada@example.org")

    _give_back(orders[0])

    assert _free(performance) == 0
    assert _free(performance, NOON + timedelta(minutes=61)) == 4


def test_without_anybody_waiting_it_goes_on_sale(performance, orders):
    _give_back(orders[0])

    assert _free(performance) == 4


def test_offers_go_in_the_order_of_the_list(performance, orders):
    first = _waits(performance, "ada@example.org")
    second = _waits(performance, "eve@example.org", now=NOON + timedelta(minutes=1))
    third = _waits(performance, "kim@example.org", now=NOON + timedelta(minutes=2))
    assert [position(e) for e in (first, second, third)] == [1, 2, 3]
    _give_back(orders[0])

    assert serve(performance.pk, now=NOON) == 2

    assert _offered(first) == places_of(performance, 0, 2)
    assert _offered(second) == places_of(performance, 2, 2)
    assert not third.offers.exists()
    assert serve(performance.pk, now=NOON) == 0


def test_who_is_not_proved_is_not_offered_anything(performance, orders):
    join_list(performance, Wish(1), email="a@example.org", language="en", now=NOON)
    _give_back(orders[0])

    assert serve(performance.pk, now=NOON) == 0
    assert _free(performance) == 4


def test_a_wish_that_does_not_fit_is_passed_over_and_the_rest_sold(performance, orders):
    many = _waits(performance, "ada@example.org", quantity=5)
    few = _waits(performance, "eve@example.org", quantity=1)
    _give_back(orders[0])

    serve(performance.pk, now=NOON)

    assert not many.offers.exists()
    assert len(_offered(few)) == 1
    assert _free(performance) == 3


def test_an_offer_that_is_taken_is_in_the_basket(performance, orders):
    entry = _waits(performance, "ada@example.org")
    _give_back(orders[0])
    serve(performance.pk, now=NOON)
    cart = new_cart(currency="CNY", language="en")

    put_offer_into(cart, entry, now=NOON)

    order = order_of(cart)
    assert order.lines.count() == 2
    entry.refresh_from_db()
    assert entry.outcome == "taken"
    with pytest.raises(OfferOver):
        put_offer_into(new_cart(currency="CNY", language="en"), entry, now=NOON)


def test_an_offer_that_lapses_goes_to_the_next(performance, orders):
    first = _waits(performance, "ada@example.org", quantity=4)
    second = _waits(performance, "eve@example.org", quantity=4)
    _give_back(orders[0])
    serve(performance.pk, now=NOON)
    late = NOON + LAPSE

    with pytest.raises(OfferOver):
        put_offer_into(new_cart(currency="CNY", language="en"), first, now=late)
    assert _free(performance, late) == 0
    serve(performance.pk, now=late)

    first.refresh_from_db()
    assert first.outcome == "lapsed"
    assert len(_offered(second)) == 4


def test_leaving_passes_the_offer_on(performance, orders):
    first = _waits(performance, "ada@example.org", quantity=4)
    second = _waits(performance, "eve@example.org", quantity=4)
    _give_back(orders[0])
    serve(performance.pk, now=NOON)

    leave(first, now=NOON)
    assert _free(performance) == 0
    serve(performance.pk, now=NOON)

    assert len(_offered(second)) == 4
    assert position(second) == 1


def test_an_order_that_is_not_paid_feeds_the_list_too(performance):

    order = ordered(performance, places_of(performance, 0, 4))
    _waits(performance, "ada@example.org", quantity=4)

    cancel_unpaid(order.pk, now=NOON, actor="", reason="")

    assert _free(performance) == 16


def test_an_address_waits_once(performance, orders):
    first = _waits(performance, "ada@example.org")
    again = join_list(
        performance, Wish(4), email="Ada+b@Example.org", language="en", now=NOON
    )

    assert again == first
    assert WaitingEntry.objects.count() == 1


def test_there_is_a_list_only_where_the_house_wants_one():
    plain = offered_performance()

    with pytest.raises(NoWaitingList):
        join_list(plain, Wish(1), email="a@example.org", language="en", now=NOON)


def test_the_task_finds_what_moved_by_itself(performance, orders):
    now = timezone.now()
    performance.starts_at, performance.ends_at = now + timedelta(days=9), None
    performance.save()
    entry = _waits(performance, "ada@example.org", now=now)
    _give_back(orders[0], now=now)

    serve_waiting_lists.call()

    assert len(_offered(entry)) == 2
    assert WaitingCursor.objects.get().event > 0


def test_a_re_release_is_at_its_minute(performance, orders):
    moment = NOON + timedelta(hours=5)
    set_rerelease(performance.pk, moment, now=NOON)

    _give_back(orders[0])
    _give_back(orders[1], now=NOON + timedelta(hours=4))

    assert _free(performance, moment - timedelta(seconds=1)) == 0
    assert _free(performance, moment) == 8


def test_another_minute_holds_for_what_is_kept_already(performance, orders):
    set_rerelease(performance.pk, NOON + timedelta(hours=5), now=NOON)
    _give_back(orders[0])

    set_rerelease(performance.pk, NOON + timedelta(hours=7), now=NOON)
    assert _free(performance, NOON + timedelta(hours=6)) == 0

    set_rerelease(performance.pk, None, now=NOON)
    assert _free(performance) == 4


@pytest.mark.parametrize(
    ("quantity", "together", "picked"),
    [
        (1, True, [1]),
        (2, True, [3, 4]),
        (3, True, []),
        (3, False, [1, 3, 4]),
        (5, False, []),
    ],
)
def test_beside_one_another(quantity, together, picked):
    spots = [Spot(1, 1, 0), Spot(3, 1, 2), Spot(4, 1, 3), Spot(5, 2, 4)]

    assert pick(spots, quantity, together=together) == picked


def test_standing_places_are_always_together():
    spots = [Spot(1, 1, None), Spot(9, 1, None), Spot(12, 2, None)]

    assert pick(spots, 2, together=True) == [1, 9]
    assert pick(spots, 3, together=True) == []


def _waits_for_two(*flags):
    """Who waits for two seats beside one another, of a row of such seats."""
    performance = offered_performance(seats=len(flags), has_waiting_list=True)
    for seat, flag in zip(Seat.objects.order_by("pk"), flags, strict=True):
        seat.flags = flag
        seat.save()
    return performance, _waits(performance, "ada@example.org")


def test_nobody_sits_beside_one_another_across_an_aisle():
    performance, _entry = _waits_for_two(*[0] * 6)
    keys = [f"stalls-{n}" for n in range(6)]
    Seat.objects.filter(key__in=keys[3:]).update(x=F("x") + 200)
    others = performance.places.exclude(seat__key__in=keys[2:4])
    others.update(state=PlaceState.SOLD)

    assert serve(performance.pk, now=NOON) == 0


@pytest.mark.parametrize(
    "flag", [SeatFlag.RESTRICTED, SeatFlag.WHEELCHAIR, SeatFlag.COMPANION]
)
def test_nobody_is_offered_a_special_place_unasked(flag):
    performance, entry = _waits_for_two(flag, 0, 0, flag)

    serve(performance.pk, now=NOON)

    assert _offered(entry) == places_of(performance, 1, 2)


def test_what_is_allotted_to_the_site_is_offered():
    performance, entry = _waits_for_two(0, 0)
    places = places_of(performance, 0, 2)
    allot_places(performance, places, channel="web", actor="ada", now=NOON)

    assert serve(performance.pk, now=NOON) == 1
    cart = new_cart(currency="CNY", language="en")
    put_offer_into(cart, entry, now=NOON)
    assert order_of(cart).lines.count() == 2


def test_a_long_list_that_nothing_is_there_for_costs_no_more(
    performance, django_assert_max_num_queries
):
    for n in range(12):
        _waits(performance, f"p{n}@example.org", quantity=21)

    with django_assert_max_num_queries(12):
        assert serve(performance.pk, now=NOON) == 0


class TestPages:
    @pytest.fixture
    def performance(self):
        now = timezone.now()
        return offered_performance(
            has_waiting_list=True, starts_at=now + timedelta(days=9), seats=4
        )

    @pytest.fixture
    def order(self, performance, shop):
        assert shop
        return bought(performance, places_of(performance, 0, 4), now=timezone.now())

    def test_from_the_seat_page_to_the_basket(self, client, performance, order):
        seats = client.get(reverse("checkout:performance", args=[performance.pk]))
        join = reverse("checkout:waiting-join", args=[performance.pk])
        assert join in seats.content.decode()
        tier = performance.tiers.get()
        wish = {"email": "ada@example.org", "quantity": 2, "tiers": [tier.pk]}

        assert client.post(join, wish).status_code == 302
        entry = WaitingEntry.objects.get()
        send_confirmation(entry.pk)
        page = re.search(r"http://[^/]+(/\S+)", mail.outbox[-1].body)[1]
        assert "Confirm my place" in client.get(page).content.decode()
        client.post(f"{page}confirm/")
        assert "number 1 on the list" in client.get(page).content.decode()
        _give_back(order, now=timezone.now())
        serve(performance.pk, now=timezone.now())
        send_offer(WaitingOffer.objects.get().pk)
        html, _kind = mail.outbox[-1].alternatives[0]
        assert "Stalls, row A, seat 1" in html
        assert f'{page}">' in html
        assert "Stalls, row A, seat 1" in mail.outbox[-1].body
        assert "It is your turn" in client.get(page).content.decode()
        taken = client.post(f"{page}take/")

        assert taken.url == reverse("checkout:cart")
        assert "seat 1" in client.get(taken.url).content.decode()
        assert Place.objects.filter(state="held").count() == 2

    @pytest.mark.usefixtures("order")
    def test_leaving_by_the_link(self, client, performance):
        entry = _waits(performance, "ada@example.org", now=timezone.now())
        page = reverse("checkout:waiting", args=[entry.secret])

        client.post(f"{page}leave/")

        assert "You have left the list" in client.get(page).content.decode()
        assert client.get(f"{page}take/").status_code == 302

    @pytest.mark.usefixtures("order")
    def test_an_offer_that_is_over_is_told(self, client, performance):
        entry = _waits(performance, "ada@example.org", now=timezone.now())

        answer = client.post(reverse("checkout:waiting-take", args=[entry.secret]))

        assert answer.status_code == 409
        assert "This offer is over" in answer.content.decode()

    def test_a_wrong_secret_does_not_exist(self, client):
        page = reverse("checkout:waiting", args=["nothing"])

        assert client.get(page).status_code == 404

    @pytest.mark.usefixtures("order")
    def test_a_re_release_is_announced(self, client, performance):
        set_rerelease(performance.pk, timezone.now() + timedelta(1), now=NOON)
        forget_all()

        page = client.get(reverse("checkout:performance", args=[performance.pk]))

        assert "released together on" in page.content.decode()

    def test_staff_see_the_list_and_set_it(self, administrator, editor, performance):
        _waits(performance, "ada@example.org", now=timezone.now())
        rules = reverse("desk-sale-rules", args=[performance.pk])

        assert "ada@example.org" in administrator.get(rules).content.decode()
        assert "ada@example.org" not in editor.get(rules).content.decode()
        editor.post(rules, {"rereleased_at": "2026-11-27 20:00"})
        performance.refresh_from_db()
        assert not performance.has_waiting_list
        assert performance.rereleased_at.hour == 12
