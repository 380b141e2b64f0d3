"""From parcels to what stands on their labels."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from ticketing.delivery.addresses import written
from ticketing.delivery.areas import CHINA
from ticketing.delivery.models import Parcel
from ticketing.delivery.pdf import Label
from ticketing.house.models import House
from ticketing.papers.models import ONLY, Issuer


def labels_of(parcels: Iterable[Parcel], house: House) -> list[Label]:
    """Labels of parcels that were read `for_desk()`; who collects needs no address."""
    issuer = Issuer.objects.filter(pk=ONLY).first() or Issuer()
    return [_label(parcel, _sender(parcel, issuer, house)) for parcel in parcels]


def _sender(parcel: Parcel, issuer: Issuer, house: House) -> tuple[str, ...]:
    """In Chinese within China, else in English."""
    at_home = parcel.delivery.country in {"", CHINA}
    tongue = "zh-hans" if at_home else "en"
    address = issuer.address_zh_hans if at_home else issuer.address_en
    return (house.name_in(tongue), address or issuer.address_en, house.email)


def _label(parcel: Parcel, sender: tuple[str, ...]) -> Label:
    delivery, order = parcel.delivery, parcel.delivery.order
    to = written(delivery, abroad=True) or [order.buyer_name, delivery.method.name]
    count = parcel.ticket_count
    return Label(
        sender=tuple(row for row in sender if row),
        to=tuple(to),
        order=order.number,
        carrier=parcel.carrier.name if parcel.carrier else "",
        tracking=parcel.tracking,
        contents=ngettext("%(count)d ticket", "%(count)d tickets", count)
        % {"count": count},
    )
