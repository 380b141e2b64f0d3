"""The seat map and the clock, in Chromium."""

from pathlib import Path

import pytest

from tests.browser.drawn_hall import DrawnHall, shown

sync_api = pytest.importorskip("playwright.sync_api")
AXE = Path(__file__).with_name("vendor") / "axe.min.js"

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: line.type == "error" and faults.append(line.text))
    page.set_default_timeout(45_000)
    yield page
    page.close()
    assert faults == []


def visit(page, hall, **settings):
    page.goto(hall.address, **settings)
    page.wait_for_selector("[data-ready]")


def seat(page, row, number):
    return page.get_by_role("checkbox", name=f"Stalls, row {row}, seat {number},")


def places_sent(page):
    return sorted(
        page.evaluate(
            "[...new FormData(document.forms[0]).getAll('place')].map(Number)"
        )
    )


def look_again(page):
    with page.expect_response("**/places.json"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_each_free_seat_says_where_it_is_and_what_it_costs(page):
    with shown(DrawnHall(taken={7}), page) as hall:
        visit(page, hall)

        names = [s.get_attribute("aria-label") for s in page.locator(".seat").all()]
        assert len(names) == 14
        assert "Stalls, row A, seat 2, ¥1,080" in names
        assert "Stalls, row B, seat 1, ¥680, restricted view, a pillar" in names
        assert not any("row B, seat 2," in name for name in names)


def test_rows_that_are_closer_than_their_seats_keep_apart(page):
    with shown(DrawnHall(apart=7), page) as hall:
        visit(page, hall)

        front, behind = [seat(page, row, 3).bounding_box() for row in "AB"]
        assert front["y"] + front["height"] <= behind["y"]


def test_a_seat_chosen_on_the_map_is_checked_in_the_list(page):
    with shown(DrawnHall(listed=(2, 3)), page) as hall:
        visit(page, hall)

        seat(page, "A", 2).click()

        assert page.locator("input[value='1002']").is_checked()
        assert page.locator("[data-chosen-summary]").inner_text() == "1 seat, ¥1,080"


def test_a_seat_unchecked_in_the_list_is_free_again_on_the_map(page):
    with shown(DrawnHall(listed=(2, 3)), page) as hall:
        visit(page, hall)
        page.locator("input[value='1003']").check()
        assert seat(page, "A", 3).is_checked()

        page.locator("input[value='1003']").uncheck()

        assert not seat(page, "A", 3).is_checked()
        assert places_sent(page) == []


def test_seats_without_a_row_in_the_list_are_sent_all_the_same(page):
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)

        seat(page, "A", 2).click()
        seat(page, "B", 4).click()

        assert places_sent(page) == [1002, 1009]
        assert page.locator("[data-chosen-summary]").inner_text() == "2 seats, ¥1,760"


def test_a_chip_gives_its_seat_back_and_keeps_the_focus_near(page):
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)
        seat(page, "A", 2).click()
        seat(page, "A", 3).click()

        page.get_by_role("button", name="Remove Stalls, row A, seat 2").click()

        assert places_sent(page) == [1003]
        assert page.evaluate("document.activeElement.className") == "chip"


def test_no_more_seats_than_the_limit_can_be_chosen(page):
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)
        for number in range(1, 6):
            seat(page, "B", number).click()

        assert len(places_sent(page)) == 4
        assert page.get_by_text("You can choose 4 seats at most.").is_visible()


def test_the_map_is_one_tab_stop_and_arrows_walk_past_taken_seats(page):
    with shown(DrawnHall(taken={2}), page) as hall:
        visit(page, hall)
        assert page.locator(".seat[tabindex='0']").count() == 1

        page.locator(".seat[tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")

        assert places_sent(page) == [1008, 1009]
        assert page.locator(".seat[tabindex='0']").count() == 1


def test_a_chosen_seat_that_somebody_took_is_told_and_let_go(page):
    with shown(DrawnHall(listed=(3,)), page) as hall:
        visit(page, hall)
        seat(page, "A", 2).click()
        seat(page, "A", 3).click()
        hall.taken = {3}

        look_again(page)

        told = page.get_by_role("status").filter(has_text="has just been taken")
        told.wait_for()
        assert told.inner_text() == "Stalls, row A, seat 3, ¥1,080 has just been taken."
        assert places_sent(page) == [1002]
        assert page.locator("input[value='1003']").is_disabled()


def test_a_seat_that_comes_back_can_be_chosen(page):
    with shown(DrawnHall(taken={8}), page) as hall:
        visit(page, hall)
        hall.taken = set()

        look_again(page)
        seat(page, "B", 3).click()

        assert places_sent(page) == [1008]


