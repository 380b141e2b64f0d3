"""Tracking numbers that are changed, emptied, or come in a file that is none."""

import pytest
from django.utils import timezone

from tests.checkout import posted
from tests.checkout.shop import text_of
from ticketing.delivery.models import Carrier, Parcel, ParcelState
from ticketing.delivery.parcels import move_one, set_number, undo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]
LIST = "/admin/desk/parcels/"


@pytest.fixture
def parcel(client, carrier):
    """A parcel with a number of that carrier."""
    posted.paid(client)
    key = Parcel.objects.get().pk
    return set_number(key, "SW1", carrier, now=timezone.now(), actor="Desk")


def save(desk, parcel, number, *, was="SW1", carrier=""):
    fields = {
        "parcel": parcel.pk,
        "carrier": carrier,
        f"number-{parcel.pk}": number,
        f"was-{parcel.pk}": was,
    }
    answer = desk.post(f"{LIST}numbers/", fields)
    parcel.refresh_from_db()
    return answer


def test_another_carrier_with_the_same_number_is_kept(desk, parcel):
    other = Carrier.objects.create(code="slow", name_en="Slow")

    save(desk, parcel, "SW1", carrier=other.pk)

    assert (parcel.tracking, parcel.carrier) == ("SW1", other)


def test_without_a_carrier_the_old_one_stays(desk, parcel, carrier):
    save(desk, parcel, "SW1")

    assert (parcel.tracking, parcel.carrier) == ("SW1", carrier)


def test_an_emptied_number_is_taken_away(desk, parcel):
    save(desk, parcel, "")

    assert parcel.tracking == ""


def test_what_another_person_wrote_meanwhile_stays(desk, parcel):
    page = save(desk, parcel, "", was="")

    assert parcel.tracking == "SW1"
    assert f'name="was-{parcel.pk}" value="SW1"' in page.content.decode()


def test_parcels_of_several_carriers_keep_theirs(client, desk, parcel):
    posted.paid(client)
    other = Carrier.objects.create(code="slow", name_en="Slow")
    second = Parcel.objects.order_by("pk").last()
    set_number(second.pk, "SL1", other, now=timezone.now(), actor="Desk")

    page = desk.get(f"{LIST}numbers/?parcel={parcel.pk}&parcel={second.pk}")

    assert (
        "selected"
        not in page.content.decode().split("</select>")[0].split('name="carrier"')[1]
    )


@pytest.mark.parametrize("content", [b"A\0B,SW2", b"x" * 140_000])
def test_a_file_that_is_none_is_told(desk, carrier, content, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with path.open("rb") as file:
        fields = {"carrier": carrier.pk, "file": file}
        answer = desk.post(f"{LIST}import/", fields)

    assert answer.status_code == 422
    assert "These are no rows of a CSV file." in text_of(answer)


def test_a_number_of_an_order_is_read_in_small_letters(client, desk, carrier):
    order = posted.paid(client)
    text = f"{order.number.lower()},SW9"

    desk.post(f"{LIST}import/", {"carrier": carrier.pk, "text": text})

    assert Parcel.objects.get().tracking == "SW9"


def test_a_step_that_was_taken_back_is_not_told(client, parcel):
    said = {"now": timezone.now(), "actor": "Desk"}
    for to in (ParcelState.PACKED, ParcelState.HANDED_OVER):
        move_one(parcel.pk, to, **said)
    undo(parcel.pk, **said)
    order = parcel.delivery.order

    page = client.get(f"/en/orders/{order.number}/{order.secret}/")

    assert [s.after for s in parcel.standing_steps] == [ParcelState.PACKED]
    assert "handed over" not in text_of(page)
