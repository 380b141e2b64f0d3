"""Ordering on account: within the limit, by the company's people, never twice."""

from datetime import timedelta
from decimal import Decimal

import pytest

from members.models import Account, AccountKind
from members.services import personal_account
from tests.factories import NOON, UserFactory
from tests.payments.companies import (
    BY,
    assert_all_is_right,
    clerk,
    company,
    on,
    ordered_by,
)
from tests.payments.orders import SOON, do_planned_work, placed_order, started
from ticketing.orders.models import Cart, Order
from ticketing.orders.phases import Phase
from ticketing.payments import services
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.errors import MethodNotOffered, NothingToPay
from ticketing.payments.methods.models import MethodRule
from ticketing.payments.methods.offering import Purchase, rules_changed
from ticketing.payments.models import Payment, PaymentState, Refund
from ticketing.payments.on_account.charging import charge
from ticketing.payments.on_account.errors import OverLimit, TabBlocked
from ticketing.payments.on_account.keeping import block_or_open, keep_tab
from ticketing.payments.on_account.offering import company_ways
from ticketing.payments.on_account.owing import left_on, owed, tab_was_made
from ticketing.payments.refunds import give_back
from ticketing.payments.watch import carry_out_open_refunds
from ticketing.stock.models import Place, PlaceState
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _house(house):
    rules_changed()
    tab_was_made()


@pytest.fixture
def tab():
    return company(clerk())


@pytest.fixture
def ada(tab):
    return tab.account.users.get()


def ways(user, currency="CNY", channel="web"):
    account = personal_account(user).pk if user else None
    purchase = Purchase(channel, Decimal(100), currency, account)
    return [way.code for way in company_ways(purchase, now=NOON)]


def test_an_order_on_account_is_paid_at_once_and_owed(tab, ada):
    placed = ordered_by(ada, on(tab), places=2)

    assert (placed.order.phase, placed.payment) == (Phase.PAID, None)
    assert Ticket.objects.count() == 2
    assert (owed(tab), left_on(tab)) == (200, 100)
    assert_all_is_right()


def test_the_limit_holds_to_the_last_cent_and_nothing_of_the_order_stays(tab, ada):
    ordered_by(ada, on(tab), places=3)
    assert left_on(tab) == 0

    with pytest.raises(OverLimit) as refused:
        ordered_by(ada, on(tab))

    assert "¥100" in str(refused.value)
    assert "¥0" in str(refused.value)
    assert Order.objects.count() == 1
    assert_all_is_right()


def test_who_is_refused_keeps_the_places_and_may_pay_otherwise(tab, ada):
    tab.credit_limit = 50
    tab.save()
    with pytest.raises(OverLimit):
        ordered_by(ada, on(tab))

    assert Place.objects.filter(state=PlaceState.HELD).count() == 1
    assert Cart.objects.get().closed_at is None


def test_only_people_of_the_company_are_offered_it(tab, ada):
    other = company(clerk(), name="Other")

    assert ways(ada) == [on(tab)]
    assert ways(UserFactory()) == ways(None) == []
    assert ways(ada, currency="EUR") == []
    with pytest.raises(MethodNotOffered):
        ordered_by(ada, on(other))


def test_who_acts_for_two_companies_says_which(tab, ada):
    second = company(ada, name="A second one")

    assert ways(ada) == [on(second), on(tab)]
    ordered_by(ada, on(second))
    assert (owed(tab), owed(second)) == (0, 100)


def test_who_left_the_company_orders_no_more(tab, ada):
    keep_tab(tab, "灯塔", [])

    assert ways(ada) == []
    payment = ordered_by(ada, "transfer").payment
    with pytest.raises(MethodNotOffered):
        charge(payment.order_id, tab.pk, now=SOON)


def test_a_blocked_account_is_not_offered_and_refuses(tab, ada):
    payment = ordered_by(ada, "transfer").payment
    block_or_open(tab, blocks=True, now=NOON)

    assert ways(ada) == []
    with pytest.raises(TabBlocked):
        charge(payment.order_id, tab.pk, now=SOON)
    block_or_open(tab, blocks=True, now=NOON)
    assert tab.blocked_at
    block_or_open(tab, blocks=False, now=NOON)
    assert ways(ada) == [on(tab)]


def test_the_houses_rules_for_ways_to_pay_count_here_too(tab, ada):
    MethodRule.objects.create(method="on_account", amount_until=50)
    rules_changed()

    assert ways(ada) == []


def test_the_desk_puts_a_guests_order_on_account_and_the_transfer_ends(tab):
    payment = started("transfer")

    charge(payment.order_id, tab.pk, by_desk=True, actor="desk", now=SOON)
    do_planned_work(SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.EXPIRED
    assert Order.objects.get().phase == Phase.PAID
    assert owed(tab) == 100
    with pytest.raises(NothingToPay):
        charge(payment.order_id, tab.pk, by_desk=True, now=SOON)
    assert_all_is_right()


def test_money_that_still_comes_goes_back_and_the_company_owes_on(tab):
    payment = started("transfer")
    charge(payment.order_id, tab.pk, by_desk=True, now=SOON)

    services.receive_payment(payment.pk, actor="desk", now=SOON)

    assert Refund.objects.get().payment_id == payment.pk
    assert owed(tab) == 100


def test_what_a_part_paid_is_not_owed(tab):
    payment = started("transfer")
    services.receive_payment(payment.pk, amount=Decimal(30), actor="desk", now=SOON)

    charge(payment.order_id, tab.pk, by_desk=True, now=SOON)

    assert owed(tab) == 70
    assert Order.objects.get().phase == Phase.PAID
    assert_all_is_right()


def test_too_late_is_too_late(tab):
    order = placed_order("transfer").order

    with pytest.raises(NothingToPay):
        charge(order.pk, tab.pk, by_desk=True, now=order.pay_by)


def test_what_goes_back_lowers_what_is_owed(tab, ada):
    order = ordered_by(ada, on(tab), places=2).order

    services.return_order(order.pk, reason="ill", **BY)
    do_planned_work(SOON)

    assert (owed(tab), left_on(tab)) == (0, 300)
    assert_all_is_right()


def test_a_refund_whose_task_was_lost_is_found_again(tab, ada):
    order = ordered_by(ada, on(tab)).order
    services.return_order(order.pk, reason="ill", **BY)

    assert carry_out_open_refunds(now=NOON + timedelta(minutes=6)) == 1
    assert owed(tab) == 0


def test_nobody_gets_credit_for_what_a_company_still_owes(tab, ada):
    order = ordered_by(ada, on(tab)).order
    payment = Payment.objects.select_related("order").get(order=order)
    credit = give(Gift(Decimal(1), "CNY"), reason="x", **BY).credit

    refund = give_back(payment, reason="off", now=SOON, to=credit)

    assert refund.credit is None


def test_a_company_that_is_known_gets_terms_and_stays_one():
    account = Account.objects.create(kind=AccountKind.CORPORATE, name="Harbour")

    assert company(name="Harbour").account == account
    assert company(name="Harbour").account != account
