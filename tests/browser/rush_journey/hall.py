"""The administrator draws a small hall."""

from tests.browser.test_plan_editor import Hand
from tests.browser.test_staff_journey import fill, open_screen, press
from ticketing.venues.models import PlanVersion

SECTION = {"name_en": "Parterre", "name_zh_hans": "池座"}


def draw_hall(admin):
    """Return the version: a stage, three bent rows, one section with both names."""
    open_screen(admin, "desk-plan-add")
    fill(admin.page, name_en="Small stage", name_zh_hans="小剧场")
    admin.page.locator("main [name=hall]").select_option(index=1)
    press(admin.page, "Go on and draw", "**/draw/")
    version = PlanVersion.objects.latest("pk")
    hand = Hand(admin, version)
    hand.draw("stage", (-90, -220), (90, -170))
    hand.page.locator("[data-tool=row]").click()
    for name, value in {"rows": "3", "bend": "20", "spacing": "30"}.items():
        hand.option(name, value)
    hand.draw("row", (-110, -100), (110, -100))
    name_section(hand.page)
    assert hand.save().status == 200
    assert version.sections.get().name_zh_hans == SECTION["name_zh_hans"]
    return PlanVersion.objects.get(pk=version.pk)


def name_section(page):
    """Open the section in the list beside the plan, and call it by its names."""
    section = page.locator("[data-list=section] > *")
    section.locator("summary").click()
    for name, words in SECTION.items():
        section.locator(f"[data-name={name}]").fill(words)
        section.locator(f"[data-name={name}]").press("Tab")
