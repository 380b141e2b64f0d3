"""Orders that wait for their money, and the work that is planned for later."""

from datetime import timedelta

from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from tests.factories import NOON, offered_performance
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import Buyer, place_order
from ticketing.delivery.models import Method
from ticketing.orders.models import Order
from ticketing.payments import services
from ticketing.payments.disputes import services as disputes
from ticketing.payments.gateways import ReturnAddresses
from ticketing.payments.models import Entry, Payment, Refund
from ticketing.tickets.models import Ticket

ADA = Buyer(name="Ada", email="ada@example.org")
BACK = ReturnAddresses(done="http://testserver/done", left="http://testserver/left")
SOON = NOON + timedelta(minutes=2)


def placed_order(
    method, *, places=1, price="100", now=NOON, language="en", performance=None
):
    """Return the payment of an order of that many places, just placed."""
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    performance = performance or offered_performance(seats=10, price=price)
    chosen = list(performance.places.values_list("pk", flat=True)[:places])
    cart = new_cart(currency="CNY", language=language)
    cart = choose_places(cart, performance.pk, chosen, now=now)
    return place_order(
        cart.key, ADA, delivery="e-ticket", method=method, now=now
    ).payment


def started(method, **values):
    payment = placed_order(method, **values)
    services.start_payment(payment, BACK, now=values.get("now", NOON))
    payment.refresh_from_db()
    return payment


def take_away_places(order, *, now):
    """Let somebody else hold what an expired order had."""
    line = order.lines.first()
    cart = new_cart(currency="CNY", language="en")
    choose_places(cart, line.performance_id, [line.place_id], now=now)


ACTS = {
    "pay_back": lambda pk, now: services.carry_out_refund(pk, now=now),
    "read_refund": lambda pk, now: services.read_refund_back(pk, now=now),
    "read_dispute": lambda reference, now: disputes.read_dispute(reference, now=now),
    "read_payment": lambda pk, now: services.read_back(
        Payment.objects.select_related("order").get(pk=pk), now=now
    ),
    "close_payments": lambda pk, now: services.close_open_payments(
        Order.objects.get(pk=pk), now=now
    ),
}


def do_planned_work(now):
    """Do what the tasks of money would do, at a moment of the test's choice."""
    money = Q()
    for name in ACTS:
        money |= Q(task_path__endswith=f".{name}")
    while row := DBTaskResult.objects.filter(money).order_by("enqueued_at").first():
        row.delete()
        ACTS[row.task_path.rpartition(".")[2]](*row.args_kwargs["args"], now)


def phase_of(payment):
    return Order.objects.get(pk=payment.order_id).phase


def ledger_sums(order):
    """What each movement of the order sums to; all must be zero."""
    sums = {}
    for entry in Entry.objects.filter(movement__order=order):
        key = entry.movement_id, entry.currency
        sums[key] = sums.get(key, 0) + entry.amount
    return sums


def assert_books_are_right(order):
    """What is always true of an order's money, whatever happened."""
    order.refresh_from_db()
    assert not any(ledger_sums(order).values())
    for payment in order.payments.filter(state="captured"):
        back = sum(r.amount for r in payment.refunds.exclude(state="failed"))
        assert back <= payment.amount
    live = list(order.lines.live())
    tickets = Ticket.objects.filter(line__order=order, voided_at=None).count()
    if order.has_tickets:
        assert services.kept(order) == sum(line.price for line in live)
        assert tickets == len(live)
    else:
        assert tickets == 0
    if order.phase in {"cancelled", "expired", "refunded"}:
        assert not live
        # What a bank refused to take back waits here for the desk.
        unsettled = Refund.objects.unsettled().filter(order=order)
        assert services.kept(order) == sum(refund.amount for refund in unsettled)
    assert Refund.objects.filter(order=order, payment=None).count() == 0
