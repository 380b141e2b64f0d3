"""Tables whose rows are made and changed on screens of their own."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper
from wagtail_modeladmin.options import ModelAdmin

from ticketing.desk.rights import Anybody, NoDelete


class ScreenRights(NoDelete):
    """Listed here, changed elsewhere: the table's own forms are closed."""

    def user_can_list(self, user: Anybody) -> bool:
        codename = self.get_perm_codename("view")
        return bool(self.user_has_specific_permission(user, codename))

    def user_can_edit_obj(self, _user: Anybody, _obj: object) -> bool:
        return False


class ScreenURLs(AdminURLHelper):
    """Leads to two screens by the names of their addresses."""

    add_name: ClassVar[str]
    open_name: ClassVar[str]

    def get_action_url(self, action: str, *args: Any, **kwargs: Any) -> str:
        if action == "create":
            return reverse(self.add_name)
        if action in ("edit", "inspect"):
            return reverse(self.open_name, args=args)
        return str(super().get_action_url(action, *args, **kwargs))


class OpenButton(ButtonHelper):
    """One button: to the row's page, where all the others are."""

    def get_buttons_for_obj(self, obj: Any, *_args: Any, **_kwargs: Any) -> list[Any]:
        url = self.url_helper.get_action_url("edit", obj.pk)
        return [row_button(url, _("Open"), obj)]


def row_button(url: str, label: str, row: object) -> dict[str, str]:
    """A button beside a row of a table."""
    return {
        "url": url,
        "label": label,
        "classname": "button button-small button-secondary",
        "title": str(row),
    }


class ScreenTable(ModelAdmin):
    permission_helper_class = ScreenRights
    button_helper_class = OpenButton
    history_view_enabled = False
    list_per_page = 50

    def create_view(self, request: HttpRequest) -> HttpResponse:
        """Lead to the screen on which rows are made, whichever way one comes."""
        if not self.permission_helper.user_can_create(request.user):
            raise PermissionDenied
        return redirect(self.url_helper.create_url)
