"""First steps: what a house still lacks is named until it is there."""

import pytest
from django.urls import reverse

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
