"""The staff's own ways through the admin, each with a browser of its own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.test_visitor_journey import going_to, hold_a_seat, order
from tests.checkout.shop import ADA
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.shows.models import Performance, Show
from ticketing.tickets.models import Ticket
from ticketing.venues.models import PlanVersion

pytestmark = pytest.mark.browser

ADMINISTRATOR = "admin@marquee.example"
EDITOR = "editor@marquee.example"
DESK = "desk@marquee.example"
TITLES = {"en": "The Glass Orchard", "zh-hans": "玻璃果园"}


def open_screen(person, name, *args):
    """Open a screen of the admin by the name of its address."""
    return person.page.goto(person.site.at(reverse(name, args=args)))


def fill(page, **values):
    """Write into fields; a name's `__` stands for a dash."""
    for name, value in values.items():
        page.locator(f"main [name={name.replace('__', '-')}]").fill(value)


def press(page, button, leads_to):
    """Press the button of that name, and arrive at such an address."""
    with going_to(page, leads_to):
        page.get_by_role("button", name=button, exact=True).click()


def test_an_editor_makes_a_show_and_visitors_find_it(staff, visitor):
    editor = staff(EDITOR)
    make_show(editor)
    publish_pages(editor.page)
    add_date(editor.page)
    paint_prices(editor.page)
    offer(editor.page)

    for language, width in (("en", 1440), ("zh-hans", 390)):
        find_and_open(visitor(language=language, width=width))


def make_show(editor):
    """From the list of shows on, with names that nobody knew before."""
    page = editor.page
    open_screen(editor, "shows_show_modeladmin_index")
    with going_to(page, "**/shows/new/"):
        page.locator(f"main a[href='{reverse('staff-show-add')}']").first.click()
    fill(
        page,
        name_en=TITLES["en"],
        name_zh_hans=TITLES["zh-hans"],
        running_minutes="120",
        company__0__company="Harbour Players | 海港剧团",
        credit__0__who="Ines Duarte",
        credit__0__role_en="Director",
    )
    page.locator("main [name=kind]").select_option(index=1)
    press(page, "Save and go on to its pages", "**/pages/")
    show = Show.objects.get(name_en=TITLES["en"])
    assert show.show_companies.get().company.name_zh_hans == "海港剧团"
    assert show.credits.get().person.name_en == "Ines Duarte"


def publish_pages(page):
    for language, title in TITLES.items():
        field = page.locator(f"main [name={language}-title]")
        assert field.input_value() == title
    fill(page, en__summary="A house and a frost.", en__story="One.\n\nTwo.")
    fill(page, **{"zh-hans-summary": "一座房子，一场霜冻。"})
    press(page, "Publish", "**/dates/")


def add_date(page):
    day = timezone.localdate() + timedelta(days=20)
    version = PlanVersion.objects.latest("pk")
    page.locator("main [name=plan_version]").select_option(str(version.pk))
    fill(page, dates=f"{day} 19:30")
    press(page, "Add and go on to the prices", "**/prices/")


def paint_prices(page):
    """Two prices: one brushed on the drawing, one chosen in the list beside it."""
    stalls, floor = PlanVersion.objects.latest("pk").sections.order_by("pk")
    fill(page, tier__0__price="480", tier__1__price="180.50")
    page.locator("[data-brushes] [value=A]").click()
    page.locator(f"[data-shape='{stalls.pk}'] path").click()
    assert page.locator(f"[name=section-{stalls.pk}]").input_value() == "A"
    page.locator(f"[name=section-{floor.pk}]").select_option("B")
    press(page, "Save the prices", "**/offer/")


def offer(page):
    assert "38 places go on sale at once." in page.locator("main").inner_text()
    page.locator("main [name=dates]").check()
    show = Show.objects.get(name_en=TITLES["en"])
    press(page, "Offer the chosen dates", f"**{reverse('staff-show', args=[show.pk])}")
    performance = Performance.objects.get(show=show)
    prices = performance.tiers.order_by("-price").values_list("price", flat=True)
    assert (performance.offered, [float(p) for p in prices]) == (True, [480, 180.5])


def find_and_open(guest):
    """What is on, the show, the plan of its date with places that are free."""
    page, title = guest.page, TITLES[guest.language]
    guest.go("/shows/")
    page.locator(".card a", has_text=title).first.click()
    page.wait_for_url("**/shows/the-glass-orchard/")
    assert title in page.locator("h1").inner_text()
    guest.looks("the new show")
    page.locator(".date a.btn").first.click()
    page.wait_for_url("**/performances/*/")
    page.wait_for_selector("[data-seatmap][data-ready]")
    assert page.locator(".map__svg [role=checkbox]").count() == 30


@pytest.fixture
def ordered(visitor):
    """Makes orders of a visitor who is going to pay by transfer."""

    def make():
        ada = visitor()
        hold_a_seat(ada)
        order(ada, "transfer")
        return Order.objects.latest("pk")

    return make


