"""Addresses of the dues in the admin."""

from django.urls import URLPattern, path

from ticketing.desk.dues import reminders


def due_urls() -> list[URLPattern]:
    one = "desk/due-reminders/<int:reminder_id>/"
    return [
        path(
            "desk/due-reminders/new/",
            reminders.reminder_add,
            name="desk-due-reminder-add",
        ),
        path(one, reminders.reminder_edit, name="desk-due-reminder"),
    ]
