"""The till's screens: open, take, count, report."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.checkout.shop import filled_basket, place_order
from tests.desk.filled import fields_of, fill
from ticketing.desk.till.forms import CashForm, OpenForm
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.models import Payment
from ticketing.payments.till.models import Shift, Till, TillEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def till(furnished):
    return Till.objects.create(name_en="Counter 1")


@pytest.fixture
def shift(desk, till):
    url = reverse("desk-till-open", args=[till.pk])
    assert fill(desk, url, start="200").status_code == 302
    return Shift.objects.get()


@pytest.fixture
def order(shift):
    guest = Client()
    filled_basket(guest)
    place_order(guest, method="transfer")
    return Order.objects.get()


def _url(name, *args):
    return reverse(f"desk-shift-{name}" if name else "desk-shift", args=args)


def _count(desk, shift, **fields):
    return fill(desk, _url("close", shift.pk), **fields)


def test_money_is_taken_by_the_orders_number_and_the_change_is_told(desk, shift, order):
    typed = f"{order.number[:4].lower()}-{order.number[4:]}"
    found = desk.post(_url("", shift.pk), {"number": typed})
    assert found.url == _url("take", shift.pk, order.pk)

    done = fill(desk, found.url, given="150")

    order.refresh_from_db()
    assert order.phase == Phase.PAID
    page = desk.get(done.url).content.decode()
    assert "Change to give back" in page
    assert "¥50.00" in page


@pytest.mark.parametrize("method", ["transfer", "counter"])
def test_the_button_twice_takes_a_part_once(desk, shift, method):
    guest = Client()
    filled_basket(guest)
    place_order(guest, method=method)
    order = Order.objects.get()
    url = _url("take", shift.pk, order.pk)
    page = {**fields_of(desk.get(url)), "amount": "40"}

    first, second = (desk.post(url, page) for _ in range(2))

    entry = TillEntry.objects.get()
    assert first.url == second.url == reverse("desk-till-entry", args=[entry.pk])
    fill(desk, url)
    order.refresh_from_db()
    assert order.phase == Phase.PAID
    assert desk.post(url, page).status_code == 302
    assert sorted(e.amount for e in TillEntry.objects.all()) == [40, 60]


def test_an_unknown_number_is_told(desk, shift):
    answer = desk.post(_url("", shift.pk), {"number": "nothing"})

    assert answer.status_code == 422
    assert "No order has this number." in answer.content.decode()


def test_a_paid_order_has_nothing_to_pay(desk, shift, order):
    fill(desk, _url("take", shift.pk, order.pk), given="100")

    answer = desk.post(_url("", shift.pk), {"number": order.number})

    assert "Nothing is to be paid for this order" in answer.content.decode()


def test_a_difference_asks_for_a_reason_and_the_report_has_it(desk, shift):
    refused = _count(desk, shift, n100="1")
    assert refused.status_code == 422
    assert "−¥100.00" in refused.content.decode()

    done = _count(desk, shift, n100="1", reason="lent to the cloakroom")

    page = desk.get(done.url).content.decode()
    assert "lent to the cloakroom" in page
    assert "−¥100.00" in page


def test_the_report_can_be_kept(desk, shift, order):
    fill(desk, _url("take", shift.pk, order.pk), given="100")
    _count(desk, shift, n100="3")

    pdf = desk.get(_url("file", shift.pk, "pdf"))
    table = desk.get(_url("file", shift.pk, "csv")).content.decode()

    assert pdf.content.startswith(b"%PDF")
    assert order.number in table
    assert desk.get(_url("file", shift.pk, "xml")).status_code == 404


def test_cash_is_put_in_and_stands_on_the_page(desk, shift):
    fill(desk, _url("cash", shift.pk), sum="50", reason="from the safe")

    page = desk.get(_url("", shift.pk)).content.decode()
    assert "from the safe" in page
    assert "¥250.00" in page


def test_a_form_pressed_twice_moves_cash_once(desk, shift):
    url = _url("cash", shift.pk)
    data = fields_of(desk.get(url)) | {"sum": "50", "reason": "from the safe"}

    for _ in range(2):
        assert desk.post(url, data).status_code == 302

    assert "¥250.00" in desk.get(_url("", shift.pk)).content.decode()


def test_another_persons_shift_is_not_found(administrator, shift, order):
    for url in (_url("", shift.pk), _url("take", shift.pk, order.pk)):
        assert administrator.get(url).status_code == 404
    assert administrator.get(reverse("desk-tills")).status_code == 200


def test_the_till_is_handed_over(desk, administrator, shift):
    _count(desk, shift, n100="2", to=str(administrator.user.pk))

    after = Shift.objects.open().get()
    assert (after.person, after.start) == (administrator.user, 200)
    assert administrator.get(_url("", after.pk)).status_code == 200


def test_the_orders_page_leads_to_the_till(desk, shift, order):
    page = desk.get(reverse("orders_order_modeladmin_inspect", args=[order.pk]))

    assert _url("take", shift.pk, order.pk) in page.content.decode()


def test_a_refund_of_the_counter_is_paid_out(desk, shift, order):
    fill(desk, _url("take", shift.pk, order.pk), given="100")
    url = reverse("desk-order-refund", args=[order.pk])
    fill(desk, url, reason="ill")
    refund = order.refunds.get()
    assert (
        _url("back", shift.pk, refund.pk)
        in desk.get(_url("", shift.pk)).content.decode()
    )

    done = fill(desk, _url("back", shift.pk, refund.pk))

    assert done.status_code == 302
    assert TillEntry.objects.filter(refund=refund).get().amount == -100


def test_money_that_came_over_leaves_by_an_open_till_too(desk, house, shift, order):
    fill(desk, _url("take", shift.pk, order.pk), given="100")
    fill(desk, reverse("desk-order-refund", args=[order.pk]), reason="ill")
    refund = order.refunds.get()
    Payment.objects.filter(pk=refund.payment_id).update(gateway="carried")
    house.counter_needs_shift = True
    house.save()

    url = reverse("desk-refund-done", args=[order.pk, refund.pk])
    answer = desk.post(url, {"reason": "cash"})

    assert answer.status_code == 422
    refund.refresh_from_db()
    assert refund.state != "done"


@pytest.mark.parametrize(
    ("currency", "sum_", "is_taken"),
    [
        ("CNY", "0.01", True),
        ("CNY", "0.001", False),
        ("JPY", "0.5", False),
        ("JPY", "5", True),
        ("BHD", "0.001", True),
    ],
)
def test_a_sum_has_the_digits_of_its_currency(currency, sum_, is_taken):
    told = {"way": "in", "sum": sum_, "reason": "change", "once": "k" * 20}
    assert CashForm(told, currency=currency).is_valid() == is_taken
    assert OpenForm({"start": sum_}, currency=currency).is_valid() == is_taken


def test_no_thousandth_is_taken_at_a_till(desk, shift, order):
    refused = fill(desk, _url("take", shift.pk, order.pk), amount="0.005", given="1")
    assert refused.status_code == 422
    assert not TillEntry.objects.exists()
