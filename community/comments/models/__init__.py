"""Comments, who writes them, and what the house decided about them."""

from community.comments.models.decisions import Decision, Deed
from community.comments.models.rules import (
    CommentRules,
    Moderation,
    kept_rules,
    the_rules,
)
from community.comments.models.talk import (
    Comment,
    Flag,
    FlagReason,
    Like,
    Queued,
    State,
    Thread,
    Writer,
)

__all__ = [
    "Comment",
    "CommentRules",
    "Decision",
    "Deed",
    "Flag",
    "FlagReason",
    "Like",
    "Moderation",
    "Queued",
    "State",
    "Thread",
    "Writer",
    "kept_rules",
    "the_rules",
]
