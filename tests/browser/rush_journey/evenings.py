"""The editor makes a show of two evenings, paints the prices and offers them."""

from datetime import timedelta

from django.utils import timezone

from tests.browser.test_staff_journey import (
    TITLES,
    fill,
    make_show,
    open_screen,
    press,
    publish_pages,
)
from ticketing.shows.models import Performance, Show

PRICES = {"tier__0__price": "480", "tier__1__price": "180.50"}


def offer_evenings(editor, version):
    """Return both evenings; the sale opens tomorrow: row A costs 480, the rest less."""
    make_show(editor)
    publish_pages(editor.page)
    add_dates(editor.page, version)
    show = Show.objects.get(name_en=TITLES["en"])
    first, second = Performance.objects.filter(show=show).order_by("starts_at")
    price_section(editor.page, version)
    paint_first_row(editor, first, version)
    copy_painting(editor, first, second)
    offer(editor, show)
    return first, second


def add_dates(page, version):
    today = timezone.localdate()
    days = [today + timedelta(days=n) for n in (20, 27)]
    page.locator("main [name=plan_version]").select_option(str(version.pk))
    tomorrow = today + timedelta(days=1)
    fill(
        page,
        dates="\n".join(f"{day} 19:30" for day in days),
        on_sale_from=f"{tomorrow}T10:00",
    )
    press(page, "Add and go on to the prices", "**/prices/")


def price_section(page, version):
    fill(page, **PRICES)
    section = version.sections.get()
    page.locator(f"[name=section-{section.pk}]").select_option("B")
    press(page, "Save the prices", "**/offer/")


def paint_first_row(editor, performance, version):
    """Press row A on the canvas with the dear price in the hand."""
    page = editor.page
    open_screen(editor, "staff-paint", performance.pk)
    page.wait_for_selector("[data-paint][data-ready]")
    page.locator("[data-brush][value=A]").click()
    seats = version.seats.filter(row="A").order_by("pk")
    page.mouse.click(*on_canvas(page, version.drawing["box"], seats[0]))
    painted = page.locator("[data-sum=A] [data-count]").inner_text()
    assert painted == str(seats.count())
    with page.expect_navigation():
        page.locator("[data-save]").click()
    page.wait_for_selector("[data-paint][data-ready]")


def on_canvas(page, box, seat):
    """Where that seat is on the screen."""
    left, top, width, height = box
    frame = page.locator("[data-canvas]").bounding_box()
    scale = min(frame["width"] / width, frame["height"] / height)
    x = frame["x"] + (frame["width"] - width * scale) / 2
    y = frame["y"] + (frame["height"] - height * scale) / 2
    return x + (seat.x - left) * scale, y + (seat.y - top) * scale


def copy_painting(editor, source, target):
    open_screen(editor, "staff-paint", target.pk)
    editor.page.locator("main [name=from]").select_option(str(source.pk))
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name="Copy", exact=True).click()
    assert target.tiers.count() == 2


def offer(editor, show):
    page = editor.page
    open_screen(editor, "staff-offer", show.pk)
    for box in page.locator("main [name=dates]").all():
        box.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Offer the chosen dates").click()
    assert Performance.objects.filter(show=show, offered=True).count() == 2
