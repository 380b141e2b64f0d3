"""The catalogue in Chromium, and the example front end, which has the API alone."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "headless" / "index.html"
TITLES = {"en": "The Winter Garden", "zh-hans": "冬日花园"}


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh-hans", 390)])
def test_the_catalogue_and_a_front_end_elsewhere(site, visitor, language, width):
    person = visitor(language=language, width=width, dark=width < 600)
    page, title = person.page, TITLES[language]
    month = f"{site.performance.local_start:%Y/%m}/"

    for path in (f"/catalogue/{month}", f"/catalogue/{month}list/", "/catalogue/list/"):
        person.go(path)
        person.looks()
        assert page.locator("main").get_by_text(title).count() > 0

    address = site.at("/example/")
    html = EXAMPLE.read_text(encoding="utf-8")
    page.route(
        f"{address}*", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page.goto(f"{address}?language={language}")
    page.get_by_role("heading", name=title).wait_for()
    person.looks()

    book = page.locator(f'a[href$="/{language}/performances/{site.performance.pk}/"]')
    assert book.count() == 1
    assert "280" in page.locator("main li").first.inner_text()
