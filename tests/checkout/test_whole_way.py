"""From the seat page to a PDF that scans, with forms alone."""

import io
import re
import shutil
import subprocess

import pytest
import zxingcpp
from django.conf import settings
from django.urls import reverse
from PIL import Image

from tests.checkout import shop
from ticketing.orders.models import Order
from ticketing.payments.models import Payment
from ticketing.tickets.codes import load_keys, public_keys, verify
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def _codes(pdf):
    """The codes on the pages of a PDF, as a scanner reads them."""
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    drawn = subprocess.run(
        [program, "-r", "200", "-png", "-singlefile", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn)))]


def test_forms_alone_lead_from_the_seat_page_to_a_scanning_pdf(client, house):
    shop.e_ticket()
    performance = shop.now_on_sale(seats=20)
    page = client.get(reverse("checkout:performance", args=[performance.pk]))
    place = re.search(r'name="place" value="(\d+)"', page.content.decode())[1]

    basket = client.post(shop.hold_url(performance), {"place": place}, follow=True)
    assert "Row A, seat 1".lower() in shop.text_of(basket).lower()

    bank = shop.place_order(client)
    payment = Payment.objects.get()
    assert bank.url.endswith(reverse("payments:sandbox", args=[payment.key]))

    back = client.post(bank.url, {"act": "approve"})
    order_page = client.get(back.url, follow=True)
    assert "One ticket is yours." in shop.text_of(order_page)

    order, ticket = Order.objects.get(), Ticket.objects.get()
    address = [order.number, order.secret]
    pdf = client.get(reverse("checkout:order-pdf", args=address))
    [code] = _codes(pdf.content)
    keys = public_keys(load_keys(settings.MARQUEE_KEYS))
    assert verify(code, keys) == ticket.serial


def test_a_free_performance_needs_no_payment_step(client, house):
    shop.filled_basket(client, seats=10, price="0")
    page = client.get(reverse("checkout:checkout"))
    assert "How you pay" not in shop.text_of(page)

    answer = shop.place_order(client, method="")

    order = Order.objects.get()
    assert answer.url == reverse("checkout:order", args=[order.number, order.secret])
    assert Payment.objects.count() == 0
    assert "One ticket is yours." in shop.text_of(client.get(answer.url))


def test_the_way_is_there_in_chinese(client, house):
    shop.e_ticket()
    performance = shop.now_on_sale(seats=10)

    page = client.get(f"/zh-hans/performances/{performance.pk}/")

    assert performance.show.name_zh_hans in shop.text_of(page)
    assert f"/zh-hans/performances/{performance.pk}/hold/" in page.content.decode()
