"""The desk exchanges tickets of an order, and says what it costs and why."""

import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money import money
from ground.templatetags.marquee import separator
from ticketing.checkout.exchanging import DeskWord, Wish, exchange_tickets
from ticketing.checkout.services import Placed
from ticketing.desk import rights
from ticketing.desk.actions import Question, ask
from ticketing.desk.forms import InCurrency, ReasonForm
from ticketing.desk.returns.second_person import exchange_alone
from ticketing.desk.rights import needs
from ticketing.orders.models import Order, OrderLine
from ticketing.payments import gateways
from ticketing.returns.quoting import live_tickets
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PriceTier


class ExchangeForm(InCurrency, ReasonForm):
    """Which tickets, what they become, the fee, and why."""

    lines = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tickets"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    target = forms.TypedChoiceField(label=gettext_lazy("Exchange for"), coerce=int)
    fee = forms.DecimalField(
        label=gettext_lazy("Fee for all of them"),
        min_value=0,
        max_digits=12,
        initial=Decimal(0),
    )
    keeps = forms.BooleanField(
        label=gettext_lazy("The difference is not paid back"), required=False
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Way to pay, if something is due"), required=False
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ("lines", "target", "fee", "keeps", "method", "reason", "key")

    def __init__(
        self, *args: Any, lines: list[OrderLine], tiers: list[PriceTier], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["lines"].choices = [(line.pk, _told(line)) for line in lines]
        fields["target"].choices = [(tier.pk, _named(tier)) for tier in tiers]
        ways = [(way.code, way.label) for way in gateways.available()]
        fields["method"].choices = [("", "–"), *ways]
        fields["key"].initial = secrets.token_urlsafe(16)


def _told(line: OrderLine) -> str:
    price = money(line.price, line.order.currency)
    return separator().join([str(line.performance), line.description, price])


def _named(tier: PriceTier) -> str:
    performance = tier.performance
    price = money(tier.price, performance.currency)
    return separator().join([str(performance), tier.name, price])


def _tiers(order: Order, lines: list[OrderLine], *, now: datetime) -> list[PriceTier]:
    """What is free of the same shows; the best places of each are taken."""
    shows = {line.performance.show_id for line in lines if line.performance}
    dates = Performance.objects.on_sale(now).filter(
        show__in=shows, currency=order.currency
    )
    free = Place.objects.filter(performance__in=dates).sellable(now).order_by()
    counted = free.values("tier").annotate(count=Count("pk")).values("tier")
    found = PriceTier.objects.filter(pk__in=counted)
    named = found.select_related("performance__show", "performance__hall__venue")
    return list(named.order_by("performance__starts_at", "position", "pk"))


def _question() -> Question:
    return Question(
        title=_("Exchange tickets"),
        consequences=[
            _("The best places of the chosen kind are taken."),
            _("The old tickets are void once nothing more is to be paid."),
            _("What is more is to be paid."),
            _(
                "What is less goes back the way it came, unless you tick that the "
                "difference is not paid back."
            ),
        ],
        button=_("Exchange these tickets"),
        is_grave=True,
    )


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS, rights.PAY_BACK)
def exchange(request: HttpRequest, order_id: int) -> HttpResponse:
    """Exchange some of an order's tickets; the order's terms do not bind the desk."""
    order = get_object_or_404(Order.objects.with_tickets(), pk=order_id)
    lines = live_tickets(order)
    tiers = _tiers(order, lines, now=timezone.now())

    def act(data: dict[str, Any], now: datetime) -> str:
        by_key = {tier.pk: tier for tier in tiers}
        wish = Wish(
            lines=data["lines"],
            performance=by_key[data["target"]].performance_id,
            tier=data["target"],
            key=data["key"],
            method=data["method"],
        )
        word = DeskWord(data["fee"], data["reason"], keeps_difference=data["keeps"])
        by: dict[str, Any] = {"now": now, "actor": str(request.user), "desk": word}
        return _done(
            exchange_alone(
                order, lambda: exchange_tickets(order.pk, wish, shown=None, **by)
            )
        )

    form = ExchangeForm(
        request.POST or None, lines=lines, tiers=tiers, currency=order.currency
    )
    return ask(request, order, _question(), form, act)


def _done(placed: Placed) -> str:
    new = {"number": placed.order.number}
    if placed.payment is None:
        return _("The tickets are exchanged; the new ones are in order %(number)s.") % (
            new
        )
    due = money(placed.payment.amount, placed.payment.currency)
    sentence = _(
        "Order %(number)s waits for %(sum)s; the old tickets stay valid until then."
    )
    return sentence % {**new, "sum": due}
