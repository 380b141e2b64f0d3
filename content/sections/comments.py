"""What visitors said last: whoever keeps comments provides them here.

The section stands on the home page as soon as there is one; until then it does
not show.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from content.sections.facts import HomeFacts
from content.sections.registry import Section, register


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment that may be shown: reviewed, and by a name that is public."""

    text: str
    who: str
    said_at: datetime
    title: str
    url: str


# Called with a language, a moment and how many at most; the newest first.
Latest = Callable[[str, datetime, int], Sequence[CommentCard]]
_providers: Final[list[Latest]] = []


def provide(latest: Latest) -> None:
    """Register where comments come from."""
    if latest not in _providers:
        _providers.append(latest)


def latest_comments(facts: HomeFacts, most: int) -> dict[str, Any] | None:
    found = [
        card
        for latest in _providers
        for card in latest(facts.language, facts.now, most)
    ]
    newest = sorted(found, key=lambda card: card.said_at, reverse=True)[:most]
    return {"comments": newest} if newest else None


def register_sections() -> None:
    register(
        Section(
            "comments",
            _("Latest comments"),
            "content/home/comments.html",
            latest_comments,
            most=4,
        )
    )
