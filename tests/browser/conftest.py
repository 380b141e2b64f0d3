"""One Chromium and one living site for the tests of a module."""

import os
import shutil

import pytest

from tests.browser.living_site import living_site
from tests.browser.visitor import Visitor
from tests.own_database import own_database

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("there is no Chromium (CHROMIUM)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(chromium, database_template, django_db_blocker, tmp_path_factory):
    """A house with real commits, so that the web server beside sees them too.

    Playwright's loop runs in this thread, which Django would take for asynchronous
    code: nothing here awaits while it asks the database.
    """
    folder = tmp_path_factory.mktemp("house")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with (
            own_database(database_template, folder) as database,
            living_site(database) as opened,
        ):
            yield opened


@pytest.fixture
def visitor(chromium, site):
    """Makes visitors, each with cookies of its own; no page may end with a fault."""
    made = []

    def make(**wishes):
        made.append(Visitor(chromium, site, **wishes))
        return made[-1]

    yield make
    faults = [fault for each in made for fault in each.faults]
    for each in made:
        each.leave()
    assert faults == []


@pytest.fixture
def staff(visitor):
    """Makes people who have come in at the admin's door with a demo login."""

    def make(email):
        made = visitor()
        page = made.page
        page.goto(made.site.at("/admin/"))
        page.locator("[name=username]").fill(email)
        page.locator("[name=password]").fill(made.site.password_of(email))
        with page.expect_navigation(url="**/admin/"):
            page.locator("form:has([name=password]) [type=submit]").click()
        return made

    return make
