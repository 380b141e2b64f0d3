"""How the desk is asked for a moment."""

from typing import Any

from django import forms
from django.utils import timezone

from ticketing.house.models import the_house


class MomentInput(forms.DateTimeInput):
    """A day and a time, by the browser's own means: they hide no other field."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class HouseMomentField(forms.DateTimeField):
    """A moment that is told, and meant, as the house's clock shows it."""

    widget = MomentInput

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(the_house().zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        with timezone.override(the_house().zone):
            return super().to_python(value)
