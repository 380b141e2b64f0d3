"""On account as a way to pay: one for each company that the buyer acts for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ground.row_keys import is_key
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.gateways.on_account import OnAccount
from ticketing.payments.methods.offering import Purchase, rules_hold
from ticketing.payments.on_account.models import Tab
from ticketing.payments.on_account.owing import house_has_tabs

_BEFORE: Final = f"{OnAccount.code}-"


@dataclass(frozen=True, slots=True)
class CompanyWay:
    """One company that may pay, as a choice beside the gateways."""

    code: str
    label: str
    hint: str | Promise = OnAccount.hint


def company_ways(purchase: Purchase, *, now: datetime) -> list[CompanyWay]:
    """For whom the buyer may order on account; guests for nobody."""
    if purchase.account_id is None or not house_has_tabs():
        return []
    if not rules_hold(OnAccount.code, purchase, now=now):
        return []
    tabs = Tab.objects.of_people_of(purchase.account_id)
    usable = tabs.filter(currency=purchase.currency, blocked_at=None)
    return [
        CompanyWay(f"{_BEFORE}{tab.pk}", _("On account: %(name)s") % {"name": tab})
        for tab in usable.select_related("account").order_by("account__name", "pk")
    ]


def tab_of(method: str) -> int | None:
    """The key of the tab that a way to pay names; None for any other way."""
    key = method.removeprefix(_BEFORE)
    return int(key) if method.startswith(_BEFORE) and is_key(key) else None


def must_be_offered(method: str, purchase: Purchase, *, now: datetime) -> None:
    """Raises MethodNotOffered where this buyer may not order on that account."""
    if method not in {way.code for way in company_ways(purchase, now=now)}:
        raise MethodNotOffered
