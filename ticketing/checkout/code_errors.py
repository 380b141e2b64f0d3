"""Why a code gives nothing. What is another's is unknown, as what is no code."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _noop

from ground.errors import Refusal
from ticketing.payments.errors import MoneyNotUsed


class OfferCodeUnknown(Refusal):
    code = "code_unknown"
    sentence = _(
        "This code is not known. Look at it once more; if it was sent to you alone,"
        " sign in with the e-mail address that it was sent to, and confirm it first."
    )


class OfferCodeNotNow(Refusal):
    code = "code_not_now"
    sentence = _("The code %(code)s does not hold at the moment.")


class OfferCodeSpent(Refusal):
    """As many orders as it may have were made with it."""

    code = "code_spent"
    sentence = _(
        "The code %(code)s has been used as often as it can be. Take it off to order"
        " without it."
    )


class OfferCodeYours(Refusal):
    """This buyer has used it as often as one buyer can."""

    code = "code_used_by_you"
    sentence = _(
        "You have used the code %(code)s as often as one person can. Take it off to"
        " order without it."
    )


class OfferCodeOfAnother(Refusal):
    """Who orders has not proved that the address of the code is theirs."""

    code = "code_not_for_address"
    sentence = _(
        "The code %(code)s was sent to somebody alone. Sign in with that e-mail"
        " address, or take the code off."
    )


class TooManyOfferCodes(Refusal):
    code = "too_many_codes"
    sentence = _("One order can have %(most)s codes at most. Take one off first.")


class CodeSpentMeanwhile(MoneyNotUsed):
    """The order had expired, and others have used its code since."""

    code = "code_spent_meanwhile"
    sentence = _("Your code has been used by others since your order expired.")
    cause = _noop("its code has been used by others since the order expired")
