"""Addresses of companies on account."""

from django.urls import URLPattern, path

from ticketing.desk.on_account import invoices, views

ONE = "desk/on-account/<int:tab_id>/"


def tab_urls() -> list[URLPattern]:
    return [
        path("desk/on-account/", views.tabs, name="desk-tabs"),
        path("desk/on-account/new/", views.tab_new, name="desk-tab-new"),
        path(ONE, views.tab, name="desk-tab"),
        path(f"{ONE}terms/", views.tab_terms, name="desk-tab-terms"),
        path(
            "desk/on-account/invoices/<int:invoice_id>.pdf",
            invoices.invoice_as_pdf,
            name="desk-invoice",
        ),
        path(
            "desk/on-account/invoices/<int:invoice_id>/received/",
            invoices.invoice_received,
            name="desk-invoice-received",
        ),
        path(f"{ONE}block/", views.tab_block, name="desk-tab-block"),
    ]
