"""The screens of closed days in the admin."""

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ground.dates import day, span
from ground.errors import Refusal
from ground.money import money
from ticketing.desk import rights
from ticketing.desk.closings.forms import CloseForm, DayForm
from ticketing.desk.closings.selectors import OpenDays, offered_days, open_days
from ticketing.desk.closings.sums import told
from ticketing.desk.rights import needs, person
from ticketing.house.models import the_house
from ticketing.payments.closing import close_days, last_day_over, recount
from ticketing.payments.models import Closing

UNPROCESSABLE: Final = 422
ROWS: Final = 50


@needs(rights.SEE_LEDGER)
@require_safe
def closings(request: HttpRequest) -> HttpResponse:
    """What is open, and what was closed, the newest first."""
    now = timezone.now()
    over = last_day_over(the_house().zone, now=now)
    rows = Paginator(Closing.objects.order_by("-ends_at"), ROWS)
    page = rows.get_page(request.GET.get("p"))
    context = {
        **_frame(_("Closed days")),
        "open": open_days(over),
        "days": [found for one in offered_days(now=now) if (found := open_days(one))],
        "form": DayForm(initial={"last_on": over}),
        "page": page,
        "rows": [told(one) for one in page],
        "may_close": request.user.has_perm(rights.CLOSE_DAYS),
    }
    return render(request, "desk/closings/page.html", context)


@needs(rights.SEE_LEDGER)
@require_safe
def closing(request: HttpRequest, closing_id: int) -> HttpResponse:
    """The sums of one closing, and whether the ledger still has them."""
    found = get_object_or_404(Closing, pk=closing_id)
    row = told(found)
    is_the_same = recount(found).is_as(found)
    context = {**_frame(row.days), "row": row, "is_the_same": is_the_same}
    return render(request, "desk/closings/closing.html", context)


@needs(rights.SEE_LEDGER, rights.CLOSE_DAYS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Name what will follow; close the days when that was read."""
    asked = DayForm(request.POST or request.GET)
    if not asked.is_valid():
        return redirect("desk-closings")
    last_on, now = asked.cleaned_data["last_on"], timezone.now()
    form = CloseForm(request.POST or None, initial={"last_on": last_on})
    if request.method == "POST" and form.is_valid():
        try:
            done = close_days(last_on, now=now, actor=str(person(request)))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            days = span(done.first_on, done.last_on, year=True)
            messages.success(request, _("Closed: %(days)s.") % {"days": days})
            return redirect("desk-closing", done.pk)
    is_over = last_on <= last_day_over(the_house().zone, now=now)
    found = open_days(last_on) if is_over else None
    context = {
        **_frame(_("Close days")),
        "form": form,
        "open": found,
        "consequences": _consequences(found) if found else [],
    }
    refused = bool(form.errors) or found is None
    status = UNPROCESSABLE if refused else 200
    return render(request, "desk/closings/close.html", context, status=status)


def _consequences(found: OpenDays) -> list[str]:
    sums = [
        _("Money received less money paid back: %(sum)s.")
        % {"sum": money(amount, currency)}
        for currency, amount in sorted(found.money.items())
    ]
    opens = day(found.last + timedelta(days=1), year=True)
    return [
        ngettext(
            "%(days)s with %(count)s movement will be closed.",
            "%(days)s with %(count)s movements will be closed.",
            found.movements,
        )
        % {"days": found.name, "count": found.movements},
        *sums,
        _("What has played on these days and is not yet earned is earned first."),
        _("Nothing is ever added to closed days or changed. It can’t be undone."),
        _("What comes later is booked on open days, from %(day)s.") % {"day": opens},
    ]


def _frame(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_icon": "lock",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
