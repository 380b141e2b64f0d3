"""The form of the brand, which also holds the house's names and colours."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ticketing.house.models import ONLY, House, colour

OF_THE_HOUSE: Final = ("name_en", "name_zh_hans", "accent", "on_accent")


def _colour_field(label: Any, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "color"})
    return forms.CharField(label=label, validators=[colour], widget=widget, **options)


class BrandForm(WagtailAdminModelForm):
    """Tells on its own field what would be hard to read."""

    name_en = forms.CharField(label=_("name (English)"), max_length=300, required=False)
    name_zh_hans = forms.CharField(
        label=_("name (Chinese)"), max_length=300, required=False
    )
    accent = _colour_field(
        _("house colour"),
        help_text=_(
            "Fills buttons and marks; the rest of the page stays paper and ink."
        ),
    )
    on_accent = _colour_field(_("text on the house colour"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = House.objects.get(pk=ONLY)
        for name in OF_THE_HOUSE:
            self.initial[name] = getattr(self.house, name)

    def clean(self) -> Any:
        cleaned = super().clean()
        if not all(name in cleaned for name in OF_THE_HOUSE):
            return cleaned
        for name in OF_THE_HOUSE:
            setattr(self.house, name, cleaned[name])
        others = [
            field.name
            for field in House._meta.concrete_fields  # noqa: SLF001 Django's documented API
            if field.name not in OF_THE_HOUSE
        ]
        try:
            self.house.full_clean(exclude=others)
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.house.save(update_fields=list(OF_THE_HOUSE))
        return super().save(*args, **kwargs)
