"""Choosing shows and dates inside a block."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.blocks import ChooserBlock

from ticketing.shows.models import Performance, Show


class ShowChooserBlock(ChooserBlock):
    target_model = Show

    class Meta:
        icon = "calendar-alt"

    @cached_property
    def widget(self) -> Any:
        # The desk's choosers need the admin, which is not there while models load.
        from content.staff.choosers import show_chooser  # noqa: PLC0415

        return show_chooser.widget_class()


class PerformanceChooserBlock(ChooserBlock):
    target_model = Performance

    class Meta:
        icon = "date"

    @cached_property
    def widget(self) -> Any:
        from content.staff.choosers import performance_chooser  # noqa: PLC0415

        return performance_chooser.widget_class()
