"""The words that an order line keeps, in both languages."""

from django.utils import translation

from ground.names import CHINESE, ENGLISH
from ground.templatetags.marquee import separator
from ticketing.stock.models import Place


def describe_place(place: Place) -> tuple[str, str]:
    """Return (English, Chinese): show, date, time and place on one line."""
    return _describe(place, ENGLISH), _describe(place, CHINESE)


def _describe(place: Place, language: str) -> str:
    performance = place.performance
    start = performance.local_start
    with translation.override(language):
        when = (
            f"{start:%Y-%m-%d %H:%M}"
            if performance.time_is_known
            else (f"{start:%Y-%m-%d}")
        )
        show = performance.show.name
        return separator().join((show, when, place_name(place)))


def place_name(place: Place) -> str:
    """Say where a place is, in the reader's language.

    “Stalls, row H, seat 14” or “池座H排14座”; a standing place is its section.
    """
    section = place.section.name
    if place.seat is None:
        return section
    return translation.gettext("%(section)s, row %(row)s, seat %(seat)s") % {
        "section": section,
        "row": place.seat.row,
        "seat": place.seat.label,
    }
