"""How a page comes up in headless Chromium on a slow machine."""

import os
import statistics
from typing import Any, Final

from playwright.sync_api import sync_playwright

CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SLOWER: Final = 4
VISITS: Final = 5
PHONE: Final = {"width": 390, "height": 844}
SETTLED_MS: Final = 1500
WATCH: Final = """
window.figures = { lcp: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.figures.lcp = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.figures.shift += entry.value;
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def loading(address: str) -> dict[str, float]:
    """The median of the largest paint, and the worst shift, of several first visits."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        seen = [visit(chromium, address) for _ in range(VISITS + 1)][1:]
        chromium.close()
    return {
        "lcp_ms": round(statistics.median(one["lcp"] for one in seen)),
        "layout_shift": round(max(one["shift"] for one in seen), 3),
    }


def visit(chromium: Any, address: str) -> dict[str, float]:
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    page.mouse.wheel(0, 4 * PHONE["height"])
    page.wait_for_timeout(SETTLED_MS)
    figures: dict[str, float] = page.evaluate("window.figures")
    context.close()
    return figures
