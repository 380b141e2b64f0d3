"""When and with what words members are reminded of their dues."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.log_actions import log

from ground.names import CHINESE, ENGLISH
from members.levels import known_levels
from members.models import Level
from ticketing.desk import rights
from ticketing.desk.own_screens import ScreenTable, ScreenURLs
from ticketing.desk.rights import needs
from ticketing.dues.models import Reminder
from ticketing.dues.words import FIELDS, example, merged, unknown_fields

REMINDERS = "dues_reminder_modeladmin_index"
_TEXTS = ("subject_en", "text_en", "subject_zh_hans", "text_zh_hans")


class ReminderForm(forms.ModelForm[Reminder]):
    """A reminder; what stands in braces must be a merge field."""

    class Meta:
        model = Reminder
        fields = ("days", *_TEXTS, "is_on")

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or {}
        for name in _TEXTS:
            strange = unknown_fields(kept.get(name) or "")
            if strange:
                told = _("There is no merge field {%(name)s}.") % {"name": strange[0]}
                self.add_error(name, ValidationError(told))
        return kept


class ReminderURLs(ScreenURLs):
    add_name, open_name = "desk-due-reminder-add", "desk-due-reminder"


class ReminderTable(ScreenTable):
    """The schedule; one that was sent is switched off, not deleted."""

    model = Reminder
    menu_icon = "mail"
    menu_label = gettext_lazy("Reminders of dues")
    url_helper_class = ReminderURLs
    list_display = ("days", "subject_en", "subject_zh_hans", "is_on")
    ordering = ("days", "pk")


@needs(rights.ADD_REMINDER)
def reminder_add(request: HttpRequest) -> HttpResponse:
    """A further step of the schedule."""
    return _edit(request, Reminder(), _("New reminder"), action="wagtail.create")


@needs(rights.CHANGE_REMINDER)
def reminder_edit(request: HttpRequest, reminder_id: int) -> HttpResponse:
    """Change its day or its words, for letters that have not left yet."""
    found = get_object_or_404(Reminder, pk=reminder_id)
    return _edit(request, found, str(found), action="wagtail.edit")


def _edit(
    request: HttpRequest, reminder: Reminder, title: str, *, action: str
) -> HttpResponse:
    form = ReminderForm(request.POST or None, instance=reminder)
    asks = request.POST.get("act") == "preview"
    if form.is_valid() and not asks:
        log(form.save(), action, user=request.user)
        messages.success(request, _("The reminder is saved."))
        return redirect(REMINDERS)
    is_right = not form.is_bound or form.is_valid()
    context = {
        "page_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse(REMINDERS), "label": ReminderTable.menu_label},
            {"url": "", "label": title},
        ],
        "form": form,
        "fields": FIELDS,
        "previews": _previews(reminder) if is_right and reminder.text_en else [],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/dues/reminder.html", context, status=status)


def _previews(reminder: Reminder) -> list[dict[str, str]]:
    """The mail in both languages, as a member of the first paid level reads it."""
    levels = [level for level in known_levels().values() if level.fee]
    level = next(iter(levels), Level(name_en="VIP", name_zh_hans="贵宾会员"))
    found = []
    for code in (ENGLISH, CHINESE):
        with override(code):
            values = example(level, timezone.now())
            subject = merged(reminder.subject, values)
            text = merged(reminder.text, values)
        found.append({"code": code, "subject": subject, "text": text})
    return found
