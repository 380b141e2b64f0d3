"""Telling which places kept their price because somebody has them."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from content.staff.paint_state import comma, place_name
from ticketing.stock.painting import Unit
from ticketing.stock.repainting import Kept


def warn_of_kept(
    request: HttpRequest, kept: Sequence[Kept], units: Sequence[Unit]
) -> None:
    """Name the places above the next page."""
    words = _("Held or sold places keep their price: %(places)s")
    messages.warning(request, words % {"places": kept_words(kept, units)})


def kept_words(kept: Iterable[Kept], units: Sequence[Unit]) -> str:
    """Name the taken places that keep their price, row by row."""
    names = {u.section.pk: u.section for u in units}
    rows: dict[tuple[int, str], list[str]] = {}
    for one in kept:
        rows.setdefault((one.section, one.row), []).append(one.label)
    return "; ".join(
        f"{place_name(names[section], row)}: {_labels(labels)}"
        for (section, row), labels in rows.items()
    )


def _labels(labels: list[str]) -> str:
    return comma().join(labels) if all(labels) else str(len(labels))
