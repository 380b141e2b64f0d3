"""A translation that lags behind says so, where it is edited and in a report."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.models import ShowPage
from content.services import publish_show_page, story_of
from content.staff.translations.standing import finding_of, findings, findings_of
from tests.factories import ShowFactory

# What is kept for a second is kept: counts must not hang on the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]


@pytest.fixture
def pair(furnished):
    """A show's pages, published together an hour ago."""
    show = ShowFactory(name_en="Swan Lake", name_zh_hans="天鹅湖", slug="swan-lake")
    at = timezone.now() - timedelta(hours=1)
    pages = {
        code: publish_show_page(
            show, language=code, title=title, summary="", story=story_of([]), now=at
        )
        for code, title in (("en", "Swan Lake"), ("zh-hans", "天鹅湖"))
    }
    _published(pages["en"], at)
    _published(pages["zh-hans"], at)
    return pages


def _published(page, at):
    Page.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)


def _publish_again(page, at):
    Page.objects.filter(pk=page.pk).update(last_published_at=at)


def _stale():
    return [one.page.pk for one in findings() if one.page]


def test_published_together_both_are_up_to_date(pair):
    assert _stale() == []
    assert findings_of(pair.values()) == {}


def test_the_translation_lags_behind_an_original_that_was_published_again(pair):
    _publish_again(pair["en"], timezone.now())

    assert _stale() == [pair["zh-hans"].pk]
    assert finding_of(pair["en"]) is None
    told = finding_of(pair["zh-hans"]).sentence
    assert told.startswith("The English text was published on")
    assert "after this translation" in told


def test_a_translation_that_was_published_after_it_is_up_to_date(pair):
    now = timezone.now()
    _publish_again(pair["en"], now - timedelta(minutes=30))
    _publish_again(pair["zh-hans"], now)

    assert _stale() == []


def test_the_one_that_was_published_first_is_the_original(pair):
    Page.objects.filter(pk=pair["zh-hans"].pk).update(
        first_published_at=timezone.now() - timedelta(days=2)
    )
    _publish_again(pair["zh-hans"], timezone.now())

    assert _stale() == [pair["en"].pk]


def test_a_page_that_is_not_there_yet_is_missing(pair):
    pair["zh-hans"].delete()

    told = [one for one in findings() if one.original.pk == pair["en"].pk]

    assert [(one.language, one.page) for one in told] == [("zh-hans", None)]


def test_a_draft_is_no_translation_yet(pair):
    pair["zh-hans"].unpublish()

    told = [one for one in findings() if one.original.pk == pair["en"].pk]

    assert [one.language for one in told] == ["zh-hans"]


def test_an_editor_is_warned_and_says_that_it_still_holds(editor, pair):
    _publish_again(pair["en"], timezone.now() - timedelta(minutes=5))
    chinese = pair["zh-hans"]
    edit = reverse("wagtailadmin_pages:edit", args=[chinese.pk])
    settle = reverse("staff-translation", args=[chinese.pk])
    assert settle in editor.get(edit).content.decode()
    show = reverse("staff-show", args=[chinese.show_id])
    assert settle in editor.get(show).content.decode()
    report = reverse("staff-translations")
    assert "天鹅湖" in editor.get(report).content.decode()
    assert editor.get(settle).status_code == 200

    assert editor.post(settle).url == edit

    assert _stale() == []
    assert settle not in editor.get(edit).content.decode()
    _publish_again(pair["en"], timezone.now() + timedelta(minutes=5))
    assert _stale() == [chinese.pk]


def test_the_report_is_had_by_kind_and_state_and_as_csv(editor, pair):
    _publish_again(pair["en"], timezone.now())
    url = reverse("staff-translations")
    kind = ShowPage.objects.first().content_type_id

    file = editor.get(url, {"format": "csv", "kind": kind}).content.decode("utf-8-sig")
    missing = editor.get(url, {"state": "missing", "kind": kind}).content.decode()

    assert len(file.splitlines()) == 2
    assert "天鹅湖" in file
    assert "天鹅湖" not in missing
    assert editor.get(url, {"kind": "x", "page": "x"}).status_code == 200


def test_many_pages_take_as_many_questions_as_few(pair, django_assert_num_queries):
    now = timezone.now()
    for number in range(8):
        publish_show_page(
            ShowFactory(slug=f"show-{number}"),
            language="en",
            title=f"Show {number}",
            summary="",
            story=story_of([]),
            now=now,
        )

    with django_assert_num_queries(2):
        assert len(findings()) == 8


def test_of_a_page_that_is_up_to_date_nothing_is_asked(editor, pair):
    settle = reverse("staff-translation", args=[pair["zh-hans"].pk])

    assert editor.get(settle).status_code == 302
    assert editor.get(reverse("staff-translation", args=[0])).status_code == 404
