"""Waiting rooms over JSON: a number, and where it is."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from ground.api.errors import Error
from ticketing.rush import room_tokens
from ticketing.rush.room_counter import take_number
from ticketing.rush.room_document import document
from ticketing.rush.room_errors import NoRoom, NotAdmitted, RoomNotOpen
from ticketing.rush.room_now import RoomNow, Standing
from ticketing.rush.room_status import status_of
from ticketing.rush.room_tokens import Token
from ticketing.rush.room_views import extended

router = Router(tags=["waiting rooms"])
# What a number is shown with, here and wherever places are held.
HEADER = "Room-Token"
REFUSALS = {404: Error, 422: Error}


class PlaceInLine(Schema):
    """`state`: gathered (before the draw), waiting, admitted, over.

    `place` and `before` count from 1 and 0; `kept_until` is when a turn ends.
    """

    token: str
    number: int
    state: str
    place: int | None
    before: int | None
    kept_until: datetime | None


class RoomOut(Schema):
    """`status` is the document that everybody may read; see docs/waiting-room.md."""

    status: dict[str, Any]
    mine: PlaceInLine | None


def token_shown(request: HttpRequest) -> str:
    """The token that the caller sends along; empty where there is none."""
    return request.headers.get(HEADER, "")


@router.get(
    "/performances/{performance_id}/room",
    response={200: RoomOut, **REFUSALS},
    summary="The waiting room, and one's place in it",
)
def read_room(request: HttpRequest, performance_id: int) -> RoomOut:
    """Send the number's token as `Room-Token` to be told its place."""
    now = timezone.now()
    status = status_of(performance_id, now=now)
    if status.room is None or status.offer is None:
        raise NoRoom
    token = _own_token(request, status.room)
    return RoomOut(
        status=document(status.room, status.offer),
        mine=_place(status.room, token) if token else None,
    )


@router.post(
    "/performances/{performance_id}/room/numbers",
    response={201: PlaceInLine, **REFUSALS},
    summary="Join the line",
)
def join_room(request: HttpRequest, performance_id: int) -> Status[PlaceInLine]:
    """A new number, or the one that is sent along and still counts.

    Its `token` goes with every request that holds places of this performance,
    in the header `Room-Token`.
    """
    room = _room(performance_id)
    token = _own_token(request, room)
    if token is None or room.standing(token) == Standing.OVER:
        if not room.is_open:
            raise RoomNotOpen
        token = room_tokens.new_token(room.room.pk, take_number(room.room))
    return Status(201, _place(room, token))


@router.post(
    "/performances/{performance_id}/room/more-time",
    response={200: PlaceInLine, 403: Error, **REFUSALS},
    summary="Keep one's turn for longer",
)
def more_time(request: HttpRequest, performance_id: int) -> PlaceInLine:
    """Ten times at most; the answer has the token that counts from now on."""
    room = _room(performance_id)
    token = _own_token(request, room)
    if token is None:
        raise NotAdmitted
    return _place(room, extended(room, token, now=timezone.now()))


def _room(performance_id: int) -> RoomNow:
    room = status_of(performance_id, now=timezone.now()).room
    if room is None:
        raise NoRoom
    return room


def _own_token(request: HttpRequest, room: RoomNow) -> Token | None:
    """The number that the caller has of this room; one of another is none."""
    token = room_tokens.read(token_shown(request))
    return None if room.standing(token) == Standing.STRANGER else token


def _place(room: RoomNow, token: Token) -> PlaceInLine:
    rank = room.rank(token.number)
    return PlaceInLine(
        token=room_tokens.signed(token),
        number=token.number + 1,
        state=room.standing(token),
        place=None if rank is None else rank + 1,
        before=None if rank is None else max(0, rank - room.open_to),
        kept_until=room.kept_until(token),
    )
