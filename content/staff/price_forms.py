"""What a performance costs: its tiers, and the letter of each section."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ground.money import ZERO, digits_of, rounded
from ticketing.house.models import TaxMode, the_house
from ticketing.offers.asked import tax_rate_of
from ticketing.offers.taxes import with_tax, without_tax
from ticketing.shows.models import Performance, ShowKind
from ticketing.stock.pricing import MIXED, TierPlan, painting_of, tier_plans_of
from ticketing.venues.models import Section

LETTERS: Final = "ABCDEFGH"
FEWEST_ROWS: Final = 4
MOST_ROWS: Final = 24


class TierForm(forms.Form):
    """One tier; a row without a price is none."""

    letter = forms.RegexField(r"^\w{1,2}$", label=_("Letter"), max_length=2)
    price = forms.DecimalField(
        label=_("Price"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=3,
    )
    suggested = forms.DecimalField(
        label=_("Suggested"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=3,
    )
    name_en = forms.CharField(label=_("Name (English)"), max_length=300, required=False)
    name_zh_hans = forms.CharField(
        label=_("Name (Chinese)"), max_length=300, required=False
    )

    def clean_letter(self) -> str:
        letter: str = self.cleaned_data["letter"]
        return letter.upper()


class TierRows(forms.BaseFormSet[TierForm]):
    """The tiers from the dearest on, in the order in which they stand.

    `added_tax` in per cent comes on top of what is typed.
    """

    currency = ""
    added_tax = ZERO

    def clean(self) -> None:
        letters: set[str] = set()
        for form in self.used():
            data = form.cleaned_data
            if data["letter"] in letters:
                form.add_error("letter", _("This letter stands here twice."))
            letters.add(data["letter"])
            self._check_digits(form)
            suggested = data.get("suggested")
            if suggested is not None and suggested < data["price"]:
                form.add_error("suggested", _("Suggest no less than the least price."))

    def _check_digits(self, form: TierForm) -> None:
        words = _("A price in %(currency)s has at most %(digits)s decimals.")
        told = {"currency": self.currency, "digits": digits_of(self.currency)}
        for name in ("price", "suggested"):
            amount = form.cleaned_data.get(name)
            if amount is not None and rounded(amount, self.currency) != amount:
                form.add_error(name, words % told)

    def used(self) -> list[TierForm]:
        return [f for f in self.forms if f.cleaned_data.get("price") is not None]

    def plans(self) -> list[TierPlan]:
        return [self._plan(form.cleaned_data) for form in self.used()]

    def _plan(self, data: dict[str, Any]) -> TierPlan:
        """A tier without a name is called by its letter."""
        letter, suggested = data["letter"], data["suggested"]
        nameless = not (data["name_en"] or data["name_zh_hans"])
        return TierPlan(
            letter=letter,
            price=self._whole(data["price"]),
            name_en=f"Tier {letter}" if nameless else data["name_en"],
            name_zh_hans=f"{letter}档" if nameless else data["name_zh_hans"],
            suggested=None if suggested is None else self._whole(suggested),
        )

    def _whole(self, typed: Decimal) -> Decimal:
        return with_tax(typed, self.added_tax, self.currency)


TierFormSet: Any = forms.formset_factory(
    TierForm, formset=TierRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class PaintingForm(forms.Form):
    """One choice for each section; others of the show may be painted alike."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        sections: list[Section],
        painting: dict[int, str],
        letters: list[str],
        others: list[Performance],
    ) -> None:
        super().__init__(data)
        self.sections, self.others = sections, others
        for section in sections:
            self._add(section, painting.get(section.pk, ""), letters)
        if others:
            self.fields["also"] = forms.MultipleChoiceField(
                label=_("The same prices for these dates too"),
                required=False,
                choices=[
                    (str(p.pk), f"{p.local_start:%Y-%m-%d %H:%M}") for p in others
                ],
                widget=forms.CheckboxSelectMultiple,
            )

    def _add(self, section: Section, letter: str, letters: list[str]) -> None:
        choices = [("", _("no price")), *((code, code) for code in letters)]
        if letter == MIXED:
            choices.append((MIXED, _("painted in parts: leave as it is")))
        self.fields[f"section-{section.pk}"] = forms.ChoiceField(
            label=section.name,
            choices=choices,
            required=False,
            initial=letter,
            widget=forms.Select(attrs={"data-section": section.pk}),
        )

    def rows(self) -> list[tuple[Section, Any]]:
        return [(s, self[f"section-{s.pk}"]) for s in self.sections]

    def painting(self) -> dict[int, str]:
        return {s.pk: self.cleaned_data[f"section-{s.pk}"] for s in self.sections}

    @property
    def also_field(self) -> Any:
        """The question for other dates; nothing where there are none."""
        return self["also"] if self.others else None

    def chosen_too(self) -> list[Performance]:
        chosen = set(self.cleaned_data.get("also", []))
        return [p for p in self.others if str(p.pk) in chosen]


class PricePack:
    """Tiers and painting of a performance."""

    def __init__(
        self,
        performance: Performance,
        data: QueryDict | None,
        *,
        others: list[Performance],
    ) -> None:
        told = tier_plans_of(performance)
        letters = list(dict.fromkeys([*LETTERS, *(plan.letter for plan in told)]))
        sections = list(Section.objects.filter(version=performance.plan_version_id))
        self.tiers = tier_rows(data, told, performance.currency, performance.show.kind)
        self.painting = PaintingForm(
            data,
            sections=sections,
            painting=painting_of(performance),
            letters=letters,
            others=others,
        )

    def is_valid(self) -> bool:
        if not all([self.tiers.is_valid(), self.painting.is_valid()]):
            return False
        known = {plan.letter for plan in self.tiers.plans()} | {"", MIXED}
        for section, letter in self.painting.painting().items():
            if letter not in known:
                self.painting.add_error(
                    f"section-{section}",
                    _("There is no price with the letter %s.") % letter,
                )
        return not self.painting.errors


def tier_rows(
    data: Any, told: list[TierPlan], currency: str, kind: ShowKind | None = None
) -> Any:
    """The rows of these tiers, typed with or without tax as the house reckons."""
    house = the_house()
    is_net = house.tax_mode == TaxMode.EXCLUSIVE
    added = tax_rate_of(house, kind) if is_net else ZERO
    initial = _initial(told, added, currency)
    rows = TierFormSet(data, prefix="tier", initial=initial)
    rows.currency, rows.added_tax = currency, added
    return rows


def _initial(
    told: list[TierPlan], added: Decimal, currency: str
) -> list[dict[str, Any]]:
    def typed(price: Decimal | None) -> str:
        if price is None:
            return ""
        return f"{without_tax(price, added, currency).normalize():f}"

    rows = [
        {
            "letter": plan.letter,
            "price": typed(plan.price),
            "suggested": typed(plan.suggested),
            "name_en": plan.name_en,
            "name_zh_hans": plan.name_zh_hans,
        }
        for plan in told
    ]
    free = [letter for letter in LETTERS if letter not in {p.letter for p in told}]
    blank = free[: max(FEWEST_ROWS - len(rows), 1)]
    return [*rows, *({"letter": letter} for letter in blank)]
