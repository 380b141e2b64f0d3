"""Addresses of the desk's papers inside the admin."""

from django.urls import URLPattern, path

from ticketing.desk.papers import views


def paper_urls() -> list[URLPattern]:
    order = "desk/orders/<int:order_id>/"
    return [
        path(f"{order}papers/", views.papers, name="desk-order-papers"),
        path("desk/papers/<int:paper_id>/", views.paper_as_pdf, name="desk-paper"),
        path("desk/issuer/", views.issuer, name="desk-issuer"),
    ]
