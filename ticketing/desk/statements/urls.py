"""Addresses of the bank's statements inside the admin."""

from django.urls import URLPattern, path

from ticketing.desk.statements import files, line_page, lists, money_back

STATEMENTS = "desk/statements/"


def statement_urls() -> list[URLPattern]:
    return [
        path(STATEMENTS, lists.statements, name="desk-statements"),
        path(f"{STATEMENTS}lines.csv", lists.export, name="desk-statements-csv"),
        path(f"{STATEMENTS}new/", files.upload, name="desk-statement-new"),
        path(f"{STATEMENTS}<int:file_id>/", files.statement, name="desk-statement"),
        path(
            f"{STATEMENTS}lines/<int:line_id>/",
            line_page.line,
            name="desk-statement-line",
        ),
        path("desk/money-back/", money_back.money_back, name="desk-money-back"),
    ]
