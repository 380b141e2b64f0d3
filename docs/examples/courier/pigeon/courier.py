"""How Pigeon Post is asked: JSON over HTTPS, with a key for each consignment."""

import json
import os
from typing import Any, ClassVar, Final
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from ticketing.delivery.couriers import Consignment, CourierDown
from ticketing.delivery.models import ParcelState

SECONDS: Final = 10
STATES: Final = {
    "flying": ParcelState.IN_TRANSIT,
    "landed": ParcelState.DELIVERED,
    "home again": ParcelState.RETURNED,
}
NOT_FOUND: Final = 404


class Pigeon:
    code: ClassVar[str] = "pigeon"
    label: ClassVar[str] = "Pigeon Post"

    def book(self, consignment: Consignment) -> str:
        """The number that Pigeon Post gives; the same for the same key."""
        to = consignment.to
        wish = {
            "reference": consignment.order,
            "sender": consignment.sender,
            "grams": consignment.grams,
            "to": to.as_columns(),
        }
        answer = self._ask("consignments", wish, key=consignment.key)
        number = (answer or {}).get("number")
        if not isinstance(number, str) or not number:
            raise CourierDown
        return number

    def state_of(self, number: str) -> ParcelState | None:
        """Where the parcel is; a word that is not known says nothing."""
        answer = self._ask(f"consignments/{quote(number, safe='')}")
        return STATES.get(str((answer or {}).get("state")))

    def _ask(
        self, path: str, wish: dict[str, Any] | None = None, *, key: str = ""
    ) -> dict[str, Any] | None:
        request = Request(  # noqa: S310 the house's own setting
            f"{os.environ['PIGEON_URL']}/{path}",
            data=json.dumps(wish).encode() if wish else None,
            headers={
                "Authorization": f"Bearer {os.environ.get('PIGEON_KEY', '')}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        try:
            with urlopen(request, timeout=SECONDS) as response:  # noqa: S310 as above
                found = json.load(response)
        except HTTPError as error:
            if error.code == NOT_FOUND:
                return None
            raise CourierDown from error
        except (OSError, ValueError) as error:
            raise CourierDown from error
        return found if isinstance(found, dict) else None
