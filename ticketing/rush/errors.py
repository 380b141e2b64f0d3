"""How limits, presale and the waiting list say no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


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
