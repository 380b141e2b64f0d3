"""Categories and authors in the admin, beside each other."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.news.models import Author, Category


class CategoryDesk(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Categories")
    list_display = ("name_en", "name_zh_hans", "slug", "position")


class AuthorDesk(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    list_display = ("name_en", "name_zh_hans")
    search_fields = ("name_en", "name_zh_hans")


class NewsDesk(SnippetViewSetGroup):
    menu_label = _("News lists")
    menu_icon = "doc-full"
    menu_order = 150
    items = (CategoryDesk, AuthorDesk)


register_snippet(NewsDesk)
