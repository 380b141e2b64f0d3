"""Stands for the maker's SDK: here it keeps its bills in memory."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Bill:
    """What the other side knows of one payment."""

    key: str
    amount: Decimal
    currency: str
    state: str = "open"
    refunds: dict[str, Decimal] = field(default_factory=dict)


class Silent(Exception):
    """No answer came; whether it acted is not known."""


bills: dict[str, Bill] = {}


def make(key: str, amount: Decimal, currency: str) -> Bill:
    """Make a bill, or find the one with this key."""
    return bills.setdefault(key, Bill(key, amount, currency))


def find(key: str) -> Bill | None:
    return bills.get(key)


def close(key: str) -> None:
    """Let an open bill be paid no more."""
    if bills[key].state == "open":
        bills[key].state = "closed"


def pay_back(key: str, refund: str, amount: Decimal) -> bool:
    """Pay back once for each refund; say whether it is paid back."""
    bill = bills.get(key)
    if bill is None or bill.state != "paid":
        return False
    wanted = {**bill.refunds, refund: amount}
    if sum(wanted.values()) > bill.amount:
        return False
    bill.refunds = wanted
    return True
