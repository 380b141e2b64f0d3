"""What a member can do: write, change, take back, like, report, object."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from community.comments import errors
from community.comments.cleaning import plain
from community.comments.models import (
    Comment,
    CommentRules,
    Flag,
    FlagReason,
    Like,
    Queued,
    State,
    Thread,
    Writer,
    the_rules,
)
from community.comments.places import is_public
from community.comments.rewards import earn, take_points_away
from community.comments.trust import Verdict, verdict
from ground import dates
from members.models import User
from ticketing.house.models import the_house
from ticketing.shows.models import Show

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed; `once` is the form's own key."""

    text: str
    language: str
    once: str
    stars: int | None = None
    is_spoiler: bool = False
    parent: int | None = None


def is_open(show: Show) -> bool:
    """Whether members may write about the show, and like what others wrote."""
    return the_rules().is_open and show.withdrawn_at is None and is_public(show)


def own_writer(user: User) -> Writer | None:
    return Writer.objects.filter(user=user).select_related("user").first()


@transaction.atomic
def keep_name(user: User, name: str) -> Writer:
    """The name by which a member writes, here and beside what was written before.

    Raises NameTaken, for the house's own names too.
    """
    house = the_house()
    name = " ".join(plain(name).split())
    taken = {house.name_en.casefold(), house.name_zh_hans.casefold()}
    if not name or name.casefold() in taken:
        raise errors.NameTaken
    try:
        with transaction.atomic():
            kept, _made = Writer.objects.update_or_create(
                user=user, defaults={"name": name}
            )
    except IntegrityError as error:
        raise errors.NameTaken from error
    return kept


@transaction.atomic
def write(show: Show, writer: Writer, words: Words, *, now: datetime) -> Comment:
    """Say something about a show; the second press of the button says nothing new.

    Raises CommentsClosed, Muted, TooOften, TooDeep or NothingSaid. The writer's
    row is the lock.
    """
    if not is_open(show):
        raise errors.CommentsClosed
    writer = _locked(writer)
    known = Comment.objects.filter(once=words.once).first()
    if known is not None:
        return known
    rules = the_rules()
    _may_write(writer, rules, now)
    thread, _made = Thread.objects.get_or_create(show=show)
    parent = _parent(thread, words.parent)
    text = _text(words.text)
    said = verdict(text, writer, rules, now)
    comment: Comment = Comment.objects.create(
        thread=thread,
        parent=parent,
        writer=writer,
        once=words.once,
        language=words.language,
        text=text,
        stars=None if parent or not rules.has_stars else words.stars,
        is_spoiler=words.is_spoiler,
        written_at=now,
        **_standing(said, now),
    )
    earn(comment, now=now)
    return comment


@transaction.atomic
def change(comment: Comment, words: Words, *, now: datetime) -> Comment:
    """Put it another way, within the house's minutes; it is looked at as if new.

    Raises TooLate, Muted or NothingSaid.
    """
    writer = _locked(comment.writer)
    comment = locked_comment(comment.pk)
    rules = the_rules()
    if not may_change(comment, rules, now):
        raise errors.TooLate
    _not_muted(writer, now)
    text = _text(words.text)
    said = verdict(text, writer, rules, now)
    if comment.flags.filter(seen_at=None).exists():
        # A change takes nothing that was reported out of the moderators' sight.
        is_hidden = State.WAITING in (comment.state, said.state)
        said = Verdict(State.WAITING if is_hidden else State.SHOWN, Queued.CHANGED)
    comment.text, comment.is_spoiler = text, words.is_spoiler
    comment.stars = None if comment.parent_id else words.stars
    comment.edited_at = now
    for name, value in _standing(said, now).items():
        setattr(comment, name, value)
    comment.save()
    earn(comment, now=now)
    return comment


def may_change(comment: Comment, rules: CommentRules, now: datetime) -> bool:
    """As long as the house has decided nothing about it, and it is new."""
    is_new = now < comment.written_at + timedelta(minutes=rules.edit_minutes)
    is_there = comment.state in (State.SHOWN, State.WAITING)
    return is_new and is_there and not comment.decisions.all()


