"""A presale of the second evening: a code lets one visitor in, once."""

from datetime import timedelta

from django.utils import timezone

from tests.browser.rush_journey.buying import buy
from tests.browser.test_staff_journey import fill, open_screen, press
from tests.browser.test_visitor_journey import going_to

MOMENT = "%Y-%m-%dT%H:%M"


def make_code(admin, performance):
    """Plan a presale that runs now; return the one code of it."""
    page = admin.page
    open_screen(admin, "desk-presale-new", performance.pk)
    now = timezone.now().astimezone(performance.zone)
    fill(page, name_en="Friends", name_zh_hans="剧院之友")
    for name, hours in {"begins_at": -1, "ends_at": 2}.items():
        moment = now + timedelta(hours=hours)
        page.locator(f"main [name={name}]").fill(f"{moment:{MOMENT}}")
    press(page, "Save the presale", "**/presale/*/")
    fill(page, count="1", batch="Autumn")
    press(page, "Make codes", "**/presale/*/")
    return page.locator("main td code").inner_text()


def enter(person, performance, code):
    person.go(f"/performances/{performance.pk}/")
    person.looks("before the sale")
    assert person.page.locator("[name=place]").count() == 0
    person.page.locator("[name=code]").fill(code)
    with person.page.expect_navigation():
        person.follow_accent()


def buy_early(person, performance, code, place):
    enter(person, performance, code)
    person.page.wait_for_selector("[data-seatmap][data-ready]")
    person.looks("early")
    return buy(person, [place], "early@example.org")


def be_refused(person, performance, code, words):
    """The code has been used: it opens nothing, and the page says so."""
    enter(person, performance, code)
    assert words in person.page.locator("main").inner_text()
    person.looks("a used code")
    with going_to(person.page, f"**/performances/{performance.pk}/"):
        person.page.locator("main a.btn").last.click()
    assert person.page.locator("[name=place]").count() == 0
