"""What is written to who waits, in the language in which they joined."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ticketing.house.mail import house_mail
from ticketing.rush.models import WaitingEntry, WaitingOffer
from ticketing.rush.waiting_list import offered_places
from ticketing.stock.models import Place


def send_confirmation(entry_id: int) -> None:
    """Send the link that proves the address; not where that has been done."""
    entry = _entry(entry_id)
    if entry.confirmed_at is None and entry.ended_at is None:
        _send(entry, "confirm", entry.pk, {})


def send_offer(offer_id: int) -> None:
    """Send the link to the offer, while it is open."""
    offer = WaitingOffer.objects.get(pk=offer_id)
    if offer.ended_at is not None or offer.deadline <= timezone.now():
        return
    places = Place.objects.filter(pk__in=offered_places(offer))
    named = list(places.select_related("section", "seat", "tier").order_by("pk"))
    told = {"offer": offer, "places": named}
    _send(_entry(offer.entry_id), "offer", offer.pk, told)


def _entry(entry_id: int) -> WaitingEntry:
    rows = WaitingEntry.objects.select_related(
        "performance__show__kind", "performance__hall__venue"
    )
    return rows.get(pk=entry_id)


def _send(entry: WaitingEntry, what: str, key: int, more: dict[str, Any]) -> None:
    with override(entry.language):
        subjects = {
            "confirm": _("Confirm your place on the waiting list: %(show)s"),
            "offer": _("Places for you: %(show)s"),
        }
        page = reverse("checkout:waiting", args=[entry.secret])
        mail = house_mail(
            to=entry.email,
            key=f"waiting-{what}-{key}",
            subject=subjects[what] % {"show": entry.performance.show.name},
            template=f"rush/mail/{what}",
            context={
                **more,
                "entry": entry,
                "performance": entry.performance,
                "page": f"{settings.MARQUEE_BASE_URL}{page}",
            },
        )
        mail.send()
