"""Addresses of the till."""

from django.urls import URLPattern, path

from ticketing.desk.till import views, z_report

SHIFT = "desk/shifts/<int:shift_id>/"


def till_urls() -> list[URLPattern]:
    return [
        path("desk/tills/", views.tills, name="desk-tills"),
        path("desk/tills/<int:till_id>/open/", views.open_till, name="desk-till-open"),
        path("desk/tills/lines/<int:entry_id>/", views.entry, name="desk-till-entry"),
        path(SHIFT, views.shift, name="desk-shift"),
        path(f"{SHIFT}take/<int:order_id>/", views.take, name="desk-shift-take"),
        path(f"{SHIFT}back/<int:refund_id>/", views.pay_out, name="desk-shift-back"),
        path(f"{SHIFT}cash/", views.move_cash, name="desk-shift-cash"),
        path(f"{SHIFT}close/", views.close, name="desk-shift-close"),
        path(f"{SHIFT}report/", z_report.z_report, name="desk-shift-report"),
        path(f"{SHIFT}report.<str:kind>", z_report.z_file, name="desk-shift-file"),
    ]
