"""Points that come by themselves: for signing in, and for comments that passed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from community.comments import moderating
from community.comments.models import Deed, Moderation
from community.comments.moderating import Ruling
from community.comments.writing import withdraw
from members.models import PointEntry, PointRules, PointSource
from members.points import points_of
from members.services import personal_account
from tests.checkout.shop import text_of
from tests.comments.talk import rules, say, writer
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
SCREEN = "desk-point-rules"


def _rates(**fields):
    PointRules(**fields).save()


def _points(who):
    return points_of(personal_account(who.user))


def _decide(comment, deed, once, now):
    ruling = Ruling(by=UserFactory(), once=once)
    return moderating.decide(comment, deed, ruling, now=now)


def test_a_house_that_says_nothing_gives_nothing(client, show, now):
    rules()
    ada = writer()
    _decide(say(show, ada, now=now), Deed.PASS, "1", now)
    client.force_login(ada.user)

    assert not PointEntry.objects.exists()


def test_the_first_login_of_a_day_counts_once(client):
    _rates(login=5)
    user = UserFactory()
    for _turn in range(3):
        client.force_login(user)

    entry = PointEntry.objects.get()
    assert (entry.amount, entry.source) == (5, PointSource.LOGIN)
    assert entry.account == personal_account(user)


def test_a_comment_counts_when_it_passes_and_once(show, now):
    rules(moderation=Moderation.BEFORE)
    _rates(comment=10)
    ada = writer()
    comment = say(show, ada, now=now)
    assert _points(ada) == 0

    _decide(comment, Deed.PASS, "1", now)
    assert _points(ada) == 10
    _decide(comment, Deed.REMOVE, "2", now)
    assert _points(ada) == 0
    _decide(comment, Deed.PASS, "3", now)
    assert _points(ada) == 10
    assert withdraw(comment, now=now)
    assert _points(ada) == 0


def test_a_trusted_members_comment_counts_at_once(show, now):
    rules(moderation=Moderation.TRUST, trusted_after=1)
    ada = writer()
    _decide(say(show, ada, now=now), Deed.PASS, "1", now)
    _rates(comment=10)

    say(show, ada, now=now)
    assert _points(ada) == 10


def test_an_award_comes_on_top(show, now):
    rules(moderation=Moderation.BEFORE)
    _rates(comment=10)
    ada = writer()
    comment = say(show, ada, now=now)
    ruling = Ruling(by=UserFactory(), once="1", reason="Fine")

    moderating.reward(comment, ruling, points=30, now=now)
    assert _points(ada) == 40
    comment.refresh_from_db()
    _decide(comment, Deed.REMOVE, "2", now)
    assert _points(ada) == 0


def test_so_many_comments_count_in_a_day(show, now):
    rules(moderation=Moderation.BEFORE)
    _rates(comment=10, comments_a_day=2)
    ada = writer()
    for number in range(3):
        _decide(say(show, ada, now=now), Deed.PASS, str(number), now)
    assert _points(ada) == 20

    later = now + timedelta(days=1)
    _decide(say(show, ada, now=later), Deed.PASS, "later", later)
    assert _points(ada) == 30


def test_the_rates_are_kept_and_refused(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    good = {"login": "2", "comment": "10", "comments_a_day": "3"}

    assert client.post(reverse(SCREEN), good).status_code == 302
    assert PointRules.objects.get().comment == 10
    answer = client.post(reverse(SCREEN), {**good, "login": "-1"})
    assert answer.status_code == 422
    assert "greater than or equal to 0" in text_of(answer)
    assert PointRules.objects.get().login == 2
