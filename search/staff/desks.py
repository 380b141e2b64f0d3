"""Synonyms and recommended results as tables of the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import (
    CreateView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from content.days import house_today
from search.models import Promotion, Synonym


class BegunCreateView(CreateView):
    """A form that a link of the report has begun: `?words=` stands in it."""

    def get_initial_form_instance(self) -> Any:
        row = super().get_initial_form_instance() or self.model()
        most = self.model._meta.get_field("words").max_length  # noqa: SLF001 Django's name
        row.words = self.request.GET.get("words", "")[:most]
        return row


class SynonymDesk(SnippetViewSet):
    model = Synonym
    icon = "comment"
    menu_label = _("Synonyms")
    add_view_class = BegunCreateView
    list_display = ("words",)
    search_fields = ("words",)
    # Its own index is asked by visitors, and Wagtail's is not kept of it.
    search_backend_name = None


def _is_on(row: Promotion) -> bool:
    return row.is_on(house_today())


class PromotionDesk(SnippetViewSet):
    model = Promotion
    icon = "pick"
    menu_label = _("Recommended results")
    add_view_class = BegunCreateView
    list_display = (
        "words",
        Column("what", label=_("Recommends")),
        "first_on",
        "last_on",
        BooleanColumn("is_on", label=_("Now"), accessor=_is_on),
    )
    list_select_related = ("show", "page")
    search_fields = ("words", "show__name_en", "show__name_zh_hans", "page__title")
    search_backend_name = None


class SearchDesk(SnippetViewSetGroup):
    # The admin's own search, of pages and images, is “Search”.
    menu_label = _("Site search")
    menu_icon = "search"
    menu_order = 152
    items = (SynonymDesk, PromotionDesk)
