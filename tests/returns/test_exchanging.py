"""Tickets are exchanged: the old ones end when the new order is paid, not before."""

from datetime import timedelta
from decimal import Decimal

import pytest

from reports.checking import check_invariants
from tests.factories import NOON, ShowFactory, offered_performance
from tests.payments.orders import placed_order
from tests.returns import ladders
from tests.returns.exchanging import LATER, allow, exchange, order_and_other, pay
from tests.returns.making import keep, line_ids
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.errors import ExchangeChanged, SeatsNotChosen
from ticketing.checkout.exchanging import DeskWord
from ticketing.orders.models import LineState, Order
from ticketing.orders.services import expire
from ticketing.payments.models import Entry, LedgerAccount, Refund
from ticketing.returns.errors import (
    AnotherShow,
    ExchangeWaits,
    NotExchanged,
    NothingChosen,
    TicketsGone,
)
from ticketing.returns.services import give_tickets_back
from ticketing.rush.errors import LimitReached
from ticketing.stock.errors import PlacesUnavailable
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def clean(now=LATER):
    return not check_invariants(now=now).offenders


def test_for_the_same_price_it_is_done_at_once():
    allow()
    order, other = order_and_other()
    old, stays = order.lines.order_by("position")

    placed = exchange(order, other, shown="0")

    old.refresh_from_db()
    assert placed.payment is None
    assert placed.order.phase == "paid"
    assert (placed.order.replaces, placed.order.total) == (order, 100)
    assert old.state == LineState.EXCHANGED
    assert old.place.state == "free"
    new = placed.order.lines.get()
    assert (new.replaces, new.place.state) == (old, "sold")
    valid = Ticket.objects.filter(voided_at=None)
    assert set(valid.values_list("line", flat=True)) == {stays.pk, new.pk}
    assert not Refund.objects.exclude(carried_to__isnull=False).exists()
    assert clean()


def test_what_is_dearer_waits_for_the_difference_and_the_fee():
    allow(exchange_fixed=Decimal(5), exchange_percent=10)
    order, other = order_and_other(prices=("100", "150"))

    placed = exchange(order, other, shown="65")

    assert placed.payment.amount == Decimal(65)
    assert placed.order.phase == "accepted"
    assert Ticket.objects.filter(line__order=order, voided_at=None).count() == 2
    assert clean()
    pay(placed)
    assert placed.order.phase == "paid"
    assert Ticket.objects.filter(line__order=order, voided_at=None).count() == 1
    carried = Entry.objects.filter(ledger_account=LedgerAccount.CARRIED)
    assert sorted(entry.amount for entry in carried) == [-100, 100]
    assert clean()


@pytest.mark.parametrize(
    ("keeps", "back", "total"), [(False, [35], 65), (True, [], 100)]
)
def test_of_what_is_cheaper_the_rest_goes_back_or_stays(keeps, back, total):
    allow(exchange_fixed=Decimal(5), exchange_keeps_difference=keeps)
    order, other = order_and_other(prices=("100", "60"))

    placed = exchange(order, other, shown="-35" if back else "0")

    assert placed.order.phase == "paid"
    assert placed.order.total == Decimal(total)
    refunds = Refund.objects.filter(carried_to=None)
    assert [refund.amount for refund in refunds] == back
    assert clean()


def test_an_exchange_that_nobody_pays_changes_nothing():
    allow(exchange_fixed=Decimal(5))
    order, other = order_and_other()
    placed = exchange(order, other)

    assert expire(placed.order.pk, now=LATER + timedelta(days=1))

    assert Ticket.objects.filter(line__order=order, voided_at=None).count() == 2
    assert not other.places.exclude(state="free").exists()
    again = exchange(order, other, key="another" * 3)
    assert pay(again).phase == "paid"
    assert clean()


def test_money_that_comes_late_still_exchanges_where_all_is_there():
    allow(exchange_fixed=Decimal(5))
    order, other = order_and_other()
    placed = exchange(order, other)
    late = LATER + timedelta(days=1)
    expire(placed.order.pk, now=late)

    assert pay(placed, now=late).phase == "paid"

    assert Ticket.objects.filter(voided_at=None).count() == 2
    assert clean(late)


def test_of_a_ticket_that_was_given_back_meanwhile_the_money_returns():
    allow(exchange_fixed=Decimal(5))
    order, other = order_and_other()
    placed = exchange(order, other)
    by = {"shown": Decimal(0), "now": LATER, "actor": "buyer"}
    give_tickets_back(order.pk, line_ids(order)[:1], **by)

    pay(placed)

    assert placed.order.phase == "accepted"
    assert placed.order.refunds.get().amount == Decimal(5)
    expire(placed.order.pk, now=LATER + timedelta(days=1))
    assert clean()


