"""What the public pages cost, and how soon they are there.

The demo house stands on PostgreSQL. `cached_show_rps` is what the web server, as
`script/server` starts it, answers to a client on the same machine; queries and
`uncached_home_ms` are those of a page that nobody has asked for before; sizes are
compressed; `publish_visible_s` is how long every process needs to show what was
published, at worst; `lcp_ms` and `layout_shift` are the home page's in headless
Chromium at a quarter of the processor's speed.
"""

import http.client
import json
import os
import statistics
import time
from typing import Any, Final

from bench._hose import requests_per_second
from bench._loading import loading
from bench._servers import Site, environment_on_postgresql, manage, site
from bench._weights import weights

HOME: Final = "/en/"
CATALOGUE: Final = "/en/shows/"
TIMES: Final = 15
ROUNDS: Final = 5
SECONDS: Final = 3.0
PUBLISHED: Final = 4
# So many answers in a row have the news: each of the server's processes, surely.
IN_A_ROW: Final = 8
PATIENCE_SECONDS: Final = 30


def main() -> None:
    with environment_on_postgresql() as environment:
        manage(environment, "load_demo")
        os.environ.update(environment)
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        told: dict[str, Any] = {"cached_show_rps": 0, **uncached()}
        show = a_show_page()
        with site(environment, threads=4) as running:
            told |= weights(running.port, HOME)
            told["publish_visible_s"] = max(
                publish_visible(running, show, number) for number in range(PUBLISHED)
            )
            told |= loading(f"http://localhost:{running.port}{HOME}")
            told["cached_show_rps"] = cached_rps(running, show.url)
    print(json.dumps(told))


def cached_rps(running: Site, address: str) -> int:
    """The median of some rounds, after one that warms."""
    rounds = [
        requests_per_second(running.port, address, seconds=SECONDS)
        for _ in range(ROUNDS + 1)
    ]
    return round(statistics.median(rounds[1:]))


def uncached() -> dict[str, float]:
    """Queries and milliseconds of pages of which no copy is kept.

    `_queries` in a process that has served others, and so knows the house, its menu
    and its chart; `_cold_queries` in one that has just started.
    """
    told: dict[str, float] = {}
    for name, address in (("home", HOME), ("catalogue", CATALOGUE)):
        ask(address)
        warm = [ask(address) for _ in range(TIMES)]
        cold = [ask(address, forgets=True) for _ in range(TIMES)]
        told |= {
            f"uncached_{name}_ms": round(statistics.median(ms for ms, _n in warm), 1),
            f"{name}_queries": max(count for _ms, count in warm),
            f"{name}_cold_queries": max(count for _ms, count in cold),
        }
    return told


def ask(address: str, *, forgets: bool = False) -> tuple[float, int]:
    """Build the page anew; milliseconds and queries that it took."""
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from ground import keeping  # noqa: PLC0415

    cache.clear()
    if forgets:
        keeping.forget_all()
    client = Client(headers={"host": "localhost"})
    client.handler.load_middleware()  # once for a process, not for a page
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        answer = client.get(address)
        took = time.perf_counter() - began
    if answer.status_code != http.client.OK:
        message = f"{address} answered {answer.status_code}"
        raise RuntimeError(message)
    return 1000 * took, len(queries)


def a_show_page() -> Any:
    from content.models import ShowPage  # noqa: PLC0415

    pages = ShowPage.objects.live().filter(locale__language_code="en")
    return pages.order_by("pk")[0]


def publish_visible(running: Site, page: Any, number: int) -> float:
    """Seconds from publishing a new title until no answer has the old one."""
    title = f"Published for the {number}th time"
    body(running, page.url)
    page.title = title
    page.save_revision().publish()
    began = time.perf_counter()
    seen, first = 0, 0.0
    while seen < IN_A_ROW:
        took = time.perf_counter() - began
        if took > PATIENCE_SECONDS:
            message = "what was published never came to be seen"
            raise RuntimeError(message)
        if title not in body(running, page.url):
            seen = 0
            continue
        first = first if seen else took
        seen += 1
        time.sleep(0.02)
    return round(first, 2)


def body(running: Site, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
    host = {"Host": f"localhost:{running.port}"}
    connection.request("GET", address, headers=host)
    said = connection.getresponse().read().decode()
    connection.close()
    return said


if __name__ == "__main__":
    main()
