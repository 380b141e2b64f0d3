"""The list of the bank's lines: what waits for a decision, and what became of it."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ticketing.desk import rights
from ticketing.desk.csv_files import csv_file
from ticketing.desk.house_time import house_clock
from ticketing.desk.refunds_to_do import refunds_to_do
from ticketing.desk.rights import needs
from ticketing.desk.statements.filters import EVERYTHING, LineFilter
from ticketing.desk.statements.words import STATES, reason_words
from ticketing.payments.statements.models import (
    StatementFile,
    StatementLine,
    Suggestion,
)

PAGE: Final = 50
# What a spreadsheet opens, and a house has in years.
MOST_EXPORTED: Final = 100_000
AT_ONCE: Final = 2_000


@needs(rights.SEE_ORDERS, rights.RECEIVE_MONEY)
def statements(request: HttpRequest) -> HttpResponse:
    """Lines by state, searched and filtered."""
    wanted = LineFilter(request.GET)
    lines = wanted.lines().select_related("payment__order")
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": wanted,
        "file": wanted.of_file(),
        "tabs": tabs(wanted, request),
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "query": query_of(request, "page"),
        "has_any": StatementFile.objects.exists(),
        "to_send_back": refunds_to_do().count()
        if request.user.has_perm(rights.PAY_BACK)
        else None,
        **titled(_("Bank statements")),
    }
    return render(request, "desk/statements/list.html", context)


def titled(title: str, *, parent: bool = False) -> dict[str, Any]:
    """A title, and the way back to the list."""
    home = {"url": reverse("desk-statements"), "label": _("Bank statements")}
    above = [home] if parent else []
    return {
        "page_title": title,
        "header_icon": "download",
        "breadcrumbs_items": [*above, {"url": "", "label": title}],
    }


def query_of(request: HttpRequest, *without: str) -> str:
    """The address's question, to be taken along."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return query.urlencode()


def tabs(wanted: LineFilter, request: HttpRequest) -> list[dict[str, Any]]:
    """States with how many lines each has, in one query."""
    found = wanted.any_state().order_by().values_list("state")
    counts = dict(found.annotate(count=Count("pk")))
    rest = query_of(request, "page", "state")
    counted = [(state, label, counts.get(state, 0)) for state, label in STATES]
    whole = (EVERYTHING, _("All lines"), sum(counts.values()))
    return [
        {
            "label": label,
            "count": count,
            "query": f"state={state}&{rest}".rstrip("&"),
            "is_current": state == wanted.state_wanted,
        }
        for state, label, count in [*counted, whole]
    ]


def rows_of(lines: list[StatementLine]) -> list[dict[str, Any]]:
    """Each line with the best order that it may be for, in two queries."""
    best: dict[int, Suggestion] = {}
    found = Suggestion.objects.filter(line__in=[line.pk for line in lines])
    for one in found.select_related("order").order_by("-score", "pk"):
        best.setdefault(one.line_id, one)
    return [_row(line, best.get(line.pk) if line.is_open else None) for line in lines]


def _row(line: StatementLine, suggestion: Suggestion | None) -> dict[str, Any]:
    reasons = reason_words(suggestion.reasons) if suggestion else []
    return {"line": line, "suggestion": suggestion, "reasons": reasons}


@needs(rights.SEE_ORDERS, rights.RECEIVE_MONEY)
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, through the same filter, as a file."""
    lines = LineFilter(request.GET).lines().select_related("payment__order")
    lines = lines.prefetch_related("shares__order")
    heading = (
        _("date"), _("amount"), _("currency"), _("payer"), _("payer’s account"),
        _("purpose"), _("bank’s reference"), _("state"), _("order"), _("reason"),
        _("decided by"), _("when"),
    )  # fmt: skip
    rows = [_exported(line) for line in lines[:MOST_EXPORTED].iterator(AT_ONCE)]
    return csv_file(f"statement-lines-{timezone.now():%Y-%m-%d}", [heading, *rows])


def _number_of(line: StatementLine) -> str:
    if line.is_divided:
        return " ".join(share.order.number for share in line.shares.all())
    return line.payment.order.number if line.payment else ""


def _exported(line: StatementLine) -> tuple[object, ...]:
    return (
        line.booked_on,
        line.amount,
        line.currency,
        line.name,
        line.counter_account,
        line.purpose,
        line.bank_reference,
        line.get_state_display(),
        _number_of(line),
        line.reason,
        line.decided_by,
        house_clock(line.decided_at),
    )
