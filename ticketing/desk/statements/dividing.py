"""Staff divide a line of the bank over several orders."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from ground.errors import Refusal
from ticketing.orders.models import Order
from ticketing.payments.services import amount_due
from ticketing.payments.statements import dividing
from ticketing.payments.statements.errors import NoSuchOrder, NotAShare
from ticketing.payments.statements.lines import amount_of, squeezed
from ticketing.payments.statements.models import StatementLine

ROWS: Final = 6
LONGEST: Final = 20


class NamedTwice(Refusal):
    code = "named_twice"
    sentence = gettext_lazy("Order %(order)s stands there twice.")


def divide(request: HttpRequest, found: StatementLine, *, by: dict[str, Any]) -> str:
    """Divide the line as it was written, and book each share. Raises a Refusal."""
    parts: dict[int, Decimal] = {}
    for number, text in typed(request):
        if not number:
            continue
        order = Order.objects.filter(number=squeezed(number)).first()
        if order is None:
            raise NoSuchOrder(number=number)
        amount = amount_of(text)
        if amount is None:
            raise NotAShare(order=order.number)
        if order.pk in parts:
            raise NamedTwice(order=order.number)
        parts[order.pk] = amount
    shares = dividing.divide_line(found.pk, parts, **by)
    now: datetime = by["now"]
    for share in shares:
        dividing.book_share(share.pk, now=now)
    told = {"count": len(shares)}
    words = ngettext(
        "Booked for %(count)d order.", "Booked for %(count)d orders.", len(shares)
    )
    return words % told


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Numbers and amounts as they were sent, row by row."""
    numbers, amounts = (
        [text.strip()[:LONGEST] for text in request.POST.getlist(name)][:ROWS]
        for name in ("share-number", "share-amount")
    )
    return list(zip(numbers, amounts, strict=False))


def rows_for(request: HttpRequest, found: StatementLine) -> list[dict[str, str]]:
    """What was typed, else the orders that the line may be for with what is due."""
    rows = typed(request) or _suggested(found)
    rows += [("", "")] * (ROWS - len(rows))
    return [{"number": number, "amount": amount} for number, amount in rows]


def _suggested(found: StatementLine) -> list[tuple[str, str]]:
    orders = [one.order for one in found.suggestions.select_related("order")[:ROWS]]
    return [(one.number, str(amount_due(one))) for one in orders if one.is_unpaid]
