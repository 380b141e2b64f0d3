"""Through a gallery with keys, a finger, an address, and on to a ticket."""

import pytest

from content.galleries.models import GalleryIndexPage
from tests.galleries.conftest import publish_gallery

pytestmark = pytest.mark.browser

SWIPE = """([from, to]) => {
  const stage = document.querySelector("[data-stage]");
  const finger = { pointerId: 7, pointerType: "touch", isPrimary: true, bubbles: true };
  const at = (x) => ({ ...finger, clientX: x, clientY: 300 });
  stage.dispatchEvent(new PointerEvent("pointerdown", at(from)));
  stage.dispatchEvent(new PointerEvent("pointerup", at(to)));
}"""
SHIFT = """() => new Promise((done) => {
  const sum = (list) => list.getEntries().reduce((all, one) => all + one.value, 0);
  const told = (list) => done(sum(list));
  new PerformanceObserver(told).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 500);
})"""
# Letters that arrive late may move a line by a hair; a picture would move far more.
HARDLY_ANY = 0.05


@pytest.fixture
def gallery(site, settings):
    """A gallery in each language, of the show that the site sells."""
    settings.MEDIA_ROOT = site.database.folder / "media"
    show = site.performance.show
    if not GalleryIndexPage.objects.first().get_children().exists():
        for language in ("en", "zh-hans"):
            publish_gallery(show, language=language, slug="garden")
    return "/galleries/garden/"


def is_open(page, number):
    """Wait until that picture is shown, and the address says so."""
    page.locator(f"[data-number]:text-is('{number}')").wait_for()
    assert page.url.endswith(f"#picture-{number}")


def is_closed(page):
    page.locator("[data-viewer]").wait_for(state="hidden")
    page.wait_for_function("!location.hash")


def test_pictures_are_walked_through_with_keys(visitor, gallery):
    ada = visitor(width=1440)
    page = ada.page
    ada.go(gallery)
    ada.looks("gallery")
    assert page.evaluate(SHIFT) < HARDLY_ANY

    page.locator(".shot__link").first.press("Enter")
    is_open(page, 1)
    assert page.get_by_role("status").filter(has_text="1 of 3").inner_text() == (
        "1 of 3: Act one, Ann Lens"
    )
    ada.looks("viewer")
    for key, number in (
        ("ArrowRight", 2), ("End", 3), ("Home", 1), ("ArrowLeft", 3),
    ):  # fmt: skip
        page.keyboard.press(key)
        is_open(page, number)
    page.keyboard.press("Escape")
    is_closed(page)
    focused = "document.activeElement.closest('li').id"
    assert page.evaluate(focused) == "picture-3"

    page.locator(".shot__link").nth(1).click()
    is_open(page, 2)
    page.go_back()
    is_closed(page)
    assert page.locator(".shot").count() == 3


def test_a_pictures_own_address_a_finger_and_the_way_to_a_ticket(visitor, gallery):
    ada = visitor(language="zh-hans", width=390, dark=True)
    page = ada.page
    ada.go(f"{gallery}#picture-2")
    is_open(page, 2)
    ada.looks("viewer on a phone")

    page.evaluate(SWIPE, [300, 100])
    is_open(page, 3)
    page.evaluate(SWIPE, [100, 300])
    is_open(page, 2)
    page.locator("[data-close]").click()
    is_closed(page)

    ada.looks("gallery on a phone")
    # Without the script each picture is a link to its file.
    plain = page.locator(".shot__link").first.get_attribute("href")
    assert page.request.get(ada.site.at(plain)).status == 200
    page.locator(".date a.btn").first.click()
    page.wait_for_url("**/performances/*/")
    ada.go("/galleries/")
    ada.looks("all galleries")
