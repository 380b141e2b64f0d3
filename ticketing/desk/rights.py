"""Who may do what at the desk: one place for it, asked by lists and actions."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.auth import require_admin_access
from wagtail_modeladmin.helpers import PermissionHelper

from members.models import User

SEE_ORDERS: Final = "orders.view_order"
CHANGE_ORDERS: Final = "orders.change_order"
# Booking what a bank's statement says, or what companies pay for invoices.
RECEIVE_MONEY: Final = "payments.change_payment"
# Saying of an order, without a statement, that its money is here.
MARK_RECEIVED: Final = "payments.add_payment"
SEE_MONEY: Final = "payments.view_payment"
SEE_LEDGER: Final = "payments.view_entry"
CLOSE_DAYS: Final = "payments.add_closing"
WORK_TILL: Final = "payments.add_shift"
SEE_SHIFTS: Final = "payments.view_shift"
SEE_CREDIT: Final = "payments.view_credit"
GIVE_CREDIT: Final = "payments.add_credit"
SEE_TABS: Final = "payments.view_tab"
CHANGE_TABS: Final = "payments.change_tab"
PAY_BACK: Final = "payments.add_refund"
CHANGE_HOUSE: Final = "house.change_house"
SEE_WAITING: Final = "rush.view_waitingentry"
CHANGE_PRESALE: Final = "rush.change_presalewindow"
CHANGE_DATE: Final = "shows.change_performance"
SEE_STOCK: Final = "stock.view_place"
CONTROL: Final = "stock.change_place"
ADD_ACCOUNT: Final = "members.add_account"
CHANGE_ACCOUNT: Final = "members.change_account"
ADD_LEVEL: Final = "members.add_level"
CHANGE_LEVEL: Final = "members.change_level"
GIVE_LEVEL: Final = "members.add_membership"
GIVE_POINTS: Final = "members.add_pointentry"
CHANGE_POINT_RULES: Final = "members.change_pointrules"
CHANGE_MEMBERSHIP: Final = "members.change_membership"
ADD_REMINDER: Final = "dues.add_reminder"
CHANGE_REMINDER: Final = "dues.change_reminder"
SEE_DUES: Final = "dues.view_due"
WAIVE_DUES: Final = "dues.change_due"
MAKE_CODES: Final = "offers.add_code"
SEE_PARCELS: Final = "delivery.view_parcel"
MOVE_PARCELS: Final = "delivery.change_parcel"
GRANT_COMPS: Final = "desk.change_comp"

Anybody = AbstractBaseUser | AnonymousUser
View = Callable[..., HttpResponseBase]


def needs(*rights: str) -> Callable[[View], View]:
    """Let only staff in who have every one of these rights."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            if not request.user.has_perms(rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return require_admin_access(guarded)  # type: ignore[no-any-return]

    return wrap


def person(request: HttpRequest) -> User:
    """Who acts; `needs` lets nobody through who is not signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class ReadOnly(PermissionHelper):
    """A table that is looked at; its rows change by actions that say why."""

    def user_can_list(self, user: Anybody) -> bool:
        return self._may_view(user)

    def user_can_inspect_obj(self, user: Anybody, _obj: object) -> bool:
        return self.inspect_view_enabled and self._may_view(user)

    def user_can_create(self, _user: Anybody) -> bool:
        return False

    def user_can_edit_obj(self, _user: Anybody, _obj: object) -> bool:
        return False

    def user_can_delete_obj(self, _user: Anybody, _obj: object) -> bool:
        return False

    def _may_view(self, user: Anybody) -> bool:
        codename = self.get_perm_codename("view")
        return bool(self.user_has_specific_permission(user, codename))


class NoDelete(PermissionHelper):
    """Rows that others lean on: made and changed, never deleted."""

    def user_can_delete_obj(self, _user: Anybody, _obj: object) -> bool:
        return False
