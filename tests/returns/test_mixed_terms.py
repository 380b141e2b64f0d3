"""Tickets of one order under different terms: each is exchanged by its own."""

from decimal import Decimal

import pytest

from reports.checking import check_invariants
from tests.factories import ShowFactory, offered_performance
from tests.returns import ladders
from tests.returns.exchanging import LATER, allow, exchange, order_and_other
from tests.returns.making import keep, line_ids
from ticketing.orders.models import OrderLine
from ticketing.payments.models import Refund
from ticketing.returns.exchange_terms import ExchangeTerms
from ticketing.returns.exchanges import Exchangeable, exchange_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def mixed_order(keeps, *, prices=("100", "60"), **terms):
    """An order of as many tickets as are asked, each with a difference kept or not."""
    allow(**terms)
    order, other = order_and_other(places=len(keeps), prices=prices)
    for line, one in zip(order.lines.order_by("position"), keeps, strict=True):
        line.refund_terms["exchange"]["keeps_difference"] = one
        line.save()
    return order, other


def came_back():
    return [refund.amount for refund in Refund.objects.filter(carried_to=None)]


@pytest.mark.parametrize(
    ("keeps", "back", "total"),
    [
        ([True, False], [35], 165),
        ([False, True], [35], 165),
        ([True, True], [], 200),
        ([False, False], [70], 130),
    ],
)
def test_a_difference_that_is_kept_stays_beside_one_that_is_not(keeps, back, total):
    order, other = mixed_order(keeps, exchange_fixed=Decimal(5))

    new = exchange(order, other, lines=line_ids(order), shown=-sum(back)).order

    assert new.phase == "paid"
    assert came_back() == back
    assert new.total == total
    assert not check_invariants(now=LATER).offenders


def test_what_is_kept_of_one_does_not_pay_for_the_fee_of_another():
    order, other = mixed_order([True, False], prices=("100", "99"))
    stays, goes = order.lines.order_by("position")
    goes.refund_terms["exchange"]["fixed"] = "10"
    goes.save()

    new = exchange(order, other, lines=[stays.pk, goes.pk], shown="9").order

    assert new.total - new.carried == 9
    kept = new.lines.get(description_en="Difference that is kept")
    assert kept.price == 1


def test_what_is_kept_of_one_pays_for_no_other_ticket():
    terms = [ExchangeTerms(24, keeps_difference=keeps) for keeps in (True, False)]
    old = [OrderLine(price=Decimal(100)), OrderLine(price=Decimal(60))]
    chosen = [Exchangeable(*one, "") for one in zip(old, terms, strict=True)]

    quote = exchange_quote(chosen, [Decimal(60), Decimal(100)], "CNY")

    assert (quote.kept, quote.due, quote.back) == (40, 40, 0)


def test_a_fee_that_is_asked_once_is_of_the_ticket_with_most_left():
    terms = ExchangeTerms(24, fixed=Decimal(10), per_order=True, keeps_difference=True)
    pairs = [(Decimal(60), Decimal(60)), (Decimal(100), Decimal(60))]

    assert terms.fees(pairs, "CNY") == [0, 10]
    assert terms.kept(*pairs[1], Decimal(10)) == 30


def test_a_difference_that_is_kept_does_not_come_back_by_exchanging_twice():
    allow(exchange_any_show=True, exchange_keeps_difference=True)
    order, _other = order_and_other(places=1)
    show = ShowFactory()
    keep(ladders.TWENTY_FORTY, exchange_hours=24, is_default=False).shows.add(show)
    strange, cheap = (
        offered_performance(show=show, seats=5, price=price) for price in ("100", "10")
    )

    new = exchange(order, strange).order
    exchange(new, cheap, key="again" * 4)

    assert came_back() == []
