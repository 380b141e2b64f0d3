"""Money that has to go back by hand: to whom, why, and since when."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ticketing.desk import rights
from ticketing.desk.refunds_to_do import refunds_to_do
from ticketing.desk.rights import needs
from ticketing.desk.statements.lists import titled
from ticketing.payments.models import Refund

PAGE: Final = 50


@needs(rights.SEE_ORDERS, rights.PAY_BACK)
def money_back(request: HttpRequest) -> HttpResponse:
    """Transfers and cash to send back, the longest waiting first."""
    lines = ("payment__statement_line", "payment__statement_share__line")
    found = refunds_to_do().select_related("order", *lines)
    page = Paginator(found.order_by("started_at", "pk"), PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [_row(refund) for refund in shown.object_list],
        **titled(_("Money to send back"), parent=True),
    }
    return render(request, "desk/statements/money_back.html", context)


def _row(refund: Refund) -> dict[str, Any]:
    payment = refund.payment
    share = getattr(payment, "statement_share", None)
    line = share.line if share else getattr(payment, "statement_line", None)
    return {
        "refund": refund,
        "order": refund.order,
        "currency": payment.currency if payment else refund.order.currency,
        "line": line,
    }
