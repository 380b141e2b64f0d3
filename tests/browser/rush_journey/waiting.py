"""Two wait for what comes back: one lets the offer lapse, the next takes it."""

import re
from datetime import timedelta

from django.utils import timezone

from tests.browser.rush_journey.post import letter
from tests.browser.test_staff_journey import fill, open_screen, press
from tests.browser.test_visitor_journey import going_to
from ticketing.rush.models import WaitingEntry, WaitingOffer

LINK = re.compile(r"http\S+/waiting-list/\S+")


def switch_list_on(admin, performance):
    open_screen(admin, "desk-sale-rules", performance.pk)
    admin.page.locator("main [name=has_waiting_list]").check()
    press(admin.page, "Save the rules", "**/rules/")


def wait_for_two(person, performance, email):
    """Join from the page that says it is sold out, and prove the address."""
    page = person.page
    person.go(f"/performances/{performance.pk}/")
    person.looks("sold out")
    with going_to(page, "**/waiting-list/"):
        page.locator("main a[href$='/waiting-list/']").click()
    page.locator("main [name=email]").fill(email)
    page.locator("main [name=quantity]").fill("2")
    person.looks("joining the list")
    with page.expect_navigation():
        person.follow_accent()
    person.looks("told to confirm")
    open_link(person, letter(person.site, email))
    person.looks("confirm")
    with page.expect_navigation():
        person.follow_accent()
    person.looks("on the list")
    return WaitingEntry.objects.get(email=email)


def open_link(person, mail):
    person.page.goto(LINK.search(mail.text).group())


def give_order_back(desk, order):
    open_screen(desk, "desk-order-refund", order.pk)
    fill(desk.page, reason="The buyer is ill")
    press(desk.page, "Refund this order", "**/inspect/**")


def see_offer(person, entry):
    """Open what the second letter offers."""
    open_link(person, letter(person.site, entry.email, number=2))
    assert person.page.locator("main .lines li").count() == 2
    person.looks("an offer")


def let_offer_lapse(entry):
    past = timezone.now() - timedelta(seconds=1)
    WaitingOffer.objects.filter(entry=entry).update(deadline=past)


def take_offer(person):
    with going_to(person.page, "**/cart/"):
        person.follow_accent()
    person.looks("offer in the basket")
