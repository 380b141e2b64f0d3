"""A show as an editor fills it in: its facts, and three lists of rows."""

from typing import Any, Final

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.staff.named import NamedForm, NameField, settle
from ticketing.shows.models import Company, CompanyRole, Person, Show, Work
from ticketing.shows.services import CreditPlan, write_show

NEW_NAME: Final = _(
    "Type to find one; a new name is added. “Hamlet | 哈姆雷特” gives both languages."
)
MOST_ROWS: Final = 400


class ShowForm(forms.ModelForm[Show]):
    class Meta:
        model = Show
        fields = (
            "name_en",
            "name_zh_hans",
            "kind",
            "running_minutes",
            "age_from",
            "slug",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _(
            "Stands in links to the show; left empty it is made from the name."
        )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slug or _free_slug(self.cleaned_data.get("name_en") or "")


def _free_slug(name: str) -> str:
    stem = slugify(name)[:100] or "show"
    slugs = Show.objects.filter(slug__startswith=stem)
    taken = set(slugs.values_list("slug", flat=True))
    numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return stem if stem not in taken else next(s for s in numbered if s not in taken)


class CompanyRow(NamedForm):
    company = NameField(Company, label=_("Company"))
    role = forms.ChoiceField(
        label=_("Role"), choices=CompanyRole.choices, initial=CompanyRole.PERFORMING
    )


class CreditRow(NamedForm):
    who = NameField(Person, Company, label=_("Who"))
    role_en = forms.CharField(label=_("Role (English)"), max_length=200, required=False)
    role_zh_hans = forms.CharField(
        label=_("Role (Chinese)"), max_length=200, required=False
    )


class WorkRow(NamedForm):
    work = NameField(Work, label=_("Work — composer or author"))
    note = forms.CharField(
        label=_("Movements or remark"), max_length=500, required=False
    )


class Rows(forms.BaseFormSet[Any]):
    """Rows in their order; the number before a row moves it."""

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = pgettext_lazy("in a list", "Place")
        form.fields["ORDER"].widget.attrs["class"] = "staff__place"
        form.fields["DELETE"].label = _("Remove")

    def kept(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.ordered_forms]


def _rows(row: type[forms.Form]) -> Any:
    return forms.formset_factory(
        row,
        formset=Rows,
        extra=2,
        can_delete=True,
        can_order=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )


CompanyRows, CreditRows, WorkRows = map(_rows, (CompanyRow, CreditRow, WorkRow))


class ShowPack:
    """The show's form and its three lists, valid or not together."""

    def __init__(self, show: Show, data: QueryDict | None = None) -> None:
        self.form = ShowForm(data, instance=show)
        self.companies = CompanyRows(data, prefix="company", initial=_companies(show))
        self.credits = CreditRows(data, prefix="credit", initial=_credits(show))
        self.works = WorkRows(data, prefix="work", initial=_works(show))

    @property
    def lists(self) -> list[tuple[Any, Any]]:
        return [
            (_("Companies"), self.companies),
            (_("Cast and creative team"), self.credits),
            (_("Programme"), self.works),
        ]

    def is_valid(self) -> bool:
        parts = [self.form, self.companies, self.credits, self.works]
        # Each is asked, so that each says what is wrong with it.
        return False not in [part.is_valid() for part in parts]

    @transaction.atomic
    def save(self) -> Show:
        made: dict[Any, Any] = {}
        return write_show(
            self.form.save(commit=False),
            companies=[
                (settle(row["company"], made), row["role"])
                for row in self.companies.kept()
            ],
            credits_=[
                CreditPlan(
                    settle(row["who"], made), row["role_en"], row["role_zh_hans"]
                )
                for row in self.credits.kept()
            ],
            programme=[
                (settle(row["work"], made), row["note"]) for row in self.works.kept()
            ],
        )


def _companies(show: Show) -> list[dict[str, Any]]:
    if not show.pk:
        return []
    rows = show.show_companies.select_related("company").order_by("pk")
    return [{"company": row.company, "role": row.role} for row in rows]


def _credits(show: Show) -> list[dict[str, Any]]:
    if not show.pk:
        return []
    rows = show.credits.filter(performance=None).select_related("person", "company")
    return [
        {
            "who": row.person or row.company,
            "role_en": row.role_en,
            "role_zh_hans": row.role_zh_hans,
        }
        for row in rows
    ]


def _works(show: Show) -> list[dict[str, Any]]:
    if not show.pk:
        return []
    rows = show.programme.select_related("work__creator")
    return [{"work": row.work, "note": row.note} for row in rows]
