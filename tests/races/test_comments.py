"""Moderators press at one moment: a comment is decided once."""

import threading
import time
from contextlib import suppress
from multiprocessing import Barrier

import pytest
from django.db import transaction

from community.comments import moderating, rewards
from community.comments.models import Comment, Decision, Deed, State, Thread, Writer
from community.comments.moderating import Ruling
from members.models import PointSource
from members.points import award, points_of
from members.services import personal_account
from tests.factories import NOON, ShowFactory, UserFactory
from tests.races.crowd import race, unguarded

pytestmark = pytest.mark.race
MODERATORS = 6
# So long a moderator waits for others, who wait for a lock.
WAIT_SECONDS = 8


@pytest.fixture
def waiting(fresh_house):
    with fresh_house():
        writer = Writer.objects.create(user=UserFactory(), name="Ada")
        thread = Thread.objects.create(show=ShowFactory())
        yield Comment.objects.create(
            thread=thread, writer=writer, once="once", language="en", text="Hi.",
            state=State.WAITING, queued_at=NOON, queued_as="new", written_at=NOON,
        )  # fmt: skip


def _look_long():
    """Wait between reading a comment and writing what is decided."""
    decide = moderating._decide

    def late(*asked):
        time.sleep(0.3)
        return decide(*asked)

    moderating._decide = late


def _press(comment, moderator, number, *, is_guarded):
    if not is_guarded:
        unguarded()
    _look_long()
    ruling = Ruling(by=moderator, once=f"press-{number}")
    is_new = moderating.decide(comment, Deed.PASS, ruling, now=NOON)
    return "decided" if is_new else "was decided"


def _answers(comment, *, is_guarded):
    moderator = UserFactory()
    return race(
        MODERATORS,
        lambda number: _press(comment, moderator, number, is_guarded=is_guarded),
    )


def test_one_of_many_moderators_decides(waiting):
    answers = _answers(waiting, is_guarded=True)
    assert sorted(answers) == ["decided", *["was decided"] * (MODERATORS - 1)]
    assert Decision.objects.count() == 1


def test_without_the_lock_several_decide(waiting):
    answers = _answers(waiting, is_guarded=False)
    assert answers.count("decided") > 1, answers


@pytest.fixture
def rewarded(waiting):
    """A comment that brought 30 points to a writer who has 100 others."""
    account = personal_account(waiting.writer.user)
    award(account, 100, source=PointSource.DESK, key="others", now=NOON)
    ruling = Ruling(by=UserFactory(), once="reward", reason="Fine")
    moderating.reward(waiting, ruling, points=30, now=NOON)
    return waiting


def _count_together(everybody):
    """Nobody takes back before all have counted, or nobody more can come."""
    given = rewards._given

    def late(row):
        found = given(row)
        with suppress(threading.BrokenBarrierError):
            everybody.wait(WAIT_SECONDS)
        return found

    rewards._given = late


def _bring_to_nothing(comment, decision, everybody, *, is_guarded):
    """What removing does once the comment is locked: its points are taken back.

    Not the whole of it: on PostgreSQL the comment's new state is a lock as well.
    """
    if not is_guarded:
        unguarded()
    _count_together(everybody)
    with transaction.atomic():
        row = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
        row.state = State.REMOVED
        rewards.settle_points(row, decision, now=NOON)
    return "settled"


def _left_of(comment, *, is_guarded):
    moderator, everybody = UserFactory(), Barrier(MODERATORS)
    decisions = [
        Decision.objects.create(
            comment=comment, by=moderator, deed=Deed.REMOVE, once=f"{number}", at=NOON
        )
        for number in range(MODERATORS)
    ]
    answers = race(
        MODERATORS,
        lambda number: _bring_to_nothing(
            comment, decisions[number], everybody, is_guarded=is_guarded
        ),
    )
    assert answers == ["settled"] * MODERATORS
    return points_of(personal_account(comment.writer.user))


def test_points_are_taken_back_once_however_many_remove(rewarded):
    assert _left_of(rewarded, is_guarded=True) == 100


def test_without_the_lock_others_are_taken_too(rewarded):
    assert _left_of(rewarded, is_guarded=False) < 100


def test_points_are_taken_back_once_whoever_removes(rewarded):
    moderator = UserFactory()

    def remove(number):
        _look_long()
        ruling = Ruling(by=moderator, once=f"remove-{number}")
        is_new = moderating.decide(rewarded, Deed.REMOVE, ruling, now=NOON)
        return "removed" if is_new else "was removed"

    answers = race(MODERATORS, remove)

    assert sorted(answers) == ["removed", *["was removed"] * (MODERATORS - 1)]
    assert points_of(personal_account(rewarded.writer.user)) == 100
