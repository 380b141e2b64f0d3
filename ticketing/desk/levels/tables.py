"""Tables of levels and memberships."""

from typing import Any

from django.contrib.admin import display
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdminGroup

from ground.money import money
from members.models import Level, Membership
from ticketing.desk import rights
from ticketing.desk.dues.reminders import ReminderTable
from ticketing.desk.house_time import clock_column
from ticketing.desk.levels.points import PointTable
from ticketing.desk.own_screens import ScreenTable, ScreenURLs, row_button
from ticketing.house.models import the_house


class LevelURLs(ScreenURLs):
    add_name, open_name = "desk-level-add", "desk-level"


class LevelButtons(ButtonHelper):
    """Who only sees levels changes none."""

    right = rights.CHANGE_LEVEL

    def get_buttons_for_obj(self, obj: Any, *_args: Any, **_kwargs: Any) -> list[Any]:
        if not self.request.user.has_perm(self.right) or not self.is_open(obj):
            return []
        url = self.url_helper.get_action_url("edit", obj.pk)
        return [row_button(url, gettext("Open"), obj)]

    def is_open(self, _level: Any) -> bool:
        return True


class LevelTable(ScreenTable):
    """What members can be; one that somebody has is closed, not deleted."""

    model = Level
    menu_icon = "pick"
    menu_label = _("Levels")
    url_helper_class = LevelURLs
    button_helper_class = LevelButtons
    list_display = (
        *("__str__", "costs", "months", "percent_off"),
        *("presale_hours", "needs_approval", "is_open"),
    )
    list_export = ("code", "name_en", "name_zh_hans", "fee", *list_display[2:])
    ordering = ("position", "pk")

    @display(description=_("fee"), ordering="fee")
    def costs(self, level: Level) -> str:
        return money(level.fee, the_house().currency)


class MembershipURLs(ScreenURLs):
    add_name, open_name = "desk-membership-add", "desk-membership"


class MembershipButtons(LevelButtons):
    """What has ended stays as it was."""

    right = rights.CHANGE_MEMBERSHIP

    def is_open(self, membership: Any) -> bool:
        return membership.ended_at is None


class MembershipTable(ScreenTable):
    """Who has which level, and had which before."""

    model = Membership
    menu_icon = "group"
    menu_label = _("Memberships")
    url_helper_class = MembershipURLs
    button_helper_class = MembershipButtons
    list_display = ("account", "level", "begins", "ends", "ended")
    list_export = ("account", "level", "begins_at", "ends_at", "ended_at")
    list_filter = ("level",)
    list_select_related = ("account", "level")
    search_fields = ("account__name", "account__users__email")
    ordering = ("-pk",)

    begins = clock_column("begins_at", _("since"))
    ends = clock_column("ends_at", pgettext_lazy("membership", "until"))
    ended = clock_column("ended_at", _("ended"))


class LevelDesk(ModelAdminGroup):
    menu_label = _("Membership")
    menu_icon = "pick"
    menu_order = 159
    items = (LevelTable, MembershipTable, PointTable, ReminderTable)
