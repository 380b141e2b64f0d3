"""The last step: what an offer brings, and doing it for several dates at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.staff.overview import DateRow
from ground import dates
from ticketing.stock.models import SectionTier
from ticketing.stock.services import offer_performance


@dataclass(frozen=True, slots=True)
class Consequence:
    """One date with the sentence of what its offer does, and what to mind."""

    row: DateRow
    sentence: str
    warning: str

    @property
    def pk(self) -> str:
        return str(self.row.performance.pk)


def offerable(rows: Sequence[DateRow], *, now: datetime) -> list[Consequence]:
    """Say of each date that can be offered what will happen."""
    ready = [row for row in rows if row.is_ready]
    priced = _priced_places(ready)
    return [
        Consequence(row, _sentence(row, priced, now), _warning(row)) for row in ready
    ]


def _priced_places(rows: Sequence[DateRow]) -> dict[int, int]:
    """How many places of each date lie in a painted section."""
    found: dict[int, int] = {}
    painted = SectionTier.objects.filter(
        performance__in=[row.performance.pk for row in rows]
    )
    for pk, room in painted.values_list("performance_id", "section__capacity"):
        found[pk] = found.get(pk, 0) + room
    return found


def _sentence(row: DateRow, priced: dict[int, int], now: datetime) -> str:
    places = f"{priced.get(row.performance.pk, 0):,}"
    opens = row.performance.on_sale_from
    if opens is None or opens <= now:
        return _("%(places)s places go on sale at once.") % {"places": places}
    local = dates.moment(opens.astimezone(row.performance.zone), with_weekday=True)
    return _("%(places)s places go on sale on %(moment)s.") % {
        "places": places,
        "moment": local,
    }


def _warning(row: DateRow) -> str:
    if not row.unpainted:
        return ""
    return ngettext(
        "%(count)s section has no price and can’t be bought.",
        "%(count)s sections have no price and can’t be bought.",
        row.unpainted,
    ) % {"count": row.unpainted}


class OfferForm(forms.Form):
    """Which dates; all that are ready are chosen at first."""

    def __init__(self, data: QueryDict | None, *, rows: Sequence[Consequence]) -> None:
        super().__init__(data)
        self.consequences = rows
        self.fields["dates"] = forms.MultipleChoiceField(
            label=gettext_lazy("Dates"),
            choices=[(row.pk, row.sentence) for row in rows],
            initial=[row.pk for row in rows],
            error_messages={"required": gettext_lazy("Choose at least one date.")},
        )

    def marked(self) -> Iterator[tuple[Consequence, bool]]:
        wanted: Any = self["dates"].value() or []
        for row in self.consequences:
            yield row, row.pk in wanted

    def chosen(self) -> list[DateRow]:
        wanted = set(self.cleaned_data["dates"])
        return [c.row for c in self.consequences if c.pk in wanted]


@transaction.atomic
def offer_dates(rows: Sequence[DateRow], *, actor: str, now: datetime) -> int:
    """Offer these dates, all or none; return how many places that makes.

    A date without a day for its sale opens at once. Raises AlreadyOffered or
    NothingToOffer.
    """
    for row in rows:
        performance = row.performance
        if performance.on_sale_from is None:
            performance.on_sale_from = now
            performance.save(update_fields=["on_sale_from"])
        painted = dict(performance.section_tiers.values_list("section_id", "tier_id"))
        offer_performance(performance, tiers_by_section=painted, now=now, actor=actor)
    return sum(row.capacity for row in rows)
