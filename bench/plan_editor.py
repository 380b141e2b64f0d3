"""How smoothly a plan of 10,000 seats is edited, in headless Chromium.

Every seat is chosen and dragged, step by step, with the mouse. A step lasts from
the pointer's event until the frame after the one that painted it begins, so that
painting which the browser does behind the script counts too; on a screen of 60
frames a second it can't be less than about 16 ms. `nudge_ms` is the same for an
arrow key; `drop_ms` is the end of the drag, which changes every seat.
"""

import json
import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from bench._servers import Site, environment_on_postgresql, site

SEATS = 10_000
IN_ROW = 100
STEPS = 120
NUDGES = 20
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WATCH = """
(name) => {
  window.steps = [];
  addEventListener(name, (event) => {
    const start = performance.now();
    const painted = () => window.steps.push(performance.now() - start);
    requestAnimationFrame(() => requestAnimationFrame(painted));
  }, { capture: true });
}
"""


def main() -> None:
    seats = int(sys.argv[1]) if len(sys.argv) > 1 else SEATS
    with environment_on_postgresql() as environment:
        os.environ.update(environment)
        version = make_plan_of(seats)
        with site(environment, threads=2) as running:
            figures = measure(running, version, password(environment))
    print(json.dumps({"seats": seats, **figures}))


def make_plan_of(seats: int) -> int:
    """Save a plan of that many seats, a hundred in a row, ten rows in a section."""
    import django  # noqa: PLC0415 the environment is known only now

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from tests.factories import HallFactory  # noqa: PLC0415
    from ticketing.venues.editor import make_plan  # noqa: PLC0415
    from ticketing.venues.formats.records import (  # noqa: PLC0415
        Drawing,
        DrawnSection,
    )
    from ticketing.venues.models import SeatingPlan  # noqa: PLC0415

    rows = range(0, seats, IN_ROW)
    blocks = [rows[start : start + 10] for start in range(0, len(rows), 10)]
    sections = tuple(
        DrawnSection(f"s{n}", "seated", f"Block {n}", seats=_block(n, block))
        for n, block in enumerate(blocks, start=1)
    )
    plan = SeatingPlan(hall=HallFactory(), name_en="Ten thousand")
    drawing = Drawing(sections=sections)
    return int(make_plan(plan, drawing, who="bench", now=timezone.now()).pk)


def _block(number: int, block: range) -> Any:
    from ticketing.venues.formats.records import DrawnSeat  # noqa: PLC0415

    return tuple(
        DrawnSeat(
            key=f"s{number}-{row // IN_ROW}-{at}",
            row=str(row // IN_ROW + 1),
            label=str(at + 1),
            x=at * 20.0,
            y=row // IN_ROW * 25.0 + number * 20.0,
            angle=(at - IN_ROW / 2) / 5,
            flags=8 if at % 10 in (0, 9) else 0,
        )
        for row in block
        for at in range(IN_ROW)
    )


def password(environment: dict[str, str]) -> str:
    kept = Path(environment["MARQUEE_VAR"]) / "keys" / "demo-logins.json"
    logins = json.loads(kept.read_text("utf-8"))
    return str(logins["admin@marquee.example"]["password"])


def measure(running: Site, version: int, secret: str) -> dict[str, float]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        address = f"http://localhost:{running.port}/admin/"
        page.goto(address)
        page.locator("[name=username]").fill("admin@marquee.example")
        page.locator("[name=password]").fill(secret)
        page.locator("form:has([name=password]) [type=submit]").click()
        page.wait_for_url("**/admin/")
        begin = time.perf_counter()
        page.goto(f"{address}desk/plans/versions/{version}/draw/")
        page.wait_for_selector("[data-plan-editor][data-ready]")
        opened = time.perf_counter() - begin
        figures = {"open_ms": round(1000 * opened), **drag(page), **nudge(page)}
        browser.close()
    return figures


def drag(page: Any) -> dict[str, float]:
    """Choose every seat, and drag them all in a circle."""
    frame = page.locator("[data-frame]")
    frame.press("a")
    box = frame.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    _aim(page, x, y)
    page.mouse.down()
    page.evaluate(WATCH, "pointermove")
    for step in range(STEPS):
        page.mouse.move(x + step % 40 * 3, y + step % 30 * 3)
    steps = _steps(page)
    page.evaluate(WATCH, "pointerup")
    page.mouse.up()
    (drop,) = _steps(page)
    return {**_figures("drag_step_ms", steps), "drop_ms": round(drop, 1)}


def _aim(page: Any, x: float, y: float) -> None:
    """Move the plan so that a seat lies under that point."""
    page.evaluate(
        """([x, y]) => {
          const { drawing, view } = document.querySelector('[data-plan-editor]').editor;
          const { left, top } = view.frame.getBoundingClientRect();
          const at = view.toPlan(x - left, y - top);
          const seat = drawing.seats[Math.floor(drawing.seats.length / 2)];
          view.pan(seat.x - at.x, seat.y - at.y);
        }""",
        [x, y],
    )
    page.mouse.move(x, y)


def nudge(page: Any) -> dict[str, float]:
    page.evaluate(WATCH, "keydown")
    for _ in range(NUDGES):
        page.locator("[data-frame]").press("ArrowRight")
    return _figures("nudge_ms", _steps(page))


def _steps(page: Any) -> list[float]:
    page.wait_for_timeout(500)
    return list(page.evaluate("window.steps"))


def _figures(name: str, steps: list[float]) -> dict[str, float]:
    return {
        name: round(statistics.quantiles(steps, n=20)[-1], 1),
        f"{name}_median": round(statistics.median(steps), 1),
    }


if __name__ == "__main__":
    main()
