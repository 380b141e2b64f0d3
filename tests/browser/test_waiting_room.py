"""Three browsers before one door: join, be drawn, wait, and be let in."""

import re

import pytest
from django.utils import timezone

from tests.rush.waiting import HOUR, performance_with_room
from ticketing.rush import rooms
from ticketing.rush.draw import drawn_rank
from ticketing.rush.models import Room
from ticketing.stock.models import Place

pytestmark = pytest.mark.browser


def _state(person, state):
    person.page.wait_for_selector(f'[data-room][data-state="{state}"]')


def _number(text):
    return int(re.sub(r"\D", "", text))


@pytest.fixture
def performance(site):
    """The room is open, the sale opens in an hour, the door stands still."""
    return performance_with_room(now=timezone.now() - HOUR, per_minute=0)


@pytest.fixture
def three(visitor):
    """English at a desk, Chinese on a phone, and one more."""
    return [visitor(), visitor(language="zh-hans", width=390), visitor(dark=True)]


def _places(three):
    places = [p.page.locator("[data-when=waiting] [data-fill=rank]") for p in three]
    return [_number(place.inner_text()) for place in places]


def _join(three, performance):
    for person in three:
        person.go(f"/performances/{performance.pk}/")
        person.looks("the room")
        person.follow_accent()
        _state(person, "gathered")
        person.looks("before the draw")


def test_three_are_drawn_and_let_in_one_after_the_other(three, performance):
    _join(three, performance)
    rooms.open_sale_now(performance.pk, actor="ada", now=timezone.now())
    for person in three:
        _state(person, "waiting")
        person.looks("in the line")

    room = Room.objects.get(performance=performance)
    drawn = [drawn_rank(room.seed, 3, number) + 1 for number in range(3)]
    assert _places(three) == drawn

    three[0].page.reload()
    _state(three[0], "waiting")
    assert _places(three) == drawn

    line = [three[drawn.index(place)] for place in (1, 2, 3)]
    rooms.set_pace(performance.pk, 20, actor="ada", now=timezone.now())
    for person in line:
        _state(person, "admitted")
        person.looks("in turn")
    first = line[0]
    first.follow_accent()
    first.page.wait_for_selector("[data-seatmap][data-ready]")
    first.page.locator(".map__svg [role=checkbox]").first.click()
    with first.page.expect_navigation(url="**/cart/"):
        first.follow_accent()
    assert Place.objects.filter(performance=performance, state="held").count() == 1


def test_a_pause_is_told_and_a_lost_connection_too(visitor, performance):
    person = visitor(language="zh-hans")
    _join([person], performance)
    now = timezone.now()
    rooms.pause(performance.pk, en="Soon", zh_hans="马上回来", actor="ada", now=now)
    rooms.open_sale_now(performance.pk, actor="ada", now=now)

    person.page.wait_for_selector("[data-paused]:visible")
    assert "马上回来" in person.page.locator("[data-paused]").inner_text()
    person.looks("paused")

    person.context.set_offline(True)
    person.page.wait_for_selector("[data-lost]:visible")
    person.context.set_offline(False)
    person.page.wait_for_selector("[data-lost]", state="hidden")
    person.faults.clear()


def _reload_until(page, part, *, times=100):
    """What all see is kept for a second, and the door moves by itself."""
    for _ in range(times):
        page.reload()
        if page.locator(part).is_visible():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{part} never came")


def test_without_a_script_the_server_tells_the_place(chromium, site, performance):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.at(f"/en/performances/{performance.pk}/"))
    page.locator("[data-when=join] button").click()
    assert page.locator("[data-when=gathered]").is_visible()

    rooms.open_sale_now(performance.pk, actor="ada", now=timezone.now())
    _reload_until(page, "[data-when=waiting]")
    assert page.locator("[data-when=waiting] [data-fill=rank]").inner_text() == "1"

    rooms.set_pace(performance.pk, 60, actor="ada", now=timezone.now())
    _reload_until(page, "[data-when=admitted]")
    page.locator("[data-when=admitted] .btn--go").click()
    assert page.locator("input[name=place]").count() > 0
    context.close()
