"""What a gateway's notice costs, from the signed request to the paid order.

`webhook_ms` is the CPU time of answering Stripe; `webhook_paid_ms` of that and of
all that follows from it in the worker: the payment is read back, the order paid, its
tickets written. The far side runs in other threads, which are not counted.
"""

import random
import statistics
import time
from typing import Any, Final

from bench._lives import World, place

NOTICES: Final = 60
OK: Final = 200


def webhooks() -> dict[str, float]:
    """Pay orders by Stripe, as many as there are notices; medians."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from tests.payments.fake_stripe import (  # noqa: PLC0415
        SECRET_KEY,
        WEBHOOK_SECRET,
        FakeStripe,
    )

    # One for all: each loads what stands before the views anew.
    stripe = Client(SERVER_NAME="localhost")
    stripe.get("/")
    with FakeStripe() as fake:
        settings.STRIPE_SECRET_KEY = SECRET_KEY
        settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
        settings.STRIPE_API_BASE = fake.address
        took = [_handle(stripe, fake, payment) for payment in _paid_by_card(fake)]
    answered, paid = zip(*took, strict=True)
    return {
        "webhook_ms": round(statistics.median(answered) * 1000, 2),
        "webhook_paid_ms": round(statistics.median(paid) * 1000, 2),
    }


def _paid_by_card(fake: Any) -> list[Any]:
    """Payments whose buyers have paid, and nobody has said so yet."""
    from django.utils import timezone  # noqa: PLC0415

    from bench._halls import offered_hall  # noqa: PLC0415
    from tests.payments.orders import BACK  # noqa: PLC0415
    from ticketing.delivery.models import Method  # noqa: PLC0415
    from ticketing.payments.services import start_payment  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415

    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    now, hall = timezone.now(), offered_hall(seats=500)
    fake.begin_anew(now)
    places = Place.objects.filter(performance=hall).values_list("pk", flat=True)
    world = World(random.Random(1), {hall: list(places)}, [], named=frozenset())
    payments = []
    for _number in range(NOTICES):
        payment = place(world, now, "stripe", count=2).payment
        start_payment(payment, BACK, now=now)
        payment.refresh_from_db()
        fake.bank.pay(payment.reference)
        payments.append(payment)
    return payments


def _handle(stripe: Any, fake: Any, payment: Any) -> tuple[float, float]:
    """The seconds of this thread until Stripe is answered, and until it is paid."""
    from django.utils import timezone  # noqa: PLC0415

    from tests.payments.fake_stripe import signed  # noqa: PLC0415
    from ticketing.payments.services import read_back  # noqa: PLC0415

    session = fake.bank.sessions[payment.reference]
    body, signature = signed(fake.bank.event("checkout.session.completed", session))
    headers = {"Stripe-Signature": signature}
    begun = time.thread_time()
    answer = stripe.post(
        "/pay/stripe/", body, content_type="application/json", headers=headers
    )
    answered = time.thread_time()
    read_back(payment, now=timezone.now())
    done = time.thread_time()
    payment.order.refresh_from_db()
    if answer.status_code != OK or payment.order.phase != "paid":
        message = f"answered {answer.status_code}, the order is {payment.order.phase}"
        raise SystemExit(message)
    return answered - begun, done - begun
