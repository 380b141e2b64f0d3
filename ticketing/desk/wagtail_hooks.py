"""The order desk inside the admin."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from ticketing.desk import actions
from ticketing.desk.tables import OrderDesk

modeladmin_register(OrderDesk)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    order = "desk/orders/<int:order_id>/"
    return [
        path(f"{order}cancel/", actions.cancel, name="desk-order-cancel"),
        path(f"{order}refund/", actions.give_back, name="desk-order-refund"),
        path(f"{order}send/", actions.send_tickets, name="desk-order-send"),
        path(
            f"{order}payments/<int:payment_id>/received/",
            actions.receive,
            name="desk-payment-receive",
        ),
        path(
            f"{order}refunds/<int:refund_id>/done/",
            actions.paid_back,
            name="desk-refund-done",
        ),
    ]
