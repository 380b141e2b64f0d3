"""Addresses of gift cards and credit."""

from django.urls import URLPattern, path

from ticketing.desk.credit import views


def credit_urls() -> list[URLPattern]:
    one = "desk/credits/<int:credit_id>/"
    return [
        path("desk/credits/", views.credits_page, name="desk-credits"),
        path("desk/credits/new/", views.give_credit, name="desk-credit-new"),
        path(f"{one}block/", views.block, name="desk-credit-block"),
        path(f"{one}<slug:code>.pdf", views.sheet, name="desk-credit-sheet"),
        path(f"{one}unblock/", views.unblock, name="desk-credit-unblock"),
    ]
