"""How giving back says no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _noop

from ground.errors import Refusal
from ticketing.payments.errors import MoneyNotUsed


class NothingChosen(Refusal):
    code = "nothing_chosen"
    sentence = _("Choose at least one ticket to give back.")


class TicketsGone(Refusal):
    """A chosen ticket is not the order's, or was given back before."""

    code = "tickets_gone"
    status = 409
    sentence = _("These tickets can't be given back any more. Nothing was changed.")


class NotTakenBack(Refusal):
    """The terms of the order do not allow it; `why` says which."""

    code = "not_taken_back"
    sentence = _("This can't be given back: %(why)s")


class WholeOrderOnly(Refusal):
    code = "whole_order_only"
    sentence = _("Only the whole order can be given back, not single tickets of it.")


class RightUsed(Refusal):
    code = "right_used"
    status = 409
    sentence = _(
        "Tickets of this show can be given back once by each buyer, and you have done"
        " that before."
    )


class AmountChanged(Refusal):
    """Less would come back than the buyer was shown; nothing was changed."""

    code = "amount_changed"
    status = 409
    sentence = _(
        "Meanwhile another fee holds: %(amount)s would come back. Nothing was changed;"
        " look at it once more."
    )


class NotExchanged(Refusal):
    """The terms of the order do not allow it; `why` says which."""

    code = "not_exchanged"
    sentence = _("This can't be exchanged: %(why)s")


class SeveralShows(Refusal):
    code = "several_shows"
    sentence = _("Exchange the tickets of one show at a time.")


class AnotherShow(Refusal):
    code = "another_show"
    sentence = _("These tickets are exchanged for the same show only.")


class ExchangeWaits(Refusal):
    """Another exchange of the ticket has begun and is not paid."""

    code = "exchange_waits"
    status = 409
    sentence = _(
        "An exchange of these tickets waits for its payment already. Pay it, or cancel"
        " it first."
    )


class ExchangeGone(MoneyNotUsed):
    """What was to be exchanged has ended meanwhile; the old order is as it was."""

    code = "exchange_gone"
    status = 409
    sentence = _("The tickets that were to be exchanged are not valid any more.")
    cause = _noop("the tickets to be exchanged are not valid any more")


class CalledOffAlready(Refusal):
    code = "called_off_already"
    status = 409
    sentence = _("This performance is being called off already.")


class CallOffRests(Refusal):
    """The house has stopped the job; nothing is chosen until it goes on."""

    code = "call_off_rests"
    status = 409
    sentence = _("The house is looking at this. Please come back later.")


class NoSuchChoice(Refusal):
    code = "no_such_choice"
    sentence = _("Choose one of the ways that are offered.")


class ChoiceMade(Refusal):
    code = "choice_made"
    status = 409
    sentence = _("This has been decided meanwhile; nothing was changed.")
