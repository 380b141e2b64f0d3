"""The desk's lines in the menu of the admin, each for those who have the right."""

from functools import partial
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from ticketing.desk import rights

MAIN: Final = "register_admin_menu_item"
MONEY: Final = "register_money_menu_item"
REPORTS: Final = "register_reports_menu_item"
SETTINGS: Final = "register_settings_menu_item"


class DeskItem(MenuItem):
    """A line of the menu for those who have the right."""

    def __init__(self, label: Any, address: str, *, right: str, **options: Any) -> None:
        super().__init__(label, reverse(address), **options)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)


HOUSE, POINTS = rights.CHANGE_HOUSE, rights.CHANGE_POINT_RULES
RECEIVE: Final = rights.RECEIVE_MONEY
# Where, what it is called, its address, who sees it, its picture and its place.
ITEMS: Final = (
    (MAIN, _("Live board"), "desk-board", rights.SEE_STOCK, "table", 145),
    (MAIN, _("Waiting rooms"), "desk-rooms", rights.CONTROL, "group", 150),
    (MAIN, _("Parcels"), "desk-parcels", rights.SEE_PARCELS, "mail", 152),
    (MAIN, _("Free tickets"), "desk-comps", rights.GRANT_COMPS, "tag", 155),
    (MONEY, _("Tills"), "desk-tills", rights.SEE_SHIFTS, "key", 10),
    (MONEY, _("Bank statements"), "desk-statements", RECEIVE, "download", 20),
    (MONEY, _("Gift cards and credit"), "desk-credits", rights.SEE_CREDIT, "pick", 30),
    (MONEY, _("Companies on account"), "desk-tabs", rights.SEE_TABS, "group", 40),
    (MONEY, _("Dues"), "desk-dues", rights.SEE_DUES, "calendar-alt", 50),
    (REPORTS, _("Closed days"), "desk-closings", rights.SEE_LEDGER, "lock", 890),
    (SETTINGS, _("House settings"), "desk-house", HOUSE, "cog", 50),
    (SETTINGS, _("Issuer of papers"), "desk-issuer", HOUSE, "doc-full", 52),
    (SETTINGS, _("Limits and waiting"), "desk-rush", HOUSE, "group", 55),
    (SETTINGS, _("Rules for points"), "desk-point-rules", POINTS, "pick", 57),
)  # fmt: skip


def register_items() -> None:
    """Put them where they belong; those about money are a menu of their own."""
    for hook, label, address, right, icon, order in ITEMS:
        options: dict[str, Any] = {"icon_name": icon, "order": order}
        hooks.register(hook, partial(DeskItem, label, address, right=right, **options))
    money = Menu(register_hook_name=MONEY)
    item = partial(SubmenuMenuItem, _("Money"), money, icon_name="list-ul", order=160)
    hooks.register(MAIN, item)
