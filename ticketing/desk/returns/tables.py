"""Refund ladders in the admin."""

from typing import Any

from django import forms
from django.contrib.admin import display
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail_modeladmin.options import ModelAdmin

from ticketing.desk.history import GuardedHistoryView
from ticketing.desk.rights import NoDelete
from ticketing.house.models import the_house
from ticketing.returns.models import RefundLadder
from ticketing.returns.selectors import ladders_changed
from ticketing.returns.words import fee_words, until_words
from ticketing.shows.models import Show


class LadderForm(WagtailAdminModelForm):
    """A ladder with the shows it is for; withdrawn ones are not offered."""

    shows = forms.ModelMultipleChoiceField(
        Show.objects.none(),
        label=_("shows"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("What was ordered before keeps the terms it was ordered under."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = self.instance.shows.values("pk") if self.instance.pk else []
        fields: Any = self.fields
        fields["shows"].queryset = Show.objects.filter(
            Q(withdrawn_at=None) | Q(pk__in=theirs)
        )

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 Django's signature
        saved = super().save(commit)
        ladders_changed()
        return saved


LADDER_FORM = ObjectList(
    [
        FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_zh_hans")]),
        HelpPanel(
            _(
                "The first step that still holds decides. After the last one, and once"
                " the performance has begun, nothing is taken back. A step without a"
                " fee is for nothing."
            )
        ),
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("step"),
            min_num=1,
            panels=[
                FieldRowPanel([FieldPanel("hours"), FieldPanel("mark")]),
                FieldRowPanel([FieldPanel("percent"), FieldPanel("fixed")]),
                FieldPanel("with_cost"),
            ],
        ),
        MultiFieldPanel(
            [
                FieldPanel("whole_order"),
                FieldPanel("once"),
                FieldPanel("per_order"),
                FieldPanel("cost_percent"),
            ],
            heading=_("What holds besides"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("exchange_hours"),
                FieldRowPanel(
                    [FieldPanel("exchange_percent"), FieldPanel("exchange_fixed")]
                ),
                FieldPanel("exchange_per_order"),
                FieldPanel("exchange_any_show"),
                FieldPanel("exchange_keeps_difference"),
            ],
            heading=_("Exchanging"),
        ),
        MultiFieldPanel(
            [FieldPanel("is_default"), FieldPanel("shows")],
            heading=_("What it is for"),
        ),
    ],
    base_form_class=LadderForm,
)


class LadderTable(ModelAdmin):
    """What giving back costs; orders keep the terms they were placed under."""

    model = RefundLadder
    menu_icon = "undo"
    menu_label = _("Refund ladders")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = ("__str__", "in_words", "is_default", "once", "whole_order")
    search_fields = ("name_en", "name_zh_hans")
    ordering = ("pk",)
    edit_handler = LADDER_FORM

    @display(description=_("Steps"))
    def in_words(self, ladder: Any) -> str:
        """Tell each step: until when, and what it costs."""
        currency, terms = the_house().currency, ladder.terms
        return "; ".join(
            f"{until_words(step)}: {fee_words(terms, step, currency)}"
            for step in terms.steps
        )
