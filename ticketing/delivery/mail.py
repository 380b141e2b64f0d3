"""What the buyer is told of each step of a parcel, in the language of the order."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from ticketing.delivery.addresses import written
from ticketing.delivery.models import MethodKind, ParcelState, ParcelStep
from ticketing.tickets.mail import Letter, send_once


def send_step(step_id: int) -> None:
    """Tell of a step, unless the parcel has left it meanwhile."""
    steps = ParcelStep.objects.select_related(
        "parcel__delivery__order", "parcel__delivery__method", "parcel__carrier"
    )
    step = steps.get(pk=step_id)
    parcel = step.parcel
    order = parcel.delivery.order
    if parcel.state != step.after:
        return
    is_collected = parcel.delivery.method.kind == MethodKind.COLLECTION
    with override(order.language):
        letter = Letter(
            key=f"parcel-{step.pk}",
            subject=_("Order %(number)s: %(news)s")
            % {"number": order.number, "news": news(step.after, is_collected)},
            template="parcel",
            context={
                "parcel": parcel,
                "news": sentence(step.after, is_collected),
                "address": written(parcel.delivery),
                "lines": [row.line for row in parcel.lines.select_related("line")],
            },
        )
        send_once(order, letter)


def news(state: str, is_collected: bool) -> str:  # noqa: FBT001 a column of the table
    """The step in two or three words."""
    if is_collected and state == ParcelState.PACKED:
        return _("ready for you at the counter")
    if is_collected and state == ParcelState.HANDED_OVER:
        return _("collected")
    return {
        ParcelState.PACKED: _("your tickets are packed"),
        ParcelState.HANDED_OVER: _("your tickets are on their way"),
        ParcelState.IN_TRANSIT: _("your tickets are in transit"),
        ParcelState.DELIVERED: _("your tickets were delivered"),
        ParcelState.RETURNED: _("your tickets came back to us"),
    }[ParcelState(state)]


def sentence(state: str, is_collected: bool) -> str:  # noqa: FBT001 as above
    """What the step means for the buyer."""
    if is_collected and state == ParcelState.PACKED:
        return _("Your tickets lie ready for you at the counter. Bring this number.")
    if is_collected and state == ParcelState.HANDED_OVER:
        return _("Your tickets were handed out at the counter.")
    return {
        ParcelState.PACKED: _("Your tickets are packed and will be sent next."),
        ParcelState.HANDED_OVER: _("Your tickets were handed over for delivery."),
        ParcelState.IN_TRANSIT: _("Your tickets are in transit."),
        ParcelState.DELIVERED: _("Your tickets were delivered."),
        ParcelState.RETURNED: _(
            "Your tickets could not be delivered and came back to us. Answer this"
            " mail, and we will find another way."
        ),
    }[ParcelState(state)]
