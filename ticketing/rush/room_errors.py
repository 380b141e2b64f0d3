"""How the waiting room says no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class RoomRefusal(Refusal):
    """The waiting room is before these places."""

    status = 403


class NotAdmitted(RoomRefusal):
    code = "not_admitted"
    sentence = _("There is a waiting room for this performance. Join the line first.")


class NotYourTurn(RoomRefusal):
    code = "not_your_turn"
    sentence = _("It is not your turn yet. Your place in the line is kept.")


class TurnOver(RoomRefusal):
    code = "turn_over"
    sentence = _("Your turn is over. Join the line again for a new number.")


class NumberUsed(RoomRefusal):
    code = "number_used"
    sentence = _(
        "This number has served for a purchase. Join the line again for another one."
    )


class RoomNotOpen(Refusal):
    code = "room_not_open"
    sentence = _("The waiting room is not open yet.")


class NoRoom(Refusal):
    code = "no_room"
    sentence = _("This performance has no waiting room.")
    status = 404


class NoSaleMoment(Refusal):
    code = "no_sale_moment"
    sentence = _("Say first from when the performance is on sale.")


class RoomOpensLate(Refusal):
    code = "room_opens_late"
    sentence = _("The room must open before the sale does.")


class OrderIsDrawn(Refusal):
    code = "order_is_drawn"
    sentence = _("The order has been drawn; when the room opens can’t change.")
