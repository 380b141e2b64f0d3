"""Which sections there are, and what each needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise

from content.sections.facts import HomeFacts

# A section's context for its template; None where it has nothing to say.
Build = Callable[[HomeFacts, int], dict[str, Any] | None]
Shows = Callable[[HomeFacts, int], Iterable[int | None]]


def _no_shows(_facts: HomeFacts, _most: int) -> Iterable[int | None]:
    return ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section by the name of its block.

    `shows` names the shows that `build` will find in the facts. `most` holds
    where the editor gives no number. A narrow section shares its row with a
    narrow one that follows it.
    """

    name: str
    title: str | Promise
    template: str
    build: Build
    shows: Shows = _no_shows
    most: int = 8
    is_narrow: bool = False


_sections: Final[dict[str, Section]] = {}


def register(section: Section) -> None:
    """Let the home page have this section; of one name the last one counts."""
    _sections[section.name] = section


def find(name: str) -> Section | None:
    return _sections.get(name)
