"""What a gateway's notice sets off: each counts once, and is read back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ticketing.payments.gateways.stripe_notice import Notice, read_notice
from ticketing.payments.models import GatewayEvent, Payment, Refund
from ticketing.payments.tasks import read_dispute, read_payment, read_refund

STRIPE = "stripe"
# The second is what Stripe called it before it had refunds that fail by themselves.
OF_REFUNDS = ("refund.", "charge.refund.")
OF_DISPUTES = "charge.dispute."


@transaction.atomic
def take_stripe_notice(body: bytes, signature: str, *, now: datetime) -> bool:
    """Keep a notice and plan to read its object back; say whether it was new.

    A notice about what this house does not know is kept and ignored. Raises
    ForgedNotice; nothing is written then.
    """
    notice = read_notice(body, signature)
    _event, is_new = GatewayEvent.objects.get_or_create(
        gateway=STRIPE,
        event_id=notice.event_id,
        defaults={
            "kind": notice.kind,
            # Names and addresses of buyers stay at Stripe.
            "body": {"object": notice.object_id, "account": notice.account},
            "received_at": now,
        },
    )
    if is_new and not notice.account:
        _plan_reading(notice)
    return is_new


def _plan_reading(notice: Notice) -> None:
    if notice.kind.startswith(OF_DISPUTES):
        read_dispute.enqueue(notice.object_id)
        return
    if notice.kind.startswith(OF_REFUNDS):
        refund = Refund.objects.filter(key=notice.refund).first()
        if refund is not None:
            read_refund.enqueue(refund.pk)
        return
    ours = Payment.objects.filter(gateway=STRIPE)
    payment = ours.filter(Q(reference=notice.object_id) | Q(key=notice.payment)).first()
    if payment is not None:
        read_payment.enqueue(payment.pk)
