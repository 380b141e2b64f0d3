"""What is written to the buyer, when, in which language, how often."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.checkout import shop
from ticketing.orders.models import Order, OrderEventKind
from ticketing.payments.services import cancel_order, return_order
from ticketing.tickets import tasks
from ticketing.tickets.mail import send_tickets_again
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db

MAILS = {
    f"ticketing.tickets.tasks.{name}": getattr(tasks, name)
    for name in ("mail_order_placed", "mail_tickets", "mail_order_ended")
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
