"""Tickets on numbered blanks: in order, each number once, spoiled ones known."""

import pytest
from django.utils import timezone

from tests.checkout import posted
from tests.checkout.shop import text_of
from ticketing.delivery.blanks import (
    print_tickets,
    register_stock,
    spoil_next,
    spoil_printed,
)
from ticketing.delivery.errors import AlreadyPrinted, NumbersOverlap, StockTooShort
from ticketing.delivery.models import Blank, BlankForm, BlankStock, Parcel
from ticketing.delivery.prints import run_pdf, stocks_with_use
from ticketing.house.models import the_house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]


def said():
    return {"now": timezone.now(), "actor": "Desk"}


def stock(first=101, last=110, form=BlankForm.SHEET):
    return register_stock(form, "a", (first, last), **said())


def parcels():
    return list(Parcel.objects.order_by("pk").values_list("pk", flat=True))


def test_numbers_are_used_in_their_order(client):
    posted.paid(client)
    posted.paid(client)

    run = print_tickets(parcels(), stock().pk, **said())

    assert list(run.blanks.values_list("number", flat=True)) == [101, 102, 103, 104]
    assert BlankStock.objects.get().next == 105
    with pytest.raises(AlreadyPrinted):
        print_tickets(parcels(), run.stock_id, **said())


@pytest.mark.parametrize("form", BlankForm)
def test_a_print_is_the_same_pdf_again(client, settings, tmp_path, form):
    settings.MARQUEE_KEYS = tmp_path / "keys"
    posted.paid(client)
    run = print_tickets(parcels(), stock(form=form).pk, **said())

    document = run_pdf(run, the_house())

    assert document.startswith(b"%PDF")
    assert document == run_pdf(run, the_house())


def test_a_void_ticket_is_not_printed_again(client, settings, tmp_path):
    settings.MARQUEE_KEYS = tmp_path / "keys"
    posted.paid(client)
    run = print_tickets(parcels(), stock().pk, **said())
    first, *others = run.blanks.order_by("number")
    whole = run_pdf(run, the_house())

    first.ticket.voided_at = timezone.now()
    first.ticket.save()
    assert run_pdf(run, the_house()) != whole
    for blank in others:
        blank.ticket.voided_at = timezone.now()
        blank.ticket.save()
    assert run_pdf(run, the_house()) is None


def test_what_is_spoiled_is_printed_on_the_next_number(client):
    posted.paid(client)
    roll = stock()
    run = print_tickets(parcels(), roll.pk, **said())
    assert spoil_printed(run.pk, [101], "torn", **said()) == 1
    spoil_next(roll.pk, 2, "wet", **said())

    again = print_tickets(parcels(), roll.pk, **said())

    assert list(again.blanks.values_list("number", flat=True)) == [105]
    used = stocks_with_use().get()
    assert (used.printed, used.spoiled, used.left) == (2, 3, 5)


def test_a_short_roll_uses_no_number(client):
    posted.paid(client)

    with pytest.raises(StockTooShort):
        print_tickets(parcels(), stock(1, 1).pk, **said())

    assert not Blank.objects.exists()


def test_a_number_is_registered_once():
    stock()
    with pytest.raises(NumbersOverlap):
        stock(110, 120)


def test_the_desk_takes_in_prints_and_spoils(client, desk):
    posted.paid(client)
    [parcel] = parcels()
    fields = {"form": "thermal", "series": "t", "first": 1, "last": 5}
    assert desk.post("/admin/desk/blanks/", fields).status_code == 302
    again = desk.post("/admin/desk/blanks/", fields)
    assert "registered already" in text_of(again)

    page = desk.post(
        "/admin/desk/parcels/act/", {"act": "print", "parcel": parcel}, follow=True
    )
    assert "2 tickets are on no blank yet." in text_of(page)
    roll = BlankStock.objects.get()
    done = desk.post("/admin/desk/prints/", {"parcel": parcel, "stock": roll.pk})
    assert desk.get(f"{done.url}tickets.pdf")["Content-Type"] == "application/pdf"
    desk.post(done.url, {"number": [1], "reason": "torn"})
    assert "torn" in text_of(desk.get(done.url))
    spoiled = f"/admin/desk/blanks/{roll.pk}/"
    assert desk.post(spoiled, {"count": 9, "reason": "wet"}).status_code == 422
    assert desk.post(spoiled, {"count": 1, "reason": "wet"}).status_code == 302
    assert "2" in text_of(desk.get("/admin/desk/blanks/"))
