"""Visits among the admin's reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from content.visits.report.views import SEE_VISITS, visits, visits_csv


class VisitsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE_VISITS)


def visits_item() -> MenuItem:
    return VisitsItem(_("Visits"), reverse("staff-visits"), icon_name="view", order=900)


def visits_urls() -> list[URLPattern]:
    return [
        path("reports/visits/", visits, name="staff-visits"),
        path("reports/visits.csv", visits_csv, name="staff-visits-csv"),
    ]


hooks.register("register_reports_menu_item", visits_item)
hooks.register("register_admin_urls", visits_urls)