def test_new_tickets_are_exchanged_and_given_back_in_their_turn():
    allow()
    order, other = order_and_other()
    first = order.lines.first().performance
    second = exchange(order, other).order
    third = exchange(second, first, key="again" * 4).order
    now = LATER + timedelta(days=3)

    give_tickets_back(
        third.pk, line_ids(third), shown=Decimal(80), now=now, actor="buyer"
    )

    refund = third.refunds.get()
    assert (refund.amount, refund.payment.gateway) == (80, "carried")
    assert clean(now)


def test_an_exchange_begins_no_new_time_to_think_it_over():
    free = ladders.step("paid", 48)
    keep(
        ladders.Ladder(1, (free, ladders.step("starts", 24, percent=20))),
        exchange_hours=24,
    )
    order, other = order_and_other()
    now = NOON + timedelta(days=5)
    new = exchange(order, other, now=now).order

    quote = give_tickets_back(
        new.pk, line_ids(new), shown=Decimal(0), now=now, actor="buyer"
    )

    assert quote.fee == Decimal(20)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"lines": []}, NothingChosen),
        ({"lines": [999_999]}, TicketsGone),
        ({"now": NOON + timedelta(days=29, hours=1)}, NotExchanged),
        ({"shown": "-1"}, ExchangeChanged),
        ({"places": [0, 0]}, PlacesUnavailable),
    ],
    ids=["nothing", "not theirs", "too late", "another price", "a taken seat"],
)
def test_what_can_not_be_exchanged_stays(values, error):
    allow()
    order, other = order_and_other()
    if "places" in values:
        values = {"places": [take_one(other)]}
    with pytest.raises(error):
        exchange(order, other, **values)
    assert Order.objects.count() == 1
    assert clean()


def test_as_many_seats_are_chosen_as_tickets():
    allow()
    order, other = order_and_other()
    place = other.places.values_list("pk", flat=True)[0]
    elsewhere = order.lines.first().place_id
    with pytest.raises(SeatsNotChosen):
        exchange(order, other, places=[place, elsewhere])
    with pytest.raises(SeatsNotChosen):
        exchange(order, other, places=[elsewhere])


@pytest.mark.parametrize("seat", [0, 1, 5])
def test_one_seat_is_picked_and_the_best_is_taken_for_the_other(seat):
    allow()
    order, other = order_and_other()
    place = other.places.order_by("pk").values_list("pk", flat=True)[seat]

    new = exchange(order, other, lines=line_ids(order), places=[place]).order

    assert new.phase == "paid"
    places = set(new.lines.values_list("place", flat=True))
    assert place in places
    assert len(places) == 2
    assert clean()


def take_one(performance):
    """Let somebody else hold a place; return it."""
    place = performance.places.order_by("pk").values_list("pk", flat=True)[0]
    choose_places(
        new_cart(currency="CNY", language="en"), performance.pk, [place], now=LATER
    )
    return place


def test_the_terms_are_the_orders_and_for_its_show():
    allow()
    order, _other = order_and_other()
    strange = offered_performance(show=ShowFactory(), seats=5)
    with pytest.raises(AnotherShow):
        exchange(order, strange)
    plain, date = order_and_other()
    plain.lines.update(refund_terms={})
    with pytest.raises(NotExchanged):
        exchange(plain, date)


def test_the_house_may_allow_any_show():
    allow(exchange_any_show=True)
    order, _other = order_and_other()
    strange = offered_performance(show=ShowFactory(), seats=5)
    assert exchange(order, strange).order.phase == "paid"


def test_sent_twice_it_is_one_and_another_wish_waits():
    allow(exchange_fixed=Decimal(5))
    order, other = order_and_other()
    first = exchange(order, other)
    assert exchange(order, other).order == first.order
    with pytest.raises(ExchangeWaits):
        exchange(order, other, key="another" * 3)
    assert Order.objects.count() == 2


def test_within_a_performance_a_limit_counts_no_ticket_twice():
    allow()
    order, _other = order_and_other(most_per_buyer=2)
    same = order.lines.first().performance
    new = exchange(order, same).order
    assert new.phase == "paid"
    with pytest.raises(LimitReached):
        placed_order("sandbox", performance=same, now=LATER)


def test_the_desk_says_the_fee_and_why():
    order, other = order_and_other(prices=("100", "60"))
    word = DeskWord(Decimal(10), "The wrong evening was sold")

    new = exchange(order, other, desk=word, method="").order

    assert new.phase == "paid"
    assert Refund.objects.get(carried_to=None).amount == Decimal(30)
    assert new.events.filter(after="The wrong evening was sold").exists()
    assert clean()
