"""Why an offer is not in the price, in a sentence for the buyer."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ticketing.offers.explaining import PassedOver, Why

_MOST: Final = 4
# Nobody who takes one place is told of a group of thirty.
_NEARLY: Final = 3


def explanations(passed: Iterable[PassedOver]) -> list[str]:
    """What is worth saying: what was outdone first, then what is nearly reached."""
    near = [one for one in passed if not one.missing or one.missing <= _NEARLY]
    near.sort(key=lambda one: one.missing)
    return [_sentence(one) for one in near[:_MOST]]


def _sentence(one: PassedOver) -> str:
    values = {"offer": one.name, "instead": one.instead, "count": one.missing}
    return _words(one) % values


def _words(one: PassedOver) -> str:
    if one.why == Why.MORE_PLACES:
        return ngettext(
            "With %(count)s more place of one performance you would get “%(offer)s”.",
            "With %(count)s more places of one performance you would get “%(offer)s”.",
            one.missing,
        )
    if one.why == Why.MORE_SHOWS:
        return ngettext(
            "With a place of %(count)s more show of it you would get “%(offer)s”.",
            "With a place of %(count)s more shows of it you would get “%(offer)s”.",
            one.missing,
        )
    if one.why == Why.SAVES_LESS:
        return _(
            "“%(offer)s” is not counted: “%(instead)s” saves you more, and the two do"
            " not go together."
        )
    if one.why == Why.NOTHING_FITS:
        return _("“%(offer)s” is for other dates or prices than those in the basket.")
    return _("“%(offer)s” does not hold at the moment.")
