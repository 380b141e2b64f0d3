"""Whoever dies at the till, or while a gift card pays, has done all or nothing."""

import signal
from decimal import Decimal

import pytest

from reports.checking import check_invariants
from tests.crash.lives import in_another_process
from tests.factories import UserFactory
from tests.payments.orders import SOON, placed_order
from ticketing.checkout.gift_orders import Present, order_gift_card
from ticketing.checkout.services import Buyer
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.credit.models import Credit
from ticketing.payments.credit.spending import spend
from ticketing.payments.models import Entry
from ticketing.payments.services import receive_payment
from ticketing.payments.till import services
from ticketing.payments.till.models import Shift, Tender, Till, TillEntry

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
BY = {"actor": "desk", "now": SOON}


@pytest.fixture
def house(own_database):
    return House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})[0]


@pytest.fixture
def shift(house):
    till = Till.objects.create(name_en="Counter")
    return services.open_shift(till.pk, UserFactory(), start=Decimal(0), now=SOON)


@pytest.mark.parametrize(
    "point", ["capture-written", "tickets-written", "till-captured"]
)
def test_money_at_the_till_is_taken_once_or_not_at_all(shift, point):
    payment = placed_order("counter")

    def take():
        paid = services.Paid(Tender.CASH)
        return services.take_payment(payment.pk, shift.pk, paid, **BY).pk

    status, said = in_another_process(take, dies_at=point)
    assert status == -signal.SIGKILL, said
    assert not TillEntry.objects.exists()
    assert not Entry.objects.exists()

    take()
    assert services.cash_in(shift) == 100
    assert check_invariants(now=SOON).offenders == []


def test_a_killed_count_leaves_the_shift_open(shift):
    def close():
        return services.close_shift(shift.pk, {"1": 7}, reason="found", **BY).pk

    status, said = in_another_process(close, dies_at="till-counted")
    assert status == -signal.SIGKILL, said
    assert Shift.objects.get().is_open

    close()
    assert check_invariants(now=SOON).offenders == []


@pytest.mark.parametrize("point", ["credit-looked", "capture-written"])
def test_a_gift_card_pays_once_or_not_at_all(house, point):
    card = give(Gift(Decimal(60), "CNY"), reason="x", **BY).credit
    order = placed_order("counter").order

    def pay():
        return len(spend(order.pk, [card.pk], now=SOON))

    status, said = in_another_process(pay, dies_at=point)
    assert status == -signal.SIGKILL, said
    assert balance(card) == 60

    assert pay() == 1
    assert balance(card) == 0
    assert Order.objects.get(pk=order.pk).is_unpaid
    assert check_invariants(now=SOON).offenders == []


@pytest.mark.parametrize("point", ["gift-card-made", "capture-written"])
def test_a_gift_card_is_made_once_or_not_at_all(house, point):
    house.gift_card_values = "100"
    house.save()
    present = Present(Decimal(100), email="mei@example.org")
    buyer = Buyer(name="Ada", email="ada@example.org", language="en")
    told = {"method": "counter", "now": SOON}
    payment = order_gift_card("one press of it", present, buyer, **told).payment

    def pay():
        return receive_payment(payment.pk, **BY).pk

    status, said = in_another_process(pay, dies_at=point)
    assert status == -signal.SIGKILL, said
    assert not Credit.objects.exists()
    assert not Entry.objects.exists()

    pay()
    pay()
    assert balance(Credit.objects.get()) == 100
    assert check_invariants(now=SOON).offenders == []
