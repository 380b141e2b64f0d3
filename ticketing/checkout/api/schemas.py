"""Shapes of the JSON interface; money is a string with a point: "880.00"."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Field, Schema
from pydantic import AfterValidator, PlainSerializer

from ticketing.checkout.best_choice import MOST_TOGETHER
from ticketing.offers.explaining import Why


def _is_address(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error
    return value


def _written(amount: Decimal) -> str:
    """At least two digits after the point; the third where it is not zero."""
    text = f"{amount:.3f}"
    return text.removesuffix("0")


Money = Annotated[Decimal, PlainSerializer(_written, return_type=str)]
Quantity = Annotated[int, Field(ge=1, le=500)]
Address = Annotated[str, Field(max_length=254), AfterValidator(_is_address)]
PresaleCode = Annotated[
    str,
    Field(
        max_length=40,
        description="Before the sale opens: the code of a presale that runs. The"
        " cart keeps it for what is held later.",
    ),
]
PlaceIds = Annotated[list[int], Field(min_length=1, max_length=500)]


class Names(Schema):
    en: str
    zh_hans: str


class TierOut(Schema):
    """With a `suggested_price` the buyer names one, from `price` on."""

    id: int
    code: str
    name: Names
    price: Money
    suggested_price: Money | None
    old_price: Money | None
    free: int
    stopped: bool


class PerformanceOut(Schema):
    """`state` is one of on, few, gone, soon, bad, past, none."""

    id: int
    show: str
    title: Names
    starts_at: datetime
    time_is_known: bool
    time_zone: str
    venue: Names
    hall: Names
    city: Names
    state: str
    sale: str
    on_sale_from: datetime | None
    currency: str
    free: int
    total: int
    lowest_price: Money | None
    highest_price: Money | None
    tiers: list[TierOut]


class ShowOut(Schema):
    slug: str
    kind: str
    name: Names
    companies: list[Names]


class ShowDetail(ShowOut):
    running_minutes: int | None
    age_from: int | None
    performances: list[PerformanceOut]


class ShowPageOut(Schema):
    """`next` is the cursor of the next page, empty on the last one."""

    shows: list[ShowOut]
    next: str


class FreePlace(Schema):
    """A place that can be held; `seat` and `row` are empty for a standing one."""

    id: int
    section: int
    tier: int
    row: str
    seat: str
    flags: int


class SectionOut(Schema):
    id: int
    name: Names
    kind: str


class Availability(Schema):
    performance: int
    at: datetime
    sections: list[SectionOut]
    places: list[FreePlace]


class CartIn(Schema):
    language: Annotated[str, Field(pattern="^(en|zh-hans)$")] = "en"


class ChooseIn(Schema):
    """Named places, or a number of any places of a section and tier.

    `knows_view` says that the buyer was told of restricted views (flag 1).
    """

    performance: int
    places: PlaceIds | None = None
    knows_view: bool = False
    section: int | None = None
    tier: int | None = None
    quantity: Quantity | None = None
    presale_code: PresaleCode = ""


class PlaceChangeIn(Schema):
    """What is left out stays; `price` is for tiers that let the buyer name it."""

    concession: int | None = None
    price: Annotated[Decimal, Field(ge=0)] | None = None


class StepOut(Schema):
    code: str
    name_en: str
    name_zh_hans: str
    amount: Money


class CartLineOut(Schema):
    place: int
    performance: int
    description: Names
    concession: int | None
    is_held: bool
    held_until: datetime | None
    list_price: Money
    steps: list[StepOut]
    price: Money
    old_price: Money | None


class PassedOut(Schema):
    """An offer that is not in the price, and why; `instead` is what saves more."""

    code: str
    name: Names
    why: Why
    missing: int
    instead: Names


class CodeIn(Schema):
    """A code that was sent to one person is known to them alone, signed in."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


class EnteredCodeOut(Schema):
    """`holds`: whether it opens its offer at the moment."""

    code: str
    holds: bool


class MethodOut(Schema):
    """A way to pay, its label in the language that was asked for."""

    code: str
    label: str


class CartOut(Schema):
    """`total` counts what is held; what has lapsed is a wish.

    `old_price` is what others are asked for the same place, where it is more.
    `methods` are the ways to pay that the house offers for what is held.
    """

    key: str
    currency: str
    held_until: datetime | None
    lines: list[CartLineOut]
    total: Money
    fees_included: Money
    tax_included: Money
    passed_over: list[PassedOut]
    codes: list[EnteredCodeOut]
    methods: list[MethodOut]


class BestIn(Schema):
    """So many of the best seats: of one tier, of all at one price, or of any."""

    performance: int
    quantity: Annotated[int, Field(ge=1, le=MOST_TOGETHER)]
    tier: int | None = None
    price: Annotated[Decimal, Field(ge=0)] | None = None
    presale_code: PresaleCode = ""


class BestOut(Schema):
    """`groups` are the sizes of what sits together, such as [2, 2, 1]."""

    places: list[int]
    groups: list[int]
    together: bool
    cart: CartOut


class PerformanceIn(Schema):
    performance: int


class AddressIn(Schema):
    """`country` is ISO 3166-1; in China `region` is ISO 3166-2, such as CN-BJ."""

    country: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    recipient: Annotated[str, Field(max_length=100)] = ""
    region: Annotated[str, Field(max_length=100)] = ""
    city: Annotated[str, Field(max_length=100)] = ""
    district: Annotated[str, Field(max_length=100)] = ""
    address: Annotated[str, Field(max_length=300)] = ""
    postcode: Annotated[str, Field(max_length=16)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""


class DeliveryOut(Schema):
    """A way of delivery for a cart.

    `price` is empty while it depends on the address, or where it can't be chosen;
    `why_not` is one of late, channel, area, size, currency, or empty.
    """

    code: str
    kind: str
    name: Names
    needs_address: bool
    price: Money | None
    lowest: Money | None
    why_not: str


class OrderIn(Schema):
    """`accepts_terms`: the buyer accepts the house's terms of sale."""

    cart: Annotated[str, Field(max_length=64)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    email: Address
    phone: Annotated[str, Field(max_length=40)] = ""
    delivery: Annotated[str, Field(max_length=40)] = "e-ticket"
    address: AddressIn | None = None
    method: Annotated[str, Field(max_length=20)] = ""
    gift_card: Annotated[str, Field(max_length=40)] = ""
    use_credit: bool = False
    accepts_terms: bool = False
    total: Annotated[Decimal, Field(ge=0)] | None = None


class MethodIn(Schema):
    method: Annotated[str, Field(max_length=20)]


class CreditIn(Schema):
    """A gift card's code, the account's own credit, or both."""

    gift_card: Annotated[str, Field(max_length=40)] = ""
    use_credit: bool = False


class TicketOut(Schema):
    """`code` is what the QR code carries; `pdf` is an address."""

    serial: str
    code: str
    description: Names
    pdf: str


class OrderDeliveryOut(Schema):
    """`state` is one of waiting, sent, delivered, returned.

    `parcel` is the parcel's own state, empty where nothing is packed.
    """

    code: str
    name: Names
    state: str
    price: Money
    to: list[str]
    parcel: str = ""
    tracking: str = ""
    link: str = ""


class OrderOut(Schema):
    """`address` is where the buyer pays, empty where no step is needed."""

    number: str
    secret: str
    phase: str
    currency: str
    total: Money
    pay_by: datetime | None
    page: str
    address: str = ""
    tickets: list[TicketOut]


class OrderDueOut(OrderOut):
    """`due` is what is left to pay."""

    due: Money
