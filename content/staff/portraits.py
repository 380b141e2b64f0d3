"""Portraits in the admin: found by name, chosen for people who are searched."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsView,
    ChooseView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import PersonPortrait
from content.staff.choosers import NamesForm
from ticketing.shows.models import Person


class PersonNamesForm(NamesForm):
    names = ("name_en", "name_zh_hans")


class PersonRows(BaseChooseView):
    filter_form_class = PersonNamesForm

    def get_object_list(self) -> Any:
        return Person.objects.order_by("name_en", "name_zh_hans", "pk")


class ChoosePerson(PersonRows, ChooseView):
    pass


class PersonResults(PersonRows, ChooseResultsView):
    pass


person_chooser = ChooserViewSet(
    "person_chooser",
    model=Person,
    url_prefix="people/choose",
    icon="user",
    choose_one_text=_("Choose a person"),
    choose_another_text=_("Choose another person"),
    choose_view_class=ChoosePerson,
    choose_results_view_class=PersonResults,
    register_widget=False,
)


class PortraitDesk(SnippetViewSet):
    model = PersonPortrait
    icon = "user"
    menu_label = _("Portraits")
    menu_order = 145
    add_to_admin_menu = True
    list_display = ("__str__", "credit")
    list_select_related = ("person",)
    search_fields = ("person__name_en", "person__name_zh_hans")
    panels = (
        FieldPanel("person", widget=person_chooser.widget_class),
        "image",
        "credit",
    )
