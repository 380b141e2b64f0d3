"""What the search adds to the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search.log.views import SEE_SEARCHES, searches, searches_csv
from search.staff.desks import SearchDesk


class SearchesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE_SEARCHES))


def searches_item() -> MenuItem:
    address = reverse("staff-searches")
    return SearchesItem(_("Searches"), address, icon_name="search", order=910)


def searches_urls() -> list[URLPattern]:
    return [
        path("reports/searches/", searches, name="staff-searches"),
        path("reports/searches.csv", searches_csv, name="staff-searches-csv"),
    ]


register_snippet(SearchDesk)
hooks.register("register_reports_menu_item", searches_item)
hooks.register("register_admin_urls", searches_urls)
