"""The picture of a show, for rooms that know no pages.

Pictures are on the editors' pages, which stand above this room: they provide
them here, when the program starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ground.keeping import MINUTE, kept


@dataclass(frozen=True, slots=True)
class Poster:
    """What an `img` element needs."""

    src: str
    width: int
    height: int


# Called with a show's key and a language.
Provider = Callable[[int, str], Poster | None]
_providers: Final[list[Provider]] = []


def provide(provider: Provider) -> None:
    """Register where posters come from; the first that has one answers."""
    if provider not in _providers:
        _providers.append(provider)


def poster_of(show_id: int, language: str) -> Poster | None:
    """The show's poster in that language, at most a minute old; or none."""
    key = f"poster:{show_id}:{language}"
    return kept(key, MINUTE, lambda: _found(show_id, language))


def _found(show_id: int, language: str) -> Poster | None:
    found = (provider(show_id, language) for provider in _providers)
    return next(filter(None, found), None)
