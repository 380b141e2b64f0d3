"""A performance is called off: one job over its orders, which goes on where it was."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry

from reports.checking import check_invariants
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.payments.orders import placed_order
from tests.returns.making import line_ids, paid_order
from ticketing.orders.models import Order
from ticketing.payments import gateways
from ticketing.payments.models import Entry, LedgerAccount, Refund
from ticketing.returns import calling_off
from ticketing.returns.call_off_mail import send_called_off
from ticketing.returns.calling_off import Plan, call_off, choose, go_on, resume, stop
from ticketing.returns.errors import CalledOffAlready, ChoiceMade, NoSuchChoice
from ticketing.returns.models import AskedOrder, CallOff
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
SOON = NOON + timedelta(hours=1)
UNTIL = NOON + timedelta(days=5)
REFUND = Plan("cancelled", "The singer is ill", ["refund"], "refund")


@pytest.fixture
def performance():
    return offered_performance(
        seats=10,
        starts_at=NOON + timedelta(days=30),
        on_sale_from=NOON - timedelta(days=1),
    )


@pytest.fixture(autouse=True)
def _ready_money():
    gateways.register(ready_money.ReadyMoney())
    yield
    gateways._gateways.pop(ready_money.CODE)


def orders(performance, count=3):
    """Paid orders of one ticket each."""
    places = performance.places.order_by("pk").values_list("pk", flat=True)[:count]
    return [ready_money.bought(performance, [place]) for place in places]


def begin(performance, plan=REFUND, now=SOON):
    return call_off(performance.pk, plan, now=now, actor="Ida")


def run(job, now=SOON):
    while go_on(job.pk, now=now):
        pass
    job.refresh_from_db()
    return job


def asking(*choices, kind="cancelled"):
    return Plan(kind, "Water in the hall", choices, choices[0], UNTIL)


def test_all_of_it_goes_back_with_fees_and_the_tickets_are_void(performance):
    orders(performance)
    unpaid = placed_order("transfer", performance=FreePlaces(performance)).order

    job = run(begin(performance))

    assert job.state == "done"
    performance.refresh_from_db()
    assert performance.cancelled_at == SOON
    assert sum(refund.amount for refund in Refund.objects.all()) == Decimal(300)
    assert not Ticket.objects.filter(voided_at=None).exists()
    unpaid.refresh_from_db()
    assert unpaid.phase == "cancelled"
    assert not check_invariants(now=SOON).offenders
    CallOff.objects.update(state="running")
    with pytest.raises(CalledOffAlready):
        begin(performance)


class FreePlaces:
    """The performance, whose places are those that are free."""

    def __init__(self, performance):
        self.pk, self.places = performance.pk, performance.places.filter(state="free")


def test_it_stops_and_goes_on_where_it_was(performance, monkeypatch):
    monkeypatch.setattr(calling_off, "PIECE", 2)
    orders(performance)
    job = begin(performance)
    for _piece in range(4):
        go_on(job.pk, now=SOON)
    assert AskedOrder.objects.filter(state="done").count() == 2

    assert stop(job.pk)
    assert not go_on(job.pk, now=SOON)
    assert Refund.objects.count() == 2
    assert resume(job.pk)

    assert run(job).state == "done"
    assert Refund.objects.count() == 3


def test_what_can_not_be_done_waits_for_the_desk(performance):
    first, *_others = orders(performance)
    first.payments.update(amount=Decimal(1))

    job = run(begin(performance))

    failed = job.asked.get(state="failed")
    assert (failed.order, bool(failed.failure)) == (first, True)
    assert Refund.objects.count() == 2


def test_a_buyer_chooses_once_and_in_time(performance):
    first, second, third = orders(performance)
    job = run(begin(performance, asking("refund", "donate")))
    assert job.state == "running"
    asked = {row.order_id: row for row in job.asked.all()}

    choose(asked[first.pk], "donate", now=SOON, actor="buyer")
    with pytest.raises(ChoiceMade):
        choose(asked[first.pk], "refund", now=SOON, actor="buyer")
    with pytest.raises(NoSuchChoice):
        choose(asked[second.pk], "keep", now=SOON, actor="buyer")
    with pytest.raises(ChoiceMade):
        choose(asked[third.pk], "refund", now=UNTIL, actor="buyer")

    assert run(job, now=UNTIL).state == "done"
    assert Refund.objects.count() == 2
    gift = first.lines.get(kind="donation")
    booked = Entry.objects.filter(line=gift)
    assert booked.get(ledger_account=LedgerAccount.DEFERRED_INCOME).amount == -100
    assert not check_invariants(now=UNTIL).offenders


def test_of_a_postponed_one_tickets_stay_unless_given_back(performance):
    first, _second, _third = orders(performance)
    job = run(begin(performance, asking("keep", "refund", kind="postponed")))
    choose(job.asked.get(order=first), "refund", now=SOON, actor="buyer")

    run(job, now=UNTIL)

    performance.refresh_from_db()
    assert performance.cancelled_at is None
    assert Ticket.objects.filter(voided_at=None).count() == 2
    assert not check_invariants(now=UNTIL).offenders


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Please choose until"), ("zh-hans", "请在")]
)
def test_the_mail_leads_to_the_choice(performance, client, language, words):
    (order,) = orders(performance, 1)
    Order.objects.filter(pk=order.pk).update(language=language)
    plan = Plan(
        "cancelled", "Ill", ["refund"], "refund", timezone.now() + timedelta(days=1)
    )
    job = run(begin(performance, plan))
    for _twice in range(2):
        send_called_off(job.pk, order.pk)
    (message,) = mail.outbox
    address = reverse("checkout:order-called-off", args=[order.number, "x", job.pk])
    assert words in message.body
    assert client.get(address).status_code == 404
    mine = address.replace("/x/", f"/{order.secret}/")
    assert "Money back" in client.get(mine).content.decode()

    assert client.post(mine, {"choice": "keep"}).status_code == 422
    assert client.post(mine, {"choice": "refund"}).status_code == 302

    assert Refund.objects.get().amount == Decimal(100)
    assert "goes back the way it came" in client.get(mine).content.decode()
    assert client.post(mine, {"choice": "refund"}).status_code == 409


def test_the_house_begins_it_and_reads_what_came_of_it(
    performance, administrator, desk, editor
):
    order = paid_order(now=timezone.now())
    date = order.lines.first().performance
    url = reverse("desk-call-off-new", args=[date.pk])
    page = administrator.get(url).content.decode()
    assert "3 tickets for ¥300.00" in page
    assert "Buyers read it in their e-mail" in page
    wish = {
        "kind": "cancelled",
        "choices": ["refund"],
        "default": "refund",
        "reason": "The singer is ill",
    }
    assert administrator.post(url, wish).status_code == 422
    # Cancelling a date is not the box office's.
    desk.post(url, {**wish, "is_sure": "on"})
    assert not CallOff.objects.exists()
    answer = administrator.post(url, {**wish, "is_sure": "on"})
    assert answer.status_code == 302
    entry = registry.get_logs_for_instance(date).get(action="performance.cancel")
    assert entry.data == {"reason": "The singer is ill"}
    job = run(CallOff.objects.get(), now=timezone.now())
    order.refresh_from_db()
    assert order.phase == "refunded"
    assert not line_ids(order)
    page = desk.get(answer["Location"]).content.decode()
    assert "1 of 1 orders are done" in page
    Order.objects.update(buyer_name="=1+1")
    rows = desk.get(reverse("desk-call-off-csv", args=[job.pk])).content.decode()
    assert order.number in rows
    assert ",=1+1" not in rows
    assert editor.get(url).status_code in {302, 403}
