"""First steps: what a new house still lacks, on the admin's first page and the screens.

The list is there until all of it is done. The sentences beside the screens of making a
show can be folded away; the browser remembers that for whoever sits before it.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component

from content.staff import rights
from ticketing.desk.rights import CHANGE_HOUSE
from ticketing.house.models import House, the_house
from ticketing.payments.gateways import available
from ticketing.shows.models import Performance, Show
from ticketing.stock.models import PriceTier
from ticketing.venues.models import PlanVersion, Venue

# By the step of making a show; in the order in which they are read.
HELP: Final = {
    "show": (
        gettext_lazy(
            "Give the show a name in one language at least; the other can wait."
        ),
        gettext_lazy("Type the names of people and companies: new ones are added."),
        gettext_lazy("Nothing is public before its pages are published."),
    ),
    "pages": (
        gettext_lazy(
            "Each language has a page of its own; a draft is seen by staff only."
        ),
        gettext_lazy(
            "The summary stands on cards and in search: one sentence is best."
        ),
        gettext_lazy("Dates and prices come by themselves and are never typed."),
    ),
    "dates": (
        gettext_lazy("Write one date a line, or let a weekly pattern make them."),
        gettext_lazy("Times are those of the venue’s own clock."),
        gettext_lazy("Without a day for the sale it opens when you offer the date."),
    ),
    "prices": (
        gettext_lazy("A price is whole: fees and tax are in it."),
        gettext_lazy("Paint each section with a letter; rows and seats can differ."),
        gettext_lazy("Other dates on the same plan can take the same prices along."),
    ),
    "offer": (
        gettext_lazy("Offering makes the places; from then on the plan is fixed."),
        gettext_lazy("Prices of free places can still be changed afterwards."),
        gettext_lazy("A date that lacks prices is named below, with the way to them."),
    ),
}
# Headings of DEEPER_IN, which is written in English, by the step that they go on from.
DEEPER_IN: Final = "docs/staff.md"
DEEPER: Final = {
    "show": ("A show on sale, in one go", "Specials, reviews and portraits"),
    "pages": ("Two languages",),
    "dates": ("A show on sale, in one go", "Copying a season"),
    "prices": ("Painting prices, and price lists",),
    "offer": ("Controlling the sale", "Before a rush: limits, presale, waiting room"),
}


@dataclass(frozen=True, slots=True)
class Help:
    """What is said beside a step, and where more is to be read."""

    sentences: tuple[Any, ...]
    headings: tuple[str, ...]
    file: str = DEEPER_IN


def help_of(step: str) -> Help | None:
    """The help beside this step; None beside what is no step."""
    return Help(HELP[step], DEEPER[step]) if step in HELP else None


@dataclass(frozen=True, slots=True)
class Beginning:
    """One thing that a house needs before it can sell."""

    words: str
    url: str
    is_done: bool


class BeginningPanel(Component):
    """What is still to be done; nothing once all of it is."""

    order = 20
    template_name = "staff/beginning.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"steps": beginnings(parent_context["request"])}


def beginnings(request: HttpRequest) -> list[Beginning]:
    """All that a house needs, as far as this person may do something about it."""
    user = request.user
    told: list[Beginning] = []
    if user.has_perm(CHANGE_HOUSE):
        told += _of_the_house()
    if user.has_perm(rights.ADD_SHOW):
        told += _of_shows()
    return told


def _of_the_house() -> list[Beginning]:
    house, settings = the_house(), reverse("desk-house")
    venues = reverse("venues_venue_modeladmin_index")
    plans = reverse("venues_seatingplan_modeladmin_index")
    has_terms = bool(house.terms_url_en or house.terms_url_zh_hans)
    return [
        Beginning(_("Name the house."), settings, is_done=bool(house.name_en)),
        Beginning(_("Add a venue."), venues, is_done=Venue.objects.exists()),
        Beginning(_("Draw a seating plan."), plans, PlanVersion.objects.exists()),
        Beginning(_("Say where the terms of sale stand."), settings, has_terms),
        Beginning(
            _("Set up a way to pay: a bank account, or a gateway’s keys."),
            settings,
            is_done=bool(house.bank_account or available()),
        ),
    ]


def _of_shows() -> list[Beginning]:
    shows, add = reverse("shows_show_modeladmin_index"), reverse("staff-show-add")
    return [
        Beginning(_("Make a show."), add, is_done=Show.objects.exists()),
        Beginning(_("Give it dates."), shows, Performance.objects.exists()),
        Beginning(_("Set their prices."), shows, PriceTier.objects.exists()),
        Beginning(
            _("Offer them."), shows, Performance.objects.filter(offered=True).exists()
        ),
    ]


def add_beginning(request: HttpRequest, panels: list[Component]) -> None:
    """Put the list before Wagtail's own panels, as long as something is to be done."""
    if not House.objects.exists():
        return
    if not all(step.is_done for step in beginnings(request)):
        panels.append(BeginningPanel())
        panels.sort(key=lambda panel: panel.order)
