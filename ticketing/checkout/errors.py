"""How the checkout says no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal
from ticketing.stock.errors import PlacesUnavailable


class SentBefore(Refusal):
    code = "sent_before"
    status = 409
    sentence = _(
        "This form was sent already, by somebody who was signed in or is not any"
        " more. Your mail tells of that order; open the page anew for another one."
    )


class NotOnSale(Refusal):
    code = "not_on_sale"
    sentence = _("This performance is not on sale at the moment.")


class OtherCurrency(Refusal):
    """A cart is paid in one go, so it has one currency."""

    code = "other_currency"
    sentence = _(
        "Your basket is in %(currency)s, this performance is not. Pay or empty"
        " the basket first."
    )


class TooManyPlaces(Refusal):
    code = "too_many_places"
    sentence = _("One order can have %(most)s places at most. Choose fewer.")


class EmptyCart(Refusal):
    code = "empty_cart"
    sentence = _("Your basket is empty. Choose a show first.")


class UnknownConcession(Refusal):
    code = "unknown_concession"
    sentence = _("This ticket type is not offered. Choose another one.")


class PriceNotTaken(Refusal):
    """A buyer named a price that the tier or the currency does not allow."""

    code = "price_not_taken"
    sentence = _("Name a price from %(least)s to %(most)s.")


class UnknownDelivery(Refusal):
    code = "unknown_delivery"
    sentence = _("This way of delivery is not offered. Choose another one.")


class ConcessionStopped(Refusal):
    """A concession was chosen that its price tier no longer sells."""

    code = "concession_stopped"
    sentence = _(
        "“%(name)s” is no longer sold for one of your places. Go back to the "
        "basket and choose another kind of ticket."
    )


class DeliveryAdded(Refusal):
    """What was shown was without the delivery that is chosen."""

    code = "delivery_added"
    sentence = _(
        "With the delivery it comes to %(total)s. Look at it, and order if it suits"
        " you."
    )


class PriceChanged(Refusal):
    """What was shown before is no longer what is asked."""

    code = "price_changed"
    sentence = _(
        "The price has changed since this page was opened: it is %(total)s now."
        " Look at it, and order if it suits you."
    )


class TermsNotAccepted(Refusal):
    """Who orders has not said that the terms of sale are accepted."""

    code = "terms_not_accepted"
    status = 422
    sentence = _("Accept the terms of sale to go on.")


class TermsChanged(Refusal):
    """Giving tickets back was shown under other terms than the order would have."""

    code = "terms_changed"
    status = 409
    sentence = _(
        "The terms for giving tickets back have changed since this page was opened."
        " Read them below, and order if they suit you."
    )


class ExchangeChanged(Refusal):
    """More is asked, or less comes back, than the buyer was shown."""

    code = "exchange_changed"
    status = 409
    sentence = _(
        "Prices have changed meanwhile: it would be %(amount)s now. Nothing was"
        " changed; look at it once more."
    )


class SeatsNotChosen(Refusal):
    """More seats were picked than tickets are exchanged, or seats of another kind."""

    code = "seats_not_chosen"
    sentence = _("Choose no more seats than tickets, of the kind you have chosen.")


class PickedSeatsGone(PlacesUnavailable):
    """Seats that the buyer picked are not free (any more); none was taken."""

    code = "picked_seats_gone"
    sentence = _("No longer free: %(seats)s. Choose another seat.")
