"""What moderators decide, once each, and what the member hears of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse

from community.comments import errors, moderating
from community.comments.mail import send_decision
from community.comments.models import Comment, Decision, Deed, Moderation, State
from community.comments.moderating import Ruling
from community.comments.writing import appeal
from tests.comments.talk import rules, say, writer
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def by(once="key", **fields):
    return Ruling(by=UserFactory(), once=once, **fields)


def _mails():
    mail.outbox.clear()
    for decision in Decision.objects.order_by("pk"):
        send_decision(decision.pk)
    return mail.outbox


@pytest.fixture
def waiting(show, now):
    rules(moderation=Moderation.BEFORE)
    return say(show, writer(), now=now)


def test_a_comment_is_passed_once(waiting, now):
    ruling = by()
    assert moderating.decide(waiting, Deed.PASS, ruling, now=now)
    assert not moderating.decide(waiting, Deed.PASS, ruling, now=now)
    assert not moderating.decide(waiting, Deed.PASS, by("other"), now=now)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.queued_at) == (State.SHOWN, None)
    assert Decision.objects.count() == 1


def test_removing_a_comment_leaves_its_answers(show, now):
    rules()
    first = say(show, writer(), now=now)
    answer = say(show, writer("Bob"), now=now, parent=first.pk)
    moderating.decide(first, Deed.REMOVE, by(), now=now)
    answer.refresh_from_db()
    assert answer.state == State.SHOWN


def test_what_was_taken_back_stays_so(waiting, now):
    Comment.objects.update(state=State.WITHDRAWN, queued_at=None)
    assert not moderating.decide(waiting, Deed.PASS, by(), now=now)


def test_the_member_hears_why_in_their_own_language(show, now):
    rules()
    comment = say(show, writer(language="zh-hans"), now=now)
    moderating.decide(comment, Deed.REMOVE, by(reason="insult: 请注意"), now=now)
    (told,) = _mails()
    assert "天鹅湖" in told.subject
    assert "请注意" in told.body
    assert "It hurts" not in told.body
    assert comment.text in told.body


def test_a_member_objects_once(waiting, now):
    moderating.decide(waiting, Deed.SPAM, by("1"), now=now)
    appeal(waiting, "It is no spam.", now=now)
    with pytest.raises(errors.NoAppeal):
        appeal(waiting, "Again.", now=now)
    waiting.refresh_from_db()
    assert waiting.queued_as == "appeal"
    assert moderating.decide(waiting, Deed.REMOVE, by("2"), now=now)
    with pytest.raises(errors.NoAppeal):
        appeal(waiting, "Again.", now=now)
    assert "last word" in _mails()[-1].body


def test_what_is_shown_can_not_be_objected_to(show, now):
    rules()
    with pytest.raises(errors.NoAppeal):
        appeal(say(show, writer(), now=now), "Why?", now=now)


def test_a_longer_silence_stays(waiting, now):
    moderating.mute(waiting, by("1"), days=7, now=now)
    moderating.mute(waiting, by("2"), days=1, now=now)
    waiting.writer.refresh_from_db()
    assert waiting.writer.muted_until == now + timedelta(days=7)


def test_the_house_answers_once_below_the_comment(show, now):
    rules()
    comment, ruling = say(show, writer(), now=now), by()
    assert moderating.reply(comment, ruling, "Thank <b>you</b>.", now=now)
    assert not moderating.reply(comment, ruling, "Thank you.", now=now)
    (answer,) = comment.replies.all()
    assert (answer.text, answer.writer, answer.state) == (
        "Thank you.",
        None,
        State.SHOWN,
    )


def test_decisions_are_kept_for_good(waiting, now):
    moderating.warn(waiting, by(), now=now)
    for change in (
        lambda: Decision.objects.update(reason="x"),
        lambda: Decision.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.fixture
def chief(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def _post(client, deed, *comments, **fields):
    data = {"once": "k" * 20, "deed": deed, "comment": [c.pk for c in comments]}
    return client.post(reverse("desk-comments-decide"), {**data, **fields}, follow=True)


def test_a_hundred_are_handled_by_two_presses(chief, show, now):
    rules(moderation=Moderation.BEFORE, per_hour=100)
    ada = writer()
    for turn in range(100):
        say(show, ada, f"Comment {turn}", now=now)
    for turn in range(2):
        page = chief.get(reverse("desk-comments"))
        shown = [one.comment for one in page.context["waiting"]]
        assert len(shown) == 50
        _post(chief, "pass", *shown, once=f"key-of-turn-number-{turn}")
    assert Comment.objects.filter(state=State.SHOWN).count() == 100


def test_the_queue_takes_few_queries(chief, show, now, django_assert_max_num_queries):
    rules(moderation=Moderation.BEFORE)
    for turn in range(10):
        say(show, writer(f"Ada {turn}"), now=now)
    chief.get(reverse("desk-comments"))
    with django_assert_max_num_queries(25):
        page = chief.get(reverse("desk-comments"))
    assert "10 comments wait" in page.content.decode()


def test_one_button_is_one_comments(chief, show, now):
    rules(moderation=Moderation.BEFORE)
    first, second = (say(show, writer(n), now=now) for n in ("Ada", "Bob"))
    _post(chief, f"remove:{first.pk}", second, reason="topic", words="Really.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.REMOVED, State.WAITING)
    assert Decision.objects.get().reason == "topic: Really."


def test_a_word_that_is_no_deed_is_refused(chief, waiting):
    assert _post(chief, "burn", waiting).status_code == 422
    assert _post(chief, "pass:x").status_code == 200
    assert not Decision.objects.exists()


def test_the_rules_are_kept(chief):
    fields = {
        "moderation": "before", "trusted_after": 3, "words": "casino",
        "most_links": 0, "flags": 2, "edit_minutes": 5, "per_hour": 4,
    }  # fmt: skip
    answer = chief.post(reverse("desk-comment-rules"), fields)
    assert answer.status_code == 302
    page = chief.get(reverse("desk-comment-rules")).content.decode()
    assert "casino" in page
