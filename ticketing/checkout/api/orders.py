"""Orders, their payment and their tickets; the secret is the right to one."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from ninja import Router, Status

from ground.api.errors import Error
from members.api_auth import anyone, caller, signed_in
from members.models import TokenScope
from members.services import personal_account
from ticketing.checkout.api import answers, schemas
from ticketing.checkout.errors import TermsNotAccepted
from ticketing.checkout.gift_cards import Wish, credits_to_use, pay_with_credit
from ticketing.checkout.paying import tell_how_to_pay
from ticketing.checkout.services import Buyer, Shown, place_order
from ticketing.delivery.addresses import Address
from ticketing.delivery.errors import AddressWrong
from ticketing.delivery.forms import AddressForm, reached_by
from ticketing.delivery.selectors import ways_offered
from ticketing.orders.models import Order
from ticketing.payments import services as payments
from ticketing.payments.balance import amount_due
from ticketing.payments.gateways import ReturnAddresses
from ticketing.payments.models import Payment
from ticketing.rush.networks import network_of

router = Router(tags=["orders"])
REFUSALS = {404: Error, 409: Error, 422: Error, 503: Error}


@router.post(
    "/orders",
    response={201: schemas.OrderOut, **REFUSALS},
    auth=anyone(TokenScope.BUY),
    summary="Order what a cart holds and begin to pay",
)
def make_order(request: HttpRequest, data: schemas.OrderIn) -> Status[schemas.OrderOut]:
    """The same cart makes the same order, however often this is sent.

    Without `accepts_terms`, the word of the buyer, nothing is ordered. With `total`
    nothing is ordered for more than that. `gift_card` and, of who is
    signed in, `use_credit` pay first, as far as they go; the method pays the rest.
    """
    if not data.accepts_terms:
        raise TermsNotAccepted
    user, now = caller(request), timezone.now()
    account = personal_account(user) if user else None
    wish = Wish(data.gift_card, account if data.use_credit else None)
    buyer = Buyer(
        name=data.name,
        email=data.email,
        phone=data.phone,
        account=account,
        user=user,
        address=_address(data),
        credits=credits_to_use(wish, data.cart, network=network_of(request), now=now),
    )
    placed = place_order(
        data.cart,
        buyer,
        delivery=data.delivery,
        method=data.method,
        now=now,
        shown=Shown(total=data.total),
    )
    return Status(201, _begin(placed.order, placed.payment))


@router.get(
    "/orders/{number}/{secret}",
    response={200: schemas.OrderOut, **REFUSALS},
    summary="Read an order with its tickets",
)
def read_order(request: HttpRequest, number: str, secret: str) -> schemas.OrderOut:
    return answers.order(_order(number, secret))


@router.get(
    "/orders/{number}/{secret}/delivery",
    response={200: schemas.OrderDeliveryOut, **REFUSALS},
    summary="How an order is delivered, and where its parcel is",
)
def read_delivery(
    request: HttpRequest, number: str, secret: str
) -> schemas.OrderDeliveryOut:
    found = answers.delivery(_order(number, secret))
    if found is None:
        raise Http404
    return found


@router.post(
    "/orders/{number}/{secret}/payment",
    response={200: schemas.OrderOut, **REFUSALS},
    auth=anyone(TokenScope.BUY),
    summary="Begin to pay, or choose another way to pay",
)
def pay(
    request: HttpRequest, number: str, secret: str, data: schemas.MethodIn
) -> schemas.OrderOut:
    order = _order(number, secret)
    payment = payments.change_method(order.pk, data.method, now=timezone.now())
    tell_how_to_pay(payment)
    return _begin(order, payment)


@router.post(
    "/orders/{number}/{secret}/credit",
    response={200: schemas.OrderDueOut, 429: Error, **REFUSALS},
    auth=anyone(TokenScope.BUY),
    summary="Let a gift card or credit pay a part of an order, or all of it",
)
def use_credit(
    request: HttpRequest, number: str, secret: str, data: schemas.CreditIn
) -> schemas.OrderDueOut:
    """The rest is paid as it was begun: `address` leads there, `due` says how much.

    `use_credit` is for the account alone that the order is of.
    """
    order, user, now = _order(number, secret), caller(request), timezone.now()
    own = personal_account(user) if user and data.use_credit else None
    if own is not None and own.pk != order.account_id:
        own = None
    wish = Wish(data.gift_card, own)
    pay_with_credit(order, wish, network=network_of(request), now=now)
    order.refresh_from_db()
    told = _begin(order, order.payments.open().order_by("-pk").first())
    return schemas.OrderDueOut(**told.dict(), due=amount_due(order))


@router.get(
    "/me/orders",
    response={200: list[schemas.OrderOut], 401: Error},
    auth=signed_in(TokenScope.READ_ORDERS),
    summary="The person's own orders, newest first",
)
def own_orders(request: HttpRequest) -> list[schemas.OrderOut]:
    user = caller(request)
    if user is None:
        raise Http404
    orders = Order.objects.filter(account=personal_account(user))
    return [answers.order(order) for order in orders.order_by("-pk")[:100]]


def _address(data: schemas.OrderIn) -> Address | None:
    """The address that was sent, judged as on the page. Raises AddressWrong."""
    if data.address is None:
        return None
    sent = {**data.address.dict(), "province": data.address.region}
    form = AddressForm(
        {f"{AddressForm.prefix}-{name}": value for name, value in sent.items()},
        reached=reached_by(ways_offered()),
        name=data.name,
        phone=data.phone,
    )
    if not form.is_valid():
        why = [str(error) for errors in form.errors.values() for error in errors]
        raise AddressWrong(why=" ".join(why))
    return form.told


def _order(number: str, secret: str) -> Order:
    order = Order.objects.filter(number=number).first()
    if order is None or not constant_time_compare(order.secret, secret):
        raise Http404
    return order


def _begin(order: Order, payment: Payment | None) -> schemas.OrderOut:
    if payment is None or not order.is_unpaid:
        return answers.order(order)
    page = answers.page_of(order)
    back = ReturnAddresses(done=page, left=page)
    address = payments.start_payment(payment, back, now=timezone.now())
    order.refresh_from_db()
    return answers.order(order, address=address)
