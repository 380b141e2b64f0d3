"""The order desk inside the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from ticketing.desk import actions, presale_views, rights
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


class DeskItem(MenuItem):
    """A line of the menu for those who have the right."""

    def __init__(self, label: Any, address: str, *, right: str, **options: Any) -> None:
        super().__init__(label, reverse(address), **options)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)


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


def comp_item() -> MenuItem:
    right, label = rights.GRANT_COMPS, _("Free tickets")
    return DeskItem(label, "desk-comps", right=right, icon_name="tag", order=155)


def plan_urls() -> list[URLPattern]:
    return plan_urlpatterns


def room_item() -> MenuItem:
    right, label = rights.CONTROL, _("Waiting rooms")
    return DeskItem(label, "desk-rooms", right=right, icon_name="group", order=150)


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


def board_item() -> MenuItem:
    right, label = rights.SEE_STOCK, _("Live board")
    return DeskItem(label, "desk-board", right=right, icon_name="table", order=145)


def parcel_item() -> MenuItem:
    right, label = rights.SEE_PARCELS, _("Parcels")
    return DeskItem(label, "desk-parcels", right=right, icon_name="mail", order=152)


def statement_item() -> MenuItem:
    right, label = rights.RECEIVE_MONEY, _("Bank statements")
    return DeskItem(
        label, "desk-statements", right=right, icon_name="download", order=160
    )


def till_item() -> MenuItem:
    right, label = rights.SEE_SHIFTS, _("Tills")
    return DeskItem(label, "desk-tills", right=right, icon_name="key", order=140)


def credit_item() -> MenuItem:
    right, label = rights.SEE_CREDIT, _("Gift cards and credit")
    return DeskItem(label, "desk-credits", right=right, icon_name="pick", order=161)


def due_item() -> MenuItem:
    right, label = rights.SEE_DUES, _("Dues")
    return DeskItem(label, "desk-dues", right=right, icon_name="pick", order=158)


def tab_item() -> MenuItem:
    right, label = rights.SEE_TABS, _("Companies on account")
    return DeskItem(label, "desk-tabs", right=right, icon_name="group", order=162)


def closing_item() -> MenuItem:
    right, label = rights.SEE_LEDGER, _("Closed days")
    return DeskItem(label, "desk-closings", right=right, icon_name="lock", order=890)


def house_item() -> MenuItem:
    right, label = rights.CHANGE_HOUSE, _("House settings")
    return DeskItem(label, "desk-house", right=right, icon_name="cog", order=50)


def issuer_item() -> MenuItem:
    right, label = rights.CHANGE_HOUSE, _("Issuer of papers")
    return DeskItem(label, "desk-issuer", right=right, icon_name="doc-full", order=52)


def point_rules_item() -> MenuItem:
    label = _("Rules for points")
    right = rights.CHANGE_POINT_RULES
    return DeskItem(label, "desk-point-rules", right=right, icon_name="pick", order=57)


def rush_item() -> MenuItem:
    right, label = rights.CHANGE_HOUSE, _("Limits and waiting")
    return DeskItem(label, "desk-rush", right=right, icon_name="group", order=55)


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
hooks.register("register_admin_menu_item", board_item)
hooks.register("register_admin_menu_item", room_item)
hooks.register("insert_global_admin_css", desk_css)
hooks.register("register_admin_menu_item", comp_item)
hooks.register("register_admin_menu_item", parcel_item)
hooks.register("register_admin_menu_item", statement_item)
hooks.register("register_admin_menu_item", till_item)
hooks.register("register_admin_menu_item", credit_item)
hooks.register("register_admin_menu_item", tab_item)
hooks.register("register_admin_menu_item", due_item)
hooks.register("register_reports_menu_item", closing_item)
hooks.register("register_settings_menu_item", house_item)
hooks.register("register_settings_menu_item", issuer_item)
hooks.register("register_settings_menu_item", rush_item)
hooks.register("register_settings_menu_item", point_rules_item)
hooks.register("construct_homepage_panels", desk_panels)
