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


class SaleHalted(Refusal):
    """Some of the places (`taken`) are free and can't be had now; none was taken."""

    def __init__(self, taken: Collection[int] = (), **values: Any) -> None:
        self.taken = sorted(taken)
        super().__init__(**values)


class TypeStopped(SaleHalted):
    """A place is of a ticket type that is not sold at the moment."""

    code = "type_stopped"
    sentence = _(
        "Tickets of one of these prices are not on sale at the moment. "
        "Choose others, or come back later."
    )


class CapReached(SaleHalted):
    """The house sells only so many of these ticket types; so many are `left`."""

    code = "cap_reached"
    sentence = _(
        "Tickets of one of these prices are no longer on sale: the house sells "
        "%(left)s more of them. Choose fewer, or another price."
    )


class UnknownStock(Refusal):
    """A cap, withholding or allotment that is not there (any more)."""

    code = "unknown_stock"
    status = 404
    sentence = _("That has been changed by somebody else. Look at the page anew.")


class WarnsTooLate(Refusal):
    """A cap that warns after it is reached."""

    code = "warns_too_late"
    sentence = _("The warning must come at the cap, or before it.")


class NotFreeForThat(PlacesUnavailable):
    """Only free places can be withheld, blocked or allotted; none was."""

    code = "not_free_for_that"
    sentence = _(
        "%(count)s of these places are not free (sold, held, withheld, blocked or "
        "allotted). Nothing was changed."
    )


class AllotmentForNobody(Refusal):
    """An allotment names a channel or an account, and not both."""

    code = "allotment_for_nobody"
    sentence = _("Choose either a channel or an account for the allotment.")


class LeavesOneSeat(Refusal):
    """The choice leaves a lone seat; `better` are places that leave none."""

    code = "leaves_one_seat"
    sentence = _(
        "This would leave a single seat: row %(row)s, seat %(seat)s. Take the seats"
        " offered instead, or choose others."
    )

    def __init__(self, better: Collection[int] = (), **values: Any) -> None:
        self.better = list(better)
        super().__init__(**values)


class CompanionAlone(Refusal):
    """A companion's place was chosen without the wheelchair place beside it."""

    code = "companion_alone"
    sentence = _(
        "A companion’s place can only be taken together with its wheelchair place."
    )


class RestrictedView(Refusal):
    """Seats with a restricted view were chosen by somebody who was not told."""

    code = "restricted_view"
    sentence = _("From some of these seats not all can be seen. Tick that you know it.")

    def __init__(self, restricted: Collection[int] = (), **values: Any) -> None:
        self.restricted = sorted(restricted)
        super().__init__(**values)


class NotPlayed(Refusal):
    """The performance was cancelled or moved; nothing was ordered."""

    code = "not_played"
    status = 409
    sentence = _("This performance does not take place as planned. Nothing was paid.")


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


class PriceNeeded(Refusal):
    """Places would be on offer without a price, which nobody could buy."""

    code = "price_needed"
    sentence = _(
        "%(count)s places would have no price. Give them one, or block them with "
        "a reason."
    )


class OtherCurrency(Refusal):
    """A price list holds only for performances that are sold in its currency."""

    code = "other_currency"
    sentence = _("It is sold in %(currency)s, which is not the list’s currency.")
