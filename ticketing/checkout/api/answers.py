"""Turning what the selectors found into the shapes of the interface."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from ground.money import ZERO
from ground.names import Named
from ticketing.checkout.api import schemas
from ticketing.checkout.descriptions import describe_place
from ticketing.checkout.paying import ways_to_pay
from ticketing.checkout.selectors import CartContents, CartLine
from ticketing.delivery.addresses import written
from ticketing.delivery.charging import Choice
from ticketing.delivery.delivery_lines import DELIVERY
from ticketing.delivery.models import Parcel
from ticketing.offers.explaining import PassedOver
from ticketing.orders.models import Order
from ticketing.shows.models import Performance, Show
from ticketing.stock.selectors import Offer, TierStock
from ticketing.tickets.codes import SigningKey, ensure_key, sign
from ticketing.tickets.models import Ticket


def names(thing: Named) -> schemas.Names:
    """Both names as they are; an empty one means that there is none."""
    return schemas.Names(en=thing.name_en, zh_hans=thing.name_zh_hans)


def show(found: Show) -> schemas.ShowOut:
    return schemas.ShowOut(
        slug=found.slug,
        kind=found.kind.code,
        name=names(found),
        companies=[names(c.company) for c in found.show_companies.all()],
    )


def performance(offer: Offer) -> schemas.PerformanceOut:
    p = offer.performance
    venue = p.hall.venue
    return schemas.PerformanceOut(
        id=p.pk,
        show=p.show.slug,
        title=schemas.Names(en=p.title_en, zh_hans=p.title_zh_hans),
        starts_at=p.starts_at,
        time_is_known=p.time_is_known,
        time_zone=venue.time_zone,
        venue=names(venue),
        hall=names(p.hall),
        city=schemas.Names(en=venue.city_en, zh_hans=venue.city_zh_hans),
        state=offer.state,
        sale=offer.sale,
        on_sale_from=p.on_sale_from,
        currency=p.currency,
        free=offer.free,
        total=offer.total,
        lowest_price=offer.lowest_price,
        highest_price=offer.highest_price,
        tiers=[_tier(stock) for stock in offer.tiers],
    )


def _tier(stock: TierStock) -> schemas.TierOut:
    return schemas.TierOut(
        id=stock.tier.pk,
        code=stock.tier.code,
        name=names(stock.tier),
        price=stock.price,
        suggested_price=stock.tier.suggested_price,
        old_price=stock.before,
        free=stock.free,
        stopped=stock.tier.is_halted,
    )


def cart(contents: CartContents, *, now: datetime) -> schemas.CartOut:
    return schemas.CartOut(
        key=contents.cart.key if contents.cart else "",
        currency=contents.quote.currency,
        held_until=contents.held_until,
        lines=[_cart_line(line) for group in contents.groups for line in group.lines],
        total=contents.quote.total,
        fees_included=contents.quote.fees,
        tax_included=contents.quote.tax,
        passed_over=[_passed(one) for one in contents.quote.passed],
        codes=[
            schemas.EnteredCodeOut(code=one.code.code, holds=one.holds)
            for one in contents.codes
        ],
        methods=[
            schemas.MethodOut(code=way.code, label=str(way.label))
            for way in ways_to_pay(contents, now=now)
        ],
    )


def _passed(one: PassedOver) -> schemas.PassedOut:
    return schemas.PassedOut(
        code=one.code,
        name=schemas.Names(en=one.name_en, zh_hans=one.name_zh_hans),
        why=one.why,
        missing=one.missing,
        instead=schemas.Names(en=one.instead_en, zh_hans=one.instead_zh_hans),
    )


def _cart_line(line: CartLine) -> schemas.CartLineOut:
    english, chinese = describe_place(line.place)
    return schemas.CartLineOut(
        place=line.place.pk,
        performance=line.place.performance_id,
        description=schemas.Names(en=english, zh_hans=chinese),
        concession=line.concession.pk if line.concession else None,
        is_held=line.is_held,
        held_until=line.place.held_until if line.is_held else None,
        list_price=line.quote.list_price,
        steps=[schemas.StepOut.from_orm(step) for step in line.quote.steps],
        price=line.quote.price,
        old_price=line.quote.old_price,
    )


def order(found: Order, *, address: str = "") -> schemas.OrderOut:
    """Describe an order with its valid tickets; for whoever knows its secret."""
    valid = Ticket.objects.filter(line__order=found, voided_at=None)
    tickets = list(valid.select_related("line").order_by("line__position"))
    key = ensure_key(settings.MARQUEE_KEYS) if tickets else None
    return schemas.OrderOut(
        number=found.number,
        secret=found.secret,
        phase=found.phase,
        currency=found.currency,
        total=found.total,
        pay_by=found.pay_by,
        page=page_of(found),
        address=address,
        tickets=[_ticket(found, ticket, key) for ticket in tickets if key],
    )


def deliveries(found: Sequence[Choice]) -> list[schemas.DeliveryOut]:
    return [
        schemas.DeliveryOut(
            code=one.method.code,
            kind=one.method.kind,
            name=names(one.method),
            needs_address=one.method.needs_address,
            price=one.charge.price if one.charge else None,
            lowest=one.charge.price if one.charge else one.lowest,
            why_not=one.why_not or "",
        )
        for one in found
    ]


def delivery(found: Order) -> schemas.OrderDeliveryOut | None:
    """How an order is delivered; None where it is not."""
    delivery = found.deliveries.select_related("method").first()
    if delivery is None:
        return None
    lines = found.lines.live().filter(kind=DELIVERY)
    parcels = Parcel.objects.filter(delivery=delivery).select_related("carrier")
    parcel = parcels.first() if delivery.method.has_parcel else None
    return schemas.OrderDeliveryOut(
        code=delivery.method.code,
        name=names(delivery.method),
        state=delivery.state,
        price=sum((line.price for line in lines), ZERO),
        to=written(delivery),
        parcel=parcel.state if parcel else "",
        tracking=parcel.tracking if parcel else "",
        link=parcel.link if parcel else "",
    )


def _ticket(found: Order, ticket: Ticket, key: SigningKey) -> schemas.TicketOut:
    return schemas.TicketOut(
        serial=ticket.serial,
        code=sign(ticket.serial, key),
        description=schemas.Names(
            en=ticket.line.description_en, zh_hans=ticket.line.description_zh_hans
        ),
        pdf=settings.MARQUEE_BASE_URL
        + reverse(
            "checkout:ticket-pdf", args=[found.number, found.secret, ticket.serial]
        ),
    )


def page_of(found: Order) -> str:
    """The order's page, absolute."""
    path = reverse("checkout:order", args=[found.number, found.secret])
    return f"{settings.MARQUEE_BASE_URL}{path}"


def availability(
    found: Performance, places: Sequence[tuple[Any, ...]], at: object
) -> dict[str, object]:
    """Compact by hand: 8,000 places are no models on the way out."""
    sections = found.plan_version.sections.all() if found.plan_version else []
    return {
        "performance": found.pk,
        "at": at,
        "sections": [
            {
                "id": s.pk,
                "name": {"en": s.name_en, "zh_hans": s.name_zh_hans},
                "kind": s.kind,
            }
            for s in sections
        ],
        "places": [
            {
                "id": pk,
                "section": section,
                "tier": tier,
                "row": row or "",
                "seat": label or "",
                "flags": flags or 0,
            }
            for pk, section, tier, row, label, flags in places
        ],
    }
