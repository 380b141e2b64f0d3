"""How giving back says no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


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
