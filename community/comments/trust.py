"""Whether a comment is shown at once, or waits for the house."""

from dataclasses import dataclass
from datetime import datetime

from community.comments.cleaning import has_word, links_in
from community.comments.models import (
    Comment,
    CommentRules,
    Moderation,
    Queued,
    State,
    Writer,
)
from members.levels import level_of
from members.services import personal_account


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens to a text before a person has seen it."""

    state: State
    queued_as: Queued | None


def verdict(text: str, writer: Writer, rules: CommentRules, now: datetime) -> Verdict:
    """Words and links make anybody's comment wait."""
    if has_word(text, rules.words):
        return Verdict(State.WAITING, Queued.WORD)
    if links_in(text) > rules.most_links:
        return Verdict(State.WAITING, Queued.LINKS)
    if rules.moderation == Moderation.AFTER:
        return Verdict(State.SHOWN, Queued.NEW)
    if rules.moderation == Moderation.TRUST and is_trusted(writer, rules, now):
        return Verdict(State.SHOWN, None)
    return Verdict(State.WAITING, Queued.NEW)


def is_trusted(writer: Writer, rules: CommentRules, now: datetime) -> bool:
    """By a level, or by so many comments that passed since the last bad one."""
    levels = {level.pk for level in rules.trusted_levels.all()} if rules.pk else set()
    if levels:
        mine = level_of(personal_account(writer.user).pk, now)
        if mine is not None and mine.pk in levels:
            return True
    theirs = Comment.objects.filter(writer=writer)
    bad = theirs.filter(state__in=(State.REMOVED, State.SPAM)).order_by("-pk").first()
    good = theirs.filter(state=State.SHOWN).exclude(passed_at=None)
    if bad is not None:
        good = good.filter(pk__gt=bad.pk)
    return good.count() >= rules.trusted_after
