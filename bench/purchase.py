"""What one purchase costs: page, hold, order, payment, ticket row.

Whole purchases of one seat each, one after the other, over HTTP with forms as a
browser without script sends them, paid in the sandbox, on PostgreSQL. CPU is
that of the web server and the database from the first request to the paid
order's page; the worker (mail, PDF) and the client are not counted. Statements
are counted by the database itself, BEGIN and COMMIT included.
"""

import json
import os
import statistics
import sys
import time

from bench._servers import Site, environment_on_postgresql, site
from tests.plain_browser import Browser, buy

WARM_UP = 20
PURCHASES = 200
PAGES = 200
# What the database asks itself when it checks foreign keys at the commit: no
# statement that anybody sent. Its 1 becomes a $2 on connections that are opened
# after the count was reset.
FOREIGN_KEY_CHECK = "SELECT _% FROM ONLY % FOR KEY SHARE OF x"


def main() -> None:
    purchases = int(sys.argv[1]) if len(sys.argv) > 1 else PURCHASES
    with environment_on_postgresql() as environment:
        os.environ.update(environment)
        performance = make_performance(seats=600)
        count = Statements()
        with site(environment, threads=2) as running:
            address = f"/en/performances/{performance}/"
            taken: set[str] = set()
            for _ in range(WARM_UP):
                buy(Browser(running.port), address, taken)
            page = page_cpu(running, address)
            figures = measure(running, address, purchases, count, taken)
    print(json.dumps({**figures, "page_cpu_ms": page}))


def make_performance(*, seats: int) -> int:
    """Offer one performance with that many seats, through the house's services."""
    import django  # noqa: PLC0415 the environment is known only now

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from tests.factories import offered_performance  # noqa: PLC0415

    now = timezone.now()
    performance = offered_performance(
        seats=seats,
        now=now,
        starts_at=now + timezone.timedelta(days=9),
        on_sale_from=now - timezone.timedelta(days=1),
    )
    return int(performance.pk)


class Statements:
    """PostgreSQL's own count of what it was asked."""

    def __init__(self) -> None:
        from django.db import connection  # noqa: PLC0415

        self.connection = connection
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")

    def reset(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_statements_reset()")

    def since_reset(self) -> int:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(calls) FROM pg_stat_statements"
                " WHERE query NOT LIKE '%pg_stat_statements%'"
                f" AND query NOT LIKE '{FOREIGN_KEY_CHECK}'"
            )
            return int(cursor.fetchone()[0] or 0)

    def show(self, purchases: int) -> None:
        """Print what was asked how often for each purchase, most often first."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT calls, total_exec_time, query FROM pg_stat_statements"
                " ORDER BY calls DESC LIMIT 90"
            )
            for calls, spent, query in cursor.fetchall():
                said = " ".join(query.split())[:110]
                print(f"{calls / purchases:7.2f} {spent / purchases:7.3f} ms  {said}")


def measure(
    running: Site,
    address: str,
    purchases: int,
    count: Statements,
    taken: set[str],
) -> dict[str, float]:
    took: list[float] = []
    requests: list[int] = []
    count.reset()
    before, web = running.cpu_seconds(), running.web_cpu_seconds()
    begin = time.perf_counter()
    for _ in range(purchases):
        one = time.perf_counter()
        browser = Browser(running.port)
        buy(browser, address, taken)
        requests.append(browser.requests)
        took.append(time.perf_counter() - one)
    seconds = time.perf_counter() - begin
    cpu, web = running.cpu_seconds() - before, running.web_cpu_seconds() - web
    if "--statements" in sys.argv:
        count.show(purchases)
    return {
        "orders_per_s": round(purchases / seconds, 2),
        "cpu_ms_per_order": round(1000 * cpu / purchases, 1),
        "web_cpu_ms_per_order": round(1000 * web / purchases, 1),
        "statements_per_order": round(count.since_reset() / purchases, 1),
        "requests_per_order": statistics.median(requests),
        "order_ms_median": round(1000 * statistics.median(took), 1),
    }


def page_cpu(running: Site, address: str) -> float:
    """CPU of the seat page by itself, median over batches of ten."""
    browser = Browser(running.port)
    costs: list[float] = []
    for _ in range(PAGES // 10):
        before = running.cpu_seconds()
        for _ in range(10):
            browser.get(address)
        costs.append((running.cpu_seconds() - before) / 10)
    return round(1000 * statistics.median(costs), 2)


if __name__ == "__main__":
    main()
