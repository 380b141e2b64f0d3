"""Addresses of the controller's screens inside the admin."""

from django.urls import URLPattern, path

from ticketing.desk.control import comp_views
from ticketing.desk.control.page import control
from ticketing.desk.control.places import places

DATE = "desk/performances/<int:performance_id>/control/"


def control_urls() -> list[URLPattern]:
    return [
        path(DATE, control, name="desk-control"),
        path(f"{DATE}places/", places, name="desk-control-places"),
        path("desk/free-tickets/", comp_views.comps, name="desk-comps"),
        path("desk/free-tickets/<int:comp_id>/", comp_views.comp, name="desk-comp"),
    ]
