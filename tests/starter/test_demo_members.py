"""The demo house has members who paid, who owe, and one whose level rests."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.checking import check_invariants
from starter.demo.loading.members import PEOPLE, load_members
from starter.dues import plan_reminders
from starter.levels import plan_levels
from ticketing.dues.models import Due
from ticketing.dues.running import run_dues
from ticketing.dues.standing import Stage, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_members_are_made_once_in_all_stages():
    plan_levels()
    plan_reminders()
    now = timezone.now()
    for _ in range(2):
        load_members(now=now)

    owed = Due.objects.owed().select_related("order", "carries_on", "level__falls_to")
    assert {standing(due, now).stage for due in owed} == set(Stage)
    assert Due.objects.filter(paid_at__isnull=False).count() == 1
    assert Due.objects.count() == len(PEOPLE) - 1
    run_dues(now=now)
    assert Due.objects.count() == len(PEOPLE) - 1
    assert check_invariants(now=now + timedelta(minutes=1)).offenders == []
