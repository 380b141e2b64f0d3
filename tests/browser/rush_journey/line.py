"""The desk opens the sale through a waiting room, before which three wait."""

from datetime import timedelta

from django.utils import timezone

from tests.browser.rush_journey.clocks import house_time
from tests.browser.test_staff_journey import fill, open_screen, press


def set_up_room(desk, performance):
    """It is open at once, and its door stands still."""
    open_screen(desk, "desk-room", performance.pk)
    opens_at = timezone.now() - timedelta(minutes=1)
    fill(desk.page, opens_at=house_time(opens_at), keep_minutes="10", per_minute="0")
    press(desk.page, "Set up the room", "**/rooms/*/")


def join(person, performance):
    person.go(f"/performances/{performance.pk}/")
    person.looks("the room")
    person.follow_accent()
    be(person, "gathered")
    person.looks("before the draw")


def be(person, state):
    person.page.wait_for_selector(f'[data-room][data-state="{state}"]')


def open_sale(desk, people):
    """Draw among those who wait, then let the door move."""
    desk.page.get_by_text("Open the sale now").click()
    press(desk.page, "Open the sale and draw", "**/rooms/*/")
    for person in people:
        be(person, "waiting")
        person.looks("in the line")
    rank = "[data-when=waiting] [data-fill=rank]"
    ranks = [person.page.locator(rank).inner_text() for person in people]
    assert sorted(ranks) == ["1", "2", "3"]
    fill(desk.page, **{"pace-per_minute": "60"})
    press(desk.page, "Change the pace", "**/rooms/*/")
    for person in people:
        be(person, "admitted")
        person.looks("in turn")
    told = desk.page.locator("[data-live=admitted]")
    desk.page.wait_for_function(
        "told => told.textContent === '3'", arg=told.element_handle()
    )


def choose_in_turn(person):
    """From the room to the places."""
    person.follow_accent()
    person.page.wait_for_selector("[data-seatmap][data-ready]")
    person.looks("seats")


def take_room_away(desk, performance):
    open_screen(desk, "desk-room", performance.pk)
    desk.page.locator("summary", has_text="Take the waiting room away").click()
    press(desk.page, "Take it away", "**/rooms/*/")
