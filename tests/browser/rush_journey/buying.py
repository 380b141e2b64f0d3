"""Three ways from the places to the ticket: pointed at, typed, tapped."""

from tests.browser.test_visitor_journey import going_to
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase

# More stops than any of these pages has.
MOST_STOPS = 250


def buy(person, places, email):
    """Choose these places on the map, pay, and return the paid order."""
    for place in places:
        seat_on_map(person, place).click()
    with going_to(person.page, "**/cart/"):
        person.follow_accent()
    person.looks("basket")
    return pay(person, email)


def seat_on_map(person, place):
    return person.page.locator(f".map__svg [data-seat='{place.seat_id}']")


def pay(person, email):
    """From the basket to the ticket."""
    page = person.page
    with going_to(page, "**/checkout/"):
        person.follow_accent()
    page.locator("main [name=name]").fill("Ada Winter")
    page.locator("main [name=email]").fill(email)
    page.locator("[name=method][value=sandbox]").check()
    page.locator("[name=terms]").check()
    person.looks("checkout")
    with going_to(page, "**/pay/sandbox/*/"):
        person.follow_accent()
    with going_to(page, "**/orders/**"):
        page.locator("[name=act][value=approve]").click()
    return bought(person, email)


def bought(person, email):
    person.looks("order")
    order = Order.objects.filter(buyer_email=email).latest("pk")
    assert order.phase == Phase.PAID
    assert person.page.locator(".ticket").count() == order.lines.count()
    return order


class Keyboard:
    """Somebody without a mouse: goes from stop to stop, and presses keys."""

    def __init__(self, person):
        self.person, self.page = person, person.page

    def reach(self, selector):
        """Press Tab until the focus is there, which must be seen."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            here = self.page.locator("*:focus")
            if here.count() and here.evaluate("(e, s) => e.matches(s)", selector):
                return
        message = f"{self.page.url}: no key leads to {selector}"
        raise AssertionError(message)

    def press(self, selector, *keys):
        self.reach(selector)
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, selector, words):
        self.reach(selector)
        self.page.keyboard.insert_text(words)

    def follow(self, selector, pattern):
        self.reach(selector)
        with going_to(self.page, pattern):
            self.page.keyboard.press("Enter")

    def choose_way(self, way):
        """A radio group is one stop; arrows go on in it."""
        self.reach("[name=method]")
        for _way in range(self.page.locator("[name=method]").count()):
            if self.page.locator(f"[name=method][value={way}]").is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        message = f"no arrow leads to {way}"
        raise AssertionError(message)


def buy_by_keyboard(person, places, email):
    """Tick these places in the list, pay, and return the paid order."""
    keys = Keyboard(person)
    for place in places:
        keys.press(f"#seat-form [name=place][value='{place.pk}']", "Space")
    person.looks("ticked in the list")
    keys.follow("#seat-form [type=submit]", "**/cart/")
    keys.follow("main .btn--go", "**/checkout/")
    keys.write("main [name=name]", "周末")
    keys.write("main [name=email]", email)
    keys.choose_way("sandbox")
    keys.press("[name=terms]", "Space")
    keys.follow("main [type=submit]", "**/pay/sandbox/*/")
    keys.follow("[name=act][value=approve]", "**/orders/**")
    return bought(person, email)
