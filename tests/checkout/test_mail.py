"""What is written to the buyer, when, in which language, how often."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.checkout import shop
from ticketing.orders.models import Order, OrderEventKind
from ticketing.payments.services import (
    cancel_order,
    lapse_order,
    receive_money,
    receive_payment,
    return_order,
)
from ticketing.tickets import tasks
from ticketing.tickets.mail import send_expired, send_tickets_again
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db

MAILS = {
    f"ticketing.tickets.tasks.{name}": getattr(tasks, name)
    for name in (
        "mail_order_placed",
        "mail_tickets",
        "mail_order_ended",
        "mail_order_expired",
    )
}


def _work():
    """Run the mails that are planned, each once."""
    for row in DBTaskResult.objects.filter(task_path__in=MAILS).order_by("enqueued_at"):
        given = row.args_kwargs
        MAILS[row.task_path].call(*given["args"], **given["kwargs"])
    DBTaskResult.objects.filter(task_path__in=MAILS).delete()


def _ordered(client, *, method, language="en"):
    shop.filled_basket(client, places=2, seats=5)
    page = client.get(f"/{language}/checkout/")
    fields = shop.order_fields(page, method=method)
    answer = client.post(f"/{language}/checkout/", fields)
    return Order.objects.get(), answer


def _paid(client, **values):
    order, answer = _ordered(client, method="sandbox", **values)
    client.post(answer.url, {"act": "approve"})
    order.refresh_from_db()
    return order


def test_a_transfer_is_written_with_reference_and_account(client, house):
    order, _answer = _ordered(client, method="transfer")

    _work()

    [message] = mail.outbox
    for fact in (order.number, "¥200.00", "6222 0000", order.secret):
        assert fact in message.body


def test_a_hosted_payment_needs_no_instructions(client, house):
    _ordered(client, method="sandbox")

    _work()

    assert mail.outbox == []


def test_a_paid_order_is_sent_its_tickets_with_a_pdf(client, house):
    order = _paid(client)

    _work()

    [message] = mail.outbox
    [(name, content, kind)] = message.attachments
    assert message.to == ["ada@example.org"]
    assert (name, kind) == (f"{order.number}.pdf", "application/pdf")
    assert content.startswith(b"%PDF")
    for ticket in Ticket.objects.all():
        assert f"/tickets/{ticket.serial}/" in message.body


def test_mails_are_in_the_orders_language(client, house):
    _paid(client, language="zh-hans")

    _work()

    [message] = mail.outbox
    assert "/zh-hans/orders/" in message.body
    assert "演出" in message.body
    assert message.extra_headers["Content-Language"] == "zh-hans"


def test_a_task_that_runs_twice_sends_once(client, house):
    order = _paid(client)

    tasks.mail_tickets.call(order.pk)
    tasks.mail_tickets.call(order.pk)

    assert len(mail.outbox) == 1
    assert order.events.filter(kind=OrderEventKind.MAIL).count() == 1


def test_the_desk_sends_tickets_again(client, house):
    order = _paid(client)
    _work()

    send_tickets_again(order, "desk@example.org", timezone.now())
    _work()

    first, second = mail.outbox
    assert first.body == second.body
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_a_cancelled_order_is_told(client, house):
    order, _answer = _ordered(client, method="counter")
    _work()
    mail.outbox.clear()

    cancel_order(order.pk, now=timezone.now(), actor="desk", reason="asked for")
    _work()

    [message] = mail.outbox
    assert f"Order {order.number} is cancelled" in message.subject


def test_a_returned_order_is_told_what_goes_back(client, house):
    order = _paid(client)
    _work()
    mail.outbox.clear()

    later = timezone.now() + timedelta(minutes=1)
    return_order(order.pk, now=later, actor="desk", reason="asked for")
    _work()

    [message] = mail.outbox
    assert "¥200.00 go back to you" in message.body


def test_no_mail_asks_for_money_that_has_come(client, house):
    order, _answer = _ordered(client, method="counter")
    payment = order.payments.get()
    cancel_order(order.pk, now=timezone.now(), actor="desk", reason="asked for")

    tasks.mail_order_placed.call(order.pk, payment.pk)

    assert mail.outbox == []


def _expired(client, **values):
    """An order whose time to pay has just run out, its first mails sent."""
    order, _answer = _ordered(client, **values)
    _work()
    mail.outbox.clear()
    assert lapse_order(order.pk, now=order.pay_by)
    order.refresh_from_db()
    return order


@pytest.mark.parametrize("method", ["transfer", "counter"])
def test_whoever_was_told_how_to_pay_is_told_that_it_is_too_late(client, house, method):
    order = _expired(client, method=method)
    performance = order.lines.first().performance_id

    _work()

    [message] = mail.outbox
    assert message.subject == f"Order {order.number}: the time to pay is over"
    for fact in (
        "you owe nothing",
        "Have you already sent the money?",
        f"http://testserver/en/performances/{performance}/",
        order.secret,
    ):
        assert fact in message.body
        assert fact in message.alternatives[0][0]
    assert order.events.get(kind="mail", after="expired").before == order.buyer_email


def test_an_expired_order_is_told_in_its_language(client, house):
    order = _expired(client, method="transfer", language="zh-hans")

    _work()

    [message] = mail.outbox
    assert message.subject == f"订单{order.number}付款时间已过"
    assert "您无需再付款" in message.body
    assert "/zh-hans/performances/" in message.body


def test_an_expired_order_is_told_once(client, house):
    order = _expired(client, method="transfer")

    tasks.mail_order_expired.call(order.pk)
    tasks.mail_order_expired.call(order.pk)
    _work()

    assert len(mail.outbox) == 1


def test_a_hosted_payment_that_was_left_is_not_written_about(client, house):
    _expired(client, method="sandbox")

    _work()

    assert mail.outbox == []


def test_an_order_whose_first_mail_never_left_is_not_written_about(client, house):
    order, _answer = _ordered(client, method="transfer")
    assert lapse_order(order.pk, now=order.pay_by)

    _work()

    assert mail.outbox == []


def test_money_that_came_before_the_mail_left_is_answered_with_tickets(client, house):
    order = _expired(client, method="transfer")
    receive_payment(order.payments.get().pk, actor="desk", now=timezone.now())

    _work()

    [message] = mail.outbox
    assert message.subject == f"Your 2 tickets, order {order.number}"


def test_an_expired_order_names_the_part_that_goes_back(client, house):
    order, _answer = _ordered(client, method="transfer")
    _work()
    mail.outbox.clear()
    receive_money(
        order.pk, method="transfer", amount=50, actor="desk", now=timezone.now()
    )
    lapse_order(order.pk, now=order.pay_by)

    _work()

    [message] = mail.outbox
    assert "¥50.00 go back to you" in message.body


def test_nobody_is_asked_to_book_what_has_begun(client, house):
    order = _expired(client, method="transfer")
    begun = timezone.now() + timedelta(days=8)

    send_expired(order.pk, now=begun)

    [message] = mail.outbox
    assert "book again" not in message.body
    assert "/performances/" not in message.alternatives[0][0]
