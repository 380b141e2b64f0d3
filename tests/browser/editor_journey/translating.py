"""The announcement into Chinese, sentence by sentence, beside the English."""

from tests.browser.test_visitor_journey import going_to

WORDS = {
    "The orchard opens": "果园开门",
    "Tickets are on sale now.": "现已开票。",
}


def translate(editor, page_about):
    """From the page's own editor to the Chinese page that is public."""
    page = editor.page
    page.goto(editor.site.at(f"/admin/pages/{page_about.pk}/edit/"))
    page.locator("header").get_by_role("button", name="Actions").first.click()
    with going_to(page, "**/localize/submit/**"):
        page.get_by_role("link", name="Translate this page").first.click()
    page.locator("main [name=locales]").check()
    with going_to(page, "**/edit/"):
        page.locator("main [type=submit]").first.click()
    make_room(page)
    for english, chinese in WORDS.items():
        write_segment(page, english, chinese)
    with going_to(page, "**/admin/pages/**"):
        page.get_by_role("button", name="Publish in").click()
    translated = page_about.get_translations().live().get()
    assert translated.title == WORDS["The orchard opens"]
    return translated.specific


def make_room(page):
    """The panel at the side, once opened, stays open and over the words."""
    toggle = page.get_by_role("button", name="Toggle status")
    if toggle.get_attribute("aria-expanded") == "true":
        toggle.click()


def write_segment(page, english, chinese):
    segment = page.locator("li", has_text=english).last
    segment.get_by_role("button", name="Translate").click()
    page.locator("main textarea").fill(chinese)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("main textarea").wait_for(state="detached")
