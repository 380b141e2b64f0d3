"""How payments say no."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _noop

from ground.errors import Refusal


class MethodNotOffered(Refusal):
    code = "method_not_offered"
    sentence = _("This way to pay is not offered here. Choose another one.")


class NothingToPay(Refusal):
    code = "nothing_to_pay"
    status = 409
    sentence = _("There is nothing to pay for this order.")


class GatewayDown(Refusal):
    """The gateway did not answer; whether it acted is not known."""

    code = "gateway_down"
    status = 503
    sentence = _(
        "The payment service does not answer. You were not charged twice and your"
        " places are kept: try again in a minute, or choose another way to pay."
    )


class PaymentRefused(Refusal):
    """The gateway said no before the buyer could pay; nothing was begun."""

    code = "payment_refused"
    sentence = _(
        "The payment service can't take this payment. Choose another way to pay."
    )


class MoneyNotUsed(Refusal):
    """A room can't use money that is here already: it goes back.

    `cause` is the English of what the refund says.
    """

    code = "money_not_used"
    cause: ClassVar[str] = _noop("the order can't be paid any more")


class NoAmount(Refusal):
    code = "no_amount"
    sentence = _("Write an amount of more than zero.")


class ReferenceTaken(Refusal):
    """Money with that reference was received before; nothing was written."""

    code = "reference_taken"
    status = 409
    sentence = _("This reference was received already, for order %(order)s.")


class TooMuchBack(Refusal):
    """More would go back than came in; nothing was paid back."""

    code = "too_much_back"
    sentence = _("Only %(most)s can be paid back for this order.")


class ForgedNotice(Refusal):
    """A notice that the gateway did not sign; nothing was written."""

    code = "forged_notice"
    status = 400
    sentence = _("This notice was not signed by the payment service.")


class DayNotOver(Refusal):
    """A day that is not over can't be closed; nothing was written."""

    code = "day_not_over"
    status = 409
    sentence = _("Only days that are over can be closed.")


class NothingToClose(Refusal):
    """No day up to that one is open; nothing was written."""

    code = "nothing_to_close"
    status = 409
    sentence = _("There is no open day up to this one.")
