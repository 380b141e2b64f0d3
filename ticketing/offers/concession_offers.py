"""Concessions as standing offers: for whom, how much less, and what to bring."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from ticketing.offers.registry import CurrentOffer
from ticketing.offers.selectors import offered_concessions


def standing_offers(_now: datetime) -> Iterator[CurrentOffer]:
    """The ticket types that cost less than the full price."""
    for concession in offered_concessions():
        if concession.percent_off:
            percent = f"{concession.percent_off:f}".rstrip("0").rstrip(".")
            yield CurrentOffer(
                key=f"concession:{concession.code}",
                title=concession.name,
                text=concession.proof,
                label=_("%(percent)s%% off") % {"percent": percent},
                is_standing=True,
            )
