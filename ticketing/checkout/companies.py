"""The companies that a person orders for, as that person may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from members.models import Account, User
from ticketing.payments.on_account.invoices import open_amounts
from ticketing.payments.on_account.models import Invoice, Tab
from ticketing.payments.on_account.owing import house_has_tabs, left_on, owed


@dataclass(frozen=True, slots=True)
class Company:
    """`left` is what may still be ordered. The books are for its owners alone."""

    tab: Tab
    left: Decimal
    owed: Decimal | None = None
    invoices: Sequence[tuple[Invoice, Decimal]] = ()


def acts_for_any(account: Account | None) -> bool:
    """Whether an account has companies to order for."""
    if account is None or not house_has_tabs():
        return False
    return Tab.objects.of_people_of(account.pk).exists()


def companies_of(account: Account, user: User) -> list[Company]:
    """All of them by name; what is owed and the invoices, newest first, for owners."""
    tabs = Tab.objects.of_people_of(account.pk).select_related("account")
    owned = set(tabs.owned_by(user).values_list("pk", flat=True))
    return [
        Company(tab, left_on(tab), owed(tab), open_amounts(tab)[::-1])
        if tab.pk in owned
        else Company(tab, left_on(tab))
        for tab in tabs.order_by("account__name", "pk")
    ]


def invoice_for(user: User, invoice_id: int) -> Invoice | None:
    """An invoice of a company that the person owns; None for any other."""
    owned = Tab.objects.owned_by(user).order_by()
    found = Invoice.objects.filter(pk=invoice_id, tab__in=owned.values("pk"))
    return found.first()
