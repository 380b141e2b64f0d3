"""The gate before the places of a performance that has a waiting room."""

from datetime import datetime

from ticketing.orders.models import Cart
from ticketing.rush import room_tokens
from ticketing.rush.models import Room, RoomEntry
from ticketing.rush.room_errors import NotAdmitted, NotYourTurn, NumberUsed, TurnOver
from ticketing.rush.room_now import RoomNow, Standing
from ticketing.rush.room_status import status_of
from ticketing.rush.room_steps import look_afresh
from ticketing.rush.room_tokens import Token

REFUSALS = {
    Standing.STRANGER: NotAdmitted,
    Standing.GATHERED: NotYourTurn,
    Standing.WAITING: NotYourTurn,
    Standing.OVER: TurnOver,
}


def standing(
    performance_id: int, admission: str, *, now: datetime
) -> tuple[RoomNow | None, Standing]:
    """Say where the number is; a second look before a no, for the copy may be old."""
    room = status_of(performance_id, now=now).room
    token = room_tokens.read(admission)
    if room is None:
        return None, Standing.ADMITTED
    found = room.standing(token, at=now)
    if found == Standing.WAITING:
        room = look_afresh(performance_id, now=now) or room
        found = room.standing(token, at=now)
    return room, found


def pass_gate(
    performance_id: int, admission: str, *, cart_key: str, now: datetime
) -> None:
    """Let a number whose turn it is through, once for each number and cart.

    To be called inside of the transaction that holds places, of a performance
    that has a room. Raises NotAdmitted, NotYourTurn, TurnOver or NumberUsed.
    """
    room, found = standing(performance_id, admission, now=now)
    if room is None:
        return
    if found in REFUSALS:
        raise REFUSALS[found]
    token = room_tokens.read(admission)
    if token is not None:
        _enter(room.room, token, cart_key, now=now)


def _enter(room: Room, token: Token, cart_key: str, *, now: datetime) -> None:
    entry, _is_new = RoomEntry.objects.get_or_create(
        room=room,
        token_hash=token.print,
        defaults={"cart_key": cart_key, "at": now},
    )
    if entry.cart_key == cart_key:
        return
    # A guest's cart is gone when its owner signs in and has one already: the
    # number moves on with what was in it. Any other cart is another buyer's.
    if Cart.objects.filter(key=entry.cart_key).exists():
        raise NumberUsed
    entry.cart_key = cart_key
    entry.save(update_fields=["cart_key"])
