"""Addresses of gift cards and credit."""

from django.urls import URLPattern, path

from ticketing.desk.credit import card, views


def credit_urls() -> list[URLPattern]:
    one = "desk/credits/<int:credit_id>/"
    return [
        path("desk/credits/", views.credits_page, name="desk-credits"),
        path("desk/credits/new/", views.give_credit, name="desk-credit-new"),
        path(one, card.card_page, name="desk-credit-card"),
        path(f"{one}mail/", card.mail_again, name="desk-credit-mail"),
        path(f"{one}block/", views.block, name="desk-credit-block"),
        path(f"{one}<slug:code>.pdf", card.sheet, name="desk-credit-sheet"),
        path(f"{one}unblock/", views.unblock, name="desk-credit-unblock"),
    ]
