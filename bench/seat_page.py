"""How soon a seat can be chosen on the seat page, in headless Chromium.

The site is started on PostgreSQL with a hall of that many seats (argument one),
a third of them taken. Each time a new browser context opens the page, a seat
is chosen on the map (and its section first where the map shows sections), and
the milliseconds from the beginning of the navigation until it is drawn as
chosen are read. `compressed_kb` is all that
came over the wire for it: page, styles, scripts, fonts, geometry, places.
"""

import json
import os
import random
import statistics
import sys
from typing import Any

from playwright.sync_api import sync_playwright

from bench._halls import offered_hall
from bench._servers import environment_on_postgresql, site

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SEATS = 8000
VISITS = 5
# In the page itself: as soon as the map is there, choose a section and a seat.
CHOOSE = """new MutationObserver((_changes, watch) => {
  if (!document.querySelector("[data-ready]")) return;
  watch.disconnect();
  const click = () => new MouseEvent("click", { bubbles: true });
  const press = (shape) => shape.dispatchEvent(click());
  const sections = document.querySelectorAll(".block:not(.is-gone)");
  if (sections.length) press(sections[Math.floor(sections.length / 2)]);
  press(document.querySelector(".seat[aria-checked='false']"));
  requestAnimationFrame(() => setTimeout(() => { window.chosen = performance.now(); }));
}).observe(document, { subtree: true, childList: true, attributes: true })"""
BYTES = """performance.getEntriesByType('resource')
  .concat(performance.getEntriesByType('navigation'))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def main() -> None:
    seats = int(sys.argv[1]) if len(sys.argv) > 1 else SEATS
    with environment_on_postgresql() as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        performance = offered_hall(seats=seats)
        take_a_third(performance)
        with site(environment, threads=2) as running:
            address = f"http://localhost:{running.port}/en/performances/{performance}/"
            visits = visit_often(address)
    print(
        json.dumps(
            {
                "seats": seats,
                "usable_ms": round(statistics.median(ms for ms, _kb in visits)),
                "compressed_kb": round(statistics.median(kb for _ms, kb in visits), 1),
            }
        )
    )


def take_a_third(performance_id: int) -> None:
    from ticketing.stock.models import Place  # noqa: PLC0415

    places = Place.objects.filter(performance=performance_id)
    ids = list(places.order_by("pk").values_list("pk", flat=True))
    taken = random.Random(7).sample(ids, len(ids) // 3)
    places.filter(pk__in=taken).update(state="sold")


def visit_often(address: str) -> list[tuple[float, float]]:
    """Milliseconds and kilobytes of each visit; the first, which warms, is left out."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        visits = [visit(chromium, address) for _ in range(VISITS + 1)]
        chromium.close()
    return visits[1:]


def visit(chromium: Any, address: str) -> tuple[float, float]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(CHOOSE)
    page.goto(address, wait_until="commit")
    # The pages' own rules forbid what Playwright's waiting would evaluate.
    while not (chosen := page.evaluate("window.chosen")):
        page.wait_for_timeout(20)
    took = chosen, page.evaluate(BYTES) / 1000
    context.close()
    return took


if __name__ == "__main__":
    main()
