"""The phases of an order: law, not the house's to draw.

A phase never goes back. The one way on from an end is money that came late
and found its places again: `expired` may go forward to `paid`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.errors import Refusal

if TYPE_CHECKING:
    from ticketing.orders.models import Order


class Phase(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("order", "draft")
    PLACED = "placed", pgettext_lazy("order", "placed")
    ACCEPTED = "accepted", pgettext_lazy("order", "accepted")
    PAID = "paid", pgettext_lazy("order", "paid")
    FULFILLED = "fulfilled", pgettext_lazy("order", "fulfilled")
    CLOSED = "closed", pgettext_lazy("order", "closed")
    CANCELLED = "cancelled", pgettext_lazy("order", "cancelled")
    EXPIRED = "expired", pgettext_lazy("order", "expired")
    REFUNDED = "refunded", pgettext_lazy("order", "refunded")


UNPAID: Final = frozenset({Phase.PLACED, Phase.ACCEPTED})
WITH_TICKETS: Final = frozenset({Phase.PAID, Phase.FULFILLED, Phase.CLOSED})
ENDED: Final = frozenset({Phase.CANCELLED, Phase.EXPIRED, Phase.REFUNDED})

FLOW: Final[dict[Phase, frozenset[Phase]]] = {
    Phase.DRAFT: frozenset({Phase.PLACED, Phase.CANCELLED, Phase.EXPIRED}),
    Phase.PLACED: frozenset({Phase.ACCEPTED, Phase.CANCELLED, Phase.EXPIRED}),
    Phase.ACCEPTED: frozenset({Phase.PAID, Phase.CANCELLED, Phase.EXPIRED}),
    Phase.PAID: frozenset({Phase.FULFILLED, Phase.REFUNDED}),
    Phase.FULFILLED: frozenset({Phase.CLOSED, Phase.REFUNDED}),
    Phase.CLOSED: frozenset({Phase.REFUNDED}),
    Phase.CANCELLED: frozenset(),
    Phase.EXPIRED: frozenset({Phase.PAID}),
    Phase.REFUNDED: frozenset(),
}


class IllegalPhase(Refusal):
    """The order can't go from its phase to that one; nothing was changed."""

    code = "illegal_phase"
    status = 409
    sentence = _("An order that is %(before)s can't become %(after)s.")


Handler = Callable[["Order", datetime], None]
_handlers: dict[Phase, list[tuple[int, Handler]]] = {}


def on_enter(phase: Phase, *, layer: int) -> Callable[[Handler], Handler]:
    """Register what else happens when an order enters a phase.

    Handlers run in the same transaction, lower layers first, and may refuse.
    Higher rooms register themselves in `AppConfig.ready()`.
    """

    def register(handler: Handler) -> Handler:
        row = (layer, handler)
        rows = _handlers.setdefault(phase, [])
        if row not in rows:
            rows.append(row)
            rows.sort(key=lambda item: item[0])
        return handler

    return register


def handlers(phase: Phase) -> list[Handler]:
    return [handler for _layer, handler in _handlers.get(phase, [])]
