"""A plan's names, and the file that it may come from."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal
from ticketing.venues.formats.checking import check
from ticketing.venues.formats.files import read_file
from ticketing.venues.formats.records import Drawing
from ticketing.venues.models import Hall, SeatingPlan

LARGEST: Final = 20 * 1024 * 1024


class PlanFileField(forms.FileField):
    """A file that holds a plan; cleaned it is the drawing."""

    def clean(self, data: Any, initial: Any = None) -> Drawing | None:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > LARGEST:
            raise ValidationError(_("This file is larger than 20 MB."))
        try:
            drawing = read_file(file.read())
            check(drawing)
        except Refusal as refusal:
            sentences = getattr(refusal, "sentences", None) or [str(refusal)]
            raise ValidationError(sentences) from refusal
        return drawing


FILE_HELP: Final = _(
    "JSON or CSV as this page exports it, or the seating-plan JSON of pretix."
)


class HallField(forms.ModelChoiceField[Hall]):
    """Halls with the building that they are in."""

    def label_from_instance(self, obj: Hall) -> str:
        return f"{obj.venue.name} · {obj.name}"


class NewPlanForm(forms.ModelForm[SeatingPlan]):
    hall = HallField(Hall.objects.select_related("venue"), label=_("Hall"))
    file = PlanFileField(label=_("File"), required=False, help_text=FILE_HELP)

    class Meta:
        model = SeatingPlan
        fields = ("hall", "name_en", "name_zh_hans")


class PlanNamesForm(forms.ModelForm[SeatingPlan]):
    class Meta:
        model = SeatingPlan
        fields = ("name_en", "name_zh_hans")


class ImportForm(forms.Form):
    file = PlanFileField(label=_("File"), help_text=FILE_HELP)
