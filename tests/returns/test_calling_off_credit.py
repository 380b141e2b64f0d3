"""A buyer takes credit for an evening that was called off; a guest gets a code."""

from datetime import timedelta

import pytest
from django.core import mail

from members.services import personal_account
from reports.checking import check_invariants
from tests import ready_money
from tests.factories import NOON, UserFactory, offered_performance
from tests.payments.orders import do_planned_work
from ticketing.gifts.models import Gift
from ticketing.gifts.sending import send_gift_card
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments import gateways
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.codes import code_of
from ticketing.payments.credit.models import Credit
from ticketing.returns.calling_off import Plan, call_off, choose, go_on
from ticketing.tickets.mail import send_ended
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
SOON = NOON + timedelta(hours=1)
UNTIL = NOON + timedelta(days=5)
PLAN = Plan("cancelled", "The singer is ill", ["refund", "credit"], "refund", UNTIL)


@pytest.fixture
def asked():
    """One paid order of a guest, that can be chosen for."""
    gateways.register(ready_money.ReadyMoney())
    performance = offered_performance(
        seats=10,
        starts_at=NOON + timedelta(days=30),
        on_sale_from=NOON - timedelta(days=1),
    )
    place = performance.places.values_list("pk", flat=True)[0]
    ready_money.bought(performance, [place])
    job = call_off(performance.pk, PLAN, now=SOON, actor="Ida")
    while go_on(job.pk, now=SOON):
        pass
    yield job.asked.get()
    gateways._gateways.pop(ready_money.CODE)


def test_a_guest_is_mailed_a_gift_card_of_the_whole_price(asked):
    choose(asked, "credit", now=SOON, actor="buyer")
    gift = Gift.objects.get()
    send_gift_card(gift.pk, now=SOON)
    # Nothing is told of a card that is still empty.
    assert not [m for m in mail.outbox if "gift card" in m.subject]

    do_planned_work(SOON)
    send_gift_card(gift.pk, now=SOON)

    card = Credit.objects.get()
    order = Order.objects.get()
    assert order.phase == Phase.REFUNDED
    assert balance(card) == 100
    assert not Ticket.objects.filter(voided_at=None).exists()
    [letter] = [m for m in mail.outbox if "gift card" in m.subject]
    assert letter.to == [order.buyer_email]
    assert code_of(card.seed) in letter.body
    assert "¥100.00" in letter.subject
    assert check_invariants(now=SOON).offenders == []


def test_the_mail_of_the_end_speaks_of_credit(asked):
    choose(asked, "credit", now=SOON, actor="buyer")

    send_ended(asked.order_id)

    assert "are yours as credit" in mail.outbox[-1].body
    assert "the way they came" not in mail.outbox[-1].body


def test_a_member_has_it_on_the_account(asked):
    account = personal_account(UserFactory())
    Order.objects.update(account=account)

    choose(asked, "credit", now=SOON, actor="buyer")
    do_planned_work(SOON)

    assert balance(Credit.objects.get(account=account)) == 100
    assert not Gift.objects.exists()
