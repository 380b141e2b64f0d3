"""Making presale codes, never more than there are places for."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from ticketing.orders.phases import ENDED
from ticketing.orders.services import NUMBER_ALPHABET
from ticketing.rush.errors import TooManyCodes
from ticketing.rush.models import PresaleCode, PresaleUse, PresaleWindow
from ticketing.rush.presale import lock_windows, places_sold
from ticketing.stock.models import Place

LENGTH: Final = 10


@transaction.atomic
def make_codes(
    window: PresaleWindow,
    *,
    count: int,
    now: datetime,
    batch: str = "",
    emails: Sequence[str] = (),
) -> list[PresaleCode]:
    """Make codes for a presale; with addresses, one for each of them alone.

    Raises TooManyCodes where the places would not suffice for all of them.
    """
    lock_windows(_neighbours(window))
    owners = list(emails) or [""] * count
    keep_promise(window, more=len(owners), now=now)
    return PresaleCode.objects.bulk_create(
        PresaleCode(
            window=window, code=_new_code(), email=email, batch=batch, made_at=now
        )
        for email in owners
    )


def keep_promise(window: PresaleWindow, *, now: datetime, more: int = 0) -> None:
    """Hold that every unused code can still be served. Raises TooManyCodes.

    What is free must suffice for all codes of all presales that share a
    performance with this one, and the quota for this one's own.
    """
    own = more + unused_codes(window)
    if window.quota is not None:
        left = window.quota - places_sold(window)
        _suffice(left, own * window.places_per_code, window, more)
    wanted = own * window.places_per_code + sum(
        unused_codes(other) * other.places_per_code
        for other in PresaleWindow.objects.filter(
            pk__in=_neighbours(window), ends_at__gt=now
        ).exclude(pk=window.pk)
    )
    free = Place.objects.filter(performance__in=window.performances.all())
    _suffice(free.sellable(now).count(), wanted, window, more)


def unused_codes(window: PresaleWindow) -> int:
    """How many of its codes can still be used."""
    uses = PresaleUse.objects.filter(code=OuterRef("pk")).exclude(
        order__phase__in=ENDED
    )
    return window.codes.filter(~Exists(uses), voided_at=None).count()


def void_code(code_id: int, *, now: datetime) -> bool:
    """Let a code open nothing from now on; say whether that changed anything."""
    code = PresaleCode.objects.filter(pk=code_id, voided_at=None)
    return code.update(voided_at=now) > 0


def _suffice(places: int, wanted: int, window: PresaleWindow, more: int) -> None:
    if wanted > places:
        missing = -(-(wanted - places) // window.places_per_code)
        raise TooManyCodes(places=places, most=max(0, more - missing))


def _neighbours(window: PresaleWindow) -> list[int]:
    """The presales that share a performance with this one, itself included."""
    shared = window.performances.all()
    found = PresaleWindow.objects.filter(performances__in=shared)
    return sorted({window.pk, *found.values_list("pk", flat=True)})


def _new_code() -> str:
    return "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(LENGTH))
