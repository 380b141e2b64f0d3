"""Price lists: what they hold, and which performances they are applied to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.staff.price_forms import tier_rows
from ticketing.house.models import currency_code, the_house
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceList
from ticketing.stock.pricing import tier_plans_of


class NameForm(forms.Form):
    """The names of a list; one of them is enough."""

    name_en = forms.CharField(
        label=gettext_lazy("Name (English)"), max_length=300, required=False
    )
    name_zh_hans = forms.CharField(
        label=gettext_lazy("Name (Chinese)"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("name_en") or data.get("name_zh_hans")):
            self.add_error("name_en", _("Give a name in at least one language."))
        return data


class ListForm(NameForm):
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, validators=[currency_code]
    )


class ListPack:
    """A list's names and its prices, sent together."""

    def __init__(self, price_list: PriceList, data: Any) -> None:
        new = price_list.pk is None
        self.price_list = price_list
        self.form = ListForm(
            data,
            initial={
                "name_en": price_list.name_en,
                "name_zh_hans": price_list.name_zh_hans,
                "currency": price_list.currency or the_house().currency,
            },
        )
        told = [] if new else tier_plans_of(price_list)
        currency = self.form["currency"].value() or "CNY"
        self.tiers = tier_rows(data, told, currency)

    def is_valid(self) -> bool:
        if not self.form.is_valid():
            return False
        self.tiers.currency = self.form.cleaned_data["currency"]
        return bool(self.tiers.is_valid())

    def filled(self) -> PriceList:
        for name, value in self.form.cleaned_data.items():
            setattr(self.price_list, name, value)
        return self.price_list


class ChooseForm(forms.Form):
    """Which performances a list is applied to."""

    def __init__(self, data: Any, *, performances: list[Performance]) -> None:
        super().__init__(data)
        self.performances = performances
        self.fields["dates"] = forms.MultipleChoiceField(
            label=gettext_lazy("Dates"),
            choices=[(str(p.pk), _told(p)) for p in performances],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Choose at least one date.")},
        )

    def chosen(self) -> list[Performance]:
        wanted = set(self.cleaned_data["dates"])
        return [p for p in self.performances if str(p.pk) in wanted]


def _told(performance: Performance) -> str:
    when = f"{performance.local_start:%Y-%m-%d %H:%M}"
    return f"{when} · {performance.show.name} · {performance.hall.name}"
