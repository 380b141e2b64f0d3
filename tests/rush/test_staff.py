"""What staff set for buyers, without code."""

import pytest
from django.urls import reverse

from tests.factories import offered_performance
from ticketing.rush.models import the_rules

pytestmark = pytest.mark.django_db


def test_an_editor_limits_a_performance(editor):
    performance = offered_performance()
    page = reverse("desk-sale-rules", args=[performance.pk])

    assert "Limits" in editor.get(page).content.decode()
    answer = editor.post(page, {"most_per_order": "4", "most_per_buyer": "2"})

    performance.refresh_from_db()
    assert answer.status_code == 302
    assert (performance.most_per_order, performance.most_per_buyer) == (4, 2)


def test_the_page_says_who_changed_what(editor):
    performance = offered_performance(most_per_buyer=6)
    page = reverse("desk-sale-rules", args=[performance.pk])
    wish = {"most_per_buyer": "4", "rereleased_at": "2026-12-24T10:00"}
    editor.post(page, wish)
    editor.post(page, {**wish, "has_waiting_list": "on"})
    editor.post(page, {**wish, "has_waiting_list": "on"})

    told = editor.get(page, headers={"accept-language": "en"}).context["history"]
    page = editor.get(page, headers={"accept-language": "zh-hans"}).content.decode()

    list_on, limit = told
    assert [(rule.before, rule.after) for rule in list_on.rules] == [("no", "yes")]
    assert [(rule.before, rule.after) for rule in limit.rules] == [
        ("6", "4"),
        ("none", "2026-12-24 10:00"),
    ]
    assert limit.who
    assert "每人最多张数：6 → 4" in page


def test_a_limit_of_nought_is_no_limit(editor):
    performance = offered_performance()
    page = reverse("desk-sale-rules", args=[performance.pk])

    assert editor.post(page, {"most_per_buyer": "0"}).status_code == 422


def test_the_show_leads_to_the_rules(editor):
    performance = offered_performance()
    show = reverse("staff-show", args=[performance.show_id])

    page = editor.get(show, headers={"accept-language": "en"}).content.decode()

    assert reverse("desk-sale-rules", args=[performance.pk]) in page


def test_the_house_says_how_buyers_are_told_apart(administrator):
    page = reverse("desk-rush")
    fields = administrator.get(page).context["form"].initial

    answer = administrator.post(page, {**fields, "calling_code": "44"})

    assert answer.status_code == 302
    assert the_rules().calling_code == "44"
