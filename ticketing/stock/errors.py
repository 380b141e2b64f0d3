"""How the stock says no."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class PlacesUnavailable(Refusal):
    """At least one of the places asked for is not free; none was taken."""

    code = "places_unavailable"
    sentence = _("Someone was faster. The other places are still chosen below.")

    def __init__(self, taken: Collection[int] = (), **values: Any) -> None:
        self.taken = sorted(taken)
        super().__init__(**values)


class NotEnoughPlaces(Refusal):
    """Fewer places are free than were asked for; none was taken."""

    code = "not_enough_places"
    sentence = _("Only %(left)s places are left here. Choose fewer.")


class NothingChosen(Refusal):
    code = "nothing_chosen"
    sentence = _("Choose at least one place.")


class HoldLapsed(Refusal):
    """A place is no longer held by this cart; nothing was ordered."""

    code = "hold_lapsed"
    sentence = _(
        "Your places are no longer held. Nothing was paid; hold them again to go on."
    )

    def __init__(self, lapsed: Collection[int] = (), **values: Any) -> None:
        self.lapsed = sorted(lapsed)
        super().__init__(**values)


class StockBusy(Refusal):
    """The places were locked by others for too long; try again."""

    code = "stock_busy"
    status = 503
    sentence = _("Very many people are choosing at the moment. Please try again.")


class AlreadyOffered(Refusal):
    code = "already_offered"
    sentence = _("This performance has its places already.")


class NothingToOffer(Refusal):
    code = "nothing_to_offer"
    sentence = _("A performance needs a seating plan and prices before it is offered.")


class TierInUse(Refusal):
    """Places or orders have that tier; it can be renamed, not taken away."""

    code = "tier_in_use"
    sentence = _("Places are sold or on sale at price %(letter)s: it can’t go.")


class NoSuchTier(Refusal):
    """A section is painted with a letter that no tier has."""

    code = "no_such_tier"
    sentence = _("There is no price with the letter %(letter)s.")
