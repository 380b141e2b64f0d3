"""An address as plain values, and how it is written on an envelope."""

from dataclasses import asdict, dataclass
from typing import Protocol

from ticketing.delivery.areas import CHINA, PROVINCES, area_of, countries


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes; `region` is a code in China, `address` the street."""

    recipient: str
    phone: str
    country: str
    city: str
    address: str
    region: str = ""
    district: str = ""
    postcode: str = ""

    @property
    def area(self) -> tuple[str, ...]:
        return area_of(self.country, self.region)

    def as_columns(self) -> dict[str, str]:
        return asdict(self)


class Addressed(Protocol):
    """Whatever has the parts of an address: an `Address` or a `Delivery`."""

    @property
    def recipient(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def district(self) -> str: ...
    @property
    def postcode(self) -> str: ...


def written(to: Addressed, *, abroad: bool = False) -> list[str]:
    """The lines of an envelope, in the order of the country it goes to.

    `abroad` adds the country, in English and in Chinese for the sender's post.
    """
    return _in_china(to) if to.country == CHINA else _in_the_world(to, abroad=abroad)


def _in_china(to: Addressed) -> list[str]:
    province = PROVINCES.get(to.region, ("", to.region))[1]
    # A municipality is its own city: 北京市北京市 is said once.
    city = "" if to.city == province else to.city
    street = " ".join(to.address.split())
    rows = [to.recipient, f"{province}{city}{to.district}", street]
    return [row for row in (*rows, " ".join((to.postcode, to.phone)).strip()) if row]


def _in_the_world(to: Addressed, *, abroad: bool) -> list[str]:
    town = " ".join(part for part in (to.postcode, to.city) if part)
    rows = [to.recipient, *to.address.splitlines(), to.district, town, to.region]
    if to.country:
        english = countries("en").get(to.country, to.country)
        chinese = countries("zh-hans").get(to.country, "")
        rows.append(f"{english} {chinese}".strip() if abroad else english)
    return [row.strip() for row in (*rows, to.phone) if row.strip()]
