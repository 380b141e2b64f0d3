"""Buyers and the desk ask for papers and open them; another's do not exist."""

import pytest
from django.urls import reverse

from tests.factories import the_tests_house
from tests.payments.orders import SOON, started
from ticketing.papers.models import Issuer, Paper
from ticketing.payments import services

pytestmark = pytest.mark.django_db
COMPANY = {"act": "invoice", "title": "Lamp Ltd", "tax_number": "gb 123"}


@pytest.fixture
def order(furnished):
    the_tests_house()
    payment = started("counter", price="100")
    services.receive_payment(payment.pk, actor="desk", now=SOON)
    payment.order.refresh_from_db()
    return payment.order


def _address(order, name="order-papers", *more):
    return reverse(f"checkout:{name}", args=[order.number, order.secret, *more])


def test_a_buyer_asks_for_an_invoice_and_opens_it(client, order):
    page = client.get(reverse("checkout:order", args=[order.number, order.secret]))
    assert _address(order) in page.content.decode()

    response = client.post(_address(order), COMPANY, follow=True)

    paper = Paper.objects.get()
    assert (paper.tax_number, paper.issued_by) == ("GB123", "buyer")
    opened = client.get(_address(order, "order-paper", paper.code))
    assert _address(order, "order-paper", paper.code) in response.content.decode()
    assert opened["Content-Type"] == "application/pdf"
    assert opened.content.startswith(b"%PDF")


def test_a_receipt_is_one_press(client, order):
    client.post(_address(order), {"act": "receipt"})
    client.post(_address(order), {"act": "receipt"})

    assert Paper.objects.get().kind == "receipt"


def test_a_special_fapiao_needs_the_tax_number(client, order):
    asked = {"act": "invoice", "title": "Lamp Ltd", "fapiao": "special"}

    response = client.post(_address(order), asked)

    assert response.status_code == 422
    assert "needs the tax number" in response.content.decode()
    assert not Paper.objects.exists()


@pytest.mark.parametrize("asked", [{}, {"act": "credit", "refund": "1"}])
def test_what_is_no_paper_of_the_order_is_refused(client, order, asked):
    assert client.post(_address(order), asked).status_code == 422


def test_papers_of_another_order_do_not_exist(client, order):
    client.post(_address(order), COMPANY)
    code = Paper.objects.get().code
    other = started("counter").order

    for address in (
        _address(other, "order-paper", code),
        reverse("checkout:order-paper", args=[order.number, "x", code]),
        reverse("checkout:order-papers", args=[order.number, "x"]),
    ):
        assert client.get(address).status_code == 404


def test_the_desk_issues_all_papers_of_an_order(desk, order):
    screen = reverse("desk-order-papers", args=[order.pk])
    desk.post(screen, COMPANY)
    desk.post(screen, {"act": "receipt"})
    issued = Paper.objects.latest("pk").issued_at
    services.return_order(order.pk, now=issued, actor="desk", reason="ill")
    refund = order.refunds.get()
    services.finish_refund(refund.pk, state="done", reference="", now=SOON)
    offered = desk.get(screen).content.decode()

    desk.post(screen, {"act": "credit", "refund": refund.pk})

    assert "¥100.00 paid back" in offered
    kinds = list(Paper.objects.order_by("pk").values_list("kind", "issued_by"))
    name = str(desk.user)
    assert kinds == [("invoice", name), ("receipt", name), ("credit_note", name)]
    paper = Paper.objects.latest("pk")
    address = reverse("desk-paper", args=[paper.pk])
    for language in ("en", "zh-hans"):
        opened = desk.get(address, {"language": language})
        assert opened.content.startswith(b"%PDF")


def test_the_house_says_who_issues(administrator, order, client):
    screen = reverse("desk-issuer")

    administrator.post(screen, {"name_en": "Lamp Theatre Ltd", "tax_number": "GB 9"})
    client.post(_address(order), COMPANY)

    assert Issuer.objects.get().tax_number == "GB 9"
    assert Paper.objects.get().data["issuer"]["name"]["en"] == "Lamp Theatre Ltd"
    assert "Lamp Theatre Ltd" in administrator.get(screen).content.decode()
