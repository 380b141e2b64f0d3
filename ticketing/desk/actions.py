"""What the desk does with an order: asked first, with the consequences named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.errors import Refusal
from ground.money import money
from ticketing.desk import rights
from ticketing.desk.forms import MethodForm, ReasonForm, ReceiveForm, SureForm
from ticketing.desk.methods import put_on_account, set_order_method
from ticketing.desk.refunds_to_do import BY_HAND, refunds_to_do
from ticketing.desk.returns.second_person import Wish, ask_or_take_back
from ticketing.desk.rights import needs, person
from ticketing.orders.models import Order
from ticketing.payments.arrivals import must_not_need_a_till, receive_payment
from ticketing.payments.failed_refunds import pay_back_by_hand
from ticketing.payments.models import (
    OPEN_STATES,
    Payment,
    PaymentState,
    Refund,
    RefundState,
)
from ticketing.payments.refunds import finish_refund
from ticketing.payments.services import cancel_order
from ticketing.returns.whole_orders import brought_by, used_up
from ticketing.tickets.mail import send_tickets_again


@dataclass(frozen=True)
class Question:
    """One page: what will happen, what is asked, and the words on the button."""

    title: str
    consequences: Sequence[str]
    button: str
    is_grave: bool = False


def ask(
    request: HttpRequest,
    order: Order,
    question: Question,
    form: forms.Form,
    act: Callable[[dict[str, Any], datetime], str],
) -> HttpResponse:
    """Show the question, or do what was answered and say that it was done."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data, timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(order_page(order))
    context = {
        "order": order,
        "order_page": order_page(order),
        "question": question,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/question.html", context, status=status)


def done_before(request: HttpRequest, order: Order, told: str) -> HttpResponse:
    """Say on the order's page why there is nothing to do (any more)."""
    messages.info(request, told)
    return redirect(order_page(order))


def _closed(payment: Payment) -> str:
    if payment.state == PaymentState.CAPTURED:
        return _("This money is marked as received already.")
    return _("This payment has ended without money. Nothing was booked.")


def _paid_back(refund: Refund) -> str:
    """Raises Http404 for one that is not the desk's to pay back."""
    if refund.state != RefundState.DONE:
        raise Http404
    return _("This refund is marked as paid back already.")


def waits_for_another() -> str:
    return _(
        "This is above what one person may give back: a second person confirms it."
    )


def order_page(order: Order) -> str:
    return reverse("orders_order_modeladmin_inspect", args=[order.pk])


@needs(rights.SEE_ORDERS, rights.MARK_RECEIVED)
def receive(request: HttpRequest, order_id: int, payment_id: int) -> HttpResponse:
    """Money of a transfer or the counter is here."""
    payments = Payment.objects.filter(order=order_id, method__in=BY_HAND)
    payment = get_object_or_404(payments.select_related("order"), pk=payment_id)
    if payment.state not in OPEN_STATES:
        return done_before(request, payment.order, _closed(payment))
    form = ReceiveForm(request.POST or None, payment=payment)
    question = Question(
        title=_("Mark the money as received"),
        consequences=[
            _("%(sum)s is due.") % {"sum": money(payment.amount, payment.currency)},
            _("With the full sum the tickets are issued and sent at once."),
            _("Less is kept and the rest stays due; what is too much goes back."),
        ],
        button=_("Received"),
    )

    def act(data: dict[str, Any], now: datetime) -> str:
        receive_payment(
            payment.pk,
            amount=data["amount"],
            reference=data["reference"],
            actor=str(request.user),
            now=now,
        )
        return _("The money is booked.")

    return ask(request, payment.order, question, form, act)


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS)
def cancel(request: HttpRequest, order_id: int) -> HttpResponse:
    """Cancel an order that nobody has paid."""
    order = get_object_or_404(Order.objects.unpaid(), pk=order_id)
    question = Question(
        title=_("Cancel the order"),
        consequences=[
            _("All its places go back on sale at once."),
            _("The buyer is told by e-mail."),
            _("Money that still comes for it goes back."),
        ],
        button=_("Cancel this order"),
        is_grave=True,
    )

    def act(data: dict[str, Any], now: datetime) -> str:
        cancel_order(order.pk, now=now, actor=str(request.user), reason=data["reason"])
        return _("The order is cancelled.")

    return ask(request, order, question, ReasonForm(request.POST or None), act)


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS, rights.PAY_BACK)
def give_back(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take a paid order back whole."""
    order = get_object_or_404(Order, pk=order_id)
    back = brought_by(order, now=timezone.now())
    total, stays = money(back, order.currency), used_up(order)
    told = _("The parcel is packed or sent: %(sum)s for its delivery stays.")
    question = Question(
        title=_("Take the order back and refund it"),
        consequences=[
            _("Its tickets are void from this moment on."),
            _("All its places go back on sale at once."),
            _("%(sum)s goes back the way it came.") % {"sum": total},
            *([told % {"sum": money(stays, order.currency)}] if stays else []),
        ],
        button=_("Refund this order"),
        is_grave=True,
    )

    def act(data: dict[str, Any], now: datetime) -> str:
        wish = Wish(data["reason"])
        if ask_or_take_back(order, wish, by=person(request), now=now) is not None:
            return waits_for_another()
        return _("The order is taken back; the refund is on its way.")

    return ask(request, order, question, ReasonForm(request.POST or None), act)


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS)
def set_method(request: HttpRequest, order_id: int) -> HttpResponse:
    """Let an unpaid order be paid in another way."""
    order = get_object_or_404(Order.objects.unpaid(), pk=order_id)
    question = Question(
        title=_("Change the way to pay"),
        consequences=[
            _("What was begun otherwise is ended; what turns out paid stays paid."),
            _("Its time to pay never becomes longer; it may become shorter."),
            _("The buyer is told by e-mail how to pay."),
        ],
        button=_("Change the way to pay"),
    )

    def act(data: dict[str, Any], now: datetime) -> str:
        by: dict[str, Any] = {
            "reason": data["reason"],
            "actor": str(request.user),
            "now": now,
        }
        if data["company"] is not None:
            put_on_account(order.pk, data["company"].pk, **by)
            return _("It stands on the company’s account, and the order is paid.")
        set_order_method(order.pk, data["method"], **by)
        return _("The order is paid in another way now.")

    form = MethodForm(request.POST or None, currency=order.currency)
    return ask(request, order, question, form, act)


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS)
def send_tickets(request: HttpRequest, order_id: int) -> HttpResponse:
    """Send the tickets of a paid order once more."""
    order = get_object_or_404(Order, pk=order_id)
    question = Question(
        title=_("Send the tickets again"),
        consequences=[
            _("%(address)s gets the same tickets once more.")
            % {"address": order.buyer_email},
            _("The tickets that were sent before stay valid: they are the same."),
        ],
        button=_("Send"),
    )

    def act(_data: dict[str, Any], now: datetime) -> str:
        send_tickets_again(order, actor=str(request.user), now=now)
        return _("The tickets are on their way.")

    return ask(request, order, question, SureForm(request.POST or None), act)


@needs(rights.SEE_ORDERS, rights.PAY_BACK)
def paid_back(request: HttpRequest, order_id: int, refund_id: int) -> HttpResponse:
    """A refund that people carry out (a transfer, cash) is done."""
    refunds = Refund.objects.filter(order=order_id).select_related("order", "payment")
    refund = get_object_or_404(refunds, pk=refund_id)
    if not refunds_to_do().filter(pk=refund.pk).exists():
        return done_before(request, refund.order, _paid_back(refund))
    has_failed = refund.has_failed
    refused = _("The bank refused this refund: pay it back in another way.")
    question = Question(
        title=_("Mark the refund as paid back"),
        consequences=[
            *([refused] if has_failed else []),
            _("%(sum)s has left the house.")
            % {"sum": money(refund.amount, refund.order.currency)},
            _("It is booked in the ledger and can't be taken back."),
        ],
        button=_("Paid back"),
    )

    def act(data: dict[str, Any], now: datetime) -> str:
        if refund.payment is not None:
            must_not_need_a_till(refund.payment.method)
        by = {"reference": data["reason"], "actor": str(request.user), "now": now}
        if has_failed:
            pay_back_by_hand(refund.pk, **by)
        else:
            finish_refund(refund.pk, state=RefundState.DONE, **by)
        return _("The refund is booked.")

    return ask(request, refund.order, question, ReasonForm(request.POST or None), act)
