"""Lives of orders, each through the services that a buyer or the desk would use.

A life is a function of a `World` and a moment; `LIVES` says how many of a hundred
orders have it. Places are given out by the world, so that nobody looks for one.
"""

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

HOUR: Final = timedelta(hours=1)
HALF: Final = 0.5
Life = Callable[["World", datetime], None]


@dataclass(slots=True)
class World:
    """What the lives share: free places by performance, codes, and the dice."""

    dice: random.Random
    free: dict[int, list[int]]
    codes: list[str]
    named: frozenset[int]
    placed: int = field(default=0)

    def some(self, count: int, among: Collection[int] = ()) -> tuple[int, list[int]]:
        """A performance, and so many places of it that nobody had yet.

        Two stay, so that a ticket can be exchanged for another of its evening.
        """
        known = among or self.free.keys() - self.named
        fitting = [key for key in sorted(known) if len(self.free[key]) >= count + 2]
        key = self.dice.choice(fitting)
        return key, self.take(key, count)

    def take(self, performance: int, count: int) -> list[int]:
        return [self.free[performance].pop() for _ in range(count)]


def place(world: World, now: datetime, method: str = "sandbox", **how: Any) -> Any:
    """One to four tickets; `code` is entered, `price` is named."""
    from ticketing.checkout import carts, codes  # noqa: PLC0415
    from ticketing.checkout.services import Buyer, place_order  # noqa: PLC0415

    count = how.get("count") or world.dice.choice((1, 2, 2, 2, 3, 4))
    performance, places = world.some(count, how.get("among", ()))
    cart = carts.new_cart(currency="CNY", language=world.dice.choice(("en", "zh-hans")))
    cart = carts.choose_places(cart, performance, places, now=now)
    if "code" in how:
        codes.enter_code(cart, how["code"], user=None, now=now)
    if "price" in how:
        carts.name_prices(cart, dict.fromkeys(places, how["price"]))
    world.placed += 1
    buyer = Buyer(
        name="Ada",
        email=f"ada{world.placed}@example.org",
        address=how.get("address"),
        credits=how.get("credits", ()),
    )
    by = "post" if buyer.address else "e-ticket"
    return place_order(cart.key, buyer, delivery=by, method=method, now=now)


def come(payment: Any, now: datetime, amount: Decimal | None = None) -> Any:
    """The money of a payment is here."""
    from ticketing.payments.arrivals import receive_payment  # noqa: PLC0415

    key = payment.pk
    got = receive_payment(
        key, actor="bench", now=now, reference=f"R{key}", amount=amount
    )
    got.order.refresh_from_db()
    return got.order


def bought(world: World, now: datetime, **how: Any) -> Any:
    """A paid order."""
    placed = place(world, now, **how)
    if placed.payment is None:
        return placed.order
    return come(placed.payment, now + timedelta(minutes=2))


def paid(world: World, now: datetime) -> None:
    bought(world, now)


def transferred(world: World, now: datetime) -> None:
    placed = place(world, now, "transfer")
    come(placed.payment, now + 20 * HOUR)


def lapsed(world: World, now: datetime) -> None:
    from ticketing.payments.services import lapse_order  # noqa: PLC0415

    order = place(world, now, "transfer").order
    lapse_order(order.pk, now=order.pay_by + HOUR)


def late(world: World, now: datetime) -> None:
    """Money for an order that has ended: it lives again, or the money goes back."""
    from ticketing.payments.services import lapse_order  # noqa: PLC0415

    placed = place(world, now, "transfer")
    lapse_order(placed.order.pk, now=placed.order.pay_by + HOUR)
    come(placed.payment, placed.order.pay_by + 2 * HOUR)


def called_off(world: World, now: datetime) -> None:
    from ticketing.payments.services import cancel_order  # noqa: PLC0415

    order = place(world, now).order
    cancel_order(order.pk, now=now + HOUR, actor="bench", reason="ill")


def in_two_parts(world: World, now: datetime) -> None:
    placed = place(world, now, "transfer")
    order = come(placed.payment, now + HOUR, placed.payment.amount - 30)
    rest = order.payments.get(state="pending")
    come(rest, now + 2 * HOUR)


def paid_twice(world: World, now: datetime) -> None:
    from ticketing.payments.arrivals import receive_money  # noqa: PLC0415

    order = bought(world, now)
    receive_money(
        order.pk,
        method="transfer",
        amount=order.total,
        actor="bench",
        now=now + HOUR,
        reference=f"again-{order.pk}",
    )
    refunded(order, now + 2 * HOUR, world)


def returned(world: World, now: datetime) -> None:
    from ticketing.payments.refunds import return_order  # noqa: PLC0415

    order = bought(world, now)
    return_order(order.pk, now=now + 5 * HOUR, actor="bench", reason="ill")
    refunded(order, now + 6 * HOUR, world)


