"""How limits, presale and the waiting list say no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _noop

from ground.errors import Refusal
from ticketing.payments.errors import MoneyNotUsed


class TooManyOfThis(Refusal):
    """One order has more places of a performance than that allows."""

    code = "too_many_of_this"
    sentence = _(
        "One order can have %(most)s places of this performance at most. Choose fewer."
    )


class LimitReached(Refusal):
    """One buyer would have more places of a performance than that allows.

    It does not say how many there are already: that is the other orders' own.
    """

    code = "limit_reached"
    sentence = _(
        "%(show)s: one person can have %(most)s places at most, over all orders. With"
        " this order it would be more. Choose fewer."
    )


class CardLimitReached(MoneyNotUsed):
    """The card that paid has bought as much as one buyer can have."""

    code = "card_limit_reached"
    sentence = _(
        "With this card or account as many places have been bought as one person can"
        " have. Pay with your own."
    )
    cause = _noop(
        "this card or account has bought as many places as one person can have"
    )


class HeldTooOften(Refusal):
    """Holds of this visitor or network lapsed too often; nothing was held."""

    code = "held_too_often"
    status = 429
    sentence = _(
        "Places of this performance that were held for you have lapsed too often. You"
        " can hold some again in %(minutes)s minutes."
    )


class TooManyHolds(Refusal):
    """One network holds as many places as it may at once."""

    code = "too_many_holds"
    status = 429
    sentence = _(
        "Very many places are held from your network at the moment. Please try again"
        " in a few minutes."
    )


class PresaleOnly(Refusal):
    """The sale is not open yet, and nothing lets this visitor in early."""

    code = "presale_only"
    sentence = _(
        "This performance is on presale. Enter your code to choose places before the"
        " sale opens."
    )


class CodeUnknown(Refusal):
    code = "code_unknown"
    sentence = _("This code is not known for this performance. Look at it once more.")


class CodeNotNow(Refusal):
    """The presale of that code has not begun, or is over."""

    code = "code_not_now"
    sentence = _("The presale of this code does not run at the moment.")


class CodeUsed(Refusal):
    code = "code_used"
    sentence = _("This code has been used. Each code is good for one order.")


class CodeForAnother(Refusal):
    """The code was made for another e-mail address."""

    code = "code_for_another"
    sentence = _(
        "Your presale code was given to another e-mail address. Order with that one."
    )


class TooManyForCode(Refusal):
    code = "too_many_for_code"
    sentence = _(
        "With your code you can have %(most)s places at most before the sale opens."
    )


class PresaleSoldOut(Refusal):
    """The places that a presale may sell in all are sold."""

    code = "presale_sold_out"
    sentence = _("All places of this presale are sold. The sale opens to all later.")


class TooManyGuesses(Refusal):
    code = "too_many_guesses"
    status = 429
    sentence = _(
        "Too many codes that do not exist were entered. Please try again in ten"
        " minutes."
    )


class TooManyOrders(Refusal):
    """Very many orders without a place came from one network; none was made."""

    code = "too_many_orders"
    status = 429
    sentence = _(
        "Very many orders came from your network. Please try again in an hour, or sign"
        " in first."
    )


class TooManyCodes(Refusal):
    """There are not places enough for so many codes; none was made."""

    code = "too_many_codes"
    sentence = _(
        "%(places)s places are left for codes. With those already given, %(most)s more"
        " can be made."
    )


class NoWaitingList(Refusal):
    code = "no_waiting_list"
    sentence = _("There is no waiting list for this performance at the moment.")


class OfferOver(Refusal):
    """The offer lapsed, was taken, or was never made."""

    code = "offer_over"
    status = 409
    sentence = _("This offer is over. Its places went to the next on the list.")
