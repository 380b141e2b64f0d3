"""The waiting room's pages: one for everybody, one for whoever has a number.

The first is the same for all and kept for a second (see `public` below). A
script fills in the visitor's place on either; without it the second one is
reloaded by the browser and computed here.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ticketing.house.models import the_house
from ticketing.rush.models import PresaleWindow
from ticketing.rush.presale import coming_windows
from ticketing.rush.room_document import tiers_shown
from ticketing.rush.room_now import RoomNow, Stage, Standing
from ticketing.rush.room_status import Status, status_of
from ticketing.rush.room_tokens import MOST_EXTENSIONS, Token
from ticketing.rush.room_views import token_of
from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState, sale_state

# How far the pace may change until one's turn: what the estimate says so.
EARLY: Final = 0.85
LATE: Final = 1.15
RELOAD_SECONDS: Final = 20
OPEN_SALES: Final = (SaleState.OPENS_LATER, SaleState.ON_SALE)


@dataclass(frozen=True, slots=True)
class Line:
    """What the page says of one number; of none where `token` is None."""

    room: RoomNow
    token: Token | None
    at: datetime

    @property
    def state(self) -> str:
        """Which part of the page is shown: see templates/rush/states/."""
        standing = self.room.standing(self.token, at=self.at)
        if standing != Standing.STRANGER:
            return standing.value
        return "closed" if self.room.stage == Stage.CLOSED else "join"

    @property
    def number(self) -> int:
        """From 1, as people count."""
        return self.token.number + 1 if self.token else 0

    @property
    def joined(self) -> int:
        """How many have; what is kept of it may be older than the number."""
        return max(self.room.joined, self.number)

    @property
    def rank(self) -> int | None:
        """From 1, as people count."""
        rank = self.room.rank(self.token.number) if self.token else None
        return None if rank is None else rank + 1

    @property
    def before(self) -> int:
        return max(0, (self.rank or 0) - 1 - self.room.open_to)

    @property
    def minutes(self) -> float | None:
        pace = self.room.per_minute
        return (self.before + 1) / pace if pace else None

    @property
    def earliest(self) -> int:
        return floor((self.minutes or 0) * EARLY)

    @property
    def latest(self) -> int:
        return max(1, ceil((self.minutes or 0) * LATE))

    @property
    def turn_at(self) -> datetime | None:
        minutes = self.minutes
        return None if minutes is None else self.at + timedelta(minutes=minutes)

    @property
    def kept_until(self) -> datetime | None:
        return self.room.kept_until(self.token) if self.token else None

    @property
    def can_be_extended(self) -> bool:
        return self.token is not None and self.token.extensions < MOST_EXTENSIONS

    @property
    def is_paused(self) -> bool:
        return self.room.room.paused_at is not None


@require_safe
def room(request: HttpRequest, pk: str) -> HttpResponse:
    """The page that is the same for everybody: when, what, how, and the button."""
    response = _page(request, int(pk), None)
    # As content's page cache asks for it: nothing here is the visitor's own.
    response.is_public_page = True  # type: ignore[attr-defined]
    return response


room.may_be_public = True  # type: ignore[attr-defined]


@never_cache
@require_safe
def line(request: HttpRequest, pk: str) -> HttpResponse:
    """The visitor's own place, as it is at this moment."""
    token = token_of(request, int(pk))
    if token is None:
        return redirect("rush:room", pk=pk)
    return _page(request, int(pk), token)


def _page(request: HttpRequest, pk: int, token: Token | None) -> HttpResponse:
    now = timezone.now()
    performances = Performance.objects.public().with_show_and_venue()
    performance: Performance = get_object_or_404(performances, pk=pk)
    status = status_of(pk, now=now)
    if status.room is None or sale_state(performance, now) not in OPEN_SALES:
        return redirect("checkout:performance", pk=pk)
    shown = Line(status.room, token, now)
    return render(request, "rush/room.html", _context(performance, status, shown))


def _context(performance: Performance, status: Status, shown: Line) -> dict[str, Any]:
    reloads = shown.token is not None and shown.state != Standing.ADMITTED
    return {
        "performance": performance,
        "line": shown,
        "room": shown.room,
        "tiers": tiers_shown(status.offer) if status.offer else [],
        "status": status.body.decode(),
        "presales": _presales(performance, now=shown.at),
        "texts": texts(),
        "zone": the_house().zone.key,
        "now": shown.at,
        "reload": RELOAD_SECONDS if reloads else None,
    }


def _presales(performance: Performance, *, now: datetime) -> list[PresaleWindow]:
    """Those for which somebody may have a code: once the sale is open, none."""
    if sale_state(performance, now) != SaleState.OPENS_LATER:
        return []
    return list(coming_windows(performance.pk, now=now))


def texts() -> str:
    """The sentences that the page's script says."""
    return json.dumps(
        {
            "minutes": gettext("in {low} to {high} minutes"),
            "soon": gettext("in less than {high} minutes"),
            "unknown": gettext("not known yet"),
            "about": gettext("about {time}"),
            "say": gettext("{before} people are before you. Your turn: {turn}."),
            "say_next": gettext("You are next."),
            "say_gathered": gettext("You are in. The order is drawn at the opening."),
            "say_admitted": gettext("It is your turn. You can choose your places now."),
            "say_over": gettext("Your turn is over."),
            "say_paused": gettext("The door is paused."),
            "lost": gettext("No connection. Your place is kept; we try again."),
            "few": gettext("{count} left"),
            "lamps": gettext("{lit} of 5 lamps lit"),
            "your_turn": gettext("Your turn"),
        }
    )
