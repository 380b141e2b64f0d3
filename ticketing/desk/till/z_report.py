"""The Z report of a closed shift: a page, a PDF, a table."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ground.money import ZERO, money
from ticketing.desk import rights
from ticketing.desk.csv_files import csv_file
from ticketing.desk.house_time import house_clock
from ticketing.desk.rights import needs
from ticketing.desk.till.views import frame
from ticketing.house.models import the_house
from ticketing.payments.till.models import Shift
from ticketing.payments.till.report import Report, report
from ticketing.tickets.pdf.press import pressed
from ticketing.tickets.pdf.sheet import printable

LAYOUT: Final = Path(__file__).with_name("z_report.typ")


@needs(rights.SEE_SHIFTS)
@require_safe
def z_report(request: HttpRequest, shift_id: int) -> HttpResponse:
    found = report(_closed(shift_id))
    context = {
        **frame(title_of(found.shift)),
        "shift": found.shift,
        "report": found,
        "facts": facts(found),
        "sums": sums(found),
        "pieces": pieces(found),
    }
    return render(request, "desk/till/report.html", context)


@needs(rights.SEE_SHIFTS)
@require_safe
def z_file(_request: HttpRequest, shift_id: int, kind: str) -> HttpResponse:
    """The report to keep: `csv` or `pdf`."""
    found = report(_closed(shift_id))
    name = f"till-{found.shift.till_id}-{found.shift.number}"
    if kind == "csv":
        return csv_file(name, _rows(found))
    if kind != "pdf":
        raise Http404
    response = HttpResponse(z_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _closed(shift_id: int) -> Shift:
    shifts = Shift.objects.exclude(closed_at=None).select_related("till")
    return get_object_or_404(shifts, pk=shift_id)


def title_of(shift: Shift) -> str:
    told = {"till": shift.till.name, "number": shift.number}
    return _("Z report %(number)s, %(till)s") % told


def facts(found: Report) -> list[tuple[str, str]]:
    """Who, when, and how the count came out, in the reader's language."""
    shift = found.shift

    def sum_of(amount: Decimal | None) -> str:
        return money(amount or ZERO, shift.currency)

    return [
        (_("Opened"), f"{house_clock(shift.opened_at)} · {shift.opened_by}"),
        (
            _("Closed by"),
            f"{house_clock(shift.closed_at)} · {shift.closed_by}",
        ),
        (pgettext("till", "Float"), sum_of(shift.start)),
        (_("Card terminal, by its slips"), sum_of(found.terminal)),
        (_("Cash that should be there"), sum_of(shift.expected)),
        (_("Cash counted"), sum_of(shift.counted)),
        (_("Over (+) or short (−)"), sum_of(shift.difference)),
        *([(_("Explained by"), shift.reason)] if shift.reason else []),
    ]


def sums(found: Report) -> list[tuple[str, str, int, str]]:
    currency = found.shift.currency
    return [
        (str(r.kind.label), str(r.tender.label), r.count, money(r.amount, currency))
        for r in found.rows
    ]


def pieces(found: Report) -> list[tuple[str, int, str]]:
    """Each note and coin that was counted: its worth, how many, their sum."""
    currency, counts = found.shift.currency, found.shift.counts
    worth = sorted(((Decimal(v), n) for v, n in counts.items()), reverse=True)
    return [
        (money(value, currency, short=True), n, money(value * n, currency))
        for value, n in worth
    ]


def _rows(found: Report) -> Iterator[list[object]]:
    """The journal, line by line."""
    yield [
        _("Time"),
        _("What"),
        _("By"),
        _("Amount"),
        _("Currency"),
        _("Order"),
        _("Reference"),
        _("Reason"),
        _("Who"),
    ]
    for line in found.journal:
        about = line.payment or line.refund
        yield [
            house_clock(line.at),
            line.get_kind_display(),
            line.get_tender_display(),
            f"{line.amount.normalize():f}",
            found.shift.currency,
            about.order.number if about else "",
            line.reference,
            line.reason,
            line.actor,
        ]


def z_pdf(found: Report) -> bytes:
    """One page in the reader's language."""
    chinese = (get_language() or "en").startswith("zh")
    told: dict[str, Any] = {
        "language": "zh" if chinese else "en",
        "house": printable(the_house().name),
        "heading": printable(title_of(found.shift)),
        "facts": [[printable(name), printable(text)] for name, text in facts(found)],
        "sums": [[printable(str(cell)) for cell in row] for row in sums(found)],
        "pieces": [[printable(str(cell)) for cell in row] for row in pieces(found)],
        "words": {
            "journal": _("What moved"),
            "count": _("What was counted"),
            "sign": _("Signature"),
        },
    }
    return pressed(LAYOUT, {"report": json.dumps(told)})
