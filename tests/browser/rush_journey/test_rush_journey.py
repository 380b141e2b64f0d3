"""From an empty sheet to a sold-out house, with everybody who has a part in it."""

import pytest

from tests.browser.rush_journey import early, keeping, line, waiting
from tests.browser.rush_journey.board import Board
from tests.browser.rush_journey.buying import buy, buy_by_keyboard, pay
from tests.browser.rush_journey.evenings import offer_evenings
from tests.browser.rush_journey.hall import draw_hall
from tests.browser.rush_journey.post import letter, letters
from tests.browser.test_staff_journey import (
    ADMINISTRATOR,
    DESK,
    EDITOR,
    open_screen,
    press,
)

pytestmark = pytest.mark.browser

CONTROLLER = "control@example.org"


@pytest.fixture
def working(site):
    """A worker runs beside the web server, as on any day."""
    with site.working():
        yield


def set_house(admin):
    open_screen(admin, "desk-house")
    admin.page.locator("[name=controller_email]").fill(CONTROLLER)
    admin.page.locator("[name=comps_need_approval]").check()
    press(admin.page, "Save the settings", "**/desk/house/")


def row(performance, name):
    """The places of a row, from its first seat on."""
    found = performance.places.filter(seat__row=name)
    return list(found.select_related("seat").order_by("number", "pk"))


def test_an_evening_is_drawn_opened_sold_and_steered(staff, visitor, site, working):
    admin, editor, desk = staff(ADMINISTRATOR), staff(EDITOR), staff(DESK)
    set_house(admin)
    evening, second = offer_evenings(editor, draw_hall(admin))
    waiting.switch_list_on(admin, evening)

    ada, bo, cy = people = [
        visitor(),
        visitor(language="zh-hans"),
        visitor(width=390, dark=True),
    ]
    line.set_up_room(desk, evening)
    for person in people:
        line.join(person, evening)
    line.open_sale(desk, people)
    for person in people:
        line.choose_in_turn(person)

    board = Board(staff(DESK), evening)
    returned = sell_under_a_cap(board, site, ada, bo, cy)
    release_an_allotment(board, desk, evening)
    give_a_ticket(board, site, desk, admin, evening)
    use_a_code_once(admin, visitor, second)
    serve_the_list(board, desk, visitor, evening, returned)


def sell_under_a_cap(board, site, ada, bo, cy):
    """Sell one, two and two more; return the last order."""
    evening = board.performance
    front, middle = row(evening, "A"), row(evening, "B")
    dear, _cheap = evening.tiers.order_by("-price")
    buy(ada, [front[0]], "ada@example.org")
    board.until(sold=1, held=0)

    board.cap(dear, 2)
    board.until(sold=1)
    buy_by_keyboard(bo, [front[1], middle[0]], "bo@example.org")
    board.until(sold=3)
    board.until_stopped(dear)
    told = letter(site, CONTROLLER)
    assert told.subject.startswith("Cap reached")

    see_the_stop(cy, dear)
    order = buy(cy, middle[-2:], "cy@example.org")
    board.until(sold=5)
    return order


def see_the_stop(person, tier):
    """On the open map by itself, and in words on a page that is loaded anew."""
    person.page.locator(".tier.is-gone", has_text=tier.code).wait_for()
    person.page.reload()
    person.page.wait_for_selector("[data-seatmap][data-ready]")
    prices = person.page.locator("table.sum tr", has_text=tier.name)
    assert "Not on sale at the moment" in prices.inner_text()
    person.looks("a price is stopped")


def release_an_allotment(board, desk, evening):
    back = row(evening, "C")
    allotment = keeping.allot(desk, evening, "C")
    board.until(allotted=len(back))

    keeping.let_moment_come(allotment)

    board.until(allotted=0)
    allotment.refresh_from_db()
    assert allotment.released_at is not None


def give_a_ticket(board, site, desk, second, evening):
    comp = keeping.ask_free_ticket(desk, evening, row(evening, "C")[0])
    board.until(withheld=1, sold=5)
    asked = letter(site, ADMINISTRATOR)
    assert [one for one in letters(site) if one.to == comp.email] == []

    keeping.approve(second, comp, asked)

    board.until(withheld=0, sold=6)
    letter(site, comp.email)


def use_a_code_once(admin, visitor, evening):
    code = early.make_code(admin, evening)
    order = early.buy_early(visitor(), evening, code, row(evening, "B")[0])
    assert order.lines.count() == 1

    late = visitor(language="zh-hans", width=390)
    early.be_refused(late, evening, code, "此优先购码已使用")


def serve_the_list(board, desk, visitor, evening, order):
    """The house is full; an order comes back, and goes to who waits."""
    keeping.withhold(desk, evening, ["A", "B", "C"])
    board.until(free=0)
    line.take_room_away(desk, evening)
    slow, quick = visitor(), visitor(language="zh-hans", width=390)
    first = waiting.wait_for_two(slow, evening, "dora@example.org")
    second = waiting.wait_for_two(quick, evening, "emil@example.org")

    waiting.give_order_back(desk, order)
    waiting.see_offer(slow, first)
    waiting.let_offer_lapse(first)
    waiting.see_offer(quick, second)
    slow.page.reload()
    slow.looks("a lapsed offer")
    waiting.take_offer(quick)
    pay(quick, second.email)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, second.outcome) == ("lapsed", "taken")
    board.until(sold=6, free=0)
