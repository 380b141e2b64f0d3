"""The desk takes single tickets of an order back, and says what is kept."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ground.money import money
from ground.templatetags.marquee import separator
from ticketing.desk import rights
from ticketing.desk.actions import Question, ask, waits_for_another
from ticketing.desk.forms import ReasonForm
from ticketing.desk.returns.second_person import Wish, ask_or_take_back
from ticketing.desk.rights import needs, person
from ticketing.orders.models import Order
from ticketing.returns.quoting import (
    Returnable,
    ReturnQuote,
    live_tickets,
    quoted,
    returnables,
)


class TicketsForm(ReasonForm):
    """Which tickets, what is kept of each, and why."""

    lines = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tickets"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    fee = forms.DecimalField(
        label=gettext_lazy("Kept of each ticket"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        initial=Decimal(0),
    )
    field_order = ("lines", "fee", "reason")

    def __init__(self, *args: Any, offered: list[Returnable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["lines"].choices = [(one.line.pk, _told(one)) for one in offered]


def _told(one: Returnable) -> str:
    """Stalls, row A, seat 3 · ¥580.00 · by its terms ¥116.00 are kept."""
    currency = one.line.order.currency
    parts = [one.line.description, money(one.line.price, currency)]
    if one.can_be_given:
        kept = money(quoted([one], currency).fee, currency)
        parts.append(_("by its terms %(sum)s would be kept") % {"sum": kept})
    else:
        parts.append(_("by its terms not taken back now"))
    return separator().join(parts)


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS, rights.PAY_BACK)
def take_back(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take some of an order's tickets back."""
    order = get_object_or_404(Order.objects.with_tickets(), pk=order_id)
    offered = returnables(order, live_tickets(order), now=timezone.now())
    question = Question(
        title=_("Take tickets back"),
        consequences=[
            _("The chosen tickets are void from this moment on."),
            _("Their places go back on sale at once."),
            _("What is not kept goes back the way it came; the buyer is told."),
        ],
        button=_("Take these tickets back"),
        is_grave=True,
    )

    def act(data: dict[str, Any], now: datetime) -> str:
        wish = Wish(data["reason"], data["lines"], data["fee"])
        done = ask_or_take_back(order, wish, by=person(request), now=now)
        if isinstance(done, ReturnQuote):
            return _done(done, order.currency)
        return waits_for_another()

    form = TicketsForm(request.POST or None, offered=offered)
    return ask(request, order, question, form, act)


def _done(quote: ReturnQuote, currency: str) -> str:
    return ngettext(
        "One ticket is taken back; %(sum)s goes back.",
        "%(count)d tickets are taken back; %(sum)s goes back.",
        len(quote.parts),
    ) % {"count": len(quote.parts), "sum": money(quote.back, currency)}