@transaction.atomic
def withdraw(comment: Comment, *, now: datetime) -> bool:
    """Take it back; what was answered to it stays. Says whether it was there.

    Points that it got go with it.
    """
    _locked(comment.writer)
    row = locked_comment(comment.pk)
    if row.state not in (State.SHOWN, State.WAITING):
        return False
    row.state, row.queued_at, row.queued_as = State.WITHDRAWN, None, ""
    row.save(update_fields=["state", "queued_at", "queued_as"])
    take_points_away(row, now=now)
    return True


def like(comment: Comment, user: User, *, is_liked: bool) -> None:
    """Say that it helped, or no longer; twice is once. Raises OwnComment."""
    if comment.writer is not None and comment.writer.user_id == user.pk:
        raise errors.OwnComment
    if is_liked:
        Like.objects.bulk_create(
            [Like(comment=comment, user=user)], ignore_conflicts=True
        )
    else:
        Like.objects.filter(comment=comment, user=user).delete()


@transaction.atomic
def flag(comment: Comment, user: User, reason: FlagReason, *, now: datetime) -> bool:
    """Bring it before the house; so many of them hide it. Says whether it counted."""
    if comment.writer is not None and comment.writer.user_id == user.pk:
        raise errors.OwnComment
    comment = locked_comment(comment.pk)
    _flag, is_new = Flag.objects.get_or_create(
        comment=comment, user=user, defaults={"reason": reason, "at": now}
    )
    if not is_new or comment.state != State.SHOWN or comment.writer_id is None:
        return is_new
    if comment.queued_at is None:
        comment.queued_at = now
    comment.queued_as = Queued.FLAGGED
    if comment.flags.filter(seen_at=None).count() >= the_rules().flags:
        comment.state = State.WAITING
    comment.save(update_fields=["queued_at", "queued_as", "state"])
    return True


@transaction.atomic
def appeal(comment: Comment, text: str, *, now: datetime) -> None:
    """Ask the house once to look again. Raises NoAppeal or NothingSaid."""
    comment = locked_comment(comment.pk)
    if not comment.is_gone or comment.appealed_at is not None:
        raise errors.NoAppeal
    comment.appeal, comment.appealed_at = _text(text), now
    comment.queued_at, comment.queued_as = now, Queued.APPEAL
    comment.save(update_fields=["appeal", "appealed_at", "queued_at", "queued_as"])


def lock_writer(pk: int) -> None:
    """To be taken before the writer's comments."""
    rows = Writer.objects.filter(pk=pk).select_for_update(no_key=True)
    list(rows.values_list("pk"))


def locked_comment(pk: int) -> Comment:
    """The row as it is once whoever decides on it has finished."""
    rows = Comment.objects.filter(pk=pk).select_for_update(no_key=True, of=("self",))
    list(rows.values_list("pk"))
    found: Comment = Comment.objects.select_related("writer__user", "thread__show").get(
        pk=pk
    )
    return found


def _standing(said: Verdict, now: datetime) -> dict[str, object]:
    return {
        "state": said.state,
        "queued_at": now if said.queued_as else None,
        "queued_as": said.queued_as or "",
        "passed_at": None if said.queued_as else now,
    }


def _locked(writer: Writer | None) -> Writer:
    """Raises CommentsClosed for what the house itself wrote."""
    if writer is None:
        raise errors.CommentsClosed
    lock_writer(writer.pk)
    return Writer.objects.select_related("user").get(pk=writer.pk)


def _may_write(writer: Writer, rules: CommentRules, now: datetime) -> None:
    _not_muted(writer, now)
    lately = Comment.objects.filter(writer=writer, written_at__gt=now - HOUR)
    if lately.count() >= rules.per_hour:
        raise errors.TooOften


def _not_muted(writer: Writer, now: datetime) -> None:
    if writer.muted_until is not None and writer.muted_until > now:
        until = writer.muted_until.astimezone(the_house().zone)
        raise errors.Muted(until=dates.moment(until))


def _parent(thread: Thread, key: int | None) -> Comment | None:
    """The comment that is answered. Raises TooDeep, or CommentsClosed for another's."""
    if key is None:
        return None
    found = Comment.objects.filter(pk=key, thread=thread, state=State.SHOWN).first()
    if found is None:
        raise errors.CommentsClosed
    if found.parent_id is not None:
        raise errors.TooDeep
    return found


def _text(typed: str) -> str:
    """Raises NothingSaid where nothing is left of it."""
    text = plain(typed)
    if not text:
        raise errors.NothingSaid
    return text
