"""What the editor tells of the show: at once, in its time, at length, in pictures."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Revision

from content.announcements.models import AnnouncementPage
from content.galleries.models import GalleryPage
from content.news.models import NewsPage
from content.specials.models import SpecialPage
from tests.browser.editor_journey.writing import (
    begin,
    choose_picture,
    file_of,
    publish,
    save_draft,
    stand_still,
    write,
)
from tests.browser.rush_journey.clocks import house_time
from tests.browser.test_visitor_journey import going_to

PICTURES = ("Blossom", "Frost", "Morning")


def announce(editor, show):
    begin(editor, show, "Announcement", "The orchard opens")
    write(editor.page, summary="Tickets are on sale now.")
    editor.page.locator("[name=urgent]").check()
    publish(editor.page)
    return AnnouncementPage.objects.get(title="The orchard opens")


def plan_news(editor, show):
    """Write a story that is to appear tomorrow."""
    page, day = editor.page, timezone.now() + timedelta(days=1)
    begin(editor, show, "News item", "Glass in the workshop")
    write(page, lead="How three hundred panes are cut.")
    choose = page.get_by_role("button", name="Choose an image").first
    choose_picture(page, choose, "Panes", (1600, 900))
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    planned = house_time(day).replace("T", " ")
    dialog = page.get_by_role("dialog").filter(has=page.locator("[name=go_live_at]"))
    dialog.locator("[name=go_live_at]").fill(planned)
    with going_to(page, "**/edit/"):
        # The calendar that opened with the field may stand over the button.
        dialog.get_by_role("button", name="Save schedule").press("Enter")
    stand_still(page)
    publish(page, "Schedule to publish")
    news = NewsPage.objects.get(title="Glass in the workshop")
    at = Revision.objects.for_instance(news).latest("pk").approved_go_live_at
    assert (news.live, house_time(at).replace("T", " ")) == (False, planned)
    return news


def let_its_time_come(site, news):
    """Tomorrow is now; the real worker does what it does every few seconds."""
    past = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.for_instance(news):
        if revision.approved_go_live_at:
            revision.approved_go_live_at = past
            revision.content["go_live_at"] = past.isoformat()
            revision.save()
    site.run_waiting_tasks()
    news.refresh_from_db()
    assert news.live
    return news


def put_together(editor, show):
    """A special: a heading, words, a quotation, a review, dates and a round-up."""
    page = editor.page
    begin(editor, show, "Special", "A night in the orchard")
    write(page, standfirst="What frost does to glass, and to people.")
    blocks = Blocks(page)
    blocks.add("Heading", value="Before dawn")
    blocks.add("Paragraph")
    page.locator("[data-contentpath=body] [contenteditable=true]").last.click()
    page.keyboard.type("At four the lamps go out.")
    blocks.add("Quotation", text="We had one night.", source="Ines Duarte")
    blocks.add("Review", stars="4.5", text="It glows.", source="The Harbour Post")
    blocks.add("Dates, live")
    blocks.choose_show(show)
    blocks.add("News of its shows")
    publish(page)
    return SpecialPage.objects.get(title="A night in the orchard")


class Blocks:
    """The story of a page, from top to bottom."""

    def __init__(self, page):
        self.page, self.count = page, 0
        self.body = page.locator("[data-contentpath=body]").first

    def add(self, kind, **words):
        """Add a block of that kind to the end, and fill in its fields."""
        self.body.locator(".c-sf-add-button").last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()
        for name, value in words.items():
            ending = "value" if name == "value" else f"value-{name}"
            self.body.locator(f"[name=body-{self.count}-{ending}]").fill(value)
        self.count += 1

    def choose_show(self, show):
        at = f"body-{self.count - 1}-value-shows"
        block = self.body.locator(f"div:has(> [name={at}-count])")
        block.get_by_role("button", name="Add", exact=True).first.click()
        block.get_by_role("button", name="Choose a show").click()
        modal = self.page.locator(".modal")
        modal.get_by_role("link", name=show.name_en, exact=True).click()
        modal.wait_for(state="detached")


def show_pictures(editor, show):
    """A gallery: begun, saved once, filled with several pictures at a time."""
    page = editor.page
    begin(editor, show, "Gallery", "The orchard in rehearsal")
    save_draft(page)
    with going_to(page, "**/pictures/"):
        page.get_by_role("link", name="Add many pictures").click()
    page.locator("main [type=file]").set_input_files([file_of(n) for n in PICTURES])
    page.locator("main [name=credit]").fill("Lin Mei")
    with going_to(page, "**/edit/"):
        page.get_by_role("button", name="Add them").click()
    stand_still(page)
    for at, name in enumerate(PICTURES):
        page.locator(f"[name=pictures-{at}-caption]").fill(name)
    publish(page)
    gallery = GalleryPage.objects.get(title="The orchard in rehearsal")
    assert gallery.pictures.count() == len(PICTURES)
    return gallery
