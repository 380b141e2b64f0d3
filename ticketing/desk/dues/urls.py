"""Addresses of the dues in the admin."""

from django.urls import URLPattern, path

from ticketing.desk.dues import reminders, screens


def due_urls() -> list[URLPattern]:
    one = "desk/due-reminders/<int:reminder_id>/"
    return [
        path("desk/dues/", screens.dues, name="desk-dues"),
        path("desk/dues/dues.<slug:kind>", screens.dues_file, name="desk-dues-file"),
        path("desk/dues/<int:due_id>/waive/", screens.due_waive, name="desk-due-waive"),
        path(
            "desk/due-reminders/new/",
            reminders.reminder_add,
            name="desk-due-reminder-add",
        ),
        path(one, reminders.reminder_edit, name="desk-due-reminder"),
    ]
