"""The desk's tables: orders, payments, refunds, tickets."""

from django.contrib.admin import display
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from ground.money import money
from ticketing.desk.house_time import HouseDays, clock_column, house_clock
from ticketing.desk.order_page import OrderPageView
from ticketing.desk.rights import ReadOnly
from ticketing.desk.templatetags.desk import way
from ticketing.orders.models import Order
from ticketing.payments.models import Payment, Refund
from ticketing.tickets.models import Ticket


def order_link(order: Order) -> str:
    """Link to the order's page at the desk."""
    url = reverse("orders_order_modeladmin_inspect", args=[order.pk])
    return format_html('<a href="{}">{}</a>', url, order.number)


class OrderTable(ModelAdmin):
    model = Order
    menu_label = _("Orders")
    menu_icon = "list-ul"
    permission_helper_class = ReadOnly
    history_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = OrderPageView
    inspect_template_name = "desk/order.html"
    list_display = (
        "number",
        "phase",
        "buyer_name",
        "buyer_email",
        "sum",
        "placed",
        "until",
    )
    list_display_add_buttons = "number"
    list_filter = (
        "phase",
        "channel",
        "payments__method",
        "language",
        ("placed_at", HouseDays),
    )
    list_export = (
        "number",
        "phase",
        "channel",
        "buyer_name",
        "buyer_email",
        "buyer_phone",
        "total",
        "currency",
        "placed_at",
        "paid_at",
    )
    list_per_page = 50
    search_fields = (
        "number",
        "buyer_name",
        "buyer_email",
        "buyer_phone",
        "lines__description_en",
        "lines__description_zh_hans",
    )
    ordering = ("-pk",)

    placed = clock_column("placed_at", _("placed"))

    @display(description=_("to be paid by"), ordering="pay_by")
    def until(self, order: Order) -> str:
        return house_clock(order.pay_by) if order.is_unpaid else ""

    @display(description=_("total"), ordering="total")
    def sum(self, order: Order) -> str:
        return money(order.total, order.currency)


class PaymentTable(ModelAdmin):
    model = Payment
    menu_label = _("Payments")
    menu_icon = "download"
    permission_helper_class = ReadOnly
    history_view_enabled = False
    list_display = (
        "order_number",
        "way",
        "state",
        "sum",
        "reference",
        "started",
        "captured",
    )
    list_filter = ("state", "method", ("started_at", HouseDays))
    list_select_related = ("order",)
    list_per_page = 50
    search_fields = ("order__number", "reference", "order__buyer_name")
    ordering = ("-pk",)

    started = clock_column("started_at", _("started"))
    captured = clock_column("captured_at", _("received"))

    @display(description=_("order"))
    def order_number(self, payment: Payment) -> str:
        return order_link(payment.order)

    @display(description=_("method"), ordering="method")
    def way(self, payment: Payment) -> str:
        return way(payment.method)

    @display(description=_("amount"), ordering="amount")
    def sum(self, payment: Payment) -> str:
        return money(payment.amount, payment.currency)


class RefundTable(ModelAdmin):
    model = Refund
    menu_label = _("Refunds")
    menu_icon = "undo"
    permission_helper_class = ReadOnly
    history_view_enabled = False
    list_display = ("order_number", "state", "sum", "reason", "started", "done")
    list_filter = ("state", ("started_at", HouseDays))
    list_select_related = ("order",)
    list_per_page = 50
    search_fields = ("order__number", "reason")
    ordering = ("-pk",)

    started = clock_column("started_at", _("started"))
    done = clock_column("done_at", _("paid back"))

    @display(description=_("order"))
    def order_number(self, refund: Refund) -> str:
        return order_link(refund.order)

    @display(description=_("amount"), ordering="amount")
    def sum(self, refund: Refund) -> str:
        return money(refund.amount, refund.order.currency)


class TicketTable(ModelAdmin):
    model = Ticket
    menu_label = _("Tickets")
    menu_icon = "tag"
    permission_helper_class = ReadOnly
    history_view_enabled = False
    list_display = ("serial", "order_number", "line", "issued", "voided")
    list_filter = (("issued_at", HouseDays), ("voided_at", HouseDays))
    list_select_related = ("line__order",)
    list_per_page = 50
    search_fields = ("serial", "line__order__number", "line__order__buyer_name")
    ordering = ("-pk",)

    issued = clock_column("issued_at", _("issued"))
    voided = clock_column("voided_at", _("voided"))

    @display(description=_("order"))
    def order_number(self, ticket: Ticket) -> str:
        return order_link(ticket.line.order)


class OrderDesk(ModelAdminGroup):
    menu_label = _("Order desk")
    menu_icon = "clipboard-list"
    menu_order = 150
    items = (OrderTable, PaymentTable, RefundTable, TicketTable)
