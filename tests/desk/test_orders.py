"""What the desk does with orders, through the admin's own screens."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from tests.checkout.shop import filled_basket, now_on_sale, place_order
from tests.desk.filled import fill
from ticketing.desk.templatetags.desk import told, way
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.models import Refund, RefundState
from ticketing.stock.models import PlaceState
from ticketing.tickets.mail import send_tickets
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(furnished):
    """A guest's order over 100 that waits for a transfer."""
    guest = Client()
    filled_basket(guest)
    assert place_order(guest, method="transfer").status_code == 302
    return Order.objects.get()


def _receive(desk, order, amount, reference="STATEMENT 7"):
    payment = order.payments.order_by("-pk").first()
    url = reverse("desk-payment-receive", args=[order.pk, payment.pk])
    answer = fill(desk, url, amount=amount, reference=reference)
    order.refresh_from_db()
    return answer


def _page(desk, order):
    url = reverse("orders_order_modeladmin_inspect", args=[order.pk])
    return desk.get(url).content.decode()


def test_the_exact_sum_issues_the_tickets(desk, order):
    assert _receive(desk, order, "100").status_code == 302

    assert order.phase == Phase.PAID
    page = _page(desk, order)
    assert Ticket.objects.get().serial in page
    assert desk.user.email in page


def test_the_way_to_pay_and_the_phases_are_told_in_words(desk, order):
    with override("zh-hans"):
        way_told = way(order.payments.get().method)
        phases = [told(e.after, e) for e in order.events.filter(kind="phase")]

    assert "Bank transfer" in _page(desk, order)
    assert (way_told, way("a-way-of-old")) == ("银行转账", "a-way-of-old")
    assert phases == ["已下单", "待支付"]


def test_less_is_kept_and_the_rest_stays_due(desk, order):
    _receive(desk, order, "60")

    assert order.is_unpaid
    assert not Ticket.objects.exists()
    assert "¥40.00" in _page(desk, order)
    _receive(desk, order, "40", "STATEMENT 8")
    assert order.phase == Phase.PAID


def test_what_is_too_much_goes_back(desk, order):
    _receive(desk, order, "130")

    assert order.phase == Phase.PAID
    assert Refund.objects.get().amount == 30


@pytest.mark.parametrize("amount", ["0", "-5", "a lot", ""])
def test_no_sum_is_refused_in_words(desk, order, amount):
    answer = _receive(desk, order, amount)

    assert answer.status_code == 422
    assert order.is_unpaid


def test_a_cancelled_order_gives_its_places_back(desk, order):
    place = order.lines.get().place
    url = reverse("desk-order-cancel", args=[order.pk])

    assert desk.post(url, {"reason": ""}).status_code == 422
    assert fill(desk, url, reason="The buyer rang").status_code == 302

    order.refresh_from_db()
    place.refresh_from_db()
    assert (order.phase, place.state) == (Phase.CANCELLED, PlaceState.FREE)
    assert "The buyer rang" in _page(desk, order)
    assert desk.get(url).status_code == 404


def test_a_refund_ends_with_the_money_paid_back(desk, order):
    _receive(desk, order, "100")
    url = reverse("desk-order-refund", args=[order.pk])
    assert fill(desk, url, reason="Ill").status_code == 302
    refund = Refund.objects.get()

    done = reverse("desk-refund-done", args=[order.pk, refund.pk])
    assert fill(desk, done, reason="Bank 12").status_code == 302

    order.refresh_from_db()
    refund.refresh_from_db()
    assert (order.phase, refund.state) == (Phase.REFUNDED, RefundState.DONE)
    assert Ticket.objects.get().voided_at


def test_money_that_is_received_is_told_at_the_second_press(desk, order):
    payment = order.payments.get()
    _receive(desk, order, "100")
    url = reverse("desk-payment-receive", args=[order.pk, payment.pk])
    again = {"amount": "100", "reference": "STATEMENT 7"}

    for answer in (desk.get(url, follow=True), desk.post(url, again, follow=True)):
        assert answer.status_code == 200
        assert "marked as received already" in answer.content.decode()

    assert order.payments.count() == 1
    assert desk.get(url.replace(f"/{order.pk}/", "/987/")).status_code == 404


def test_a_payment_that_has_ended_can_not_be_received(desk, order):
    url = reverse("desk-payment-receive", args=[order.pk, order.payments.get().pk])
    cancel = reverse("desk-order-cancel", args=[order.pk])
    assert fill(desk, cancel, reason="The buyer rang").status_code == 302
    order.payments.update(state="expired")

    answer = desk.post(url, {"amount": "100"}, follow=True)

    assert "ended without money" in answer.content.decode()


