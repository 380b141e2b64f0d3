"""What the editors' desk adds to Wagtail's admin beside its own screens."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.signals import init_new_page

from content.staff import rights
from content.staff.beginning import add_beginning
from content.staff.telling import add_telling, begin_with_show, keep_asked_show
from content.staff.translations.views import warn_while_editing


class TranslationsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(rights.CHANGE_SHOW))


def translations_item() -> TranslationsItem:
    return TranslationsItem(
        _("Translations"),
        reverse_lazy("staff-translations"),
        icon_name="site",
        order=90,
    )


def warn_of_stale(request: HttpRequest, page: Any) -> None:
    warn_while_editing(request, page)


def register() -> None:
    """Called once, while Wagtail collects what its admin is made of."""
    hooks.register("register_reports_menu_item", translations_item)
    hooks.register("before_edit_page", warn_of_stale)
    hooks.register("construct_homepage_panels", add_beginning)
    hooks.register("construct_homepage_panels", add_telling)
    hooks.register("before_create_page", keep_asked_show)
    init_new_page.connect(begin_with_show, dispatch_uid="begin_with_show")
