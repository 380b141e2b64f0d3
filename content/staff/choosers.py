"""Choosing a show or a date in an editor's form: searched, not scrolled."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsView,
    ChooseView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from ticketing.desk.house_time import house_clock
from ticketing.shows.models import Performance, Show


class NamesForm(BaseFilterForm):
    """Finds a row by part of a name; the choosers say which names."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("Name")}),
    )
    names: ClassVar[tuple[str, ...]] = ()

    def filter(self, objects: "QuerySet[Any]") -> "QuerySet[Any]":
        objects = super().filter(objects)
        wanted = self.cleaned_data.get("q")
        if not wanted:
            return objects
        self.is_searching, self.search_query = True, wanted
        conditions = (Q(**{f"{name}__icontains": wanted}) for name in self.names)
        return objects.filter(Q.create(list(conditions), connector=Q.OR)).distinct()


class ShowNamesForm(NamesForm):
    names = ("name_en", "name_zh_hans", "slug")


class PerformanceNamesForm(NamesForm):
    names = (
        "show__name_en",
        "show__name_zh_hans",
        "title_en",
        "title_zh_hans",
        "hall__name_en",
        "hall__name_zh_hans",
    )


class ShowRows(BaseChooseView):
    filter_form_class = ShowNamesForm

    def get_object_list(self) -> "QuerySet[Show]":
        return Show.objects.current().select_related("kind").order_by("-pk")

    @property
    def columns(self) -> list[Any]:
        columns: list[Any] = super().columns
        return [*columns, Column("kind", label=_("Kind"), accessor="kind.name")]


class PerformanceRows(BaseChooseView):
    filter_form_class = PerformanceNamesForm

    def get_object_list(self) -> "QuerySet[Performance]":
        found = Performance.objects.public().with_show_and_venue()
        return found.order_by("-starts_at", "-pk")

    @cached_property
    def title_column(self) -> Any:
        column = super().title_column
        column.accessor = "show.name"
        return column

    @property
    def columns(self) -> list[Any]:
        columns: list[Any] = super().columns
        return [
            *columns,
            Column("starts_at", label=_("Starts"), accessor=house_start),
            Column("hall", label=_("Hall"), accessor="hall.name"),
        ]


def house_start(performance: Performance) -> str:
    return house_clock(performance.starts_at)


class ChooseShow(ShowRows, ChooseView):
    pass


class ShowResults(ShowRows, ChooseResultsView):
    pass


class ChoosePerformance(PerformanceRows, ChooseView):
    pass


class PerformanceResults(PerformanceRows, ChooseResultsView):
    pass


show_chooser = ChooserViewSet(
    "show_chooser",
    model=Show,
    url_prefix="shows/choose",
    icon="calendar-alt",
    choose_one_text=_("Choose a show"),
    choose_another_text=_("Choose another show"),
    choose_view_class=ChooseShow,
    choose_results_view_class=ShowResults,
)
performance_chooser = ChooserViewSet(
    "performance_chooser",
    model=Performance,
    url_prefix="performances/choose",
    icon="date",
    choose_one_text=_("Choose a performance"),
    choose_another_text=_("Choose another performance"),
    choose_view_class=ChoosePerformance,
    choose_results_view_class=PerformanceResults,
)


def chooser_viewsets() -> list[ChooserViewSet]:
    return [show_chooser, performance_chooser]
