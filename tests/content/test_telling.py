"""From a show to the pages that tell of it, which have it already."""

import pytest
from django.urls import reverse

from content.announcements.models import AnnouncementIndexPage, AnnouncementPage
from content.staff.telling import tellings
from tests.factories import ShowFactory

pytestmark = pytest.mark.django_db
NAMES = ["Announcement", "News item", "Special", "Gallery"]


@pytest.fixture
def swans():
    return ShowFactory(name_en="Swan Lake", name_zh_hans="天鹅湖")


def test_a_show_leads_to_all_that_can_tell_of_it(editor, swans):
    text = editor.get(reverse("staff-show", args=[swans.pk])).content.decode()
    told = tellings(editor.user, swans)

    assert [one.words for one in told] == NAMES
    for one in told:
        assert f'href="{one.url}"' in text
        assert editor.get(one.url).status_code == 200


def test_the_admins_first_page_leads_there_too(editor, desk):
    addresses = [one.url for one in tellings(editor.user)]

    home = editor.get("/admin/").content.decode()
    assert all(f'href="{address}"' in home for address in addresses)
    assert reverse("staff-show-add") in home
    assert "Make something" not in desk.get("/admin/").content.decode()


def test_whoever_may_write_no_pages_is_led_to_none(desk, swans):
    assert tellings(desk.user, swans) == []
    assert (
        "Tell of it"
        not in desk.get(reverse("staff-show", args=[swans.pk])).content.decode()
    )


@pytest.mark.parametrize("kind", range(len(NAMES)))
def test_the_show_stands_on_the_new_page(editor, swans, kind):
    form = editor.get(tellings(editor.user, swans)[kind].url).context["form"]

    if "shows" in form.formsets:
        [row] = form.formsets["shows"].forms
        assert row.initial["show"] == swans.pk
    else:
        assert form.initial["show"] == swans.pk
        assert form.initial["title"] == "Swan Lake"


def test_it_is_saved_with_the_page(editor, swans):
    url = tellings(editor.user, swans)[0].url
    sent = {
        field.html_name: field.value() or ""
        for field in editor.get(url).context["form"]
    }
    sent |= {
        "title": "Now on sale",
        "slug": "now-on-sale",
        "summary": "Come.",
        "action-publish": "1",
        "body-count": "0",
        "shows-0-show": str(swans.pk),
        "shows-0-id": "",
        "shows-0-ORDER": "1",
    }
    for name, count in (("shows", 1), ("performances", 0), ("comments", 0)):
        sent |= {f"{name}-TOTAL_FORMS": str(count), f"{name}-INITIAL_FORMS": str(count)}

    answer = editor.post(url, sent)

    assert answer.status_code == 302, answer.context["form"].errors
    assert AnnouncementPage.objects.get().shows.get().show == swans


@pytest.mark.parametrize("query", ["", "?show=", "?show=x", "?show=987654", "?show=²"])
def test_without_a_show_the_page_begins_empty(editor, query):
    index = AnnouncementIndexPage.objects.get(locale__language_code="en")
    names = ["announcements", "announcementpage", index.pk]
    address = reverse("wagtailadmin_pages:add", args=names)

    form = editor.get(f"{address}{query}").context["form"]

    assert form.formsets["shows"].forms == []
