"""What a report of searches is about: days, a language, one text."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.visits.report.span import SpanForm
from search.log.private import kept_text


class SearchSpanForm(SpanForm):
    """Two days, both counted, and what of them."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("All languages")), *settings.LANGUAGES],
    )
    text = forms.CharField(label=_("Text"), required=False, max_length=200)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, today=today)
        more = {name: data.get(name, "") for name in ("language", "text")}
        self.data = {**self.data, **more}

    def clean_text(self) -> str:
        return kept_text(self.cleaned_data["text"])

    @property
    def query(self) -> dict[str, str]:
        """The question of this report’s address; only where the days make sense."""
        told = {name: str(self.cleaned_data[name] or "") for name in self.fields}
        return {name: value for name, value in told.items() if value}
