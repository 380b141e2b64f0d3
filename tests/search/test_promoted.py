"""What the house recommends for some words."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from content.days import house_today
from content.models import StandardPage
from content.services import story_of
from ground.keeping import forget
from search.models import Promotion
from search.promoted import promoted
from tests.factories import ShowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(now):
    """What stands first for a text, asked anew."""

    def told(text, language="en"):
        forget("search-promotions")
        return promoted(text, language=language, now=now)

    return told


@pytest.fixture
def standard_pages(site):
    """A page in both languages."""
    page = StandardPage(title="Seats", slug="seats", body=story_of(["Seats"]))
    english = site["en"].add_child(instance=page)
    chinese = english.copy_for_translation(site["zh-hans"].locale, copy_parents=True)
    chinese.title = "座位"
    chinese.save_revision().publish()
    return english, StandardPage.objects.get(pk=chinese.pk)


@pytest.mark.parametrize(
    ("typed", "stands_first"),
    [
        ("christmas", True),
        ("Christmas ballet", True),
        ("圣诞", True),
        ("聖誕演出", True),
        ("white winter", True),
        ("winter white", True),
        ("winter", False),
        ("christ", False),
        ("", False),
        ("!!", False),
    ],
)
def test_a_show_stands_first_for_its_words(told, show, typed, stands_first):
    Promotion.objects.create(words="christmas, 圣诞, white winter", show=show)

    assert told(typed) == ((f"show:{show.pk}",) if stands_first else ())


def test_nothing_withdrawn_hidden_or_private_stands_first(told, show, pages, site, now):
    Promotion.objects.create(words="swan", show=show)
    assert told("swan")

    restriction = PageViewRestriction.objects.create(
        page=site["en"], restriction_type=PageViewRestriction.LOGIN
    )
    PageViewRestriction.objects.create(
        page=site["zh-hans"], restriction_type=PageViewRestriction.LOGIN
    )
    forget("published")
    assert told("swan") == ()
    PageViewRestriction.objects.all().delete()
    forget("published")
    assert told("swan")
    assert restriction

    for page in pages.values():
        page.unpublish()
    assert told("swan") == ()
    for page in pages.values():
        page.save_revision().publish()
    assert told("swan")

    show.withdrawn_at = now
    show.save()
    assert told("swan") == ()


def test_a_page_stands_first_in_the_readers_language(told, standard_pages):
    english, chinese = standard_pages
    Promotion.objects.create(words="seats", page=english)

    assert told("seats") == (f"page:{english.pk}",)
    assert told("seats", "zh-hans") == (f"page:{chinese.pk}",)
    chinese.unpublish()
    assert told("seats", "zh-hans") == (f"page:{english.pk}",)
    english.unpublish()
    assert told("seats") == ()


@pytest.mark.parametrize(
    ("first", "last", "is_on"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False)],
)
def test_a_recommendation_has_its_days(told, show, now, first, last, is_on):
    today = house_today(now)

    def day(n):
        return None if n is None else today + timedelta(days=n)

    Promotion.objects.create(
        words="swan", show=show, first_on=day(first), last_on=day(last)
    )

    assert bool(told("swan")) == is_on


def test_of_many_the_lowest_positions_stand_first(told, show):
    others = [ShowFactory() for _ in range(4)]
    for n, other in enumerate(others):
        Promotion.objects.create(words="swan", show=other, position=4 - n)
    Promotion.objects.create(words="swan", show=show, position=9)

    assert told("swan") == tuple(f"show:{s.pk}" for s in reversed(others[1:]))


def test_a_recommendation_names_one_thing_and_words(show, site):
    for wrong in (
        {"words": "swan"},
        {"words": "swan", "show": show, "page": site["en"]},
        {"words": " ,!", "show": show},
        {"words": ",".join(map(str, range(40))), "show": show},
    ):
        with pytest.raises(ValidationError):
            Promotion(**wrong).full_clean()
