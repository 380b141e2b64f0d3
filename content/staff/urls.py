"""Addresses of making a show, below the admin's own."""

from django.urls import URLPattern, path

from content.staff import (
    copying,
    date_views,
    list_views,
    page_views,
    paint_views,
    price_views,
    season_done_views,
    season_views,
    show_views,
)
from content.staff.translations import views as translation_views

SHOW = "shows/<int:show_id>/"
LIST = "prices/<int:list_id>/"
DATE = "shows/dates/<int:performance_id>/"

urlpatterns: list[URLPattern] = [
    path("shows/new/", show_views.show_add, name="staff-show-add"),
    path("shows/names/<slug:what>/", show_views.names, name="staff-names"),
    path("shows/season/", season_views.season, name="staff-season"),
    path(
        "shows/season/copied/",
        season_done_views.season_copied,
        name="staff-season-copied",
    ),
    path(
        "shows/season/<int:copy_id>/",
        season_done_views.season_progress,
        name="staff-season-progress",
    ),
    path("prices/new/", list_views.list_add, name="staff-list-add"),
    path(LIST, list_views.list_edit, name="staff-list"),
    path(f"{LIST}apply/", list_views.list_apply, name="staff-list-apply"),
    path(f"{LIST}delete/", list_views.list_delete, name="staff-list-delete"),
    path("translations/", translation_views.report, name="staff-translations"),
    path(
        "translations/<int:page_id>/", translation_views.holds, name="staff-translation"
    ),
    path(SHOW, show_views.show_overview, name="staff-show"),
    path(f"{SHOW}edit/", show_views.show_edit, name="staff-show-edit"),
    path(f"{SHOW}withdraw/", show_views.show_withdraw, name="staff-show-withdraw"),
    path(f"{SHOW}pages/", page_views.show_pages, name="staff-pages"),
    path(f"{SHOW}dates/", date_views.dates_add, name="staff-dates"),
    path(f"{SHOW}offer/", price_views.offer, name="staff-offer"),
    path(DATE, date_views.date_edit, name="staff-date"),
    path(f"{DATE}cancel/", date_views.date_cancel, name="staff-date-cancel"),
    path(f"{DATE}prices/", price_views.prices, name="staff-prices"),
    path(f"{DATE}prices/keep/", list_views.list_from, name="staff-list-from"),
    path(f"{DATE}prices/copy/", copying.prices_copy, name="staff-prices-copy"),
    path(f"{DATE}paint/", paint_views.paint_prices, name="staff-paint"),
    path(f"{DATE}paint/plan.json", paint_views.paint_plan, name="staff-paint-plan"),
]
