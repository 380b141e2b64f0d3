"""What is on offer, on the home page."""

from django.utils.translation import gettext_lazy as _

from content.offer_pages.screens import on_home
from content.sections.registry import Section, register


def register_sections() -> None:
    register(
        Section(
            "offers", _("On offer now"), "content/home/offers.html", on_home, most=4
        )
    )