def act(desk, made, link):
    """Open an order, and follow the link to one of the things to do with it."""
    open_screen(desk, "orders_order_modeladmin_inspect", made.pk)
    with desk.page.expect_navigation():
        desk.page.locator("main").get_by_role("link", name=link).click()


def tell_back(desk, made):
    """What the order's page says, once it is the page again."""
    back = reverse("orders_order_modeladmin_inspect", args=[made.pk])
    assert desk.page.url == desk.site.at(back)
    made.refresh_from_db()
    return desk.page.locator("main").inner_text()


def receive(desk, made):
    act(desk, made, "Mark as received")
    fill(desk.page, amount=str(made.total), reference="STATEMENT 7")
    press(desk.page, "Received", "**/inspect/**")


def test_the_desk_receives_a_transfer_and_sends_the_tickets_again(staff, ordered):
    desk, made = staff(DESK), ordered()
    assert not Ticket.objects.filter(line__order=made).exists()

    receive(desk, made)

    ticket = Ticket.objects.get(line__order=made)
    assert ticket.serial in tell_back(desk, made)
    assert made.phase == Phase.PAID
    desk.site.run_waiting_tasks()
    before = mails_to_ada(desk.site)
    act(desk, made, "Send the tickets again")
    press(desk.page, "Send", "**/inspect/**")
    assert ticket.serial in tell_back(desk, made)
    desk.site.run_waiting_tasks()
    assert mails_to_ada(desk.site) == before + 1


def mails_to_ada(site):
    return sum(mail.count(f"To: {ADA['email']}") for mail in site.mails())


def test_the_desk_cancels_an_order_that_nobody_paid(staff, ordered):
    desk, made = staff(DESK), ordered()

    act(desk, made, "Cancel the order")
    fill(desk.page, reason="The buyer rang")
    press(desk.page, "Cancel this order", "**/inspect/**")

    assert "The buyer rang" in tell_back(desk, made)
    assert made.phase == Phase.CANCELLED
    assert desk.page.get_by_role("link", name="Cancel the order").count() == 0


@pytest.mark.parametrize(
    ("email", "foreign"),
    [
        (EDITOR, "orders_order_modeladmin_index"),
        (DESK, "staff-show-add"),
        (ADMINISTRATOR, "wagtailusers_users:index"),
    ],
)
def test_nobody_gets_at_what_is_not_theirs(staff, email, foreign):
    person = staff(email)
    address = reverse(foreign)
    person.page.locator("#wagtail-sidebar nav a").first.wait_for(state="attached")
    assert person.page.locator(f"a[href='{address}']").count() == 0

    open_screen(person, foreign)

    assert person.page.url == person.site.at("/admin/")
    words = person.page.locator(".messages").inner_text()
    assert "you do not have permission" in words


OURS = """axe.run(document.querySelector(".statements"), {resultTypes: ["violations"]})
  .then(({ violations }) => violations.map(({ id, nodes }) =>
    id + ": " + nodes.map(n => n.target.join(" "))))"""


def looks_well(page):
    """What is ours of a screen of the admin, on a desk and on a phone."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(OURS) == [], page.url
        wide = "document.body.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, page.url


def import_statement(desk, content):
    """Upload a statement, look at what it has, import it; returns what was said."""
    open_screen(desk, "desk-statement-new")
    file = {"name": "bank.csv", "mimeType": "text/csv", "buffer": content.encode()}
    desk.page.locator("[name=file]").set_input_files(file)
    press(desk.page, "Look into it", "**/statements/*/")
    looks_well(desk.page)
    press(desk.page, "Import these 2 lines", "**/statements/*/")
    desk.site.run_waiting_tasks()
    desk.page.reload()
    return desk.page.locator(".statements [role=status]").inner_text()


def test_the_desk_imports_a_statement_twice_and_decides(staff, ordered):
    desk, made, other = staff(DESK), ordered(), ordered()
    page = desk.page
    content = (
        "Date,Amount,Payer,Purpose\n"
        f"{timezone.localdate()},{made.total},Ada,Order {made.number}\n"
        f"{timezone.localdate()},{other.total - 1},Ada,Order {other.number}\n"
    )

    assert "2 lines were new" in import_statement(desk, content)
    assert "2 were known already" in import_statement(desk, content)
    made.refresh_from_db()
    assert made.phase == Phase.PAID

    open_screen(desk, "desk-statements")
    looks_well(page)
    with going_to(page, "**/lines/**"):
        page.locator("main table").get_by_role("link", name="Ada").click()
    looks_well(page)
    assert "stays due" in page.locator("main").inner_text()
    press(page, f"Book for {other.number}", "**/statements/**")
    assert f"Booked for order {other.number}" in page.locator(".messages").inner_text()
    assert other.payments.get(state="captured").amount == other.total - 1
    open_screen(desk, "desk-money-back")
    looks_well(page)