def test_a_refund_that_is_paid_back_is_told_at_the_second_press(desk, order):
    _receive(desk, order, "130")
    refund = Refund.objects.get()
    done = reverse("desk-refund-done", args=[order.pk, refund.pk])
    assert fill(desk, done, reason="Bank 12").status_code == 302

    answer = desk.post(done, {"reason": "Bank 13"}, follow=True)

    assert "marked as paid back already" in answer.content.decode()
    refund.refresh_from_db()
    assert refund.reference == "Bank 12"


def test_the_tickets_are_sent_again(desk, order):
    _receive(desk, order, "100")
    before = DBTaskResult.objects.filter(task_path__endswith="mail_tickets").count()

    url = reverse("desk-order-send", args=[order.pk])
    assert fill(desk, url).status_code == 302

    after = DBTaskResult.objects.filter(task_path__endswith="mail_tickets").count()
    assert after == before + 1


def test_the_history_names_letters_and_sums_not_codes(desk, order):
    _receive(desk, order, "100")
    send_tickets(order.pk)

    page = _page(desk, order)

    assert "the tickets" in page
    assert "Bank transfer · ¥100.00" in page
    assert "100.00 CNY" not in page


def test_an_editor_neither_sees_nor_changes_an_order(editor, order):
    for name in ("desk-order-cancel", "desk-order-refund", "desk-order-send"):
        answer = editor.post(reverse(name, args=[order.pk]), {"reason": "mine"})
        assert answer.headers["Location"] == reverse("wagtailadmin_home")
    order.refresh_from_db()
    assert order.is_unpaid


def test_the_desk_changes_no_price_and_no_house(desk, order):
    performance = order.lines.get().performance
    for url in (
        reverse("staff-prices", args=[performance.pk]),
        reverse("staff-date-cancel", args=[performance.pk]),
        reverse("desk-house"),
    ):
        answer = desk.post(url, {"reason": "mine"})
        assert answer.headers["Location"] == reverse("wagtailadmin_home")
    performance.refresh_from_db()
    assert performance.cancelled_at is None


def test_a_called_off_performance_names_its_orders(administrator, order):
    performance = order.lines.get().performance
    url = reverse("staff-date-cancel", args=[performance.pk])
    assert "1 order has places" in administrator.get(url).content.decode()

    assert fill(administrator, url, reason="Storm").status_code == 302

    performance.refresh_from_db()
    assert performance.cancelled_at
    assert fill(administrator, url, reason="Storm").status_code == 422


def test_an_administrator_keeps_the_house(administrator):
    answer = fill(administrator, reverse("desk-house"), hold_minutes="20")
    assert answer.status_code == 302
    wrong = fill(administrator, reverse("desk-house"), hold_minutes="0")
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/our-terms/", 302),
        ("https://law.example/terms?house=1", 302),
        ("", 302),
        ("//elsewhere.example/", 422),
        ("/\\elsewhere.example/", 422),
        ("javascript:alert(1)", 422),
        ("ftp://law.example/", 422),
        ("our terms", 422),
    ],
)
def test_the_page_of_the_terms_is_an_address_or_a_path(administrator, address, status):
    answer = fill(administrator, reverse("desk-house"), terms_url_en=address)

    assert answer.status_code == status
    kept = House.objects.get().terms_url_en
    assert kept == (address if status == 302 else "/en/terms-of-sale/")


LISTS = (
    "orders_order_modeladmin_index",
    "payments_payment_modeladmin_index",
    "shows_performance_modeladmin_index",
    "shows_show_modeladmin_index",
    "wagtailadmin_home",
)


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_takes_no_more_queries(
    administrator, order, name, kept, django_assert_max_num_queries
):
    url = reverse(name)
    administrator.get(url)
    with django_assert_max_num_queries(100) as few:
        assert administrator.get(url).status_code == 200
    most = len(few.captured_queries)
    for _number in range(4):
        filled_basket(guest := Client())
        place_order(guest, method="transfer")
    now_on_sale()

    with django_assert_max_num_queries(most):
        assert administrator.get(url).status_code == 200


@pytest.mark.parametrize("name", LISTS[:4])
def test_lists_are_exported(administrator, order, name):
    answer = administrator.get(reverse(name), {"export": "csv"})
    if name.startswith("payments"):
        assert answer.status_code == 200
    else:
        assert b"," in b"".join(answer.streaming_content)
