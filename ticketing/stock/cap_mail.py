"""What the sales controller is written when a cap is nearly or wholly taken.

A mail is sent at least once: where a process dies right after it has left it
goes twice, with the same Message-ID, by which mail programs show it once.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.models import User
from ticketing.house.mail import house_mail
from ticketing.house.models import the_house
from ticketing.shows.models import Performance
from ticketing.stock.models import Cap, StockEvent, StockEventKind


def send_cap_mail(event_id: int, cap_id: int) -> None:
    """Write to the controller, or to the house; to nobody where it has no address.

    A cap that was taken away meanwhile is nobody's concern any more.
    """
    house = the_house()
    to = house.controller_email or house.email
    event = StockEvent.objects.get(pk=event_id)
    cap = Cap.objects.filter(pk=cap_id).first()
    if not to or cap is None:
        return
    performance = Performance.objects.with_show_and_venue().get(pk=cap.performance_id)
    with override(_language_of(to)):
        context = {
            "cap": cap,
            "types": event.reason,
            "is_full": event.kind == StockEventKind.CAP_FULL,
            "performance": performance,
            "page": settings.MARQUEE_BASE_URL
            + reverse("desk-control", args=[cap.performance_id]),
        }
        _message(event, performance, to, context).send()


def _message(
    event: StockEvent, performance: Performance, to: str, context: dict[str, object]
) -> EmailMessage:
    values = {"show": performance.show.name, "types": event.reason}
    subject = _("Cap reached: %(show)s, %(types)s")
    if not context["is_full"]:
        subject = _("Cap nearly reached: %(show)s, %(types)s")
    return house_mail(
        to=to,
        key=f"cap-{event.pk}",
        subject=subject % values,
        template="stock/mail/cap",
        context=context,
    )


def _language_of(address: str) -> str:
    """The language of the member with that address, or else the house's."""
    user = User.objects.filter(email__iexact=address).first()
    return user.language if user and user.language else settings.LANGUAGE_CODE
