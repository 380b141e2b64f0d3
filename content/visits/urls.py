"""Addresses below a language: `/en/chart/`, `/en/statistics/`."""

from django.urls import path, re_path

from content.visits import views

app_name = "visits"
urlpatterns = [
    path("chart/", views.chart, name="chart"),
    re_path(r"^chart/(?P<period>day|month)/$", views.chart, name="chart-of"),
    path("statistics/", views.statistics, name="statistics"),
]
