"""Refund terms in the reader's words."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.money import money
from ticketing.returns.ladders import HUNDRED, Ladder, Mark, Marks, Step, ends_of
from ticketing.returns.quoting import Returnable

DAY = 24
# Fewer hours are told as hours.
FEWEST_DAYS = 3


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step: until when it holds, in general and, where known, the moment."""

    until: str
    moment: datetime | None
    fee: str
    is_free: bool


def told(ladder: Ladder, marks: Marks, currency: str) -> list[StepWords]:
    """The steps in words; those that are never reached are left out."""
    found: list[StepWords] = []
    latest: datetime | None = None
    for step in ladder.steps:
        moment = ends_of(step, marks)
        if moment and latest and moment <= latest:
            continue
        latest = moment or latest
        fee = fee_words(ladder, step, currency)
        found.append(StepWords(until_words(step), moment, fee, step.is_free))
    return found


def until_words(step: Step) -> str:
    """Until 48 hours after the payment; until 6 days before the performance."""
    return _UNTIL[step.mark]() % {"time": _length(step.hours)}


def _length(hours: int) -> str:
    days, rest = divmod(hours, DAY)
    if rest or days < FEWEST_DAYS:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


_UNTIL = {
    Mark.ON_SALE: lambda: _("Until %(time)s after the sale opened"),
    Mark.PAID: lambda: _("Until %(time)s after the payment"),
    Mark.SALE_ENDS: lambda: _("Until %(time)s before the sale ends"),
    Mark.STARTS: lambda: _("Until %(time)s before the performance"),
}


def fee_words(ladder: Ladder, step: Step, currency: str) -> str:
    """Free of charge; 20% of the price; ¥10 for each ticket."""
    share = step.percent + (ladder.cost_percent if step.with_cost else Decimal(0))
    if share >= HUNDRED:
        return _("nothing comes back")
    parts = []
    if share:
        parts.append(_("%(percent)s%% of the price") % {"percent": _plain(share)})
    if step.fixed:
        sentence = (
            _("%(sum)s for the order") if ladder.per_order else _("%(sum)s per ticket")
        )
        parts.append(sentence % {"sum": money(step.fixed, currency, short=True)})
    return _(" and ").join(parts) if parts else _("free of charge")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def also(ladder: Ladder) -> list[str]:
    """What holds besides the steps."""
    found = []
    if ladder.whole_order:
        found.append(_("Only whole orders are taken back."))
    if ladder.once:
        found.append(_("Each buyer can give tickets of this show back once."))
    return found


def why_not(one: Returnable) -> str:
    """Why a ticket is not taken back now."""
    if one.ladder is None or not one.ladder.steps:
        return _("tickets of this show are not taken back online.")
    return _("the time for it is over.")
