"""A show from nothing: its pages with pictures, a date, its prices, on sale."""

from tests.browser.editor_journey.writing import choose_picture
from tests.browser.test_staff_journey import (
    TITLES,
    add_date,
    fill,
    make_show,
    offer,
    paint_prices,
    press,
)
from ticketing.shows.models import Show

STORY = "The frost comes early.\n\nA gardener has one night to save the orchard."


def make_and_offer(editor):
    make_show(editor)
    write_pages(editor.page)
    add_date(editor.page)
    paint_prices(editor.page)
    offer(editor.page)
    return Show.objects.get(name_en=TITLES["en"])


def write_pages(page):
    """Both pages, with a poster and a wide picture that both have."""
    fill(page, en__summary="A house and a frost.", en__story=STORY)
    fill(page, **{"zh-hans-summary": "一座房子，一场霜冻。"})
    for name, size in {"poster": (1200, 1500), "hero": (1600, 900)}.items():
        choosers = page.locator(f"main [id$={name}-chooser]")
        for at in range(2):
            choose = choosers.nth(at).get_by_role("button", name="Choose an image")
            choose_picture(page, choose, f"Orchard {name} {at}", size)
    press(page, "Publish", "**/dates/")
