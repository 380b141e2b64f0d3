"""Addresses of the screens of closed days inside the admin."""

from django.urls import URLPattern, path

from ticketing.desk.closings import views


def closing_urls() -> list[URLPattern]:
    return [
        path("desk/closings/", views.closings, name="desk-closings"),
        path("desk/closings/new/", views.close, name="desk-closing-new"),
        path("desk/closings/<int:closing_id>/", views.closing, name="desk-closing"),
    ]
