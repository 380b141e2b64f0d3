"""Which ladder holds for which show."""

from typing import Final

from ground.keeping import forget, kept
from ticketing.returns.ladders import Ladder
from ticketing.returns.models import RefundLadder

_KEY: Final = "refund-ladders"
_SECONDS: Final = 2
# Stands for every show that has no ladder of its own.
_ANY: Final = 0


def ladder_of(show_id: int) -> Ladder | None:
    """What giving back tickets of that show costs; None: it is not taken back online.

    At most two seconds old: a purchase asks for it, and it hardly ever changes.
    """
    ladders = kept(_KEY, _SECONDS, _read)
    return ladders.get(show_id) or ladders.get(_ANY)


def ladders_changed() -> None:
    """See it at once in this process."""
    forget(_KEY)


def _read() -> dict[int, Ladder]:
    """By show; where two ladders name one show, the newer holds."""
    found: dict[int, Ladder] = {}
    rows = RefundLadder.objects.prefetch_related("steps", "shows").order_by("pk")
    for row in rows:
        terms = row.terms
        found |= {show.pk: terms for show in row.shows.all()}
        if row.is_default:
            found[_ANY] = terms
    return found
