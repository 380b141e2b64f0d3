"""What staff fill in for presales and their codes."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ticketing.desk.moment_input import MomentInput
from ticketing.rush import admissions
from ticketing.rush.models import PresaleWindow
from ticketing.shows.models import Performance

MOST_CODES: Final = 10_000


class PresaleForm(forms.ModelForm[PresaleWindow]):
    """A presale of one performance, and of others of its show."""

    class Meta:
        model = PresaleWindow
        fields = (
            "name_en",
            "name_zh_hans",
            "begins_at",
            "ends_at",
            "quota",
            "places_per_code",
            "admits",
            "performances",
        )
        widgets = {
            "begins_at": MomentInput,
            "ends_at": MomentInput,
            "performances": forms.CheckboxSelectMultiple,
        }

    def __init__(
        self, *args: Any, performances: Sequence[Performance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["performances"]
        rows = Performance.objects.filter(pk__in=[p.pk for p in performances])
        choices.queryset = rows.with_show_and_venue().order_by("starts_at")
        known = admissions.choices()
        if known:
            none = ("", _("nobody: by code alone"))
            self.fields["admits"].widget = forms.Select(choices=[none, *known])
        else:
            del self.fields["admits"]


class CodesForm(forms.Form):
    """A batch of codes: so many, or one for each address."""

    count = forms.IntegerField(
        label=gettext_lazy("How many"),
        min_value=1,
        max_value=MOST_CODES,
        required=False,
    )
    emails = forms.CharField(
        label=gettext_lazy("Or one for each of these addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One on each line. Such a code is good for its address alone."
        ),
    )
    batch = forms.CharField(
        label=gettext_lazy("Name of the batch"),
        max_length=60,
        help_text=gettext_lazy("Such as “Friends of the house, May”."),
    )

    def clean_emails(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["emails"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        for line in found:
            try:
                validate_email(line)
            except ValidationError as error:
                message = _("“%(line)s” is no e-mail address.") % {"line": line}
                raise ValidationError(message) from error
        return found

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or {}
        if not kept.get("count") and not kept.get("emails") and not self.errors:
            raise ValidationError(_("Write how many codes, or for which addresses."))
        return kept
