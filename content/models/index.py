from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from content.models.under_home import UnderHomePage


class ShowIndexPage(UnderHomePage):
    """What's on: all coming shows; kind, month and day stand in the address."""

    screen = "content.screens.index.index_screen"

    subpage_types: ClassVar[list[str]] = ["content.ShowPage"]

    class Meta:
        verbose_name = _("page of all shows")
        verbose_name_plural = _("pages of all shows")
