"""A whole order is taken back: of a parcel that is packed the price stays."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.checking import check_invariants
from tests.checkout import posted
from ticketing.delivery.models import Parcel, ParcelState
from ticketing.delivery.parcels import move_one
from ticketing.desk.returns.second_person import Wish, amount_of
from ticketing.payments.models import Refund
from ticketing.returns.errors import TicketsGone
from ticketing.returns.whole_orders import brought_by, take_order_back, used_up
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]


def take_back(order):
    take_order_back(order.pk, now=timezone.now(), actor="Desk", reason="ill")
    order.refresh_from_db()
    return order


def packed(client):
    order = posted.paid(client)
    by = {"now": timezone.now(), "actor": "Desk"}
    move_one(Parcel.objects.get().pk, ParcelState.PACKED, **by)
    return order


def test_until_it_is_packed_all_of_it_goes_back(client):
    order = posted.paid(client)
    assert not used_up(order)

    assert take_back(order).phase == "refunded"

    assert sum(refund.amount for refund in Refund.objects.all()) == order.total
    assert not check_invariants(now=timezone.now()).offenders


def test_what_is_packed_stays_paid(client):
    order = packed(client)

    assert take_back(order).phase == "paid"

    left = order.lines.live().get()
    assert (left.kind, left.price) == ("delivery", Decimal(8))
    assert sum(refund.amount for refund in Refund.objects.all()) == order.total - 8
    assert not Ticket.objects.filter(voided_at=None).exists()
    assert not check_invariants(now=timezone.now()).offenders
    with pytest.raises(TicketsGone):
        take_back(order)


@pytest.mark.parametrize("is_packed", [True, False])
def test_what_is_told_before_comes_back(client, is_packed):
    order = packed(client) if is_packed else posted.paid(client)
    told = brought_by(order, now=timezone.now())

    take_back(order)

    assert told == order.total - 8 * is_packed
    assert sum(refund.amount for refund in Refund.objects.all()) == told


def test_what_goes_along_with_single_tickets_counts_for_the_second_person(client):
    order = posted.paid(client)
    tickets = list(order.lines.filter(kind="place").values_list("pk", flat=True))
    now = timezone.now()

    assert amount_of(order, Wish("ill", tickets), now=now) == order.total
    assert amount_of(order, Wish("ill", tickets[:1]), now=now) < order.total - 8


def test_the_desk_is_told_before(admin_client, client):
    order = packed(client)
    page = admin_client.get(reverse("desk-order-refund", args=[order.pk]))
    assert "¥8.00 for its delivery stays" in page.content.decode()
