"""What the painting screen sends: one brush stroke, or the whole painting."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ground.money import money
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier
from ticketing.stock.painting import (
    BARE,
    Unit,
    blocked_for,
    is_blocking,
    reason_of,
)

EVERYWHERE: Final = "*"
BLOCK: Final = "!"
LONGEST_REASON: Final = 200
BETWEEN: Final = re.compile(r"[,，、;；\s]+")
RANGE: Final = re.compile(r"[-–—]")

Grouped = list[tuple[str, list[tuple[str, str]]]]


class BrushForm(forms.Form):
    """Paint a section, a row or some seats of it with one brush."""

    where = forms.ChoiceField(label=pgettext_lazy("on a plan", "Where"))
    seats = forms.CharField(
        label=gettext_lazy("Seats of the row"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Such as 3–8, 12. Empty for all of them."),
    )
    brush = forms.ChoiceField(label=gettext_lazy("Paint with"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason for blocking"),
        required=False,
        max_length=LONGEST_REASON,
    )

    def __init__(
        self, data: Any, *, performance: Performance, units: Sequence[Unit]
    ) -> None:
        super().__init__(data)
        self.units = units
        choices: Any = self.fields
        choices["where"].choices = [(EVERYWHERE, _("The whole plan")), *_places(units)]
        choices["brush"].choices = [
            *((tier.code, told(tier, performance)) for tier in performance.tiers.all()),
            (BARE, _("no price")),
            (BLOCK, _("blocked")),
        ]
        choices["brush"].initial = choices["brush"].choices[0][0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("brush") == BLOCK and not data.get("reason"):
            self.add_error("reason", _("Say why these places are blocked."))
        if data.get("where"):
            data["units"] = self._units(data["where"], data.get("seats", ""))
        return data

    def _units(self, where: str, text: str) -> list[Unit]:
        members = list(_within(self.units, where))
        if not text:
            return members
        found = _seats(members, text) if "|" in where else []
        if not found:
            self.add_error("seats", _("Choose a row, and seats that it has."))
        return found

    def strokes(self) -> dict[str, str]:
        """Brushes by the names of the units that this stroke touches."""
        data = self.cleaned_data
        brush = data["brush"]
        brush = blocked_for(data["reason"]) if brush == BLOCK else brush
        return {unit.name: brush for unit in data["units"]}


def told(tier: PriceTier, performance: Performance) -> str:
    return f"{tier.code} {money(tier.price, performance.currency, short=True)}"


def _places(units: Iterable[Unit]) -> Grouped:
    """Sections with their rows, as a list of choices in groups."""
    return [
        (section.name, _rows(section.pk, list(members)))
        for section, members in groupby(units, key=lambda unit: unit.section)
    ]


def _rows(section: int, members: list[Unit]) -> list[tuple[str, str]]:
    rows = dict.fromkeys(unit.row for unit in members if unit.seat)
    name = members[0].section.name
    return [
        (str(section), _("%(section)s, all of it") % {"section": name}),
        *(
            (f"{section}|{row}", _("%(section)s, row %(row)s") % _named(name, row))
            for row in rows
        ),
    ]


def _named(section: str, row: str) -> dict[str, str]:
    return {"section": section, "row": row}


def _within(units: Iterable[Unit], where: str) -> Iterator[Unit]:
    section, _sign, row = where.partition("|")
    for unit in units:
        if where == EVERYWHERE or (
            str(unit.section.pk) == section and ("|" not in where or unit.row == row)
        ):
            yield unit


def _seats(members: list[Unit], text: str) -> list[Unit]:
    """Seats by their labels, “3–8” in the order in which they sit.

    Nothing where one of them is unknown.
    """
    at = {unit.label: place for place, unit in enumerate(members)}
    found: list[Unit] = []
    for part in filter(None, BETWEEN.split(text)):
        ends = [at.get(label) for label in RANGE.split(part, maxsplit=1)]
        if None in ends:
            return []
        first, last = sorted(
            place for place in (ends[0], ends[-1]) if place is not None
        )
        found += members[first : last + 1]
    return found


class PaintingForm(forms.Form):
    """The painting as the script sends it: names of units by brush, as JSON."""

    painting = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, letters: set[str], units: Sequence[Unit]) -> None:
        super().__init__(data)
        self.letters, self.units = letters, units

    def clean_painting(self) -> dict[str, str]:
        known = {unit.name for unit in self.units}
        brushed = {
            str(name): brush
            for brush, names in _content(self.cleaned_data["painting"]).items()
            for name in names
        }
        if not brushed.keys() <= known:
            raise ValidationError(_("The plan has changed. Open this page again."))
        for brush in set(brushed.values()):
            self._check(brush)
        return {name: brushed.get(name, BARE) for name in known}

    def _check(self, brush: str) -> None:
        if is_blocking(brush):
            if len(reason_of(brush)) > LONGEST_REASON:
                raise ValidationError(_("A reason has at most 200 characters."))
        elif brush and brush not in self.letters:
            raise ValidationError(
                _("There is no price with the letter %s.") % brush[:2]
            )


def _content(text: str) -> dict[str, list[str | int]]:
    unreadable = ValidationError(_("The painting can’t be read. Open this page again."))
    try:
        content = json.loads(text)
    except ValueError as error:
        raise unreadable from error
    if not isinstance(content, dict) or not all(
        isinstance(names, list) for names in content.values()
    ):
        raise unreadable
    return content
