"""What members may write, and what becomes of it before anybody looks."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from community.comments import errors
from community.comments.cleaning import plain
from community.comments.models import Comment, Like, Moderation, State
from community.comments.writing import (
    change,
    flag,
    keep_name,
    like,
    withdraw,
    write,
)
from tests.comments.talk import rules, say, words, writer
from tests.factories import ShowFactory, UserFactory
from tests.members.levels import make_level, member_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<b>bold</b> <script>alert(1)</script>end", "bold end"),
        ("&lt;img src=x onerror=alert(1)&gt;gone", "gone"),
        ("&amp;lt;i&amp;gt;deep", "deep"),
        ("1 < 2 & I <3 it", "1 < 2 & I <3 it"),
        ("a\u202eb\u200bc", "abc"),
        ("one\r\n\r\n\r\n\r\ntwo", "one\n\ntwo"),
    ],
)
def test_a_comment_is_plain_text(typed, kept):
    assert plain(typed) == kept


def test_nothing_but_markup_is_nothing(show, now):
    rules()
    with pytest.raises(errors.NothingSaid):
        say(show, writer(), "<p></p>", now=now)


def test_the_second_press_says_nothing_new(show, now):
    rules()
    ada, typed = writer(), words()
    assert write(show, ada, typed, now=now) == write(show, ada, typed, now=now)
    assert Comment.objects.count() == 1


def test_an_answer_to_an_answer_is_refused_and_not_kept(show, now):
    rules()
    first = say(show, writer(), now=now)
    answer = say(show, writer("Bob"), now=now, parent=first.pk)
    with pytest.raises(errors.TooDeep):
        say(show, writer("Cy"), now=now, parent=answer.pk)
    assert Comment.objects.count() == 2


def test_a_comment_of_another_show_can_not_be_answered(show, pages, now):
    rules()
    other = say(show, writer(), now=now)
    elsewhere = ShowFactory(slug="elsewhere")
    with pytest.raises(errors.CommentsClosed):
        say(elsewhere, writer("Bob"), now=now, parent=other.pk)


def test_a_show_that_nobody_sees_takes_no_comments(show, pages, now):
    rules()
    for page in pages.values():
        page.unpublish()
    with pytest.raises(errors.CommentsClosed):
        say(show, writer(), now=now)
    show.withdrawn_at = now
    with pytest.raises(errors.CommentsClosed):
        say(show, writer("Bob"), now=now)


def test_a_show_with_comments_can_not_vanish_below_them(show, now):
    rules()
    comment = say(show, writer(), now=now)
    with pytest.raises(ProtectedError):
        comment.thread.show.delete()
    with pytest.raises(ProtectedError):
        comment.thread.delete()


def test_so_many_in_an_hour(show, now):
    rules(per_hour=2)
    ada = writer()
    say(show, ada, now=now)
    say(show, ada, now=now)
    with pytest.raises(errors.TooOften):
        say(show, ada, now=now)
    say(show, ada, now=now + timedelta(hours=1, seconds=1))


def test_who_is_muted_is_told_until_when(show, now):
    rules()
    ada = writer()
    ada.muted_until = now + timedelta(days=1)
    ada.save()
    with pytest.raises(errors.Muted):
        say(show, ada, now=now)
    say(show, ada, now=now + timedelta(days=1))


def test_a_name_is_one_members_and_not_the_houses(show, house):
    rules()
    writer("Ada")
    for name in ("ADA", house.name_en, "  "):
        with pytest.raises(errors.NameTaken):
            keep_name(UserFactory(), name)


def test_a_comment_is_changed_within_minutes(show, now):
    rules(edit_minutes=15)
    comment = say(show, writer(), now=now)
    changed = change(comment, words("Better."), now=now + timedelta(minutes=14))
    assert (changed.text, changed.edited_at) == (
        "Better.",
        now + timedelta(minutes=14),
    )
    with pytest.raises(errors.TooLate):
        change(comment, words("Late."), now=now + timedelta(minutes=15))


def test_a_bad_word_can_not_come_in_by_a_change(show, now):
    rules(words="casino\n赌场")
    comment = say(show, writer(), now=now)
    assert change(comment, words("My CASINO!"), now=now).state == State.WAITING


def test_a_comment_that_is_taken_back_leaves_its_answers(show, now):
    rules()
    first = say(show, writer(), now=now)
    answer = say(show, writer("Bob"), now=now, parent=first.pk)
    assert withdraw(first, now=now)
    assert not withdraw(first, now=now)
    answer.refresh_from_db()
    assert answer.state == State.SHOWN


def test_who_likes_twice_likes_once_and_never_oneself(show, now):
    rules()
    ada, bob = writer(), writer("Bob")
    comment = say(show, ada, now=now)
    like(comment, bob.user, is_liked=True)
    like(comment, bob.user, is_liked=True)
    assert Like.objects.count() == 1
    like(comment, bob.user, is_liked=False)
    assert not Like.objects.exists()
    with pytest.raises(errors.OwnComment):
        like(comment, ada.user, is_liked=True)


def test_reports_bring_it_before_the_house_and_then_hide_it(show, now):
    rules(moderation=Moderation.TRUST, trusted_after=1, flags=2)
    comment = say(show, writer(), now=now)
    Comment.objects.update(state=State.SHOWN, queued_at=None)
    bob, cy = UserFactory(), UserFactory()
    assert flag(comment, bob, "insult", now=now)
    assert not flag(comment, bob, "spam", now=now)
    comment.refresh_from_db()
    assert (comment.state, comment.queued_as) == (State.SHOWN, "flagged")
    flag(comment, cy, "spam", now=now)
    comment.refresh_from_db()
    assert comment.state == State.WAITING


def test_a_change_takes_nothing_reported_out_of_sight(show, now):
    rules(flags=1, moderation=Moderation.AFTER)
    comment = say(show, writer(), now=now)
    flag(comment, UserFactory(), "insult", now=now)
    changed = change(comment, words("Nice."), now=now)
    assert (changed.state, changed.queued_as) == (State.WAITING, "changed")


@pytest.mark.parametrize(
    ("moderation", "state", "is_queued"),
    [("before", "waiting", True), ("after", "shown", True), ("trust", "waiting", True)],
)
def test_the_house_looks_when_it_says(show, now, moderation, state, is_queued):
    rules(moderation=moderation)
    comment = say(show, writer(), now=now)
    assert (comment.state, comment.is_before_moderators) == (state, is_queued)


def test_words_and_links_make_anybodys_comment_wait(show, now):
    rules(words="casino\n赌场", most_links=1)
    ada = writer()
    assert say(show, ada, "去赌场吧", now=now).queued_as == "word"
    assert say(show, ada, "http://a.b www.c.d", now=now).queued_as == "links"
    assert say(show, ada, "casinos http://a.b", now=now).state == State.SHOWN


def test_trust_is_earned_and_lost(show, now):
    rules(moderation=Moderation.TRUST, trusted_after=2)
    ada = writer()
    for _turn in range(2):
        say(show, ada, now=now)
    Comment.objects.update(state=State.SHOWN, passed_at=now, queued_at=None)
    trusted = say(show, ada, now=now)
    assert (trusted.state, trusted.queued_at) == (State.SHOWN, None)
    Comment.objects.filter(pk=trusted.pk).update(state=State.REMOVED)
    assert say(show, ada, now=now).state == State.WAITING


def test_a_level_is_trusted(show, now):
    vip = make_level()
    rules(moderation=Moderation.TRUST).trusted_levels.add(vip)
    user, _account = member_at(vip, now=now)
    assert say(show, keep_name(user, "Vip"), now=now).state == State.SHOWN
