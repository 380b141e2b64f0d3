"""Reading what Stripe sends by itself: nothing in it is trusted but its name.

The signature is over the raw body and the moment of sending. Whatever a notice
says is only a reason to read the object back.
"""

import json
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings

from ticketing.payments.errors import ForgedNotice

# Seconds between sending and receiving after which a notice is an old one that
# somebody plays again.
TOLERANCE = 300


@dataclass(frozen=True, slots=True)
class Notice:
    """`payment` and `refund` are our keys, as the object's marks have them."""

    event_id: str
    kind: str
    object_id: str
    payment: str
    refund: str
    account: str
    is_live: bool

    @classmethod
    def of(cls, event: dict[str, Any]) -> Self:
        """Raises KeyError or TypeError for what is no event."""
        thing = event["data"]["object"]
        marks = thing.get("metadata") or {}
        return cls(
            event_id=str(event["id"])[:200],
            kind=str(event["type"])[:100],
            object_id=str(thing.get("id") or ""),
            payment=str(marks.get("payment") or ""),
            refund=str(marks.get("refund") or ""),
            account=str(event.get("account") or ""),
            is_live=bool(event.get("livemode")),
        )


def read_notice(body: bytes, signature: str) -> Notice:
    """Return a notice that Stripe signed, for this house's mode.

    Raises ForgedNotice for any other, also for one of the test mode where the
    house takes real money, and the other way round.
    """
    import stripe  # noqa: PLC0415 a quarter of a second that others need not wait

    try:
        stripe.WebhookSignature.verify_header(
            body, signature, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE
        )
        notice = Notice.of(json.loads(body))
    except (
        stripe.SignatureVerificationError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise ForgedNotice from error
    if notice.is_live != takes_real_money():
        raise ForgedNotice
    return notice


def takes_real_money() -> bool:
    """Secret and restricted keys name their mode: sk_live_…, rk_live_… ."""
    return "_live_" in settings.STRIPE_SECRET_KEY[:8]
