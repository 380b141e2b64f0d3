"""The delivery note: a paper with a number of its own, issued once, without prices."""

import pytest
from django.utils import timezone

from tests.checkout import posted
from ticketing.delivery.models import Parcel, ParcelState
from ticketing.delivery.notes import issue_note
from ticketing.delivery.parcels import move_one
from ticketing.papers.errors import NothingToWrite
from ticketing.papers.models import Paper, PaperSeries
from ticketing.papers.pdf import paper_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]


def said():
    return {"now": timezone.now(), "actor": "Desk"}


def packed(client):
    posted.paid(client)
    parcel = Parcel.objects.order_by("-pk").first()
    return move_one(parcel.pk, ParcelState.PACKED, **said())


def test_it_says_what_was_packed_and_for_whom(client):
    parcel = packed(client)

    paper = issue_note(parcel.pk, **said())

    assert paper.code == f"DN-{paper.data['issued_on'][:4]}-000001"
    assert len(paper.data["lines"]) == 2
    assert "total" not in paper.data
    assert "上海市黄浦区" in paper.data["buyer"]["address"]
    assert paper.data["method"] == {"en": "Post", "zh": "邮寄"}


def test_asking_again_gives_the_same_and_uses_no_number(client):
    parcel = packed(client)

    assert issue_note(parcel.pk, **said()) == issue_note(parcel.pk, **said())
    assert PaperSeries.objects.get().last == 1
    assert issue_note(packed(client).pk, **said()).number == 2


def test_what_is_not_packed_has_none(client):
    posted.paid(client)

    with pytest.raises(NothingToWrite):
        issue_note(Parcel.objects.get().pk, **said())

    assert not PaperSeries.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_is_printed_in_both_languages(client, language):
    paper = issue_note(packed(client).pk, **said())

    document = paper_pdf(paper.data, language)

    assert document.startswith(b"%PDF")
    assert document == paper_pdf(paper.data, language)


def test_the_desk_opens_it_and_the_buyer_finds_it(client, desk):
    parcel = packed(client)
    order = parcel.delivery.order

    answer = desk.post(f"/admin/desk/parcels/{parcel.pk}/note/")
    paper = Paper.objects.get()

    assert answer.url == f"/admin/desk/papers/{paper.pk}/"
    assert desk.get(answer.url)["Content-Type"] == "application/pdf"
    page = client.get(f"/en/orders/{order.number}/{order.secret}/papers/")
    assert paper.code in page.content.decode()
