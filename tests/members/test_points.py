"""Points: what is written down once, and what a member has."""

from itertools import count

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from members.errors import PointsShort
from members.models import PointEntry, PointSource
from members.points import award, points_of, take
from members.services import personal_account
from tests.checkout.shop import text_of
from tests.factories import NOON, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
DESK = PointSource.DESK


def _member():
    return personal_account(UserFactory())


def _give(account, amount, key="1", **fields):
    return award(account, amount, source=DESK, key=key, now=NOON, **fields)


def test_a_source_counts_once():
    member, other = _member(), _member()

    assert _give(member, 5)
    assert not _give(member, 5)
    assert not _give(other, 7)
    assert award(member, 3, source=PointSource.COMMENT, key="1", now=NOON)

    assert (points_of(member), points_of(other)) == (8, 0)


def test_no_more_is_taken_than_there_is():
    member = _member()
    _give(member, 5)

    with pytest.raises(PointsShort, match="5"):
        take(member, 6, source=DESK, key="2", now=NOON)

    assert take(member, 5, source=DESK, key="2", now=NOON)
    assert points_of(member) == 0


@pytest.mark.parametrize("deed", [award, take])
@pytest.mark.parametrize("amount", [0, -1])
def test_less_than_one_point_is_no_amount(deed, amount):
    with pytest.raises(ValueError, match=str(amount)):
        deed(_member(), amount, source=DESK, key="1", now=NOON)


def test_the_database_lets_nothing_be_changed_or_doubled():
    member = _member()
    _give(member, 5)
    entry = PointEntry.objects.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        PointEntry.objects.update(amount=6)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PointEntry.objects.create(
            account=member, amount=1, source=DESK, key="1", at=NOON
        )


_runs = count()


class Sheet(RuleBasedStateMachine):
    """Two members and the keys of a few sources, against a sheet of paper."""

    def __init__(self):
        super().__init__()
        self.run = next(_runs)
        self.members = [_member(), _member()]
        self.has, self.counted = [0, 0], set()

    @rule(
        who=st.integers(0, 1),
        amount=st.integers(1, 9),
        source=st.sampled_from(PointSource),
        key=st.integers(0, 12),
        gives=st.booleans(),
    )
    def enter(self, who, amount, source, key, gives):
        deed, change = (award, amount) if gives else (take, -amount)
        is_new = (source, key) not in self.counted
        by = {"source": source, "key": f"{self.run}-{key}", "now": NOON}
        if is_new and self.has[who] + change < 0:
            with pytest.raises(PointsShort):
                deed(self.members[who], amount, **by)
            return
        assert deed(self.members[who], amount, **by) is is_new
        if is_new:
            self.counted.add((source, key))
            self.has[who] += change

    @invariant()
    def everybody_has_the_sum(self):
        assert [points_of(member) for member in self.members] == self.has
        assert min(self.has) >= 0


def test_the_ledger_agrees_with_the_sheet():
    run_state_machine_as_test(
        Sheet,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_member_reads_their_own_points(client):
    user = UserFactory()
    client.force_login(user)
    assert "No points yet" in text_of(client.get(reverse("checkout:points")))

    _give(personal_account(user), 120, reason="A fine word")
    _give(_member(), 999, key="2", reason="Somebody else’s")
    page = text_of(client.get(reverse("checkout:points")))

    assert "You have 120 points." in page
    assert "A fine word" in page
    assert "Somebody else’s" not in page


@pytest.mark.parametrize("entries", [1, 20])
def test_a_long_history_asks_no_more(client, django_assert_max_num_queries, entries):
    user = UserFactory()
    client.force_login(user)
    for number in range(entries):
        _give(personal_account(user), 1, key=str(number))

    # The first page of a process fills what it keeps in memory.
    client.get(reverse("checkout:points"))
    with django_assert_max_num_queries(12):
        client.get(reverse("checkout:points"))
