"""Refund terms in the reader's words."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ground.money import money
from ticketing.returns.exchange_terms import ExchangeTerms
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
    if step.is_cooling_off:
        return _("Cooling-off, %(time)s from the payment") % {
            "time": _length(step.hours)
        }
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


def also(ladder: Ladder, currency: str) -> list[str]:
    """What holds besides the steps."""
    found = []
    if ladder.whole_order:
        found.append(_("Only whole orders are taken back."))
    if ladder.once:
        found.append(_("Each buyer can give tickets of this show back once."))
    if ladder.exchange:
        found.append(exchange_words(ladder.exchange, currency))
    return found


def exchange_words(terms: ExchangeTerms, currency: str) -> str:
    """Until when tickets can be exchanged, for what, and what it costs."""
    sentences = [
        (
            _("Tickets can be exchanged for any show until %(time)s before; %(fee)s.")
            if terms.any_show
            else _("Tickets can be exchanged until %(time)s before; %(fee)s.")
        )
        % {"time": _length(terms.hours), "fee": _exchange_fee(terms, currency)}
    ]
    if terms.keeps_difference:
        sentences.append(_("A cheaper ticket brings nothing back."))
    return gap().join(sentences)


def _exchange_fee(terms: ExchangeTerms, currency: str) -> str:
    parts = []
    if terms.percent:
        share = {"percent": _plain(terms.percent)}
        parts.append(_("%(percent)s%% of the old price") % share)
    if terms.fixed:
        sentence = (
            _("%(sum)s for all of them") if terms.per_order else _("%(sum)s per ticket")
        )
        parts.append(sentence % {"sum": money(terms.fixed, currency, short=True)})
    fee = _(" and ").join(parts)
    return _("the fee is %(fee)s") % {"fee": fee} if parts else _("free of charge")


def gap() -> str:
    """Between two sentences; Chinese has none."""
    return "" if (get_language() or "").startswith("zh") else " "


def why_not(one: Returnable) -> str:
    """Why a ticket is not taken back now."""
    if one.is_broken:
        return _("only the whole order is taken back, and a part of it was exchanged.")
    if one.ladder is None or not one.ladder.steps:
        return _("tickets of this show are not taken back online.")
    return _("the time for it is over.")
