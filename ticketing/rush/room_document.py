"""What everybody may know of a room, as its status document says it."""

from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from django.utils.translation import gettext

from ticketing.rush.room_now import RoomNow
from ticketing.stock.models import PriceTier
from ticketing.stock.selectors import LAMPS, Offer, TierStock
from ticketing.stock.words import StateWords, left

# How many wait decides how often each of them asks, in seconds.
ASK_AGAIN: Final = ((2_000, 2), (20_000, 4), (200_000, 8))
ASK_SELDOM: Final = 15


@dataclass(frozen=True, slots=True)
class TierShown:
    """What is told of a tier: gone, few (and then how many), or on."""

    tier: PriceTier
    state: str
    lamps: int
    left: int | None

    @property
    def states(self) -> list[StateWords]:
        """All three, of which the page shows one."""
        few = left(self.left) if self.left is not None else ""
        return [
            StateWords("gone", gettext("Sold out")),
            StateWords("few", few or "–"),
            StateWords("on", gettext("Free seats")),
        ]


def tiers_shown(offer: Offer) -> list[TierShown]:
    return [_shown(stock, offer.few_left) for stock in offer.tiers]


def _shown(stock: TierStock, few_left: int) -> TierShown:
    """The exact number only where few are left: more would change all the time."""
    state = "gone" if not stock.free else "few" if stock.free <= few_left else "on"
    lit = ceil(LAMPS * stock.free / stock.total) if stock.total else 0
    return TierShown(
        stock.tier, state, lit, left=stock.free if state == "few" else None
    )


def document(room: RoomNow, offer: Offer) -> dict[str, Any]:
    """Ranks and numbers begin at 0, moments are ISO 8601."""
    row = room.room
    return {
        "stage": room.stage,
        "room": row.pk,
        "opens_at": row.opens_at.isoformat(),
        "sale_from": room.sale_from.isoformat() if room.sale_from else None,
        "joined": room.joined,
        "drawn": row.drawn,
        "seed_hash": row.seed_hash,
        "seed": room.seed,
        "open_to": room.open_to,
        "over_below": room.over_below,
        "per_minute": room.per_minute,
        "keep_minutes": row.keep_minutes,
        "message": {"en": row.message_en, "zh-hans": row.message_zh_hans},
        "tiers": [
            {"id": t.tier.pk, "state": t.state, "lamps": t.lamps, "left": t.left}
            for t in tiers_shown(offer)
        ],
        "ask_again": _ask_again(room.joined - room.open_to),
    }


def _ask_again(waiting: int) -> int:
    fitting = (seconds for most, seconds in ASK_AGAIN if waiting <= most)
    return next(fitting, ASK_SELDOM)
