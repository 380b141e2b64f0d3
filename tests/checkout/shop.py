"""A visitor with a browser, and the things they press."""

import re
from datetime import timedelta
from html import unescape

from django.urls import reverse
from django.utils import timezone

from tests.factories import offered_performance
from ticketing.delivery.models import Method
from ticketing.orders.models import Cart
from ticketing.stock.models import Hold, Place

ADA = {
    "name": "Ada 朱丽叶 Okonkwo",
    "email": "ada@example.org",
    "phone": "",
    "delivery": "e-ticket",
    "terms": "on",
}


def now_on_sale(**fields):
    """A performance that is on sale by the real clock."""
    now = timezone.now()
    days = {
        "starts_at": now + timedelta(days=7),
        "on_sale_from": now - timedelta(days=1),
    }
    return offered_performance(now=now, **{**days, **fields})


def e_ticket():
    return Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E"})[0]


def places_of(performance, count):
    return list(performance.places.order_by("pk").values_list("pk", flat=True)[:count])


def hold_url(performance):
    return reverse("checkout:hold", args=[performance.pk])


def hold(client, performance, places):
    return client.post(hold_url(performance), {"place": places})


def filled_basket(client, *, places=1, **fields):
    """A basket with that many held places; returns their performance."""
    e_ticket()
    performance = now_on_sale(**fields)
    assert hold(client, performance, places_of(performance, places)).status_code == 302
    return performance


def cart_of(client):
    return Cart.objects.get(key=client.cookies["cart"].value)


def lapse(cart):
    """Let all that the cart holds be over since a second."""
    past = timezone.now() - timedelta(seconds=1)
    holds = Hold.objects.filter(cart_key=cart.key, ended_at=None)
    Place.objects.filter(hold__in=holds).update(held_until=past)
    holds.update(expires_at=past)


def text_of(response):
    """What a reader sees: tags and runs of space left out."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(plain))


def order_fields(response, **changes):
    """The checkout form filled in, with what the page has hidden in it."""
    shown = re.findall(r'name="shown" value="(\d+)"', response.content.decode())
    return {**ADA, "method": "sandbox", "shown": shown, **changes}


def hidden(response, name):
    """What a page sends along without showing it."""
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def place_order(client, **changes):
    """Send the checkout form; returns the answer."""
    page = client.get(reverse("checkout:checkout"))
    assert page.status_code == 200
    return client.post(reverse("checkout:checkout"), order_fields(page, **changes))
