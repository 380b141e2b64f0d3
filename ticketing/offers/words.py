"""An offer in words, for those who look for one."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.money import money
from ticketing.offers.kinds import OfferKind
from ticketing.offers.models import Offer


def label_of(offer: Offer) -> str:
    """Its kind in a word or two."""
    return {
        OfferKind.SPECIAL: _("Special price"),
        OfferKind.EARLY_BIRD: _("Early bird"),
        OfferKind.LAST_MINUTE: _("Last minute"),
        OfferKind.GROUP: _("Group price"),
        OfferKind.FAMILY: _("Set"),
        OfferKind.SHOWS: _("Several shows"),
        OfferKind.BUY_GET: _("More for less"),
    }[OfferKind(offer.kind)]


def text_of(offer: Offer) -> str:
    """What staff wrote of it, and else what it does."""
    return offer.text or _done(offer)


def _done(offer: Offer) -> str:
    values = {"count": offer.count, "free": offer.free_count, "less": _less(offer)}
    words = _words(offer) % values
    letters = sorted(offer.tier_codes)
    if not letters:
        return words
    of_tiers = _("%(offer)s, price tiers %(letters)s")
    return of_tiers % {"offer": words, "letters": ", ".join(letters)}


def _words(offer: Offer) -> str:
    count = offer.count or 0
    if offer.kind == OfferKind.GROUP:
        return ngettext(
            "From %(count)s place of one performance: %(less)s",
            "From %(count)s places of one performance: %(less)s",
            count,
        )
    if offer.kind == OfferKind.FAMILY:
        return ngettext(
            "%(count)s place of one performance: %(less)s",
            "%(count)s places of one performance: %(less)s",
            count,
        )
    if offer.kind == OfferKind.SHOWS:
        return _("One place of each of these shows: %(less)s")
    if offer.kind == OfferKind.BUY_GET:
        return ngettext(
            "Take %(free)s more with %(count)s place: the cheapest, %(less)s",
            "Take %(free)s more with %(count)s places: the cheapest, %(less)s",
            count,
        )
    return "%(less)s"


def _less(offer: Offer) -> str:
    if offer.percent_off is not None:
        percent = f"{offer.percent_off:f}".rstrip("0").rstrip(".")
        if percent == "100":
            return _("free")
        return _("%(percent)s%% off") % {"percent": percent}
    if offer.amount_off is not None:
        amount = money(offer.amount_off, offer.currency, short=True)
        return _("%(amount)s off") % {"amount": amount}
    price = money(offer.price, offer.currency, short=True)
    if offer.kind in {OfferKind.FAMILY, OfferKind.SHOWS}:
        return _("%(price)s together") % {"price": price}
    return _("%(price)s each") % {"price": price}
