"""An exchange is bound by the limits of its new date, as any order is."""

from datetime import timedelta

import pytest

from tests.factories import NOON, AccountFactory
from tests.returns.exchanging import LATER, allow, exchange, two_dates
from tests.returns.making import line_ids
from tests.rush.shop import held, order_of, places_of
from ticketing.orders.models import Order
from ticketing.payments.services import record_capture
from ticketing.rush import admissions
from ticketing.rush.errors import LimitReached, PresaleSoldOut
from ticketing.rush.models import PresaleUse, PresaleWindow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]


def paid(cart):
    order = order_of(cart)
    record_capture(order.payments.get(), reference="now", now=NOON)
    order.refresh_from_db()
    return order


def test_a_mixed_exchange_counts_the_tickets_of_other_dates():
    allow()
    first, second = two_dates(most_per_buyer=3)
    cart = held(first, places_of(first, 0, 2))
    order = paid(held(second, places_of(second, 0, 2), cart=cart))

    with pytest.raises(LimitReached):
        exchange(order, second, lines=line_ids(order)[:3])

    part = line_ids(order)[1:3]
    assert exchange(order, second, lines=part).order.phase == "paid"


@pytest.fixture
def gold():
    admissions.register("gold", admissions.Admission("Gold", lambda _pk, _now: True))
    yield
    admissions.forget("gold")


@pytest.mark.usefixtures("gold")
def test_the_quota_of_a_presale_holds_for_exchanges_too():
    allow()
    first, second = two_dates()
    second.on_sale_from = LATER + timedelta(days=2)
    second.save()
    times = {"begins_at": NOON - timedelta(hours=1), "ends_at": NOON + timedelta(1)}
    window = PresaleWindow.objects.create(
        name_en="Gold", admits="gold", quota=1, **times
    )
    window.performances.set([second])
    account = AccountFactory(kind="person")
    order = paid(held(first, places_of(first, 0, 2), account=account))

    with pytest.raises(PresaleSoldOut):
        exchange(order, second, lines=line_ids(order))
    new = exchange(order, second, key="another" * 3).order

    assert PresaleUse.objects.get().order == new
    assert Order.objects.count() == 2
