"""An editor paints a plan with mouse, lasso and keyboard, and finds it again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.test_staff_journey import EDITOR, open_screen
from tests.factories import PerformanceFactory, PlanVersionFactory
from ticketing.stock.painting import Painted
from ticketing.stock.pricing import TierPlan, paint

pytestmark = pytest.mark.browser

TIERS = [TierPlan("A", Decimal(480), "Tier A"), TierPlan("B", Decimal(180), "Tier B")]


@pytest.fixture
def performance(site):
    """Thirty seats in rows A, B and C, drawn in a box, all in tier A."""
    version = PlanVersionFactory(seats=30)
    version.drawing = {"box": [-20, -20, 220, 80]}
    version.save()
    starts_at = timezone.now() + timedelta(days=20)
    made = PerformanceFactory(plan_version=version, starts_at=starts_at)
    everything = Painted(sections={"stalls": "A"})
    paint(made, everything, tiers=TIERS, now=timezone.now())
    return made


def painter(person, performance):
    open_screen(person, "staff-paint", performance.pk)
    person.page.wait_for_selector("[data-paint][data-ready]")
    person.page.locator("[data-canvas]").scroll_into_view_if_needed()
    return person.page


def at(page, x, y):
    """Where that point of the plan is on the screen."""
    box = page.locator("[data-canvas]").bounding_box()
    scale = min(box["width"] / 220, box["height"] / 80)
    left = box["x"] + (box["width"] - 220 * scale) / 2
    top = box["y"] + (box["height"] - 80 * scale) / 2
    return left + (x + 20) * scale, top + (y + 20) * scale


def count(page, kind):
    return page.locator(f"[data-sum='{kind}'] [data-count]").inner_text()


def save(page):
    with page.expect_navigation():
        page.locator("[data-save]").click()
    page.wait_for_selector("[data-paint][data-ready]")


def test_a_row_is_painted_undone_painted_again_and_found(staff, performance):
    page = painter(staff(EDITOR), performance)
    page.locator("[data-brush][value=B]").click()

    page.mouse.click(*at(page, 60, 20))
    assert (count(page, "A"), count(page, "B")) == ("20", "10")
    assert page.locator("[data-total] [data-worth]").inner_text() == "¥11,400.00"
    page.locator("[data-undo]").click()
    assert count(page, "B") == "0"
    page.locator("[data-redo]").click()
    save(page)

    assert (count(page, "A"), count(page, "B")) == ("20", "10")
    assert performance.painting.painted.seats["stalls-10"] == "B"


def test_a_lasso_blocks_seats_and_keys_paint_one(staff, performance):
    page = painter(staff(EDITOR), performance)
    page.locator("[name=mode][value=seat]").check(force=True)
    page.locator("[data-brush][value='!']").click()
    page.locator("#paint-reason").fill("Sound desk")

    page.mouse.move(*at(page, -10, 30))
    page.mouse.down()
    for x, y in ((50, 30), (50, 50), (-10, 50), (-10, 31)):
        page.mouse.move(*at(page, x, y), steps=4)
    page.mouse.up()
    assert count(page, "!") == "3"

    page.locator("[data-canvas]").focus()
    for key in ("ArrowRight", "b", "Enter"):
        page.keyboard.press(key)
    assert count(page, "B") == "1"
    assert "row A, seat 2" in page.locator("[data-say]").inner_text()
    save(page)

    seats = performance.painting.painted.seats
    assert {key: seats[key] for key in ("stalls-1", "stalls-20")} == {
        "stalls-1": "B",
        "stalls-20": "!Sound desk",
    }


def test_the_form_paints_on_the_plan_too(staff, performance):
    person = staff(EDITOR)
    page = painter(person, performance)
    row = f"{performance.plan_version.sections.get().pk}|C"
    page.locator("main [name=where]").select_option(row)
    page.locator("main [name=seats]").fill("2-4")
    page.locator("main [name=brush]").select_option("")

    page.get_by_role("button", name="Paint these places").click()

    assert count(page, "") == "3"
    assert "row C: 3 places" in page.locator("[data-bare]").inner_text()
    assert page.url == person.site.at(reverse("staff-paint", args=[performance.pk]))
