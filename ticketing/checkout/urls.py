"""Addresses of the visitor's way from seats to ticket (under the language)."""

from django.urls import path, register_converter

from ticketing.checkout.views import (
    account,
    called_off,
    cart,
    companies,
    exchanging,
    gift_card,
    giving_back,
    membership,
    order,
    papers,
    pay,
    points,
    presale,
    seats,
    tickets,
    waiting_list,
)

app_name = "checkout"


class KeyConverter:
    """A number that can name a row; a longer one is no address at all."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(KeyConverter, "key")

_ORDER = "orders/<slug:number>/<slug:secret>/"
_WAITING = "waiting-list/<slug:secret>/"
_TICKET = f"{_ORDER}tickets/<slug:serial>/"

urlpatterns = [
    path("performances/<key:pk>/", seats.performance, name="performance"),
    path("performances/<key:pk>/places.json", seats.places, name="places"),
    path("performances/<key:pk>/hold/", seats.hold, name="hold"),
    path("performances/<key:pk>/code/", presale.code, name="code"),
    path("performances/<key:pk>/waiting-list/", waiting_list.join, name="waiting-join"),
    path(_WAITING, waiting_list.entry, name="waiting"),
    path(f"{_WAITING}confirm/", waiting_list.confirm, name="waiting-confirm"),
    path(f"{_WAITING}leave/", waiting_list.leave, name="waiting-leave"),
    path(f"{_WAITING}take/", waiting_list.take, name="waiting-take"),
    path("plans/<key:pk>/geometry.json", seats.geometry, name="geometry"),
    path("cart/code/", cart.enter_code, name="cart-code"),
    path("cart/code/drop/", cart.drop_code, name="cart-code-drop"),
    path("cart/", cart.cart, name="cart"),
    path("cart/drop/", cart.drop, name="cart-drop"),
    path("cart/types/", cart.change, name="cart-change"),
    path("cart/empty/", cart.empty, name="cart-empty"),
    path("cart/hold/", cart.hold_again, name="cart-hold"),
    path("checkout/", pay.checkout, name="checkout"),
    path(_ORDER, order.order, name="order"),
    path(f"{_ORDER}pay/", order.pay, name="order-pay"),
    path(f"{_ORDER}credit/", order.use_credit, name="order-credit"),
    path(f"{_ORDER}cancel/", order.cancel, name="order-cancel"),
    path(f"{_ORDER}return/", order.come_back, name="order-return"),
    path(f"{_ORDER}exchange/", exchanging.exchange, name="order-exchange"),
    path(
        f"{_ORDER}called-off/<key:pk>/", called_off.called_off, name="order-called-off"
    ),
    path(f"{_ORDER}give-back/", giving_back.give_back, name="order-give-back"),
    path(f"{_ORDER}papers/", papers.papers, name="order-papers"),
    path(f"{_ORDER}papers/<slug:code>.pdf", papers.paper_as_pdf, name="order-paper"),
    path(f"{_ORDER}tickets.pdf", tickets.order_as_pdf, name="order-pdf"),
    path(_TICKET, tickets.ticket, name="ticket"),
    path(f"{_TICKET}code.svg", tickets.code, name="ticket-code"),
    path(f"{_TICKET}ticket.pdf", tickets.ticket_as_pdf, name="ticket-pdf"),
    path(
        f"{_ORDER}gift-card-<slug:code>.pdf",
        gift_card.gift_card_as_pdf,
        name="order-gift-card",
    ),
    path("gift-cards/", gift_card.gift_card, name="gift-card"),
    path("membership/<slug:code>/pay/", membership.pay, name="membership-pay"),
    path("points/", points.points, name="points"),
    path("membership/", membership.membership, name="membership"),
    path("membership/<slug:code>/join/", membership.join, name="membership-join"),
    path("account/", account.account, name="account"),
    path("account/companies/", companies.companies, name="companies"),
    path(
        "account/companies/invoices/<int:invoice_id>-<slug:code>.pdf",
        companies.company_invoice,
        name="company-invoice",
    ),
    path("visitor/", account.visitor, name="visitor"),
]
