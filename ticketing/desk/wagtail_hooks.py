"""The order desk inside the admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from ticketing.desk import actions, presale_views
from ticketing.desk.accounts import account_urls
from ticketing.desk.board import board_urls
from ticketing.desk.closings.urls import closing_urls
from ticketing.desk.control.urls import control_urls
from ticketing.desk.credit.card import register_actions as credit_actions
from ticketing.desk.credit.urls import credit_urls
from ticketing.desk.delivery.urls import parcel_urls
from ticketing.desk.disputes import end_lost
from ticketing.desk.dues.urls import due_urls
from ticketing.desk.home import desk_panels
from ticketing.desk.house_page import house_settings
from ticketing.desk.house_tables import HouseDesk
from ticketing.desk.levels.points import point_urls
from ticketing.desk.levels.tables import LevelDesk
from ticketing.desk.levels.views import level_urls
from ticketing.desk.menu import register_items
from ticketing.desk.offers.code_views import codes_new
from ticketing.desk.offers.tables import OfferDesk
from ticketing.desk.on_account.urls import tab_urls
from ticketing.desk.papers.urls import paper_urls
from ticketing.desk.plans.history import register_actions
from ticketing.desk.plans.urls import urlpatterns as plan_urlpatterns
from ticketing.desk.returns.urls import return_urls
from ticketing.desk.rooms.urls import room_urls
from ticketing.desk.rush_page import rush_settings
from ticketing.desk.sale_rules import sale_rules
from ticketing.desk.statements.urls import statement_urls
from ticketing.desk.tables import OrderDesk
from ticketing.desk.till.urls import till_urls

ORDER = "desk/orders/<int:order_id>/"
DATE = "desk/dates/<int:performance_id>/"
PRESALE = "desk/presale/<int:window_id>/"

modeladmin_register(OrderDesk)
modeladmin_register(HouseDesk)
modeladmin_register(OfferDesk)
modeladmin_register(LevelDesk)


def desk_urls() -> list[URLPattern]:
    return [
        *account_urls(),
        *board_urls(),
        *closing_urls(),
        *paper_urls(),
        *control_urls(),
        path("desk/codes/new/", codes_new, name="desk-codes-new"),
        path("desk/house/", house_settings, name="desk-house"),
        path("desk/rush/", rush_settings, name="desk-rush"),
        path(f"{DATE}rules/", sale_rules, name="desk-sale-rules"),
        *rush_urls(),
        *statement_urls(),
        path(f"{ORDER}cancel/", actions.cancel, name="desk-order-cancel"),
        path(f"{ORDER}method/", actions.set_method, name="desk-order-method"),
        path(f"{ORDER}lost/", end_lost, name="desk-order-lost"),
        path(f"{ORDER}refund/", actions.give_back, name="desk-order-refund"),
        *return_urls(),
        path(f"{ORDER}send/", actions.send_tickets, name="desk-order-send"),
        path(
            f"{ORDER}payments/<int:payment_id>/received/",
            actions.receive,
            name="desk-payment-receive",
        ),
        path(
            f"{ORDER}refunds/<int:refund_id>/done/",
            actions.paid_back,
            name="desk-refund-done",
        ),
    ]


def plan_urls() -> list[URLPattern]:
    return plan_urlpatterns


def rush_urls() -> list[URLPattern]:
    return [
        path(f"{DATE}presale/", presale_views.presale_new, name="desk-presale-new"),
        path(PRESALE, presale_views.presale, name="desk-presale"),
        path(
            f"{PRESALE}codes/", presale_views.presale_codes, name="desk-presale-codes"
        ),
        path(f"{PRESALE}codes.csv", presale_views.presale_csv, name="desk-presale-csv"),
        path(
            "desk/presale/codes/<int:code_id>/void/",
            presale_views.presale_void,
            name="desk-presale-void",
        ),
    ]


def desk_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))


hooks.register("register_admin_urls", desk_urls)
hooks.register("register_admin_urls", plan_urls)
hooks.register("register_admin_urls", parcel_urls)
hooks.register("register_log_actions", register_actions)
hooks.register("register_log_actions", credit_actions)
hooks.register("register_admin_urls", room_urls)
hooks.register("register_admin_urls", till_urls)
hooks.register("register_admin_urls", credit_urls)
hooks.register("register_admin_urls", tab_urls)
hooks.register("register_admin_urls", level_urls)
hooks.register("register_admin_urls", due_urls)
hooks.register("register_admin_urls", point_urls)
hooks.register("insert_global_admin_css", desk_css)
hooks.register("construct_homepage_panels", desk_panels)
register_items()
