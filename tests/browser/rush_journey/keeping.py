"""The desk keeps places back: for others until a moment, for guests, for nobody."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.browser.rush_journey.clocks import house_time
from tests.browser.test_staff_journey import fill, open_screen, press
from tests.browser.test_visitor_journey import going_to
from ticketing.desk.models import Comp
from ticketing.stock.models import Allotment

GUEST = {"name": "Kim Park", "email": "kim@example.org"}


def choose(desk, performance, *, rows=(), places=(), deed):
    """Tick rows or places, and what is to be done with them."""
    open_screen(desk, "desk-control-places", performance.pk)
    for row in rows:
        desk.page.locator(f"[name=row][value='{row}']").check()
    for place in places:
        desk.page.locator(f"[name=place][value='{place.pk}']").check()
    desk.page.locator(f"[name=deed][value={deed}]").check()


def do(desk):
    press(desk.page, "Do it", "**/places/**")


def allot(desk, performance, row):
    """Let only the telephone sell that row, until an hour from now."""
    choose(desk, performance, rows=[row], deed="allot")
    release = house_time(timezone.now() + timedelta(hours=1))
    desk.page.locator("[name=channel]").select_option("phone")
    fill(desk.page, release_at=release)
    do(desk)
    return Allotment.objects.get(performance=performance)


def let_moment_come(allotment):
    past = timezone.now() - timedelta(seconds=1)
    Allotment.objects.filter(pk=allotment.pk).update(release_at=past)


def withhold(desk, performance, rows):
    choose(desk, performance, rows=rows, deed="withhold")
    fill(desk.page, reason="House seats")
    do(desk)


def ask_free_ticket(desk, performance, place):
    """Whoever asks for it can't be the one who gives it."""
    choose(desk, performance, places=[place], deed="comp")
    fill(desk.page, reason="Critic of the Daily", **GUEST)
    do(desk)
    comp = Comp.objects.get(performance=performance)
    open_screen(desk, "desk-comp", comp.pk)
    words = desk.page.locator("main").inner_text()
    assert "somebody else approves them" in words
    assert desk.page.locator("[value=grant]").count() == 0
    return comp


def approve(second, comp, asked):
    """From the list, where the letter leads as well."""
    assert reverse("desk-comp", args=[comp.pk]) in asked.text
    open_screen(second, "desk-comps")
    with going_to(second.page, "**/free-tickets/*/"):
        second.page.get_by_role("link", name=comp.name).click()
    with going_to(second.page, "**/free-tickets/*/"):
        second.page.locator("[value=grant]").click()
    comp.refresh_from_db()
    assert comp.decided_by != comp.asked_by
    assert comp.order.lines.count() == 1
