"""Points for comments: once each, gone with the comment, seen by everybody."""

import pytest
from django.urls import reverse

from community.comments import moderating
from community.comments.mail import send_decision
from community.comments.models import Decision, Deed, Moderation, State
from community.comments.moderating import Ruling
from community.comments.writing import appeal, withdraw
from members.models import PointEntry, PointSource
from members.points import points_of, take
from members.services import personal_account
from tests.checkout.shop import text_of
from tests.comments.talk import rules, say, writer
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def by(once="key", **fields):
    return Ruling(by=UserFactory(), once=once, **fields)


@pytest.fixture
def ada(db):
    return writer()


@pytest.fixture
def waiting(show, now, ada):
    rules(moderation=Moderation.BEFORE)
    return say(show, ada, now=now)


def _points(who):
    return points_of(personal_account(who.user))


def test_points_are_awarded_once_and_pass_the_comment(waiting, ada, now):
    ruling = by(reason="So well said")

    assert moderating.reward(waiting, ruling, points=30, now=now)
    assert not moderating.reward(waiting, ruling, points=30, now=now)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.queued_at, waiting.points) == (
        State.SHOWN,
        None,
        30,
    )
    entry = PointEntry.objects.get()
    assert (entry.key, entry.reason) == (
        f"decision-{Decision.objects.get().pk}",
        "So well said",
    )
    assert _points(ada) == 30


def test_two_moderators_award_both(waiting, ada, now):
    moderating.reward(waiting, by("1"), points=30, now=now)
    moderating.reward(waiting, by("2"), points=5, now=now)

    assert _points(ada) == 35


def test_points_go_with_a_comment_and_come_back_with_it(waiting, ada, now):
    moderating.reward(waiting, by("1"), points=30, now=now)
    moderating.decide(waiting, Deed.REMOVE, by("2"), now=now)
    moderating.decide(waiting, Deed.SPAM, by("3"), now=now)
    assert _points(ada) == 0

    appeal(waiting, "Why?", now=now)
    moderating.decide(waiting, Deed.PASS, by("4"), now=now)
    assert _points(ada) == 30


def test_what_the_member_no_longer_has_is_not_owed(waiting, ada, now):
    moderating.reward(waiting, by("1"), points=30, now=now)
    by_desk = {"source": PointSource.DESK, "key": "x", "now": now}
    take(personal_account(ada.user), 20, **by_desk)

    moderating.decide(waiting, Deed.REMOVE, by("2"), now=now)
    assert _points(ada) == 0

    appeal(waiting, "Why?", now=now)
    moderating.decide(waiting, Deed.PASS, by("3"), now=now)
    assert _points(ada) == 10


def test_points_go_when_the_writer_takes_it_back(waiting, ada, now):
    moderating.reward(waiting, by("1"), points=30, now=now)

    assert withdraw(waiting, now=now)
    assert not withdraw(waiting, now=now)
    assert _points(ada) == 0


def test_nobody_rewards_themselves_nor_what_is_gone(waiting, ada, now):
    own = Ruling(by=ada.user, once="own", reason="Me")
    assert not moderating.reward(waiting, own, points=30, now=now)

    moderating.decide(waiting, Deed.REMOVE, by("1"), now=now)
    assert not moderating.reward(waiting, by("2"), points=30, now=now)
    assert _points(ada) == 0


@pytest.fixture
def chief(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def _press(client, comment, **fields):
    data = {"once": "k" * 20, "deed": f"award:{comment.pk}", **fields}
    return client.post(reverse("desk-comments-decide"), data)


def test_the_button_gives_points_and_everybody_sees_the_mark(
    chief, waiting, ada, show, now, mailoutbox
):
    asked = {"points": 30, "words": "A fine word"}
    for _turn in range(2):
        assert _press(chief, waiting, **asked).status_code == 302
    assert _points(ada) == 30

    chief.logout()
    page = text_of(chief.get(f"/en/comments/{show.slug}/"))
    assert "Rewarded by the house" in page
    mailoutbox.clear()
    send_decision(Decision.objects.get().pk)
    assert "30 points" in mailoutbox[0].body
    assert "A fine word" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"words": "Fine"}, "Say how many points."),
        ({"points": "0", "words": "Fine"}, "greater than or equal to 1"),
        ({"points": "30"}, "Say what the points are for."),
    ],
)
def test_points_without_number_or_reason_are_refused(chief, waiting, fields, told):
    answer = _press(chief, waiting, **fields)

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not PointEntry.objects.exists()
