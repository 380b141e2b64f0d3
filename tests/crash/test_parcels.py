"""Whoever dies while a parcel is made, packed or printed has done all or nothing."""

import json
import signal

import pytest
from django.test import Client
from django.utils import timezone

from ground.keeping import forget_all
from tests.checkout import posted, shop
from tests.crash.lives import in_another_process, recover
from tests.factories import NOON
from ticketing.delivery import blanks
from ticketing.delivery.models import (
    Blank,
    BlankForm,
    BlankStock,
    Delivery,
    DeliveryState,
    Parcel,
    ParcelLine,
    ParcelState,
    ParcelStep,
)
from ticketing.delivery.parcels import move_one
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments import services
from ticketing.payments.models import Payment
from ticketing.tickets.models import Ticket

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def client(own_database):
    """A buyer in a house that sends by post."""
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    forget_all()
    posted.post_of_house()
    yield Client()
    forget_all()


@pytest.fixture
def parcel(client):
    """Of a paid order with two tickets."""
    posted.paid(client)
    return Parcel.objects.get()


def died(act, point):
    status, said = in_another_process(act, dies_at=point)
    assert status == -signal.SIGKILL, said


def assert_clean():
    status, said = in_another_process(recover)
    assert (status, json.loads(said)) == (0, [])


def test_money_and_parcel_come_together_or_not_at_all(client):
    shop.filled_basket(client, places=2, seats=5)
    posted.sent(client, **posted.SHANGHAI)
    payment = Payment.objects.get()
    now = timezone.now()

    def pay():
        return services.receive_payment(payment.pk, actor="desk", now=now).pk

    died(pay, "parcel-made")
    assert Order.objects.get().is_unpaid
    assert not Ticket.objects.exists()
    assert not Parcel.objects.exists()

    pay()
    assert Parcel.objects.get().state == ParcelState.WAITING
    assert Order.objects.get().has_tickets
    assert_clean()


@pytest.mark.parametrize("point", ["parcel-packed", "parcel-moved", "parcel-stepped"])
def test_a_parcel_is_packed_whole_or_not_at_all(parcel, point):
    def pack():
        by = {"now": timezone.now(), "actor": "desk"}
        return move_one(parcel.pk, ParcelState.PACKED, **by).pk

    died(pack, point)
    parcel.refresh_from_db()
    assert parcel.state == ParcelState.WAITING
    assert not ParcelLine.objects.exists()
    assert not ParcelStep.objects.exists()

    pack()
    assert ParcelLine.objects.count() == 2
    assert ParcelStep.objects.count() == 1
    assert_clean()


@pytest.mark.parametrize("point", ["parcel-moved", "parcel-stepped"])
def test_a_parcel_that_left_is_told_of_once(parcel, point):
    by = {"now": timezone.now(), "actor": "desk"}
    move_one(parcel.pk, ParcelState.PACKED, **by)

    def hand_over():
        return move_one(parcel.pk, ParcelState.HANDED_OVER, **by).pk

    died(hand_over, point)
    assert Delivery.objects.get().state == DeliveryState.WAITING

    hand_over()
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert_clean()


@pytest.mark.parametrize("point", ["blanks-taken", "blanks-printed"])
def test_a_print_that_died_has_used_no_number(parcel, point):
    stock = blanks.register_stock(BlankForm.SHEET, "a", (1, 9), now=NOON, actor="")

    def print_them():
        return blanks.print_tickets([parcel.pk], stock.pk, now=NOON, actor="").pk

    died(print_them, point)
    assert not Blank.objects.exists()
    assert BlankStock.objects.get().left == 9

    print_them()
    assert sorted(Blank.objects.values_list("number", flat=True)) == [1, 2]
    assert_clean()
