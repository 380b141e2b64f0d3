"""A bank's statement of ten thousand lines, read, kept and matched."""

import csv
import io
import time
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

LINES: Final = 10_000
# Orders that wait for a transfer; the statement names two fifths of them.
WAITING: Final = 10_000
BOOKED: Final = 300


def statements() -> dict[str, float]:
    """`statement_s` from the upload until each line has its order or waits.

    Two fifths of the lines name their order, three tenths have a buyer's name and
    amount, the others are strangers'. `statement_bookings_per_s` are whole orders,
    with tickets, one transaction each.
    """
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.payments.statements import importing  # noqa: PLC0415
    from ticketing.payments.statements.models import StatementLine  # noqa: PLC0415

    now = timezone.now()
    real = _real_orders(now)
    content = _table(real + _many_orders(now), now)
    begun = time.perf_counter()
    file = importing.upload_statement("bench.csv", content, actor="", now=now)
    importing.start_import(file.pk, _columns(), now=now)
    while not StatementLine.objects.filter(file=file, state="certain").exists():
        importing.go_on(file.pk, now=now)
    took = time.perf_counter() - begun
    begun = time.perf_counter()
    for _step in range(BOOKED // importing.BOOKED_AT_ONCE):
        importing.go_on(file.pk, now=now)
    rate = BOOKED / (time.perf_counter() - begun)
    return {"statement_s": round(took, 2), "statement_bookings_per_s": round(rate)}


def _columns() -> Any:
    from ticketing.payments.statements.columns import Columns  # noqa: PLC0415

    return Columns(date=1, amount=2, name=3, purpose=4)


def _table(orders: list[Any], now: Any) -> bytes:
    kept = io.StringIO()
    table = csv.writer(kept)
    table.writerow(["date", "amount", "payer", "purpose"])
    for n, order in enumerate(orders[:LINES]):
        named, known = n < LINES * 2 // 5, n < LINES * 7 // 10
        table.writerow(
            [
                f"{now:%Y-%m-%d}",
                order.total,
                order.buyer_name if known else f"Stranger {n}",
                f"Order {order.number[:4]} {order.number[4:]}, thanks"
                if named
                else f"two tickets for the evening, {n}",
            ]
        )
    return kept.getvalue().encode()


def _many_orders(now: Any) -> list[Any]:
    """Orders that wait, with nothing but what their money is known by."""
    from ticketing.orders.models import Order  # noqa: PLC0415
    from ticketing.orders.services import new_number, new_secret  # noqa: PLC0415

    orders = Order.objects.bulk_create(
        Order(
            number=new_number(),
            secret=new_secret(),
            channel="web",
            language="en",
            currency="CNY",
            phase="accepted",
            pay_by=now + timedelta(days=3),
            placed_at=now,
            buyer_name=f"Buyer {n} Lovelace",
            buyer_email=f"buyer{n}@example.org",
            total=Decimal(100 + n % 400),
        )
        for n in range(WAITING)
    )
    _let_wait(orders, now)
    return orders


def _let_wait(orders: list[Any], now: Any) -> None:
    from ticketing.payments.models import Payment  # noqa: PLC0415

    Payment.objects.bulk_create(
        Payment(
            order=order,
            method="transfer",
            gateway="transfer",
            key=f"bench-{order.pk}",
            amount=order.total,
            currency="CNY",
            state="pending",
            started_at=now,
        )
        for order in orders
    )


def _real_orders(now: Any) -> list[Any]:
    from bench._halls import offered_hall  # noqa: PLC0415
    from ticketing.checkout.carts import choose_places, new_cart  # noqa: PLC0415
    from ticketing.checkout.services import Buyer, place_order  # noqa: PLC0415
    from ticketing.house.models import House  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415

    House.objects.update(bank_account="6222", no_lone_seats=False)
    performance = offered_hall(seats=2 * BOOKED)
    places = Place.objects.filter(performance=performance).order_by("pk")
    orders = []
    for n, place in enumerate(places.values_list("pk", flat=True)[:BOOKED]):
        cart = new_cart(currency="CNY", language="en")
        choose_places(cart, performance, [place], now=now)
        buyer = Buyer(name=f"Ada {n}", email=f"ada{n}@example.org")
        placed = place_order(
            cart.key, buyer, delivery="e-ticket", method="transfer", now=now
        )
        orders.append(placed.order)
    return orders
