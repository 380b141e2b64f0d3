"""What is written to who waits, in the language in which they joined."""

from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ticketing.house.models import the_house
from ticketing.rush.models import WaitingEntry, WaitingOffer
from ticketing.rush.waiting_list import offered_places
from ticketing.stock.models import Place


def send_confirmation(entry_id: int) -> None:
    """Send the link that proves the address; not where that has been done."""
    entry = _entry(entry_id)
    if entry.confirmed_at is None and entry.ended_at is None:
        _send(entry, "confirm", {})


def send_offer(offer_id: int) -> None:
    """Send the link to the offer, while it is open."""
    offer = WaitingOffer.objects.get(pk=offer_id)
    if offer.ended_at is not None or offer.deadline <= timezone.now():
        return
    places = Place.objects.filter(pk__in=offered_places(offer))
    named = list(places.select_related("section", "seat", "tier").order_by("pk"))
    _send(_entry(offer.entry_id), "offer", {"offer": offer, "places": named})


def _entry(entry_id: int) -> WaitingEntry:
    rows = WaitingEntry.objects.select_related(
        "performance__show__kind", "performance__hall__venue"
    )
    return rows.get(pk=entry_id)


def _send(entry: WaitingEntry, template: str, more: dict[str, Any]) -> None:
    house = the_house()
    with override(entry.language):
        show = entry.performance.show.name
        subjects = {
            "confirm": _("Confirm your place on the waiting list: %(show)s"),
            "offer": _("Places for you: %(show)s"),
        }
        page = reverse("checkout:waiting", args=[entry.secret])
        context = {
            **more,
            "entry": entry,
            "performance": entry.performance,
            "house": house,
            "page": f"{settings.MARQUEE_BASE_URL}{page}",
        }
        body = render_to_string(f"rush/mail/{template}.txt", context)
        message = EmailMultiAlternatives(
            subject=subjects[template] % {"show": show},
            body=body.strip(),
            from_email=formataddr((house.name, settings.DEFAULT_FROM_EMAIL)),
            to=[entry.email],
            reply_to=[house.email] if house.email else None,
            headers={
                "Content-Language": entry.language,
                "Auto-Submitted": "auto-generated",
            },
        )
        message.send()
