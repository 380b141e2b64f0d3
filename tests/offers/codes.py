"""Codes, and somebody who types them."""

from django.urls import reverse

from tests.offers.making import offer
from ticketing.offers.models import Code


def code(text="AUTUMN25", *, of=None, **fields):
    """A code for 25 % off everything."""
    opened = of or offer(name_en="A quarter off", percent_off=25, needs_code=True)
    return Code.objects.create(offer=opened, code=text, **fields)


def enter(client, text, *, network="8.8.4.4", **fields):
    url = reverse("checkout:cart-code")
    return client.post(url, {"code": text, **fields}, REMOTE_ADDR=network)
