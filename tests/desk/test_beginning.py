"""First steps: what a house still lacks is named until it is there."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from content.staff.beginning import DEEPER, DEEPER_IN, HELP
from tests.factories import NOON, ShowFactory, offered_performance
from ticketing.house.models import the_house

pytestmark = pytest.mark.django_db


def test_a_new_house_is_told_what_it_lacks(administrator):
    page = administrator.get(reverse("wagtailadmin_home")).content.decode()

    assert "First steps" in page
    assert reverse("staff-show-add") in page
    assert "Draw a seating plan." in page


def test_an_editor_is_told_of_shows_alone(editor):
    page = editor.get(reverse("wagtailadmin_home")).content.decode()

    assert "Make a show." in page
    assert "Draw a seating plan." not in page


def test_once_all_is_done_the_list_is_gone(administrator):
    offered_performance(now=NOON)
    house = the_house()
    house.terms_url_en, house.bank_account = "https://example.org/terms", "6222"
    house.save()

    page = administrator.get(reverse("wagtailadmin_home")).content.decode()

    assert "First steps" not in page


def test_each_screen_says_how_it_works(editor):
    show = ShowFactory()

    for name in ("staff-show-edit", "staff-pages", "staff-dates", "staff-offer"):
        page = editor.get(reverse(name, args=[show.pk])).content.decode()
        assert page.count("data-remember=") == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_step_names_what_goes_deeper(editor, language):
    """The headings are those of the handbook, word for word."""
    handbook = (Path(settings.ROOT) / DEEPER_IN).read_text(encoding="utf-8")
    assert set(DEEPER) == set(HELP)
    for headings in DEEPER.values():
        assert all(f"\n## {heading}\n" in handbook for heading in headings)

    page = editor.get(reverse("staff-show-add"), headers={"Accept-Language": language})

    text = page.content.decode()
    assert "<code>docs/staff.md</code>" in text
    assert "<cite>A show on sale, in one go</cite>" in text
