"""What is wrong with an offer as somebody has filled it in, field by field."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from ground.money import rounded
from ticketing.offers.kinds import OfferKind

if TYPE_CHECKING:
    from ticketing.offers.models.offers import Offer

Fault = tuple[str, Any]
# Which fields only some kinds have, and which of them they must have.
_OWN_FIELDS: Final[dict[str, dict[OfferKind, bool]]] = {
    "count": {
        OfferKind.GROUP: True,
        OfferKind.FAMILY: True,
        OfferKind.BUY_GET: True,
    },
    "free_count": {OfferKind.BUY_GET: True},
    "days_before": {OfferKind.EARLY_BIRD: False},
    "hours_before": {OfferKind.LAST_MINUTE: True},
}
_SEVERAL: Final = frozenset({OfferKind.GROUP, OfferKind.FAMILY})


def faults_of(offer: "Offer") -> dict[str, Any]:
    """The first fault of each field."""
    faults: dict[str, Any] = {}
    for find in (_of_own_fields, _of_amounts, _of_time):
        for field, sentence in find(offer):
            faults.setdefault(field, sentence)
    return faults


def _of_own_fields(offer: "Offer") -> Iterator[Fault]:
    for field, kinds in _OWN_FIELDS.items():
        value, kind = getattr(offer, field), offer.kind
        if kind not in kinds:
            if value is not None:
                yield (
                    field,
                    _("Offers of this kind have no such number: leave it empty."),
                )
        elif value is None and kinds[OfferKind(kind)]:
            yield field, _("An offer of this kind needs a number here.")
    if offer.kind in _SEVERAL and offer.count == 1:
        yield "count", _("Two places at least, or it is a special price.")


def _of_amounts(offer: "Offer") -> Iterator[Fault]:
    is_money = offer.amount_off is not None or offer.price is not None
    if offer.kind == OfferKind.BUY_GET and (is_money or offer.percent_off is None):
        yield "percent_off", _("Give per cent here: 100 where they cost nothing.")
    if offer.percent_off == 0:
        yield "percent_off", _("Nothing off is no offer.")
    if offer.amount_off is not None and offer.amount_off <= 0:
        yield "amount_off", _("Nothing off is no offer.")
    if is_money and not offer.currency:
        yield "currency", _("Say in which currency the amount is.")
    for field in ("amount_off", "price"):
        amount = getattr(offer, field)
        is_known = amount is not None and offer.currency
        if is_known and amount != rounded(amount, offer.currency):
            yield field, _("This currency has no sums that small.")


def _of_time(offer: "Offer") -> Iterator[Fault]:
    has_end = offer.valid_until is not None or offer.days_before is not None
    if offer.kind == OfferKind.EARLY_BIRD and not has_end:
        yield "valid_until", _("An early bird ends: say when, or how many days before.")
    is_special = offer.kind == OfferKind.SPECIAL
    for_all = not offer.needs_code and not offer.channel
    if is_special and for_all and offer.valid_until is None:
        yield (
            "valid_until",
            _(
                "A price that always holds for everybody is the price itself: say until"
                " when, or change the prices of the performance."
            ),
        )
