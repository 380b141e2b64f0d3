"""How the shows say no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class AlreadyCancelled(Refusal):
    code = "already_cancelled"
    sentence = _("This performance is cancelled already.")


class AlreadyOver(Refusal):
    code = "already_over"
    sentence = _("This performance is over; it can’t be cancelled any more.")


class NoSuchHour(Refusal):
    """The clocks go forward over that hour, or the date does not exist."""

    code = "no_such_hour"
    sentence = _("There is no %(moment)s in %(zone)s: the clocks change then.")


class HallTaken(Refusal):
    """Another performance begins in that hall at that very moment."""

    code = "hall_taken"
    sentence = _("%(performance)s begins in the same hall at the same time.")
