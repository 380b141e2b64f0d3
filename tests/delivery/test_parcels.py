"""Parcels: each step, what refuses it, what the buyer is told."""

from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from reports.checking import check_invariants
from tests.checkout import posted, shop
from ticketing.delivery.errors import NothingToPack, NotThatStep, NumberTaken
from ticketing.delivery.mail import send_step
from ticketing.delivery.models import Carrier, Parcel, ParcelState, ParcelStep
from ticketing.delivery.parcels import move, move_one, set_number, undo
from ticketing.orders.line_kinds import kind_of
from ticketing.payments.refunds import return_order
from ticketing.returns.calling_off import Plan, call_off, go_on
from ticketing.returns.services import take_tickets_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]


def step(parcel, to, **more):
    return move_one(parcel.pk, to, now=timezone.now(), actor="Desk", **more)


def test_a_paid_order_has_a_parcel_and_an_unpaid_one_has_none(client):
    order = posted.paid(client)
    assert Parcel.objects.get().delivery.order == order
    assert Parcel.objects.get().state == ParcelState.WAITING


def test_an_e_ticket_has_no_parcel(client):
    shop.filled_basket(client, seats=5)
    shop.place_order(client, method="counter")
    assert not Parcel.objects.exists()


def test_a_parcel_goes_its_way_and_the_buyer_is_told(client, carrier):
    order = posted.paid(client)
    parcel = Parcel.objects.get()
    step(parcel, ParcelState.PACKED)
    set_number(parcel.pk, "sw 1", carrier, now=timezone.now(), actor="Desk")
    step(parcel, ParcelState.HANDED_OVER)

    for one in ParcelStep.objects.all():
        if one.before != one.after:
            send_step(one.pk)
    page = shop.text_of(client.get(f"/en/orders/{order.number}/{order.secret}/"))

    # Of the packing nothing is told any more: the parcel has left since.
    assert [m.subject for m in mail.outbox if order.number in m.subject][-1].endswith(
        "your tickets are on their way"
    )
    assert "https://swift.example/?n=SW1" in mail.outbox[-1].body
    assert "handed over" in page
    assert "SW1" in page
    order.deliveries.get(state="sent")

    step(parcel, ParcelState.DELIVERED, receiver="Wang")
    parcel.refresh_from_db()
    assert parcel.receiver == "Wang"
    assert not check_invariants(now=timezone.now()).offenders


def test_a_step_that_does_not_follow_is_refused(client):
    posted.paid(client)
    parcel = Parcel.objects.get()

    with pytest.raises(NotThatStep):
        step(parcel, ParcelState.HANDED_OVER)


def test_a_batch_moves_what_it_can_and_tells_the_rest(client):
    posted.paid(client)
    gone = posted.paid(client)
    now = timezone.now()
    return_order(gone.pk, now=now, actor="Desk", reason="ill")

    ids = list(Parcel.objects.values_list("pk", flat=True))
    moved = move(ids, ParcelState.PACKED, now=now, actor="Desk")

    assert (len(moved.done), len(moved.refused)) == (1, 1)
    assert Parcel.objects.get(delivery__order=gone).state == ParcelState.DROPPED


def test_what_was_given_back_whole_can_not_be_packed(client):
    order = posted.paid(client)
    parcel = Parcel.objects.get()
    lines = order.lines.filter(kind="place").values_list("pk", flat=True)
    keep = {"fee": Decimal(1), "reason": "ill", "now": timezone.now(), "actor": "D"}
    take_tickets_back(order.pk, list(lines), **keep)
    Parcel.objects.update(state=ParcelState.WAITING)

    with pytest.raises(NothingToPack):
        step(parcel, ParcelState.PACKED)


def test_the_price_is_refundable_until_it_is_packed(client):
    order = posted.paid(client)
    line = order.lines.get(kind="delivery")
    now = timezone.now()
    assert kind_of(line).refundable(line, now=now)

    step(Parcel.objects.get(), ParcelState.PACKED)

    assert not kind_of(line).refundable(line, now=now)
    lines = order.lines.filter(kind="place").values_list("pk", flat=True)
    quote = take_tickets_back(
        order.pk, list(lines), fee=Decimal(0), reason="ill", now=now, actor="D"
    )
    assert quote.along == ()
    assert not check_invariants(now=now).offenders


def test_a_ticket_given_back_of_a_packed_parcel_is_seen(client):
    order = posted.paid(client)
    step(Parcel.objects.get(), ParcelState.PACKED)
    line = order.lines.filter(kind="place").first()

    take_tickets_back(
        order.pk, [line.pk], fee=Decimal(0), reason="ill", now=timezone.now(), actor="D"
    )

    parcel = Parcel.objects.for_desk().get()
    assert (parcel.ticket_count, parcel.gone_count) == (1, 1)


def test_a_step_is_taken_back(client):
    posted.paid(client)
    parcel = Parcel.objects.get()
    step(parcel, ParcelState.PACKED)
    step(parcel, ParcelState.HANDED_OVER)

    for state in (ParcelState.PACKED, ParcelState.WAITING):
        assert undo(parcel.pk, now=timezone.now(), actor="Desk").state == state

    assert not parcel.lines.exists()
    with pytest.raises(NotThatStep):
        undo(parcel.pk, now=timezone.now(), actor="Desk")
    step(parcel, ParcelState.PACKED)
    assert parcel.lines.count() == 2


def test_a_number_is_no_step_to_take_back(client, carrier):
    posted.paid(client)
    parcel = Parcel.objects.get()
    step(parcel, ParcelState.PACKED)
    set_number(parcel.pk, "SW1", carrier, now=timezone.now(), actor="Desk")

    undone = undo(parcel.pk, now=timezone.now(), actor="Desk")

    assert undone.state == ParcelState.WAITING


def test_what_is_given_to_the_house_is_not_sent(client):
    order = posted.paid(client)
    line = order.lines.filter(kind="place").first()
    now = timezone.now()
    plan = Plan("cancelled", "ill", ["donate"], "donate")
    job = call_off(line.performance_id, plan, now=now, actor="Desk")
    whole = order.payments.get().amount

    while go_on(job.pk, now=now):
        pass

    assert job.asked.get().amount == whole
    assert not order.lines.live().exclude(kind="donation").exists()
    assert Parcel.objects.get().state == ParcelState.DROPPED
    assert not check_invariants(now=now).offenders


def test_one_number_is_one_parcels(client, carrier):
    posted.paid(client)
    posted.paid(client)
    first, second = Parcel.objects.order_by("pk")
    set_number(first.pk, "SW1", carrier, now=timezone.now(), actor="Desk")

    with pytest.raises(NumberTaken):
        set_number(second.pk, "sw1", carrier, now=timezone.now(), actor="Desk")


def test_steps_are_kept_as_they_are(client):
    posted.paid(client)
    step(Parcel.objects.get(), ParcelState.PACKED)

    with pytest.raises(DatabaseError), transaction.atomic():
        ParcelStep.objects.update(actor="Nobody")


@pytest.mark.parametrize(
    "address",
    ["http://a.example/{number}", "https://a.example/", "javascript:{number}"],
)
def test_a_carriers_address_is_safe(address):
    with pytest.raises(ValidationError):
        Carrier(code="x", name_en="X", tracking_url=address).full_clean()
