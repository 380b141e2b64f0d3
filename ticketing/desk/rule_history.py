"""Who changed the rules of a sale, when, and from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from ticketing.shows.models import Performance

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One rule's value before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What one person changed at once."""

    at: datetime
    who: str
    rules: tuple[Change, ...]


def what_changed(form: forms.ModelForm[Performance]) -> dict[str, list[Any]]:
    """Each changed field with its value before and after, as JSON keeps it."""
    return {
        name: [_kept(form.initial.get(name)), _kept(form.cleaned_data[name])]
        for name in form.changed_data
    }


def rule_history(performance: Performance) -> list[Changes]:
    """The changes, the newest first, told in the time zone in force."""
    entries = registry.get_logs_for_instance(performance).select_related("user")
    rows = entries.filter(action="wagtail.edit").order_by("-timestamp", "-pk")[:MOST]
    told = (
        Changes(row.timestamp, str(row.user or ""), tuple(_changes(row.data)))
        for row in rows
    )
    return [changes for changes in told if changes.rules]


def _changes(data: dict[str, Any]) -> Iterator[Change]:
    """In the order of the rules; nothing for other screens, which keep no values."""
    changed = data.get("changed")
    if not isinstance(changed, dict):
        return
    for field in Performance._meta.fields:  # noqa: SLF001 Django's documented API
        if field.name in changed:
            before, after = map(_told, changed[field.name])
            yield Change(str(field.verbose_name), before, after)


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _told(value: object) -> str:
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    moment = parse_datetime(value) if isinstance(value, str) else None
    return date_format(localtime(moment), "Y-m-d H:i") if moment else str(value)
