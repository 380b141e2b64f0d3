"""The delivery note of a parcel: what was packed, for whom, without prices."""

from datetime import datetime

from django.db import transaction

from ticketing.delivery.addresses import written
from ticketing.delivery.models import Parcel
from ticketing.orders import services as orders
from ticketing.papers.contents import InvoiceDetails, Sent
from ticketing.papers.issuing import issue_delivery_note
from ticketing.papers.models import Paper


@transaction.atomic
def issue_note(parcel_id: int, *, now: datetime, actor: str) -> Paper:
    """The note that is there, or a new one. Raises NothingToWrite before the packing.

    An order has one: it says what was packed when it was issued.
    """
    parcel = Parcel.objects.select_related("delivery__method").get(pk=parcel_id)
    delivery = parcel.delivery
    order = orders.lock_order(delivery.order_id)
    packed = parcel.lines.select_related("line").order_by("line__position")
    rows = written(delivery, abroad=True)
    sent = Sent(
        to=InvoiceDetails(
            title=delivery.recipient or order.buyer_name,
            address=", ".join(rows[1:]),
        ),
        lines=[row.line for row in packed],
        method_en=delivery.method.name_in("en"),
        method_zh_hans=delivery.method.name_in("zh-hans"),
        tracking=parcel.tracking,
    )
    return issue_delivery_note(order.pk, sent, now=now, actor=actor)
