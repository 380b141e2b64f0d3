"""Takings among the admin's reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.takings.views import ledger_csv, takings, takings_csv
from ticketing.desk.rights import SEE_LEDGER


class TakingsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE_LEDGER)


def takings_item() -> MenuItem:
    address = reverse("staff-takings")
    return TakingsItem(_("Takings"), address, icon_name="table", order=880)


def takings_urls() -> list[URLPattern]:
    return [
        path("reports/takings/", takings, name="staff-takings"),
        path("reports/takings.csv", takings_csv, name="staff-takings-csv"),
        path("reports/ledger.csv", ledger_csv, name="staff-takings-ledger"),
    ]


hooks.register("register_reports_menu_item", takings_item)
hooks.register("register_admin_urls", takings_urls)
