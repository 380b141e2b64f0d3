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
