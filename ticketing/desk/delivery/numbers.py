"""Tracking numbers: typed, scanned one after another, or from a file."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from ground.errors import Refusal
from ticketing.delivery.booking import book
from ticketing.delivery.models import Carrier, Parcel
from ticketing.delivery.parcels import set_number
from ticketing.desk import rights
from ticketing.desk.delivery.acts import chosen
from ticketing.desk.delivery.screens import titled
from ticketing.desk.rights import needs, person

MOST_BYTES: Final = 1_000_000
MOST_ROWS: Final = 5000
UNPROCESSABLE: Final = 422


@dataclass(frozen=True, slots=True)
class Row:
    """A parcel with what was typed for it, and why that was refused."""

    parcel: Parcel
    typed: str
    error: str

    @property
    def was(self) -> str:
        """What is written down, to tell later what a person changed."""
        return self.parcel.tracking if self.error else self.typed


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """One field for each parcel; a scanner's Enter saves, and the next one is ready."""
    found = list(Parcel.objects.for_desk().filter(pk__in=chosen(request)))
    carriers = list(Carrier.objects.filter(is_active=True))
    rows = [Row(parcel, parcel.tracking, "") for parcel in found]
    if request.method == "POST":
        rows = _saved(request, found, carriers)
        if all(row.typed and not row.error for row in rows) and "done" in request.POST:
            messages.success(request, _("The numbers are written down."))
            return redirect("desk-parcels")
    chosen_carrier = request.POST.get("carrier", _usual(found, carriers))
    context = {
        "rows": rows,
        "next": next((row.parcel.pk for row in rows if row.error or not row.typed), 0),
        "carriers": carriers,
        "carrier": str(chosen_carrier or ""),
        **titled(_("Tracking numbers"), parent=True),
    }
    status = UNPROCESSABLE if any(row.error for row in rows) else 200
    return render(request, "desk/delivery/numbers.html", context, status=status)


def _usual(found: Iterable[Parcel], carriers: list[Carrier]) -> int | None:
    """Parcels of several carriers keep theirs: none is chosen for all of them."""
    known = {parcel.carrier_id for parcel in found if parcel.carrier_id}
    if known:
        return known.pop() if len(known) == 1 else None
    return carriers[0].pk if carriers else None


def _saved(
    request: HttpRequest, found: Iterable[Parcel], carriers: list[Carrier]
) -> list[Row]:
    keys = {str(carrier.pk): carrier for carrier in carriers}
    carrier = keys.get(request.POST.get("carrier", ""))
    said: dict[str, Any] = {"now": timezone.now(), "actor": str(person(request))}
    rows = []
    for parcel in found:
        typed = request.POST.get(f"number-{parcel.pk}", "").strip()
        is_kept = typed == request.POST.get(f"was-{parcel.pk}", "")
        # What nobody typed may have been written down by somebody else meanwhile.
        typed, error = parcel.tracking if is_kept else typed, ""
        old = parcel.carrier if typed in {"", parcel.tracking} else None
        try:
            if carrier and not typed and "ask" in request.POST:
                typed = book(parcel.pk, carrier, **said).tracking
            elif typed or parcel.tracking:
                set_number(parcel.pk, typed, carrier or old, **said)
        except Refusal as refusal:
            error = str(refusal)
        rows.append(Row(parcel, typed, error))
    return rows


class FileForm(forms.Form):
    """Rows of order number, tracking number, and a carrier's code where it differs."""

    carrier = forms.ModelChoiceField(
        Carrier.objects.filter(is_active=True), label=gettext_lazy("Carrier")
    )
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the rows themselves"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("In each: the order’s number, the tracking number."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sent, text = cleaned.get("file"), cleaned.get("text") or ""
        if sent is not None:
            if sent.size > MOST_BYTES:
                self.add_error("file", _("The file is larger than a megabyte."))
                return cleaned
            text = sent.read().decode("utf-8-sig", errors="replace")
        if not text.strip():
            self.add_error("file", _("Choose a file, or write the rows."))
        try:
            cleaned["rows"] = _rows(text)
        except csv.Error:
            self.add_error("file", _("These are no rows of a CSV file."))
        return cleaned


def _rows(text: str) -> list[list[str]]:
    if "\0" in text:
        raise csv.Error
    first = text.splitlines()[0] if text.strip() else ""
    mark = next((m for m in (";", "\t") if m in first), ",")
    found = csv.reader(text.splitlines(), delimiter=mark)
    rows = [[cell.strip() for cell in row] for row in found if any(row)]
    return rows[:MOST_ROWS]


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_numbers(request: HttpRequest) -> HttpResponse:
    """Take numbers from the carrier's file; each row that is not taken says why."""
    form = FileForm(request.POST or None, request.FILES or None)
    refused: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        taken, refused = _imported(
            form.cleaned_data["rows"],
            form.cleaned_data["carrier"],
            now=timezone.now(),
            actor=str(person(request)),
        )
        words = ngettext(
            "%(count)d number is written down.",
            "%(count)d numbers are written down.",
            taken,
        )
        messages.success(request, words % {"count": taken})
        if not refused:
            return redirect("desk-parcels")
    context = {
        "form": form,
        "refused": refused,
        **titled(_("Import tracking numbers"), parent=True),
    }
    status = UNPROCESSABLE if form.errors or refused else 200
    return render(request, "desk/delivery/import.html", context, status=status)


def _imported(
    rows: list[list[str]], carrier: Carrier, *, now: datetime, actor: str
) -> tuple[int, list[tuple[int, str]]]:
    numbers = [row[0].upper() for row in rows]
    parcels = Parcel.objects.filter(delivery__order__number__in=numbers)
    found = parcels.values_list("delivery__order__number", "pk")
    by_number, taken, refused = dict(found), 0, []
    for place, row in enumerate(rows, start=1):
        pk = by_number.get(row[0].upper())
        try:
            if pk is None or len(row) < 2 or not row[1]:  # noqa: PLR2004 order and number
                if place > 1 or pk is not None:
                    refused.append(
                        (place, _("No parcel of such an order, or no number."))
                    )
                continue
            set_number(pk, row[1], carrier, now=now, actor=actor)
            taken += 1
        except Refusal as refusal:
            refused.append((place, str(refusal)))
    return taken, refused
