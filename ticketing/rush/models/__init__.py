"""What the rush keeps: rooms, who has how much, and the house's numbers for it."""

from ticketing.rush.models.limits import LimitSlot
from ticketing.rush.models.room import (
    Room,
    RoomCounter,
    RoomEntry,
    RoomEvent,
    RoomEventKind,
)
from ticketing.rush.models.rules import RushRules, the_rules

__all__ = [
    "LimitSlot",
    "Room",
    "RoomCounter",
    "RoomEntry",
    "RoomEvent",
    "RoomEventKind",
    "RushRules",
    "the_rules",
]
