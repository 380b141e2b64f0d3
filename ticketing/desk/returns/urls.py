"""Addresses of giving back and exchanging, in the admin."""

from django.urls import URLPattern, path

from ticketing.desk.returns.actions import take_back
from ticketing.desk.returns.asked import asked_return, asked_returns
from ticketing.desk.returns.calling_off import begin, job, report
from ticketing.desk.returns.exchanging import exchange

ORDER = "desk/orders/<int:order_id>/"


def return_urls() -> list[URLPattern]:
    return [
        path(f"{ORDER}tickets/", take_back, name="desk-order-tickets"),
        path("desk/returns/", asked_returns, name="desk-asked-returns"),
        path("desk/returns/<int:asked_id>/", asked_return, name="desk-asked-return"),
        path(f"{ORDER}exchange/", exchange, name="desk-order-exchange"),
        path(
            "desk/dates/<int:performance_id>/call-off/", begin, name="desk-call-off-new"
        ),
        path("desk/call-offs/<int:job_id>/", job, name="desk-call-off"),
        path("desk/call-offs/<int:job_id>.csv", report, name="desk-call-off-csv"),
    ]
