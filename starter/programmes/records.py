"""What a file of programmes says, read and found right, before it is written."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Soloist:
    """A person or a group as the source spells it (“Last, First”)."""

    name: str
    instrument: str
    is_featured: bool


@dataclass(frozen=True, slots=True)
class WorkPlayed:
    """One work of a programme; `movements` are those played, empty for all."""

    code: str
    composer: str
    title: str
    movements: tuple[str, ...]
    is_whole: bool
    conductors: tuple[str, ...]
    after_interval: bool


@dataclass(frozen=True, slots=True)
class Concert:
    """One date; times are local, `at` is None where the source has none."""

    code: str
    event: str
    venue: str
    location: str
    day: date
    at: time | None


@dataclass(frozen=True, slots=True)
class Programme:
    code: str
    orchestra: str
    works: tuple[WorkPlayed, ...]
    soloists: tuple[Soloist, ...]
    concerts: tuple[Concert, ...]

    @property
    def conductors(self) -> tuple[str, ...]:
        """Every conductor once, the first first."""
        named = (name for work in self.works for name in work.conductors)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A programme that could not be taken, with its place and the reason."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    programmes: tuple[Programme, ...]
    skipped: tuple[Skipped, ...]
