"""From an offer of the waiting list to the visitor's basket."""

from datetime import datetime

from django.db import transaction

from ticketing.checkout.errors import OtherCurrency
from ticketing.house.models import the_house
from ticketing.orders.models import Cart, CartPlace
from ticketing.rush.models import WaitingEntry
from ticketing.rush.unproved import may_write
from ticketing.rush.waiting_list import take_offer
from ticketing.rush.waiting_tasks import mail_confirmation


def ask_to_confirm(entry: WaitingEntry, *, network: str) -> None:
    """Write to the address, unless very many are written to from that network."""
    if may_write(network):
        mail_confirmation.enqueue(entry.pk)


@transaction.atomic
def put_offer_into(cart: Cart, entry: WaitingEntry, *, now: datetime) -> None:
    """Hold the offered places for the cart and put them into it.

    They are held as long as any choice is. Raises OfferOver or OtherCurrency.
    """
    currency = entry.performance.currency
    if cart.currency != currency:
        if cart.pk and cart.cart_places.exists():
            raise OtherCurrency(currency=cart.currency)
        cart.currency = currency
    is_new = not cart.pk
    cart.save()
    try:
        places = take_offer(
            entry, cart_key=cart.key, minutes=the_house().hold_minutes, now=now
        )
    except Exception:
        if is_new:
            cart.pk = None
        raise
    CartPlace.objects.bulk_create(
        [CartPlace(cart=cart, place_id=place) for place in places],
        ignore_conflicts=True,
    )
