"""A rush: 700 buyers, 50 at a time, for 500 places, the whole way over HTTP.

Each looks at the seats, holds one, orders, pays in the sandbox and sees the paid
order; who finds a place taken tries another that the page still shows. CPU is
that of the web server and the database until the last ticket row, the refused
buyers included; the client is not counted in it, but runs on the same cores.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench._buyer import Buyer, Failed
from bench._servers import environment_on_postgresql, site
from bench.purchase import make_performance

BUYERS, AT_ONCE, PLACES = 700, 50, 500
# Threads of one process wait for each other's Python; processes do not. More threads
# help only where payments wait for a gateway, which here they do not.
PROCESSES, THREADS = 3, 1
WARM_UP = 30


@dataclass
class Rush:
    """What became of the buyers."""

    bought: int = 0
    refused: int = 0
    requests: int = 0
    errors: list[str] = field(default_factory=list)
    holds: list[float] = field(default_factory=list)

    def send(self, buyer: Buyer) -> None:
        """Be one buyer from the first look to the ticket, or to the refusal."""
        try:
            has_bought = buyer.buy()
        except (Failed, OSError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")
        else:
            self.bought += has_bought
            self.refused += not has_bought
        finally:
            self.requests += buyer.requests
            self.holds += buyer.holds
            buyer.connection.close()


def main() -> None:
    with environment_on_postgresql() as environment:
        environment["MARQUEE_PROXIES"] = "1"
        os.environ.update(environment)
        warm = make_performance(seats=WARM_UP * 2)
        performance = make_performance(seats=PLACES)
        with site(environment, threads=THREADS, processes=PROCESSES) as running:
            crowd(one_place(running.port, warm, WARM_UP), AT_ONCE)
            before, began = running.cpu_seconds(), time.perf_counter()
            rush = crowd(one_place(running.port, performance, BUYERS), AT_ONCE)
            took = time.perf_counter() - began
            cpu = running.cpu_seconds() - before
        figures = {**outcome(performance), "errors": len(rush.errors)}
    for error in sorted(set(rush.errors)):
        print(error, file=sys.stderr)
    print(
        json.dumps(
            {
                "orders_per_s": round(rush.bought / took, 2),
                "cpu_ms_per_order": round(1000 * cpu / max(rush.bought, 1), 1),
                "sellout_s": round(took, 2),
                "requests_per_order": round(rush.requests / max(rush.bought, 1), 2),
                "refused": rush.refused,
                **figures,
            }
        )
    )


def one_place(port: int, performance: int, buyers: int) -> Iterator[Buyer]:
    """Buyers who want one place each, any of those that are shown."""
    return (Buyer(port, performance, number=number) for number in range(buyers))


def crowd(buyers: Iterable[Buyer], at_once: int) -> Rush:
    """Let so many of them buy at a time, until all had their turn."""
    rush = Rush()
    with ThreadPoolExecutor(at_once) as pool:
        sent = pool.map(rush.send, buyers)
    for _buyer in sent:
        pass
    return rush


def outcome(performance: int) -> dict[str, int]:
    """Count places, tickets and payments against each other."""
    from django.db.models import Count  # noqa: PLC0415 the environment is known only now

    from ticketing.stock.models import Place, PlaceState  # noqa: PLC0415
    from ticketing.tickets.models import Ticket  # noqa: PLC0415

    places = Place.objects.filter(performance=performance)
    tickets = Ticket.objects.filter(
        line__performance=performance, voided_at=None
    ).values("line__place")
    twice = tickets.annotate(times=Count("pk")).filter(times__gt=1).count()
    return {
        "tickets": tickets.count(),
        "oversold": twice,
        "unsold": places.exclude(state=PlaceState.SOLD).count(),
    }


if __name__ == "__main__":
    main()
