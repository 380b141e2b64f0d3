"""The last step: what an offer brings, and doing it for several dates at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.staff.overview import DateRow
from ground import dates
from ticketing.stock.repainting import offer_painted


@dataclass(frozen=True, slots=True)
class Consequence:
    """One date with the sentence of what its offer does."""

    row: DateRow
    sentence: str

    @property
    def pk(self) -> str:
        return str(self.row.performance.pk)


def offerable(rows: Sequence[DateRow], *, now: datetime) -> list[Consequence]:
    """Say of each date that can be offered what will happen."""
    return [Consequence(row, _sentence(row, now)) for row in rows if row.is_ready]


def _sentence(row: DateRow, now: datetime) -> str:
    places = f"{row.capacity:,}"
    opens = row.performance.on_sale_from
    if opens is None or opens <= now:
        return _("%(places)s places go on sale at once.") % {"places": places}
    local = dates.moment(opens.astimezone(row.performance.zone), with_weekday=True)
    return _("%(places)s places go on sale on %(moment)s.") % {
        "places": places,
        "moment": local,
    }


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

    A date without a day for its sale opens at once. Raises AlreadyOffered,
    NothingToOffer or PriceNeeded.
    """
    for row in rows:
        performance = row.performance
        if performance.on_sale_from is None:
            performance.on_sale_from = now
            performance.save(update_fields=["on_sale_from"])
        offer_painted(performance, now=now, actor=actor)
    return sum(row.capacity for row in rows)
