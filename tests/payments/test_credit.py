"""Gift cards and credit: given, used in part, given back, never overspent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from members.services import personal_account
from reports.checking import check_invariants
from tests.factories import NOON, UserFactory, offered_performance
from tests.payments.orders import (
    ADA,
    BACK,
    SOON,
    assert_books_are_right,
    do_planned_work,
    phase_of,
)
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import Buyer, place_order
from ticketing.delivery.models import Method
from ticketing.orders import services as orders
from ticketing.orders.models import LineState, Order
from ticketing.orders.phases import Phase
from ticketing.payments import ledger, services
from ticketing.payments.credit import errors
from ticketing.payments.credit.balances import balance, card_of
from ticketing.payments.credit.codes import code_of, hash_of
from ticketing.payments.credit.giving import Gift, give, give_for_lines
from ticketing.payments.credit.models import Credit
from ticketing.payments.errors import NoAmount
from ticketing.payments.models import Entry, Payment, SandboxCharge
from ticketing.payments.watch import carry_out_open_refunds

pytestmark = pytest.mark.django_db
LATE = NOON + timedelta(minutes=31)


@pytest.fixture(autouse=True)
def _house(house):
    pass


def card(amount="60", **fields):
    gift = Gift(Decimal(amount), "CNY", **fields)
    given = give(gift, reason="sorry", actor="desk", now=NOON)
    return given.credit


def ordered(*credits_, method="sandbox", price="100", buyer=ADA, now=NOON):
    """What placing makes, paid with these credits first."""
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    performance = offered_performance(seats=4, price=price)
    place = performance.places.values_list("pk", flat=True)[0]
    cart = new_cart(currency="CNY", language="en")
    cart = choose_places(cart, performance.pk, [place], now=now)
    keys = [credit.pk for credit in credits_]
    buyer = Buyer(name=buyer.name, email=buyer.email, credits=keys)
    return place_order(cart.key, buyer, delivery="e-ticket", method=method, now=now)


def pay_the_rest(placed):
    services.start_payment(placed.payment, BACK, now=NOON)
    charge = SandboxCharge.objects.get(key=placed.payment.key)
    SandboxCharge.objects.filter(pk=charge.pk).update(state="paid")
    services.read_back(Payment.objects.get(pk=placed.payment.pk), now=SOON)


def assert_all_is_right(order=None):
    if order is not None:
        assert_books_are_right(order)
    assert check_invariants(now=SOON).offenders == []


def test_a_card_pays_first_and_the_method_pays_the_rest():
    gift = card("60")
    placed = ordered(gift)

    assert placed.payment.amount == 40
    assert balance(gift) == 0
    pay_the_rest(placed)
    assert phase_of(placed.payment) == Phase.PAID
    assert_all_is_right(placed.order)


def test_a_card_that_covers_all_pays_at_once_and_keeps_the_rest():
    gift = card("150")

    placed = ordered(gift)

    assert placed.payment is None
    assert placed.order.phase == Phase.PAID
    assert balance(gift) == 50
    assert_all_is_right(placed.order)


def test_several_pay_in_turn():
    first, second = card("30"), card("100")

    ordered(first, second)

    assert (balance(first), balance(second)) == (0, 30)


def test_of_a_transfer_only_the_rest_is_waited_for():
    placed = ordered(card("60"), method="transfer")

    waiting = placed.order.payments.open().get()
    assert (waiting.method, waiting.amount) == ("transfer", 40)
    services.receive_payment(waiting.pk, actor="desk", now=SOON)
    assert phase_of(waiting) == Phase.PAID


def test_another_way_is_chosen_for_the_rest():
    placed = ordered(card("60"))

    payment = services.change_method(placed.order.pk, "counter", now=SOON)

    assert payment.amount == 40


def test_a_rest_that_never_comes_releases_the_credit():
    gift = card("60")
    placed = ordered(gift)

    services.lapse_order(placed.order.pk, now=LATE)
    do_planned_work(LATE)

    assert balance(gift) == 60
    assert_all_is_right(placed.order)


def test_a_release_whose_task_was_lost_is_made_up_for():
    gift = card("60")
    placed = ordered(gift)
    services.cancel_order(placed.order.pk, now=SOON, actor="buyer", reason="")

    carry_out_open_refunds(now=SOON + timedelta(minutes=6))

    assert balance(gift) == 60


def test_the_other_way_is_given_back_first_and_the_card_last():
    gift = card("60")
    placed = ordered(gift)
    pay_the_rest(placed)

    services.return_order(placed.order.pk, now=SOON, actor="desk", reason="ill")
    do_planned_work(SOON)

    by_way = placed.order.refunds.order_by("pk")
    told = by_way.values_list("payment__gateway", "amount", "state")
    assert list(told) == [("sandbox", 40, "done"), ("credit", 60, "done")]
    assert balance(gift) == 60
    assert_all_is_right(placed.order)


def test_part_of_the_price_comes_from_the_other_way_alone():
    placed = ordered(card("60"))
    pay_the_rest(placed)
    order = Order.objects.get(pk=placed.order.pk)

    from ticketing.payments.refunds import give_back  # noqa: PLC0415 the rule itself

    captured = order.payments.filter(gateway="sandbox").get()
    assert give_back(captured, reason="x", now=SOON, amount=Decimal(70)).amount == 40


def test_credit_can_stand_in_for_money_that_goes_back():
    placed = ordered()
    pay_the_rest(placed)
    order = orders.lock_order(placed.order.pk)
    lines = list(order.lines.live())
    orders.advance(order, Phase.REFUNDED, now=SOON)
    ledger.book_return(order, lines, now=SOON)
    orders.end_lines(order, lines, LineState.RETURNED, now=SOON)

    wanted = [(line, line.price) for line in lines]
    given = give_for_lines(order, wanted, reason="cancelled", actor="x", now=SOON)
    do_planned_work(SOON)

    assert balance(given.credit) == 100
    assert card_of(given.code, currency="CNY", now=SOON) == given.credit
    # The bank was not asked for anything.
    assert SandboxCharge.objects.get().refunds == {}
    assert_all_is_right(order)


def test_an_account_has_one_credit_to_which_more_is_given():
    account = personal_account(UserFactory())

    first = card("20", account_id=account.pk)
    again = card("30", account_id=account.pk)

    assert first == again
    assert balance(first) == 50


def test_what_was_given_for_nothing_is_goodwill():
    card("60")

    sums = dict(Entry.objects.values_list("ledger_account", "amount"))
    assert sums == {"goodwill": 60, "credit": -60}


def test_nothing_is_not_given():
    with pytest.raises(NoAmount):
        card("0")


def test_the_code_is_found_however_it_is_typed_and_stands_nowhere():
    given = give(Gift(Decimal(5), "CNY"), reason="x", actor="desk", now=NOON)

    typed = f" {given.code.lower().replace('-', ' ')} "
    assert card_of(typed, currency="CNY", now=NOON) == given.credit
    kept = Credit.objects.values().get()
    assert given.code not in str(kept)
    assert code_of(given.credit.seed) == given.code
    assert hash_of(given.code) == given.credit.code_hash


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"expires_on": date(2026, 11, 21)}, errors.GiftCardOver),
        ({"blocked_at": NOON}, errors.GiftCardUnknown),
        ({"currency": "EUR"}, errors.GiftCardOfAnotherCurrency),
        ({"code_hash": "0"}, errors.GiftCardUnknown),
    ],
)
def test_a_card_that_cannot_be_used_is_refused_and_pays_nothing(change, refusal):
    given = give(Gift(Decimal(60), "CNY"), reason="x", actor="desk", now=NOON)
    Credit.objects.update(**change)

    with pytest.raises(refusal):
        card_of(given.code, currency="CNY", now=NOON)
    if "code_hash" not in change:
        assert ordered(given.credit).payment.amount == 100


def test_an_empty_card_is_told():
    given = give(Gift(Decimal(60), "CNY"), reason="x", actor="desk", now=NOON)
    ordered(given.credit)

    with pytest.raises(errors.GiftCardEmpty):
        card_of(given.code, currency="CNY", now=NOON)


def test_cards_expire_by_the_houses_rule(house):
    assert card().expires_on is None
    house.gift_card_months = 27
    house.save()

    assert card().expires_on == date(2029, 2, 22)
