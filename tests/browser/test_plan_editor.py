"""A plan is drawn with mouse and keyboard, saved, and opened again."""

import pytest
from django.urls import reverse

from tests.browser.test_staff_journey import ADMINISTRATOR, open_screen
from ticketing.venues.editor import Saving, begin_plan, drawing_of, save_drawing
from ticketing.venues.models import Hall, PlanVersion, SeatingPlan

pytestmark = pytest.mark.browser


@pytest.fixture
def version(site):
    from django.utils import timezone  # noqa: PLC0415

    plan = SeatingPlan(hall=Hall.objects.first(), name_en="Drawn")
    return begin_plan(plan, who="Ada", now=timezone.now())


class Hand:
    """Somebody at the editor, who points at places of the plan."""

    def __init__(self, person, version):
        self.page = person.page
        open_screen(person, "desk-plan-editor", version.pk)
        self.page.wait_for_selector("[data-plan-editor][data-ready]")
        self.frame = self.page.locator("[data-frame]")

    def at(self, x, y):
        """The point of the screen that is x, y from the middle of the frame."""
        self.frame.scroll_into_view_if_needed()
        box = self.frame.bounding_box()
        return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y

    def draw(self, tool, start, end):
        self.page.locator(f"[data-tool={tool}]").click()
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at(*end), steps=4)
        self.page.mouse.up()

    def option(self, name, value):
        field = self.page.locator(f"[data-option={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def press(self, *keys):
        for key in keys:
            self.frame.press(key)

    def rest(self):
        """Wait until what the arrow keys moved is where it is drawn."""
        self.page.wait_for_function(
            "!document.querySelector('[data-plan-editor]').editor.view.shift.y"
        )

    def seats(self):
        """Row, number and place of every seat, as the editor has them."""
        return self.page.evaluate(
            "document.querySelector('[data-plan-editor]').editor.drawing.seats"
            ".map(({ row, label, x, y }) => [row, label, x, y])"
        )

    def save(self):
        with self.page.expect_response("**/draw/save/") as answer:
            self.page.locator("[data-keep=save]").first.click()
        return answer.value


def rows_of(version):
    """The saved seats of each row, in their order."""
    found = {}
    for row, label in version.seats.order_by("pk").values_list("row", "label"):
        found.setdefault(row, []).append(label)
    return found


def number_from_the_right(page):
    page.locator("[data-chosen-part] summary").last.click()
    page.locator("[data-chosen=scheme]").select_option("rtl")
    page.locator("[data-act=renumber]").click()


def test_a_small_plan_is_drawn_undone_saved_and_opened_again(staff, version):
    admin = staff(ADMINISTRATOR)
    hand = Hand(admin, version)
    hand.draw("stage", (-150, -200), (150, -150))
    hand.page.locator("[data-tool=row]").click()
    hand.option("rows", "3")
    hand.option("bend", "20")
    hand.draw("row", (-150, -60), (150, -60))
    drawn = hand.seats()
    assert sorted({row for row, *_rest in drawn}) == ["A", "B", "C"]

    hand.press("Delete")
    assert hand.seats() == []
    hand.press("Control+z")
    assert hand.seats() == drawn
    hand.press("Control+y", "Control+z")
    assert hand.seats() == drawn

    hand.press("a")
    number_from_the_right(hand.page)
    hand.page.locator("[data-flag=aisle]").check()
    assert hand.save().status == 200

    rows = rows_of(version)
    assert rows["A"] == [str(n) for n in range(len(rows["A"]), 0, -1)]
    assert {seat.flags for seat in version.seats.all()} == {8}
    again = Hand(admin, version)
    assert len(again.seats()) == sum(map(len, rows.values()))


def test_arrow_keys_move_what_is_chosen(staff, version):
    """The drawing follows when they rest, or when another key is pressed."""
    hand = Hand(staff(ADMINISTRATOR), version)
    hand.draw("row", (-150, 0), (150, 0))
    drawn = hand.seats()

    hand.press("ArrowDown", "ArrowRight", "Control+z")
    assert hand.seats() == drawn
    hand.press("Shift+ArrowDown", "Shift+ArrowDown")
    hand.rest()
    assert [y for *_rest, y in hand.seats()] == [y + 20 for *_rest, y in drawn]
    hand.press("Control+z")
    assert hand.seats() == drawn


def test_a_lasso_a_table_and_a_standing_area(staff, version):
    hand = Hand(staff(ADMINISTRATOR), version)
    hand.page.locator("[data-tool=table]").click()
    hand.option("table-seats", "4")
    hand.page.mouse.click(*hand.at(-120, 0))
    hand.draw("area", (20, -40), (180, 60))
    assert [row for row, *_rest in hand.seats()] == ["T1"] * 4

    hand.press("Escape")
    box = [(-200, -90), (-40, -90), (-40, 90), (-200, 90)]
    hand.page.locator("[data-tool=lasso]").click()
    hand.page.mouse.move(*hand.at(*box[0]))
    hand.page.mouse.down()
    for corner in (*box[1:], box[0]):
        hand.page.mouse.move(*hand.at(*corner), steps=3)
    hand.page.mouse.up()
    count = hand.page.locator("[data-count]")
    assert count.inner_text() == "4 seats are chosen."
    assert hand.save().status == 200

    kinds = version.sections.values_list("kind", "capacity")
    assert sorted(kinds) == [("seated", 4), ("standing", 100)]
    assert len(drawing_of(PlanVersion.objects.get(pk=version.pk)).tables) == 1


def test_nothing_is_lost_where_somebody_saved_meanwhile(staff, version):
    from django.utils import timezone  # noqa: PLC0415

    from tests.venues.drawings import small  # noqa: PLC0415

    admin = staff(ADMINISTRATOR)
    hand = Hand(admin, version)
    hand.draw("row", (-100, 0), (100, 0))
    mine = len(hand.seats())
    save_drawing(version.pk, Saving(small(), 1, "Bo Chen"), now=timezone.now())

    assert hand.save().status == 409
    notice = hand.page.locator("[data-conflict]")
    assert "Bo Chen has saved this plan meanwhile" in notice.inner_text()
    with hand.page.expect_response("**/draw/save/") as answer:
        notice.locator("[data-keep=save-new]").click()

    assert answer.value.status == 200
    assert len(hand.seats()) == mine
    newest = version.plan.versions.latest("number")
    assert (newest.number, newest.seats.count()) == (2, mine)
    hand.page.wait_for_url("**" + reverse("desk-plan-editor", args=[newest.pk]))
    assert version.seats.count() == 5
    # The browser's console calls the refusal a fault; it is the one that is due.
    assert len(admin.faults) == 1
    assert "409" in admin.faults.pop()
