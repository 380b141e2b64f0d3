"""A large hall as its sections, and what is told of restricted views, in Chromium."""

import pytest

from tests.browser.drawn_hall import DrawnHall, shown
from tests.browser.test_seat_map import (  # noqa: F401 a fixture
    AXE,
    look_again,
    page,
    places_sent,
    seat,
    visit,
)

sync_api = pytest.importorskip("playwright.sync_api")

# Fixtures are taken by their name.
# ruff: noqa: F811

pytestmark = pytest.mark.browser


def arena(**changes):
    """Six sections of nine rows, 3,240 seats."""
    return DrawnHall(**{"rows": 54, "each": 60, "sections": 6, **changes})


def block(page, number):
    return page.locator(f".block[aria-label^='Block {number},']")


def test_a_large_hall_opens_as_its_sections(page):
    with shown(arena(taken=set(range(1, 11))), page) as hall:
        visit(page, hall)

        said = [b.get_attribute("aria-label") for b in page.locator(".block").all()]
        assert said[0] == "Block 1, 530 free, ¥680–¥1,080"
        assert said[1:] == [f"Block {n}, 540 free, ¥680" for n in range(2, 7)]
        assert page.locator(".seat:visible").count() == 0
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert words_and_shapes(page) == (6, [])


def words_and_shapes(page):
    """How many sections carry words, and which words stick out of their shape."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('.block')].map((block) => {
          const shape = block.getBoundingClientRect();
          const lines = [...block.nextElementSibling.children];
          const shown = lines.filter((line) => line.getBoundingClientRect().width);
          const out = shown.filter((line) => {
            const { left, right } = line.getBoundingClientRect();
            return left < shape.left - 1 || right > shape.right + 1;
          });
          return [shown.length > 0, out.map((line) => line.textContent)];
        })"""
    )
    return sum(has for has, _ in found), [word for _, out in found for word in out]


def test_a_chosen_section_shows_its_seats(page):
    with shown(arena(), page) as hall:
        visit(page, hall)

        block(page, 3).click()
        page.get_by_role("checkbox", name="Block 3, row U, seat 30,").click()

        assert places_sent(page) == [2230]


def test_the_whole_hall_leads_back_to_the_sections(page):
    with shown(arena(), page) as hall:
        visit(page, hall)
        block(page, 3).click()
        page.get_by_role("checkbox", name="Block 3, row U, seat 30,").click()

        page.get_by_role("button", name="Whole map").click()

        sync_api.expect(block(page, 3)).to_be_visible()
        assert "✓" in page.locator(".blockname").nth(2).text_content()
        assert places_sent(page) == [2230]


def test_coming_nearer_shows_the_seats_in_the_window(page):
    with shown(arena(), page) as hall:
        visit(page, hall)

        for _ in range(5):
            page.get_by_role("button", name="Larger").click()

        page.locator(".seat").first.wait_for()
        assert page.locator(".block:visible").count() < 6


def test_the_keyboard_goes_from_section_to_seat_and_back(page):
    with shown(arena(), page) as hall:
        visit(page, hall)
        assert page.locator(".block[tabindex='0']").count() == 1

        page.locator(".block[tabindex='0']").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        assert len(places_sent(page)) == 1
        page.keyboard.press("Escape")

        label = "document.activeElement.getAttribute('aria-label')"
        assert page.evaluate(label).startswith("Block 2,")


def test_a_sold_out_section_says_so_and_stays_closed(page):
    with shown(arena(taken=set(range(541, 1081))), page) as hall:
        visit(page, hall)

        block(page, 2).click(force=True)

        assert page.get_by_role("status").get_by_text("Block 2, Sold out").is_visible()
        assert page.locator(".seat").count() == 0


def test_what_is_free_in_a_section_follows(page):
    with shown(arena(), page) as hall:
        visit(page, hall)
        hall.taken = set(range(541, 551))

        look_again(page)

        said = sync_api.expect(page.locator(".block").nth(1))
        said.to_have_attribute("aria-label", "Block 2, 530 free, ¥680")


def test_axe_finds_nothing_wrong_with_the_sections(page):
    with shown(arena(taken=set(range(541, 1081))), page) as hall:
        visit(page, hall)
        page.evaluate(AXE.read_text())

        found = page.evaluate("axe.run().then(({ violations }) => violations)")
        assert [(fault["id"], len(fault["nodes"])) for fault in found] == []


def test_a_restricted_view_is_shown_and_asks_for_a_tick(page):
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)
        tick = page.get_by_role("checkbox", name="I know that not all can be seen.")
        assert not tick.is_visible()

        seat(page, "B", 1).click()

        assert tick.is_visible()
        assert tick.evaluate("box => box.required && box.form.id === 'seat-form'")
        assert page.get_by_role("img", name="The view from Stalls, row B").is_visible()

        seat(page, "B", 1).click()
        assert not tick.is_visible()
        assert tick.count() == 0 or tick.is_disabled()
