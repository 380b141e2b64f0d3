"""What the demo house is made of, read and found right."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from starter.demo.practical import practical_notes
from starter.demo.words import Words


class Role(StrEnum):
    """What a company does for a show; the values are ticketing's."""

    PERFORMING = "performing"
    PROMOTING = "promoting"
    UNDERTAKING = "undertaking"
    DISTRIBUTING = "distributing"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of show; `ground` is its colour and its family of pictures."""

    code: str
    name: Words
    ground: str


@dataclass(frozen=True, slots=True)
class Named:
    """A company or a person."""

    slug: str
    name: Words


@dataclass(frozen=True, slots=True)
class Work:
    slug: str
    name: Words
    creator: Words | None


@dataclass(frozen=True, slots=True)
class Hall:
    """A room; its code is that of its plan in `starter.demo.halls`."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Venue:
    slug: str
    name: Words
    city: Words
    country: str
    time_zone: str
    halls: tuple[Hall, ...]


@dataclass(frozen=True, slots=True)
class Concession:
    """What this house gives beside the concessions that every house starts with."""

    code: str
    name: Words
    percent_off: int
    proof: Words


@dataclass(frozen=True, slots=True)
class Tier:
    """A price tier; `price` is in whole units of the house's currency, 0 is free."""

    code: str
    price: int

    @property
    def name(self) -> Words:
        return Words(f"Tier {self.code}", f"{self.code}档")


@dataclass(frozen=True, slots=True)
class Performance:
    """One staging, on a day counted from today (negative: past).

    `sold` is the share of its places that are sold. `left` is given instead
    where just so many are free: 0 is sold out. `opens_in_days` is the day on
    which the sale opens, counted from today; None: it is open.
    """

    days: int
    at: time
    title: Words | None
    sold: float
    left: int | None
    opens_in_days: int | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Credit:
    """A person's or a company's part in a show; one of the two is given."""

    person: str | None
    company: str | None
    role: Words


@dataclass(frozen=True, slots=True)
class Art:
    """How its pictures are drawn: see `starter.art`."""

    family: str
    motif: str
    seed: int


@dataclass(frozen=True, slots=True)
class Story:
    """The synopsis; its paragraphs stand in pairs of the two languages."""

    paragraphs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """A show with all that its page and its performances need.

    `companies` are pairs of a company's slug and its role, `works` are slugs
    in the order in which they are played, `paint` gives each section of the
    hall's plan the code of its tier, `gallery` holds the captions of the
    pictures `starter.art.picture(…, n)` with n from 0.
    """

    slug: str
    kind: str
    name: Words
    subtitle: Words
    summary: Words
    story: Story
    minutes: int
    intervals: int
    age_from: int | None
    language: Words
    latecomers: Words
    advice: Words | None
    companies: tuple[tuple[str, Role], ...]
    credits: tuple[Credit, ...]
    works: tuple[str, ...]
    hall: str
    run: tuple[Performance, ...]
    prices: tuple[Tier, ...]
    paint: dict[str, str]
    art: Art
    gallery: tuple[Words, ...]

    @property
    def practical(self) -> tuple[Words, ...]:
        """Sentences on length, language, age, coming late and what to know."""
        own = [self.language, self.latecomers]
        return practical_notes(
            self.minutes, self.intervals, self.age_from, own, self.advice
        )


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The whole demo house; each mapping is by slug or code."""

    kinds: dict[str, Kind]
    companies: dict[str, Named]
    people: dict[str, Named]
    works: dict[str, Work]
    venues: dict[str, Venue]
    concessions: tuple[Concession, ...]
    shows: tuple[Show, ...]
