"""The desk's screens of parcels."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.checkout import posted
from tests.checkout.shop import text_of
from ticketing.delivery.models import Parcel, ParcelState
from ticketing.delivery.parcels import move
from ticketing.papers.models import Paper
from ticketing.returns.services import take_tickets_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]
LIST = "/admin/desk/parcels/"


def act(desk, code, parcels, **more):
    fields = {"act": code, "parcel": [p.pk for p in parcels], **more}
    return desk.post(f"{LIST}act/", fields)


def test_parcels_are_listed_by_state_and_found(client, desk):
    order = posted.paid(client)

    assert order.number in text_of(desk.get(LIST))
    assert order.number not in text_of(desk.get(f"{LIST}?state=packed"))
    scanned = f"{LIST}?state=packed&q={order.number.lower()}"
    assert order.number in text_of(desk.get(scanned))
    assert order.number not in text_of(desk.get(f"{LIST}?q=nobody"))
    method = order.deliveries.get().method_id
    assert order.number in text_of(desk.get(f"{LIST}?method={method}"))


def test_the_list_asks_as_much_for_many(client, desk, django_assert_max_num_queries):
    for _one in range(3):
        posted.paid(client)
    desk.get(LIST)
    with django_assert_max_num_queries(30):
        assert desk.get(LIST).status_code == 200


def test_a_step_is_asked_first_and_then_taken_by_all(client, desk):
    posted.paid(client)
    posted.paid(client)
    parcels = list(Parcel.objects.all())

    question = act(desk, "pack", parcels)
    assert "can’t be had back any more" in text_of(question)
    assert Parcel.objects.filter(state=ParcelState.WAITING).count() == 2

    done = act(desk, "pack", parcels, sure="1", back="state=waiting")
    assert done.url == f"{LIST}?state=waiting"
    assert Parcel.objects.filter(state=ParcelState.PACKED).count() == 2
    assert "2 parcels: Pack." in text_of(desk.get(done.url))


def test_a_double_click_takes_one_step_back(client, desk):
    posted.paid(client)
    parcel = Parcel.objects.get()
    for code in ("pack", "hand_over"):
        act(desk, code, [parcel], sure="1")
    seen = {f"state-{parcel.pk}": "handed_over"}
    asked = act(desk, "undo", [parcel]).content.decode()
    assert f'name="state-{parcel.pk}" value="handed_over"' in asked

    for _click in range(2):
        act(desk, "undo", [parcel], sure="1", **seen)

    parcel.refresh_from_db()
    assert parcel.state == ParcelState.PACKED


def test_a_parcel_that_is_none_is_left_out(client, desk):
    posted.paid(client)
    fields = {"act": "pack", "sure": "1", "parcel": [999999, Parcel.objects.get().pk]}

    assert desk.post(f"{LIST}act/", fields).status_code == 302

    assert Parcel.objects.get().state == ParcelState.PACKED


def test_nothing_chosen_is_told(desk):
    assert "Choose at least one parcel." in text_of(
        desk.post(f"{LIST}act/", {"act": "pack"}, follow=True)
    )


@pytest.mark.parametrize("code", ["labels-a6", "labels-a4"])
def test_labels_are_one_pdf(client, desk, code):
    posted.paid(client)
    posted.paid(client)

    answer = act(desk, code, Parcel.objects.all())

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def packed(client, count):
    for _ in range(count):
        posted.paid(client)
    parcels = list(Parcel.objects.order_by("pk"))
    said = {"now": timezone.now(), "actor": "Desk"}
    move([p.pk for p in parcels], ParcelState.PACKED, **said)
    return parcels


def test_delivery_notes_are_one_pdf(client, desk):
    parcels = packed(client, 2)

    answer = act(desk, "notes", parcels)

    assert answer.content.startswith(b"%PDF")
    # A page of its own for each.
    assert b"/Type/Pages/Count 2/" in answer.content
    papers = Paper.objects.all()
    assert {paper.order_id for paper in papers} == {
        parcel.delivery.order_id for parcel in parcels
    }
    again = act(desk, "notes", parcels)
    assert again.content == answer.content
    assert Paper.objects.count() == 2


def test_what_is_not_packed_is_left_out_and_told(client, desk):
    [parcel] = packed(client, 1)
    waiting = posted.paid(client)

    answer = act(desk, "notes", [parcel, *Parcel.objects.filter(state="waiting")])

    assert b"/Type/Pages/Count 1/" in answer.content
    assert f"without a delivery note: {waiting.number}" in text_of(desk.get(LIST))
    none = act(desk, "notes", Parcel.objects.filter(state="waiting"))
    assert none.status_code == 302


def test_numbers_are_scanned_one_after_another(client, desk, carrier):
    posted.paid(client)
    posted.paid(client)
    first, second = Parcel.objects.order_by("pk")
    chosen = {"parcel": [first.pk, second.pk], "carrier": carrier.pk}

    page = desk.post(f"{LIST}numbers/", {**chosen, f"number-{first.pk}": "SW1"})
    assert (
        f'id="number-{second.pk}" value="" maxlength="60" autocomplete="off" autof'
        in (page.content.decode())
    )
    same = {f"number-{first.pk}": "SW1", f"number-{second.pk}": "SW1"}
    refused = desk.post(f"{LIST}numbers/", {**chosen, **same})
    assert refused.status_code == 422
    assert "has this tracking number already" in text_of(refused)

    both = {f"number-{first.pk}": "SW1", f"number-{second.pk}": "SW2", "done": "1"}
    assert desk.post(f"{LIST}numbers/", {**chosen, **both}).status_code == 302
    assert set(Parcel.objects.values_list("tracking", flat=True)) == {"SW1", "SW2"}


def test_numbers_come_from_a_file(client, desk, carrier):
    order = posted.paid(client)
    text = f"order,number\n{order.number},SW9\nNOSUCH22,SW8\n"

    answer = desk.post(f"{LIST}import/", {"carrier": carrier.pk, "text": text})

    assert Parcel.objects.get().tracking == "SW9"
    assert "Row 3" in text_of(answer)


def test_a_ticket_given_back_stands_on_the_list(client, desk):
    order = posted.paid(client)
    act(desk, "pack", Parcel.objects.all(), sure="1")
    line = order.lines.filter(kind="place").first()
    take_tickets_back(
        order.pk, [line.pk], fee=Decimal(0), reason="ill", now=timezone.now(), actor="D"
    )

    assert "1 packed ticket was given back" in text_of(desk.get(f"{LIST}?state=packed"))


def test_one_parcel_tells_its_way(client, desk, carrier):
    posted.paid(client)
    parcel = Parcel.objects.get()
    act(desk, "pack", [parcel], sure="1")
    seen = {f"state-{parcel.pk}": "packed"}
    act(desk, "undo", [parcel], sure="1", **seen)

    page = text_of(desk.get(f"{LIST}{parcel.pk}/"))

    assert "上海市黄浦区" in page
    assert "Taken back" in page
    assert desk.get(f"{LIST}999999/").status_code == 404
    assert carrier.pk
