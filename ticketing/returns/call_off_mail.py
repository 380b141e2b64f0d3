"""What is written to buyers of a performance that does not take place as sold."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ticketing.orders.models import Order
from ticketing.returns.calling_off import ways_for
from ticketing.returns.models import CallOff
from ticketing.tickets.mail import Letter, send_once

CALLED_OFF: Final = "called-off"


def send_called_off(call_off_id: int, order_id: int) -> None:
    """Say what has happened to a performance, and what the buyer can choose."""
    job = CallOff.objects.select_related(
        "performance__show", "performance__hall__venue"
    ).get(pk=call_off_id)
    order = Order.objects.get(pk=order_id)
    with override(order.language):
        choices, default = ways_for(order, job)
        path = reverse(
            "checkout:order-called-off", args=[order.number, order.secret, job.pk]
        )
        letter = Letter(
            key=f"{CALLED_OFF}-{job.pk}",
            subject=_("Order %(number)s: %(show)s does not take place as planned")
            % {"number": order.number, "show": job.performance.show.name},
            template="called_off",
            context={
                "job": job,
                "choices": choices if job.choose_by else [],
                "default": default,
                "choose": f"{settings.MARQUEE_BASE_URL}{path}",
            },
        )
        send_once(order, letter)
