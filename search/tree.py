"""A question as a tree, in terms that every engine can translate."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias


class Field(StrEnum):
    """The words of a document, by how much they say that it is meant."""

    # Names: stems and pairs; as written; in one piece; by sound.
    NAME = "name"
    NAME_WORD = "name_word"
    NAME_WHOLE = "name_whole"
    NAME_SOUND = "name_sound"
    # Who and where: companies, people, works, composers, venues, cities, kinds.
    MORE = "more"
    MORE_WORD = "more_word"
    MORE_SOUND = "more_sound"
    # What is told of it.
    BODY = "body"


class Label(StrEnum):
    """What a document is filed under; several labels of one kind are allowed."""

    KEY = "key"
    GROUP = "group"
    KIND = "kind"
    CITY = "city"
    VENUE = "venue"
    COMPANY = "company"
    PERSON = "person"
    WORK = "work"
    BAND = "band"
    STATE = "state"
    TRAIT = "trait"
    LANGUAGE = "language"


class Number(StrEnum):
    """Whole numbers of a document."""

    # Days as ordinals of the calendar; several of each are allowed.
    DAY = "day"
    OPEN_DAY = "open_day"
    ACCESSIBLE_DAY = "accessible_day"
    # Minutes since 1970: of the next performance, and of the last one.
    NEXT = "next"
    LAST = "last"
    # Hundredths of the house's money.
    PRICE = "price"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Term:
    field: Field
    value: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so; all count alike."""

    field: Field
    value: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """Words with at most so many letters wrong, missing, swapped or too many."""

    field: Field
    value: str
    distance: int
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """These terms one after another."""

    field: Field
    values: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Best:
    """At least one of these; the one that fits best counts."""

    of: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these; `better` ones only raise what has them."""

    of: "tuple[Tree, ...]"
    better: "tuple[Tree, ...]" = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least so many of these, the more the better."""

    of: "tuple[Tree, ...]"
    least: int


@dataclass(frozen=True, slots=True)
class Filed:
    """Under one of these labels; says nothing of how well it fits."""

    label: Label
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A number in this range, both ends in it; says nothing of how well it fits."""

    number: Number
    low: int | None = None
    high: int | None = None
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class Not:
    of: "Tree"


@dataclass(frozen=True, slots=True)
class Everything:
    pass


Tree: TypeAlias = (
    Term
    | Prefix
    | Near
    | Phrase
    | Best
    | All
    | Some
    | Filed
    | Between
    | Not
    | Everything
)
EVERYTHING: Final = Everything()
