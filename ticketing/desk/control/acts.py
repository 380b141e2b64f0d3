"""What the forms of the control page do, each told in a sentence."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ticketing.shows.models import Performance
from ticketing.stock import control


def stop(
    performance: Performance, wish: dict[str, Any], *, actor: str, now: datetime
) -> str:
    count = control.stop_types(performance, **_types(wish), actor=actor, now=now)
    sentence = ngettext(
        "%(count)s ticket type is stopped.",
        "%(count)s ticket types are stopped.",
        count,
    )
    return sentence % {"count": count}


def resume(
    performance: Performance, wish: dict[str, Any], *, actor: str, now: datetime
) -> str:
    count = control.resume_types(performance, **_types(wish), actor=actor, now=now)
    sentence = ngettext(
        "%(count)s ticket type sells again.",
        "%(count)s ticket types sell again.",
        count,
    )
    return sentence % {"count": count}


def _types(wish: dict[str, Any]) -> dict[str, Any]:
    return {
        "tier_ids": [tier.pk for tier in wish["tiers"]],
        "concession": wish["concession"].pk if wish["concession"] else None,
        "reason": wish["reason"],
    }


def cap(
    performance: Performance, wish: dict[str, Any], *, actor: str, now: datetime
) -> str:
    made = control.set_cap(
        performance,
        tier_ids=[tier.pk for tier in wish["tiers"]],
        number=wish["number"],
        on_reached=wish["on_reached"],
        warn_at=wish["warn_at"],
        reason=wish["reason"],
        actor=actor,
        now=now,
    )
    if made.over:
        sentence = _(
            "The cap is set and stops at once: %(over)s more are held or sold than "
            "its %(number)s."
        )
        if not made.cap.stops:
            sentence = _(
                "The cap is set: %(over)s more are held or sold than its %(number)s, "
                "and the sale goes on."
            )
        return sentence % {"over": made.over, "number": made.cap.number}
    return _("The cap is set.")


def uncap(
    performance: Performance, wish: dict[str, Any], *, actor: str, now: datetime
) -> str:
    control.remove_cap(performance, wish["id"], actor=actor, now=now)
    return _("The cap is taken away.")


def release(
    performance: Performance, wish: dict[str, Any], *, actor: str, now: datetime
) -> str:
    count = control.release_withholding(performance, wish["id"], actor=actor, now=now)
    return _on_sale(count)


def end_allotment(
    performance: Performance, wish: dict[str, Any], *, actor: str, now: datetime
) -> str:
    count = control.release_allotment(performance, wish["id"], actor=actor, now=now)
    return _on_sale(count)


def _on_sale(count: int) -> str:
    sentence = ngettext(
        "%(count)s place is on general sale.",
        "%(count)s places are on general sale.",
        count,
    )
    return sentence % {"count": count}


ACTS: Final[dict[str, Callable[..., str]]] = {
    "stop": stop,
    "resume": resume,
    "cap": cap,
    "uncap": uncap,
    "release": release,
    "end-allotment": end_allotment,
}
