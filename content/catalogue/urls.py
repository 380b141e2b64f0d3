"""Addresses below a language: `/en/catalogue/`, `/en/catalogue/2026/12/list/`."""

from django.urls import path, re_path

from content.catalogue import feeds, views
from content.catalogue.asked import View
from content.catalogue.syndication import NewlyOnSale
from content.feeds import feed_urls

app_name = "catalogue"
MONTH = r"^catalogue/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/"
urlpatterns = [
    path("catalogue/", views.calendar, name="calendar"),
    re_path(rf"{MONTH}$", views.calendar, name="calendar-of"),
    re_path(rf"{MONTH}list/$", views.month, name="month-of"),
    path("catalogue/list/", views.whole, {"view": View.LIST}, name="list"),
    path("catalogue/recent/", views.whole, {"view": View.RECENT}, name="recent"),
    *feed_urls(NewlyOnSale, "catalogue/on-sale"),
    path("catalogue/calendar.ics", feeds.house_calendar, name="ical"),
    re_path(
        r"^catalogue/shows/(?P<slug>[-\w]+)\.ics$",
        feeds.show_calendar,
        name="show-ical",
    ),
    path(
        "catalogue/performances/<int:performance_id>.ics",
        feeds.performance_calendar,
        name="performance-ical",
    ),
]
