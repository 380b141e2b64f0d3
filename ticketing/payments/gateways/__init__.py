"""Ways to pay: one file each behind one protocol, kept in a registry.

A gateway talks to the outside and writes nothing down: it is asked outside of
any transaction, and `payments.arrivals` keeps what it answered.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Protocol

from django.utils.functional import Promise

from ticketing.payments.disputes.models import DisputeState
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway says of a payment.

    `amount` and `currency` are what it really took, where it knows; `address`
    is where the buyer goes on, empty where they stay. `card` is the same for two
    payments with one card (or one wallet's account), where the gateway tells.
    """

    state: PaymentState
    reference: str | None = None
    address: str = ""
    amount: Decimal | None = None
    currency: str = ""
    failure: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class RefundAnswer:
    state: RefundState
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DisputeAnswer:
    """How a dispute stands; `payment` is our key, empty where it is not ours.

    `is_withdrawn` says that the bank has taken the money, also where it has given it
    back since.
    """

    reference: str
    payment: str
    state: DisputeState
    amount: Decimal
    reason: str = ""
    is_withdrawn: bool = False
    respond_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReturnAddresses:
    """Where the gateway sends the buyer back to; absolute."""

    done: str
    left: str


class Gateway(Protocol):
    """A way to pay. Everything may be asked twice and answers the same.

    `payment.key` is the idempotency key of a start, `refund.key` of a refund.
    Raises GatewayDown where no answer came, which leaves the payment *unknown*.
    """

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    hint: ClassVar[str | Promise]
    # Hosts that a form may lead to (`form-action` of the page's CSP).
    hosts: ClassVar[tuple[str, ...]]
    # Whether the buyer pays on another page, minute by minute, and the gateway
    # pays back by itself; otherwise the desk says what came and what went.
    is_hosted_page: ClassVar[bool]
    # Whether somebody has to see the rest come where too little came.
    waits_for_rest: ClassVar[bool] = False

    def is_available(self) -> bool:
        """Whether the settings have what it takes."""

    def pay_by(self, *, now: datetime) -> datetime:
        """Until when an order that is paid this way waits for its money."""

    def start(self, payment: Payment) -> Answer:
        """Begin, or find what was begun with this key.

        The buyer is sent back to the payment's own two addresses.
        """

    def read(self, payment: Payment) -> Answer:
        """Read the payment back from the gateway."""

    def expire(self, payment: Payment) -> Answer:
        """End an open payment; one found paid at that moment is captured."""

    def refund(self, refund: Refund) -> RefundAnswer:
        """Pay back, or find what was paid back with this key.

        Reads `refund.payment`. *Started* means that a person has to do it.
        """

    def read_refund(self, refund: Refund) -> RefundAnswer:
        """Read back a refund that was done; it can turn out *failed* later on."""


_gateways: dict[str, Gateway] = {}


def register(gateway: Gateway) -> None:
    _gateways[gateway.code] = gateway


def gateway(code: str) -> Gateway:
    """Return the gateway of that code. Raises KeyError."""
    return _gateways[code]


def known() -> list[Gateway]:
    """Every gateway, usable or not, in their order."""
    return list(_gateways.values())


def available() -> list[Gateway]:
    """Gateways that this house's settings make usable, in their order."""
    return [g for g in _gateways.values() if g.is_available()]


def hosted_codes() -> list[str]:
    """Codes of the gateways that can be asked, available or not."""
    return [g.code for g in _gateways.values() if g.is_hosted_page]
