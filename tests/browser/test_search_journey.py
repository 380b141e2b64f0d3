"""A show is found on a phone: by pinyin, in spite of mistakes, and by facets alone."""

import re

import pytest
from django.utils import timezone

from content.services import publish_show_page, story_of
from ground.names import CHINESE, ENGLISH
from tests.browser.editor_journey.tabbing import walk
from tests.browser.visitor import PATIENCE
from tests.factories import ShowFactory, on_sale_now
from ticketing.shows.models import ShowKind

pytestmark = pytest.mark.browser
PHONE = 390
expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def searched(site):
    """The house has a second show, of another kind, and both can be found."""
    kind = ShowKind.objects.get(code="concert")
    names = {"name_en": "Moonlit River", "name_zh_hans": "春江花月夜"}
    show = ShowFactory(kind=kind, slug="moonlit-river", **names)
    on_sale_now(show=show, seats=20, price="90")
    for language, title in ((ENGLISH, "Moonlit River"), (CHINESE, "春江花月夜")):
        publish_show_page(
            show,
            language=language,
            title=title,
            summary=title,
            story=story_of([title]),
            now=timezone.now(),
        )
    # As in a large house, where several processes read the database.
    for command in (["search_rebuild", "--processes", "2"], ["search_check"]):
        status, said = site.database.run(
            "manage.py", *command, DJANGO_SETTINGS_MODULE="config.settings.dev"
        )
        assert status == 0, said


def search_page(visitor):
    """From home by the sign in the header, which a phone has in place of the box."""
    visitor.go("/")
    visitor.page.locator(".top a.only-s[href$='/search/']").click()
    visitor.page.wait_for_url("**/search/")


def ask(visitor, text):
    box = visitor.page.locator("#find-words")
    box.fill(text)
    with visitor.page.expect_navigation():
        box.press("Enter")


def hits(visitor):
    return visitor.page.locator(".hit h3 a")


def test_by_pinyin_while_it_is_typed(visitor, searched):
    ming = visitor(language="zh-hans", width=PHONE)
    page = ming.page
    search_page(ming)
    ming.looks("search")

    page.locator("#find-words").press_sequentially("drhy")
    option = page.get_by_role("option", name="冬日花园").first
    expect(option).to_be_visible()
    ming.looks("suggestions")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/the-winter-garden/")


def test_by_the_box_of_every_page(visitor, searched):
    ada = visitor()
    page = ada.page
    ada.go("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("moonl")
    option = page.get_by_role("option", name="Moonlit River").first
    expect(option).to_be_visible()
    expect(option).to_contain_text("¥90")
    ada.looks("suggestions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=moonl")
    expect(hits(ada)).to_have_text(["Moonlit River"])
    ada.looks("results")


def test_with_mistakes_and_by_facets(visitor, searched):
    ada = visitor(width=PHONE, dark=True)
    page = ada.page
    search_page(ada)

    ask(ada, "Wintre Gardn")
    expect(hits(ada)).to_have_text(["The Winter Garden"])
    expect(page.locator(".alert--soon")).to_contain_text("come close")
    ada.looks("near")

    search_page(ada)
    narrow_to_concerts(ada)
    walk(ada, "/search/?q=garden")
    search_page(ada)
    ask(ada, "xyzzyq")
    expect(page.locator(".nothing")).to_contain_text("No show fits")
    ada.looks("nothing")


def narrow_to_concerts(ada):
    """What is ticked applies at once, and can be taken back."""
    page = ada.page
    page.locator(".facets > summary").click()
    concert = page.get_by_role("checkbox", name=re.compile("Concert"))
    concert.check()
    page.wait_for_url("**/search/?kind=concert")
    expect(hits(ada)).to_have_text(["Moonlit River"])
    expect(concert).to_be_focused()
    expect(page.locator("#find-count")).to_have_text("1 show")
    ada.looks("narrowed")
    page.go_back()
    expect(hits(ada)).to_have_count(2)
    page.go_forward()
    expect(hits(ada)).to_have_text(["Moonlit River"])
    page.locator(".chip", has_text="Concert").click()
    page.wait_for_url("**/search/")
    expect(hits(ada)).to_have_count(2)


def test_without_scripts(visitor, searched):
    ada = visitor(width=PHONE, scripts=False)
    page = ada.page
    search_page(ada)

    ask(ada, "dongrihuayuan")
    expect(hits(ada)).to_have_text(["The Winter Garden"])
    ask(ada, "Wintre Gardn")
    expect(hits(ada)).to_have_text(["The Winter Garden"])

    search_page(ada)
    page.locator(".facets > summary").click()
    page.get_by_role("checkbox", name=re.compile("Concert")).check()
    with page.expect_navigation():
        page.locator(".facets__apply").click()
    expect(hits(ada)).to_have_text(["Moonlit River"])
    hits(ada).click()
    page.wait_for_url("**/moonlit-river/")
