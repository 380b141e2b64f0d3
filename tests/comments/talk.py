"""Members who speak about a show."""

import secrets

from community.comments.models import CommentRules, Moderation
from community.comments.writing import Words, keep_name, write
from tests.factories import UserFactory


def rules(**fields):
    kept = CommentRules(**{"moderation": Moderation.AFTER, "per_hour": 50, **fields})
    kept.save()
    return kept


def writer(name="Ada", **fields):
    return keep_name(UserFactory(**fields), name)


def words(text="What a night.", **fields):
    known = {"language": "en", "once": secrets.token_urlsafe(12)}
    return Words(text=text, **{**known, **fields})


def say(show, who, text="What a night.", *, now, **fields):
    return write(show, who, words(text, **fields), now=now)
