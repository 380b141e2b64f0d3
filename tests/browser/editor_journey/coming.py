"""A guest comes to the places from each page that tells of the show, and pays."""

from tests.browser.rush_journey.buying import pay
from tests.browser.test_visitor_journey import going_to

# Those that the guest has already can be pressed too: that gives them back.
FREE = ".map__svg [role=checkbox]:not([aria-checked=true])"


def choose_from(guest, pages):
    """Hold one more seat from each of these pages; the basket has all in the end."""
    for count, page in enumerate(pages, start=1):
        guest.page.goto(guest.site.at(page.get_url()))
        guest.looks(f"{page.title}, with its dates")
        guest.page.locator("main .date a.btn").first.click()
        guest.page.wait_for_url("**/performances/*/")
        guest.page.wait_for_selector("[data-seatmap][data-ready]")
        guest.page.locator(FREE).first.click()
        with going_to(guest.page, "**/cart/"):
            guest.follow_accent()
        assert guest.page.locator("main [name=place]").count() == count
    guest.looks("a basket from four pages")


def book(guest, pages, email):
    choose_from(guest, pages)
    order = pay(guest, email)
    assert order.lines.count() == len(pages)
