"""A waiting room as it is at a moment: who is before the door, who has passed it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from ticketing.rush import room_door
from ticketing.rush.draw import rank_of
from ticketing.rush.models import Room
from ticketing.rush.room_tokens import Token


class Stage(StrEnum):
    """Where the room is; moments make it."""

    CLOSED = "closed"
    GATHERING = "gathering"
    MOVING = "moving"
    PAUSED = "paused"


class Standing(StrEnum):
    """Where one number is."""

    STRANGER = "stranger"
    GATHERED = "gathered"
    WAITING = "waiting"
    ADMITTED = "admitted"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class RoomNow:
    """One room at one moment; the same for everybody who asks in that second."""

    room: Room
    sale_from: datetime | None
    joined: int
    at: datetime

    @property
    def stage(self) -> Stage:
        if self.room.drawn is None:
            return Stage.GATHERING if self.room.opens_at <= self.at else Stage.CLOSED
        return Stage.MOVING if self.room.paused_at is None else Stage.PAUSED

    @property
    def is_open(self) -> bool:
        """Numbers are given."""
        return self.stage != Stage.CLOSED

    @property
    def open_to(self) -> int:
        """How many ranks have had their turn."""
        return int(self.room.door)

    @property
    def over_below(self) -> int:
        """Ranks below this one have had their time. A pause costs nobody any."""
        at = self.room.paused_at or self.at
        return room_door.over_below(
            self.room.trail, at=at.timestamp(), keep_seconds=self._keep_seconds
        )

    @property
    def seed(self) -> str | None:
        """The seed, once the order is drawn."""
        return self.room.seed if self.room.drawn is not None else None

    @property
    def per_minute(self) -> int:
        """People let in each minute; none during a pause."""
        return round(self.room.pace) if self.stage == Stage.MOVING else 0

    def rank(self, number: int) -> int | None:
        """The number's place in the line, from 0; None before the draw."""
        if self.room.drawn is None:
            return None
        return rank_of(self.room.seed, self.room.drawn, number)

    def standing(self, token: Token | None, *, at: datetime | None = None) -> Standing:
        if token is None or token.room != self.room.pk:
            return Standing.STRANGER
        rank = self.rank(token.number)
        if rank is None:
            return Standing.GATHERED
        if rank >= self.open_to:
            return Standing.WAITING
        if rank >= self.over_below or token.is_extended_at(at or self.at):
            return Standing.ADMITTED
        return Standing.OVER

    def kept_until(self, token: Token) -> datetime | None:
        """When an admitted number's time ends; None for others."""
        rank = self.rank(token.number)
        if rank is None or rank >= self.open_to:
            return None
        began = room_door.turn_began(self.room.trail, rank)
        turn = self.at if began is None else datetime.fromtimestamp(began, UTC)
        if self.room.paused_at is not None:
            turn += self.at - self.room.paused_at
        extended = datetime.fromtimestamp(token.until, UTC)
        return max(turn + timedelta(seconds=self._keep_seconds), extended)

    @property
    def _keep_seconds(self) -> float:
        return float(self.room.keep_minutes * 60)
