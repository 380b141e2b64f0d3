"""What stands around the pages is made again when something of it has changed."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import StandardPage
from content.site_settings.models import Brand, Navigation
from ground import keeping
from tests.factories import PerformanceFactory
from ticketing.house.models import House

pytestmark = pytest.mark.django_db
MOST_CATALOGUE_QUERIES = 12


def a_second_later():
    """What a process asks anew each second; the frame itself it still has."""
    for key in ("house", "published", "look"):
        keeping.forget(key)
    cache.clear()


def home(client):
    return client.get("/en/").content.decode()


@pytest.fixture
def about(site):
    page = StandardPage(title="About us", slug="about-us", body=[("text", "Us.")])
    page.show_in_menus = True
    site["en"].add_child(instance=page)
    return page


def test_a_house_of_another_name_is_told_on_the_next_page(client, site):
    assert "The Globe" not in home(client)
    House.objects.update(name_en="The Globe")
    a_second_later()

    assert "The Globe" in home(client)


def test_an_editors_menu_and_brand_are_there_on_the_next_page(client, site):
    navigation = Navigation.load()
    navigation.save()
    Brand.load().save()
    home(client)
    navigation.small_print_en = "A charity."
    navigation.save()
    a_second_later()

    assert "A charity." in home(client)


@pytest.mark.parametrize("step", ["rename", "take off", "move"])
def test_a_page_of_the_menu_follows_its_editor(client, site, about, step):
    assert ">About us</a>" in home(client)
    if step == "rename":
        about.title = "The house"
        about.save_revision().publish()
    elif step == "take off":
        about.unpublish()
    else:
        target = site["en"].get_children().get(slug="shows")
        about.move(target, pos="last-child")
    a_second_later()

    assert ">About us</a>" not in home(client)


def test_a_page_built_after_a_quiet_while_asks_at_most_twelve(client, site, now):
    for day in range(30):
        PerformanceFactory(starts_at=now + timedelta(days=day + 1), offered=True)
    client.get("/en/shows/")  # pictures are cut
    a_second_later()

    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/shows/").status_code == 200

    asked = "\n".join(query["sql"][:120] for query in queries)
    assert len(queries) <= MOST_CATALOGUE_QUERIES, asked