def one_back(world: World, now: datetime) -> None:
    """One ticket goes back under the ladder, with papers before and after."""
    from ticketing.papers import issuing  # noqa: PLC0415
    from ticketing.papers.contents import InvoiceDetails  # noqa: PLC0415
    from ticketing.returns.quoting import live_tickets, quoted, returnables  # noqa: PLC0415
    from ticketing.returns.services import give_tickets_back  # noqa: PLC0415

    order, then = bought(world, now, count=3), now + 72 * HOUR
    issuing.issue_invoice(order.pk, InvoiceDetails(), now=now + HOUR, actor="bench")
    chosen = returnables(order, live_tickets(order)[:1], now=then)
    if chosen[0].rung is None:
        return  # Of the last days' orders some are kept: the evening is too near.
    shown = quoted(chosen, order.currency).back
    lines = [one.line.pk for one in chosen]
    give_tickets_back(order.pk, lines, shown=shown, now=then, actor="buyer")
    for refund in refunded(order, then + HOUR, world):
        if refund.state == "done":
            issuing.issue_credit_note(refund.pk, now=then + 2 * HOUR, actor="bench")


def refunded(order: Any, now: datetime, world: World) -> list[Any]:
    """Most of what goes back arrives; some a bank refuses, some waits."""
    from ticketing.payments.refunds import finish_refund  # noqa: PLC0415

    states = ("done",) * 8 + ("failed", "unknown")
    return [
        finish_refund(pk, state=world.dice.choice(states), reference=f"B{pk}", now=now)
        for pk in order.refunds.order_by("pk").values_list("pk", flat=True)
    ]


def with_code(world: World, now: datetime) -> None:
    bought(world, now, code=world.dice.choice(world.codes))


def named(world: World, now: datetime) -> None:
    price = Decimal(world.dice.randrange(20, 90))
    bought(world, now, among=world.named, price=price)


def with_a_card(world: World, now: datetime) -> None:
    """A gift card pays first, the rest comes; of some the money goes back."""
    from ticketing.payments.credit.giving import Gift, give  # noqa: PLC0415
    from ticketing.payments.refunds import return_order  # noqa: PLC0415

    amount = Decimal(world.dice.randrange(50, 2000))
    card = give(Gift(amount, "CNY"), reason="thanks", actor="bench", now=now).credit
    order = bought(world, now, credits=[card.pk])
    if world.dice.random() < HALF:
        return_order(order.pk, now=now + 5 * HOUR, actor="bench", reason="ill")
        refunded(order, now + 6 * HOUR, world)


def by_post(world: World, now: datetime) -> None:
    """A parcel that is packed, handed over, and mostly delivered."""
    from ticketing.delivery.models import Parcel, ParcelState  # noqa: PLC0415
    from ticketing.delivery.parcels import move_one  # noqa: PLC0415

    order = bought(world, now, address=shanghai())
    parcel = Parcel.objects.get(delivery__order=order)
    steps = (ParcelState.PACKED, ParcelState.HANDED_OVER, ParcelState.DELIVERED)
    for step in steps[: world.dice.choice((0, 1, 2, 3, 3, 3))]:
        move_one(parcel.pk, step, now=now + HOUR, actor="bench")


def shanghai() -> Any:
    from ticketing.delivery.addresses import Address  # noqa: PLC0415

    return Address(
        recipient="Ada",
        phone="138 0013 8000",
        country="CN",
        region="CN-SH",
        city="上海市",
        district="黄浦区",
        address="人民大道 1 号",
        postcode="200003",
    )


def exchanged(world: World, now: datetime) -> None:
    """One ticket for another place of the same evening, which may cost more."""
    from ticketing.checkout.exchanging import Wish, exchange_tickets  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415

    order = bought(world, now, count=2)
    line = order.lines.live().order_by("pk")[0]
    [other] = world.take(line.performance_id, 1)
    tier = Place.objects.values_list("tier", flat=True).get(pk=other)
    wish = Wish(
        [line.pk], line.performance_id, tier, f"key{line.pk}", "sandbox", [other]
    )
    then = now + 5 * HOUR
    placed = exchange_tickets(order.pk, wish, shown=None, now=then, actor="buyer")
    if placed.payment is not None and placed.payment.state != "captured":
        come(placed.payment, then + HOUR)
    refunded(order, then + 2 * HOUR, world)


def for_nothing(world: World, now: datetime) -> None:
    bought(world, now, among=world.named, price=Decimal(0))


LIVES: Final[dict[Life, int]] = {
    paid: 32,
    transferred: 10,
    lapsed: 8,
    late: 4,
    called_off: 5,
    in_two_parts: 3,
    paid_twice: 3,
    returned: 6,
    one_back: 7,
    with_code: 6,
    named: 3,
    for_nothing: 3,
    with_a_card: 4,
    by_post: 4,
    exchanged: 4,
}
