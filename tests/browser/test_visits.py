"""Visits in Chromium: somebody looks at a show, and it is on the chart."""

import time

import pytest

from content.visits.models import Sighting
from tests.browser.visitor import Visitor
from tests.visits.conftest import FIREFOX, IPHONE

pytestmark = pytest.mark.browser
PATIENCE = 60
SHOW = "/shows/the-winter-garden/"


@pytest.fixture
def someone(chromium, site):
    """Makes visitors who say that they read with this browser."""
    made = []

    def make(agent):
        visitor = Visitor(chromium, site)
        visitor.context.set_extra_http_headers({"User-Agent": agent})
        made.append(visitor)
        return visitor

    yield make
    for each in made:
        each.leave()


def _wait_for(people):
    deadline = time.monotonic() + PATIENCE
    while Sighting.objects.values("person").distinct().count() < people:
        assert time.monotonic() < deadline, "nobody was written down"
        time.sleep(0.2)


def test_who_looks_at_a_show_puts_it_on_the_chart(someone, site, visitor):
    for agent in (FIREFOX, IPHONE):
        someone(agent).go(SHOW)
    # Chromium without a head is a robot.
    visitor().go(SHOW)
    _wait_for(2)
    site.run_waiting_tasks()

    for wishes in ({}, {"width": 360, "language": "zh-hans", "dark": True}):
        reader = visitor(**wishes)
        reader.go("/chart/")
        assert reader.page.locator(".rank__v").inner_text().split()[0] == "2"
        reader.looks("chart")
        reader.go("/statistics/")
        assert reader.page.locator(".figs dd").first.inner_text() == "2"
        reader.looks("statistics")

    reader = visitor()
    reader.go("/")
    reader.page.locator(".chart a").click()
    assert reader.page.url.endswith(SHOW)
