"""Who carries parcels, spoken with: one small class each, kept in a registry.

A courier talks to the outside and writes nothing down: it is asked outside of any
transaction, and `delivery.booking` keeps what it answered.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal
from ticketing.delivery.addresses import Address
from ticketing.delivery.models import BY_HAND, ParcelState


class CourierDown(Refusal):
    """No answer came, or one that makes no sense; nothing is known."""

    code = "courier_down"
    status = 503
    sentence = _("The courier does not answer at the moment. Try again later.")


@dataclass(frozen=True, slots=True)
class Consignment:
    """What is to be carried. `key` is the same however often it is asked for."""

    key: str
    order: str
    sender: str
    to: Address
    grams: int


class Courier(Protocol):
    """A service that carries. Everything may be asked twice and answers the same."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]

    def book(self, consignment: Consignment) -> str:
        """The tracking number, or nothing where people type it. Raises CourierDown."""

    def state_of(self, number: str) -> ParcelState | None:
        """In transit, delivered or returned; None where nothing is known.

        Raises CourierDown.
        """


_couriers: dict[str, Courier] = {}


def register(courier: Courier) -> None:
    """Make a courier known, in `AppConfig.ready()`."""
    _couriers[courier.code] = courier


def forget(code: str) -> None:
    _couriers.pop(code, None)


def known() -> list[Courier]:
    return list(_couriers.values())


def courier(code: str) -> Courier:
    """That courier; where its package has gone, people do its work by hand."""
    return _couriers.get(code) or _couriers[BY_HAND]
