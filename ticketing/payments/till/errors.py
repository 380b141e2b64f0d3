"""How tills say no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class ShiftOpen(Refusal):
    """The till, or the person, has an open shift; nothing was opened."""

    code = "shift_open"
    status = 409
    sentence = _("A shift is open there already. Close it, or have it handed over.")


class ShiftClosed(Refusal):
    """The shift was closed meanwhile; nothing was written."""

    code = "shift_closed"
    status = 409
    sentence = _("This shift is closed.")


class NoOpenShift(Refusal):
    code = "no_open_shift"
    status = 409
    sentence = _("The house takes money at the counter only into an open till.")


class NotEnoughGiven(Refusal):
    code = "not_enough_given"
    sentence = _("%(sum)s is to be paid: that is more than was given.")


class NotEnoughCash(Refusal):
    code = "not_enough_cash"
    sentence = _("There is only %(sum)s in the till.")


class ReferenceMissing(Refusal):
    code = "reference_missing"
    sentence = _("Write the reference on the terminal's slip.")


class DifferenceUnexplained(Refusal):
    """The count is not what should be there, and no reason was given."""

    code = "difference_unexplained"
    sentence = _("The difference is %(sum)s. Count once more, or explain it.")


class NotOfTheTill(Refusal):
    """The order is in another currency than the shift."""

    code = "not_of_the_till"
    sentence = _("This till has another currency.")
