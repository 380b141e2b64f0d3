"""How the desk is asked for a moment."""

from typing import Any

from django import forms


class MomentInput(forms.DateTimeInput):
    """A day and a time, by the browser's own means: they hide no other field."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
