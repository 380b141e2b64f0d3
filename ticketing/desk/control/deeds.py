"""Doing with chosen places what the controller asks for, told in a sentence."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import User
from ticketing.desk.control.comps import Guest, ask_comp
from ticketing.desk.control.place_forms import Deed
from ticketing.desk.models import CompState
from ticketing.shows.models import Performance
from ticketing.stock import control
from ticketing.stock.models import Place

Wish = dict[str, Any]
Places = Sequence[int]


def withhold(
    performance: Performance, places: Places, wish: Wish, *, by: User, now: datetime
) -> str:
    control.withhold_places(
        performance,
        places,
        kind=wish["kind"],
        reason=wish["reason"],
        actor=str(by),
        now=now,
    )
    return _counted(len(places))


def block(
    performance: Performance, places: Places, wish: Wish, *, by: User, now: datetime
) -> str:
    count = control.block_places(
        performance, places, reason=wish["reason"], actor=str(by), now=now
    )
    return _counted(count)


def unblock(
    performance: Performance, places: Places, wish: Wish, *, by: User, now: datetime
) -> str:
    count = control.unblock_places(
        performance, places, reason=wish["reason"], actor=str(by), now=now
    )
    return _counted(count)


def allot(
    performance: Performance, places: Places, wish: Wish, *, by: User, now: datetime
) -> str:
    account = wish["account"] or wish["person"]
    control.allot_places(
        performance,
        places,
        channel=wish["channel"],
        account_id=account.pk if account else None,
        release_at=wish["release_at"],
        reason=wish["reason"],
        actor=str(by),
        now=now,
    )
    return _counted(len(places))


def release(
    performance: Performance, places: Places, wish: Wish, *, by: User, now: datetime
) -> str:
    """Of every withholding those of its places that were chosen."""
    withheld = Place.objects.filter(performance=performance, pk__in=places)
    keys = withheld.exclude(withholding=None).exclude(withholding__kind="comp")
    count = 0
    for key in set(keys.values_list("withholding", flat=True)):
        count += control.release_withholding(
            performance,
            key,
            place_ids=places,
            reason=wish["reason"],
            actor=str(by),
            now=now,
        )
    return _counted(count)


def comp(
    performance: Performance, places: Places, wish: Wish, *, by: User, now: datetime
) -> str:
    guest = Guest(wish["name"], wish["email"], wish["language"], wish["reason"])
    made = ask_comp(performance, places, guest=guest, by=by, now=now)
    if made.state == CompState.ASKED:
        return _("The free tickets wait for somebody else’s approval.")
    return _("The free tickets are on their way.")


def _counted(count: int) -> str:
    sentence = ngettext("%(count)s place changed.", "%(count)s places changed.", count)
    return sentence % {"count": count}


DEEDS: Final[dict[str, Callable[..., str]]] = {
    Deed.WITHHOLD: withhold,
    Deed.BLOCK: block,
    Deed.UNBLOCK: unblock,
    Deed.ALLOT: allot,
    Deed.RELEASE: release,
    Deed.COMP: comp,
}
