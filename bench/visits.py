"""What counting visits costs a cached show page.

Two sites stand on one PostgreSQL, one of which counts. They are asked in turns for
the same page by people of whom each has an address of their own; `cpu_us` is the
web process's time for a request, its writing thread included, and `rps` is what
one connection gets.
"""

import http.client
import itertools
import json
import os
import statistics
import time
from datetime import timedelta

import psutil

from bench._halls import offered_hall
from bench._servers import Site, environment_on_postgresql, site

ROUNDS = 6
REQUESTS = 1500
# How often each of the people looks.
LOOKS = 4
SLUG = "measured"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
_people = itertools.count()


def main() -> None:
    with environment_on_postgresql() as environment:
        environment |= {"MARQUEE_PROXIES": "1", "MARQUEE_VISITS_SECONDS": "5"}
        os.environ.update(environment)
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        publish()
        uncounted = {**environment, "DJANGO_SETTINGS_MODULE": "bench._uncounted"}
        with (
            site(environment, threads=2) as counting,
            site(uncounted, threads=2) as plain,
        ):
            told = rounds(counting, plain)
        told["rows_written"] = rows()
    print(json.dumps(told))


def publish() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from content.services import publish_show_page, story_of  # noqa: PLC0415
    from ticketing.shows.models import Performance  # noqa: PLC0415

    now = timezone.now()
    performance = Performance.objects.select_related("show").get(
        pk=offered_hall(seats=100)
    )
    performance.starts_at = now + timedelta(days=3)
    publish_show_page(
        performance.show,
        language="en",
        title="Measured",
        slug=SLUG,
        story=story_of(["A story of some length."] * 20),
        now=now,
    )


def rounds(counting: Site, plain: Site) -> dict[str, float]:
    for one in (counting, plain):
        ask(one, 300)
    counted, uncounted = [], []
    for _ in range(ROUNDS):
        counted.append(measured(counting))
        uncounted.append(measured(plain))
    return {
        "counted_cpu_us": round(statistics.median(us for us, _rps in counted), 1),
        "uncounted_cpu_us": round(statistics.median(us for us, _rps in uncounted), 1),
        "counted_rps": round(statistics.median(rps for _us, rps in counted)),
        "uncounted_rps": round(statistics.median(rps for _us, rps in uncounted)),
    }


def measured(one: Site) -> tuple[float, float]:
    """Microseconds of the web process for a request, and requests in a second."""
    cpu, begin = busy(one.web), time.perf_counter()
    ask(one, REQUESTS)
    took = time.perf_counter() - begin
    return 1e6 * (busy(one.web) - cpu) / REQUESTS, REQUESTS / took


def busy(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    times = [one.cpu_times() for one in family]
    return sum(one.user + one.system for one in times)


def ask(one: Site, count: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", one.port)
    for _ in range(count):
        person = next(_people) // LOOKS % 40_000
        headers = {
            "Host": f"localhost:{one.port}",
            "User-Agent": FIREFOX,
            "Accept-Encoding": "gzip",
            "X-Forwarded-For": f"203.0.{person // 250 % 250}.{person % 250 + 1}",
        }
        connection.request("GET", f"/en/shows/{SLUG}/", headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            message = f"the page answered {answer.status}"
            raise RuntimeError(message)
    connection.close()


def rows() -> int:
    from content.visits.models import Sighting  # noqa: PLC0415

    return Sighting.objects.count()


if __name__ == "__main__":
    main()
