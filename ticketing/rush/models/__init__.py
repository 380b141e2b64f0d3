"""What the rush keeps: rooms, who has how much, and the house's numbers for it."""

from ticketing.rush.models.limits import LimitSlot
from ticketing.rush.models.presale import (
    CartCode,
    PresaleCode,
    PresaleUse,
    PresaleWindow,
)
from ticketing.rush.models.room import (
    Room,
    RoomCounter,
    RoomEntry,
    RoomEvent,
    RoomEventKind,
)
from ticketing.rush.models.rules import AfterLapses, RushRules, kept_rules, the_rules
from ticketing.rush.models.waiting_list import (
    Outcome,
    WaitingCursor,
    WaitingEntry,
    WaitingOffer,
)

__all__ = [
    "AfterLapses",
    "CartCode",
    "LimitSlot",
    "Outcome",
    "PresaleCode",
    "PresaleUse",
    "PresaleWindow",
    "Room",
    "RoomCounter",
    "RoomEntry",
    "RoomEvent",
    "RoomEventKind",
    "RushRules",
    "WaitingCursor",
    "WaitingEntry",
    "WaitingOffer",
    "kept_rules",
    "the_rules",
]
