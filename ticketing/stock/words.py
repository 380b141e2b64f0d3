"""The state of an offer in a word, for every place that mentions one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground import dates
from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState
from ticketing.stock.models import PriceTier
from ticketing.stock.selectors import Offer


@dataclass(frozen=True, slots=True)
class StateWords:
    """A shape (`kind`: on, few, gone, soon, bad, past, none) and its words."""

    kind: str
    words: str

    @property
    def icon(self) -> str:
        """The sign of that name in static/icons.svg; empty for plain words."""
        icons = {
            "on": "state-on",
            "few": "state-few",
            "gone": "state-gone",
            "soon": "clock",
            "bad": "cross",
        }
        return icons.get(self.kind, "")

    @property
    def is_over(self) -> bool:
        """Nothing can be had any more: the row is grey."""
        return self.kind in ("gone", "bad", "past")

    @property
    def opens_later(self) -> bool:
        return self.kind == "soon"

    @property
    def tells_price(self) -> bool:
        """A price means something: it can be had, could be, or will be."""
        return self.kind in ("on", "few", "gone", "soon")


def tier_state(tier: PriceTier | None) -> str:
    """Whether a ticket type sells, by what was done to it; a dash without one."""
    if tier is None:
        return "–"
    if tier.stopped_at:
        return _("stopped")
    return _("stopped by its cap") if tier.full_at else _("sells")


def state_of(offer: Offer) -> StateWords:
    """On sale; 12 left; Sold out; Opens 25 Nov, 10:00; Cancelled."""
    return StateWords(offer.state, _words(offer))


def _words(offer: Offer) -> str:
    if offer.has_few_left:
        return left(offer.free)
    if offer.is_stopped:
        return _("Not on sale at the moment")
    if offer.is_sold_out:
        return _("Sold out")
    performance = offer.performance
    words = {
        SaleState.ON_SALE: _("On sale"),
        SaleState.OFF_SALE: _("Sale ended"),
        SaleState.CANCELLED: _("Cancelled"),
        SaleState.PAST: _("Past"),
        SaleState.NOT_OFFERED: _("Not sold here"),
    }
    if offer.sale == SaleState.OPENS_LATER:
        return _opens(performance)
    if offer.sale == SaleState.MOVED:
        return _moved(performance)
    return words[offer.sale]


def left(count: int) -> str:
    return ngettext("%(count)s left", "%(count)s left", count) % {"count": count}


def _opens(performance: Performance) -> str:
    opens = performance.on_sale_from
    if opens is None:
        return _("Not sold here")
    local = opens.astimezone(performance.zone)
    return _("Opens %(moment)s") % {"moment": dates.moment(local)}


def _moved(performance: Performance) -> str:
    later = performance.moved_to
    if later is None:
        return _("Moved")
    # Both are in the same venue's time zone nearly always; the day is what counts.
    return _("Moved to %(day)s") % {
        "day": dates.day(later.starts_at.astimezone(performance.zone))
    }


def _opening(offer: Offer) -> datetime:
    return offer.performance.on_sale_from or offer.performance.starts_at


# The state that a show with several dates has is the best of them.
BEST_FIRST = ("on", "few", "soon", "gone", "bad", "none", "past")


def state_of_many(offers: Iterable[Offer]) -> StateWords:
    """Say of several dates of a show what the best of them says.

    Where few are left on each date, their sum is told.
    """
    ranked = sorted(offers, key=lambda offer: BEST_FIRST.index(offer.state))
    if not ranked:
        return StateWords("none", "")
    best = ranked[0]
    if best.state == "few":
        count = sum(offer.free for offer in ranked if offer.state == "few")
        return StateWords("few", left(count))
    if best.state == "soon":
        soon = [offer for offer in ranked if offer.state == "soon"]
        best = min(soon, key=_opening)
    return state_of(best)
