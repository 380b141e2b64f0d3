"""Tables of what the house stands on: venues, discounts, delivery, accounts."""

from django.contrib.admin import display
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from members.models import Account, User
from ticketing.desk.accounts import AccountButtons, AccountURLs
from ticketing.desk.delivery.tables import CarrierTable, MethodTable, ZoneTable
from ticketing.desk.history import GuardedHistoryView
from ticketing.desk.house_time import HouseDays, clock_column
from ticketing.desk.method_rules import MethodRuleTable
from ticketing.desk.own_screens import ScreenTable
from ticketing.desk.plans.table import PlanTable
from ticketing.desk.returns.tables import LadderTable
from ticketing.desk.rights import Anybody, NoDelete, ReadOnly
from ticketing.offers.models import Concession
from ticketing.payments.till.models import Till
from ticketing.venues.models import Hall, Venue

NAMES = ("name_en", "name_zh_hans")


class VenueTable(ModelAdmin):
    model = Venue
    menu_icon = "home"
    menu_label = _("Venues")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = (*NAMES, "city_en", "country", "time_zone")
    list_export = list_display
    list_filter = ("country",)
    search_fields = (*NAMES, "city_en", "city_zh_hans")
    ordering = ("name_en", "pk")


class HallTable(ModelAdmin):
    model = Hall
    menu_icon = "placeholder"
    menu_label = _("Halls")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = (*NAMES, "venue")
    list_export = list_display
    list_filter = ("venue",)
    list_select_related = ("venue",)
    search_fields = (*NAMES, "venue__name_en", "venue__name_zh_hans")
    ordering = ("venue", "pk")


class ConcessionTable(ModelAdmin):
    model = Concession
    menu_icon = "tag"
    menu_label = _("Concessions")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = (*NAMES, "percent_off", "is_active")
    ordering = ("position", "pk")


class TillTable(ModelAdmin):
    """The drawers of the counter; shifts lean on each of them."""

    model = Till
    menu_icon = "key"
    menu_label = _("Tills")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = (*NAMES, "is_active")
    ordering = ("pk",)


class AccountTable(ScreenTable):
    """Who buys, and whom places are allotted to; orders lean on each of them."""

    model = Account
    menu_icon = "group"
    menu_label = _("Accounts")
    url_helper_class = AccountURLs
    button_helper_class = AccountButtons
    list_display = ("name", "kind", "made")
    list_export = ("name", "kind", "created_at")
    list_filter = ("kind",)
    search_fields = ("name", "users__email")
    ordering = ("-pk",)

    made = clock_column("created_at", _("made"))


class ReadByAccount(ReadOnly):
    """Seen by those who see accounts: a right on users is Wagtail's to give."""

    def _may_view(self, user: Anybody) -> bool:
        return bool(self.user_has_specific_permission(user, "view_account"))


class PersonTable(ModelAdmin):
    """Who signs in; changing that is Wagtail's own screen, for superusers."""

    model = User
    menu_icon = "user"
    menu_label = _("Members")
    base_url_path = "members"
    permission_helper_class = ReadByAccount
    history_view_enabled = False
    list_display = ("email", "name", "language", "is_active", "joined")
    list_export = ("email", "name", "language", "is_active", "date_joined")
    list_filter = ("language", "is_active", ("date_joined", HouseDays))
    search_fields = ("email", "first_name", "last_name")
    ordering = ("-pk",)

    joined = clock_column("date_joined", _("member since"))

    @display(description=_("name"))
    def name(self, user: User) -> str:
        return user.get_full_name()


class HouseDesk(ModelAdminGroup):
    menu_label = _("House")
    menu_icon = "home"
    menu_order = 160
    items = (
        VenueTable,
        HallTable,
        PlanTable,
        ConcessionTable,
        LadderTable,
        MethodTable,
        MethodRuleTable,
        ZoneTable,
        TillTable,
        CarrierTable,
        AccountTable,
        PersonTable,
    )
