"""Whoever has no connection: numbers are typed, and steps are pressed."""

from typing import ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ticketing.delivery.couriers import Consignment
from ticketing.delivery.models import BY_HAND, ParcelState


class ByHand:
    code: ClassVar[str] = BY_HAND
    label: ClassVar[str | Promise] = _("by hand")

    def book(self, consignment: Consignment) -> str:  # noqa: ARG002 the protocol's
        return ""

    def state_of(self, number: str) -> ParcelState | None:  # noqa: ARG002 the protocol's
        return None


COURIER: Final = ByHand()
