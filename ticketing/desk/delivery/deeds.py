"""What can be done with many parcels at once: its words, and what will follow."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from ticketing.delivery.models import ParcelState
from ticketing.delivery.models.parcels import NEXT

UNDO: Final = "undo"


@dataclass(frozen=True, slots=True)
class Deed:
    """`to` is the state that it leads to; None takes the last step back."""

    code: str
    label: Any
    to: ParcelState | None
    consequences: tuple[Any, ...]
    asks_receiver: bool = False


_TOLD = _("The buyer is told by e-mail, in the language of the order.")
DEEDS: Final = {
    deed.code: deed
    for deed in (
        Deed(
            "pack",
            _("Pack"),
            ParcelState.PACKED,
            (
                _("The valid tickets of each order are in its parcel from now on."),
                _("The price of the delivery can’t be had back any more."),
                _TOLD,
            ),
        ),
        Deed(
            "hand_over",
            _("Hand over"),
            ParcelState.HANDED_OVER,
            (_("The carrier, or who collects, has the parcels now."), _TOLD),
        ),
        Deed("in_transit", _("In transit"), ParcelState.IN_TRANSIT, (_TOLD,)),
        Deed(
            "delivered",
            _("Delivered"),
            ParcelState.DELIVERED,
            (_("The parcels have come; nothing more is to be done."), _TOLD),
            asks_receiver=True,
        ),
        Deed(
            "returned",
            _("Came back"),
            ParcelState.RETURNED,
            (_("The parcels are here again; the tickets stay valid."), _TOLD),
        ),
        Deed(
            UNDO,
            _("Take the last step back"),
            None,
            (
                _("Each parcel is again where it was before its last step."),
                _("A mail that has left can’t be called back."),
            ),
        ),
    )
}


def deeds_for(state: str) -> list[Deed]:
    """What can be done with parcels in that state; all of it where they differ."""
    if state not in NEXT:
        return list(DEEDS.values())
    found = [deed for deed in DEEDS.values() if deed.to and deed.to in NEXT[state]]
    is_undone = state not in {ParcelState.WAITING, ParcelState.DROPPED}
    return [*found, DEEDS[UNDO]] if is_undone else found