def test_the_focus_moves_on_when_its_seat_is_taken(page):
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)
        seat(page, "B", 3).focus()
        hall.taken = {8}

        look_again(page)
        sync_api.expect(page.locator(".seat")).to_have_count(14)

        focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert focused.startswith("Stalls, row ")


def test_held_seats_are_shown_as_one_s_own(page):
    with shown(DrawnHall(taken={4}, held="1004:4:1"), page) as hall:
        visit(page, hall)

        assert seat(page, "A", 4).is_checked()
        assert page.locator("[data-chosen-summary]").inner_text() == "1 seat, ¥1,080"


def test_a_pressed_price_leaves_the_others_pale(page):
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)

        page.get_by_role("button", name="¥680").click()

        opacity = "element => getComputedStyle(element).opacity"
        assert page.locator(".seats.s-b").evaluate(opacity) == "1"
        assert float(page.locator(".seats.s-a").evaluate(opacity)) < 0.3


def test_larger_and_whole_map_change_the_size_and_nothing_else(page):
    with shown(DrawnHall(rows=20, each=40), page) as hall:
        visit(page, hall)
        width = "document.querySelector('.map__svg').getBoundingClientRect().width"
        before = page.evaluate(width)

        page.get_by_role("button", name="Larger").click()
        larger = page.evaluate(width)
        page.get_by_role("button", name="Whole map").click()

        assert larger > before * 1.3
        assert page.evaluate(width) == pytest.approx(before, abs=1)


def test_dragging_the_map_chooses_nothing(page):
    with shown(DrawnHall(rows=20, each=40), page) as hall:
        visit(page, hall)
        page.get_by_role("button", name="Larger").click()
        box = page.locator(".map__view").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 80, y - 60, steps=5)
        page.mouse.up()

        assert places_sent(page) == []


def test_on_a_phone_the_map_scrolls_and_the_page_does_not(chromium):
    page = chromium.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    with shown(DrawnHall(rows=30, each=60), page) as hall:
        visit(page, hall)

        sizes = page.evaluate(
            "[document.documentElement.scrollWidth,"
            " document.querySelector('.map__view').scrollWidth]"
        )
        assert sizes[0] <= 390 < sizes[1]
        assert page.locator(".seat").first.bounding_box()["width"] >= 10
        pinch_is_larger(page)
    page.close()


def pinch_is_larger(page):
    """Two fingers that part make the map larger, and leave the page as it is."""
    box = page.locator(".map__view").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.locator(".map__svg").bounding_box()["width"]
    fingers = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 40), ("touchMove", 60)):
        points = [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(
        "(before) => document.querySelector('.map__svg').clientWidth > 1.5 * before",
        arg=before,
    )
    assert page.evaluate("visualViewport.scale") == 1


def test_a_seat_of_two_thousand_can_be_chosen(page):
    with shown(DrawnHall(rows=40, each=50, taken=set(range(1, 2000, 3))), page) as hall:
        visit(page, hall)
        seat(page, "A", 2).first.click()

        assert places_sent(page) == [1002]


def test_axe_finds_nothing_wrong(page):
    with shown(DrawnHall(taken={2}, listed=(1, 3), held="1002:2:1"), page) as hall:
        visit(page, hall)
        page.evaluate(AXE.read_text())

        found = page.evaluate("axe.run().then(({ violations }) => violations)")
        assert [(fault["id"], len(fault["nodes"])) for fault in found] == []


def test_a_map_that_cannot_be_loaded_says_so(chromium):
    page = chromium.new_page()
    with shown(DrawnHall(), page) as hall:
        page.route("**/plan.json", lambda route: route.fulfill(status=503))
        page.goto(hall.address)

        page.get_by_text("The map could not be loaded.").wait_for()
    page.close()


def test_the_clock_follows_the_server_when_the_device_is_wrong(page):
    page.clock.install(time="2026-11-27T15:30:00Z")
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)

        assert page.get_by_role("timer").inner_text() in ("11:24", "11:23")


def test_the_clock_is_true_after_a_reload(page):
    page.clock.install(time="2026-11-27T12:00:00Z")
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)
        page.clock.fast_forward("02:00")
        assert page.get_by_role("timer").inner_text() in ("9:24", "9:23")

        hall.now = "2026-11-27T12:02:00Z"
        page.reload()

        assert page.get_by_role("timer").inner_text() in ("9:24", "9:23")


def test_the_clock_speaks_at_five_minutes_and_at_the_end(page):
    page.clock.install(time="2026-11-27T12:00:00Z")
    with shown(DrawnHall(), page) as hall:
        visit(page, hall)
        line = page.locator("[data-clock-say]")
        assert line.inner_text() == ""

        page.clock.fast_forward("06:30")
        assert line.inner_text() == "Five minutes left."
        page.clock.fast_forward("10:00")
        assert line.inner_text() == "Over."
        assert page.get_by_role("timer").inner_text() == "0:00"
