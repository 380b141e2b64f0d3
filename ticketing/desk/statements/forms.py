"""What staff are asked to import a statement."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ticketing.payments.statements.columns import (
    AMOUNTS,
    DATES,
    DELIMITERS,
    DIRECTION,
    ENCODINGS,
    MARKS,
    TWO_COLUMNS,
    Columns,
)
from ticketing.payments.statements.errors import TooLarge
from ticketing.payments.statements.lines import (
    MEGABYTE,
    MOST_BYTES,
    MOST_LINES,
    currency_of,
)

MOST_COLUMNS: Final = 60
LONGEST_HEADING: Final = 30


class UploadForm(forms.Form):
    """The file, whatever its form: that is found out by looking into it."""

    file = forms.FileField(
        label=_("Statement of the bank"),
        help_text=_("A table (CSV), camt.053 or MT940, of at most 20 MB."),
        allow_empty_file=False,
        max_length=200,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            sizes = {"megabytes": MOST_BYTES // MEGABYTE, "lines": MOST_LINES}
            raise forms.ValidationError(str(TooLarge(**sizes)))
        return file


class ColumnsForm(forms.Form):
    """Which column is what; the choices are the headings of this very file."""

    encoding = forms.ChoiceField(label=_("Encoding"), choices=ENCODINGS)
    delimiter = forms.ChoiceField(label=_("Between columns"), choices=DELIMITERS)
    mark = forms.ChoiceField(label=_("Amounts are written"), choices=MARKS)
    dates = forms.ChoiceField(label=_("Dates are written"), choices=DATES)
    heading = forms.IntegerField(
        label=_("Line of the headings"),
        min_value=0,
        max_value=100,
        help_text=_("What stands above is passed over; 0 where there are none."),
    )
    footer = forms.IntegerField(
        label=_("Lines to leave out at the end"), min_value=0, max_value=100
    )
    amounts = forms.ChoiceField(label=_("In and out"), choices=AMOUNTS)
    currency_code = forms.CharField(label=_("Currency"), max_length=3)
    date = forms.TypedChoiceField(label=_("Date"), coerce=int)
    amount = forms.TypedChoiceField(
        label=_("Amount"), coerce=int, help_text=_("Or the column for what comes.")
    )
    outgoing = forms.TypedChoiceField(label=_("What goes out"), coerce=int)
    direction = forms.TypedChoiceField(label=_("In or out"), coerce=int)
    name = forms.TypedChoiceField(label=_("Payer"), coerce=int)
    counter_account = forms.TypedChoiceField(label=_("Payer’s account"), coerce=int)
    purpose = forms.TypedChoiceField(label=_("Purpose"), coerce=int)
    purpose_2 = forms.TypedChoiceField(label=_("Purpose, second part"), coerce=int)
    bank_reference = forms.TypedChoiceField(label=_("Bank’s reference"), coerce=int)
    currency = forms.TypedChoiceField(
        label=_("Currency by line"),
        coerce=int,
        help_text=_("Where there is none, all is in the currency above."),
    )
    layout = forms.CharField(
        label=_("Keep this layout as"),
        max_length=80,
        required=False,
        help_text=_("Then the next file of this bank needs nothing but its upload."),
    )

    def __init__(
        self, data: Any, *, columns: Columns, headings: Sequence[str], layout: str = ""
    ) -> None:
        initial = {**columns.as_json(), "layout": layout}
        super().__init__(data, initial=initial)
        for name in COLUMN_FIELDS:
            field: Any = self.fields[name]
            field.choices = _choices(headings)

    def clean_currency_code(self) -> str:
        code = currency_of(self.cleaned_data["currency_code"])
        if code is None:
            raise forms.ValidationError(_("Write three capital letters."))
        return code

    def clean(self) -> dict[str, Any]:
        """The day and the amount are what a line is; of the rest there may be none."""
        kept = self.cleaned_data
        needed = ["date", "amount"]
        needed += ["outgoing"] if kept.get("amounts") == TWO_COLUMNS else []
        needed += ["direction"] if kept.get("amounts") == DIRECTION else []
        for name in needed:
            if name in kept and not kept[name]:
                self.add_error(name, _("Choose a column."))
        return kept

    def columns(self) -> Columns:
        kept = self.cleaned_data
        return Columns(**{field.name: kept[field.name] for field in fields(Columns)})


COLUMN_FIELDS: Final = tuple(
    name
    for name, field in ColumnsForm.base_fields.items()
    if isinstance(field, forms.TypedChoiceField)
)


def _choices(headings: Sequence[str]) -> list[tuple[int, str]]:
    named = enumerate(headings[:MOST_COLUMNS], start=1)
    known = [(n, f"{n} · {text[:LONGEST_HEADING]}".rstrip(" ·")) for n, text in named]
    return [(0, "–"), *known]
