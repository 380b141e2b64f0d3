"""What shows that a parcel has come: kept, saved as a file, taken away."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from ground.documents import LONGEST_SIDE, MOST_BYTES
from tests.checkout import posted
from tests.checkout.shop import text_of
from ticketing.delivery.models import Parcel, ParcelState, Proof
from ticketing.delivery.parcels import move
from ticketing.delivery.proofs import MOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]
PDF = b"%PDF-1.7\nslip\n%%EOF\n"
GPS, NORTH = 0x8825, 1


@pytest.fixture
def parcel(client):
    posted.paid(client)
    parcel = Parcel.objects.get()
    for state in (ParcelState.PACKED, ParcelState.HANDED_OVER):
        move([parcel.pk], state, now=timezone.now(), actor="A")
    return parcel


def page(parcel):
    return f"/admin/desk/parcels/{parcel.pk}/"


def hand_in(desk, parcel, body, name="slip.pdf"):
    fields = {"document": SimpleUploadedFile(name, body)}
    answer = desk.post(f"{page(parcel)}proofs/", fields, follow=True)
    assert answer.status_code == 200
    return text_of(answer)


def photo(size=(3000, 2000), kind="JPEG"):
    image, told = Image.new("RGB", size, "teal"), Image.Exif()
    told.get_ifd(GPS)[NORTH] = "N"
    drawn = BytesIO()
    image.save(drawn, kind, exif=told)
    return drawn.getvalue()


def test_a_slip_is_kept_and_saved_as_a_file(desk, parcel):
    assert "The proof is kept" in hand_in(desk, parcel, PDF)

    proof = Proof.objects.get()
    saved = desk.get(f"{page(parcel)}proofs/{proof.pk}/")
    assert saved.content == PDF
    assert saved["Content-Disposition"].startswith("attachment;")
    assert saved["X-Content-Type-Options"] == "nosniff"
    assert saved["Content-Type"] == "application/pdf"


def test_a_photo_is_made_smaller_and_tells_no_place(desk, parcel):
    assert Image.open(BytesIO(photo())).getexif().get_ifd(GPS)
    hand_in(desk, parcel, photo(), "door.jpg")

    kept = Image.open(BytesIO(Proof.objects.get().document.body))
    assert max(kept.size) == LONGEST_SIDE
    assert not kept.getexif().get_ifd(GPS)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html><script>1</script>", "neither a PDF nor a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "neither a PDF nor a picture"),
        (photo()[:900], "neither a PDF nor a picture"),
        (b"%PDF-1.7 and no end", "not complete"),
        (b"%PDF-" + b"0" * MOST_BYTES, "may have 10 MB"),
        (b"", "empty"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(desk, parcel, body, sentence):
    assert sentence in hand_in(desk, parcel, body, "door.jpg")
    assert not Proof.objects.exists()


def test_a_picture_of_absurd_size_is_refused_unread(desk, parcel):
    drawn = BytesIO()
    Image.new("1", (20_000, 20_000)).save(drawn, "PNG")
    assert "more dots" in hand_in(desk, parcel, drawn.getvalue(), "door.png")


def test_the_same_document_is_kept_once_and_only_so_many(desk, parcel):
    for _time in range(2):
        hand_in(desk, parcel, PDF)
    assert Proof.objects.count() == 1
    for number in range(MOST):
        told = hand_in(desk, parcel, PDF + b"%d %%%%EOF" % number)
    assert f"at most {MOST} proofs" in told
    assert Proof.objects.count() == MOST


def test_what_was_taken_away_is_gone_and_told(desk, parcel):
    hand_in(desk, parcel, PDF)
    proof = Proof.objects.get()
    address = f"{page(parcel)}proofs/{proof.pk}/"

    told = text_of(desk.post(f"{address}remove/", follow=True))

    proof.refresh_from_db()
    assert proof.body is None
    assert "taken away by" in told
    assert desk.get(address).status_code == 404
    assert desk.post(f"{address}remove/").status_code == 404


def test_a_parcel_that_is_here_proves_nothing(client, desk):
    posted.paid(client)
    parcel = Parcel.objects.get()
    assert "has left the house" in text_of(desk.get(page(parcel)))
    assert "has left the house" in hand_in(desk, parcel, PDF)
    assert not Proof.objects.exists()


def test_the_proof_of_another_parcel_is_not_there(client, desk, parcel):
    hand_in(desk, parcel, PDF)
    proof = Proof.objects.get()
    posted.paid(client)
    other = Parcel.objects.exclude(pk=parcel.pk).get()
    assert desk.get(f"{page(other)}proofs/{proof.pk}/").status_code == 404
    assert client.get(f"{page(parcel)}proofs/{proof.pk}/").status_code == 302
