"""Reads the demo house: `read_repertoire()` is all that a loader needs.

Everything stands under `data/`. A text in both languages, called *words*
here, is `{"en": …, "zh_hans": …}`.

`kinds.json`, `companies.json`, `people.json`, `works.json`, `venues.json` and
`concessions.json` are objects by code or slug. A person's or a company's value
is its name in words; a work is `{"name", "creator"}`, whose creator, a
composer or an author, is words or null. Everybody in `people.json` is
invented: each bears a light in the name. `paints.json` holds, by hall, named
ways of painting price tiers on sections: patterns of section codes to tiers,
of which the last that matches counts.

`shows/*.json` are lists of shows:

- `slug`, `kind`, `name`, `subtitle`, `summary` (one sentence, at most 160
  characters), `story` (`{"en": [paragraph…], "zh_hans": [paragraph…]}`);
- `minutes` with intervals, `intervals`, `age_from` or null, `language` and
  `latecomers` (a sentence each), `advice` if there is more to know;
- `companies`: role to list of slugs; `credits`: `[who, "Role", "角色"]`, who
  being a person's slug or `@` and a company's; `works`: slugs in order;
- `hall`: opera, studio, arena or club; `prices`: tier letter to whole yuan;
  `paint`: a name from `paints.json`;
- `run`: `{"days": n or [n…], "at": "19:30" or [times]}`, days from today,
  and `title` (words), `sold` (a share from 0 to 1, "nearly", or "all"),
  `opens_in_days`, `cancelled` where they apply;
- `art`: `{"motif", "seed"}`; `gallery`: captions in words.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from starter.demo.checks import check
from starter.demo.reading import FOLDER, Record, read_list, read_record, words
from starter.demo.records import (
    Concession,
    Hall,
    Kind,
    Named,
    Repertoire,
    Show,
    Venue,
    Work,
)
from starter.demo.showing import Context, read_show

T = TypeVar("T")
SHOWS: Final = FOLDER / "shows"


def read_repertoire() -> Repertoire:
    """Read and check the whole demo house. Raises BadRepertoire."""
    house = Repertoire(
        kinds=_by_code("kinds.json", _kind),
        companies=_named("companies.json"),
        people=_named("people.json"),
        works=_by_code("works.json", _work),
        venues=_by_code("venues.json", _venue),
        concessions=tuple(_by_code("concessions.json", _concession).values()),
        shows=(),
    )
    shows = _shows(house)
    check(house, shows)
    return replace(house, shows=shows)


def _shows(house: Repertoire) -> tuple[Show, ...]:
    context = Context(kinds=house.kinds, paints=read_record("paints.json"))
    return tuple(
        read_show(record, context)
        for path in sorted(SHOWS.glob("*.json"))
        for record in read_list(path)
    )


def _by_code(name: str, make: Callable[[str, Record], T]) -> dict[str, T]:
    return {code: make(code, record) for code, record in read_record(name).records()}


def _named(name: str) -> dict[str, Named]:
    return {
        slug: Named(slug, words(value, f"{name}.{slug}"))
        for slug, value in read_record(name).entries()
    }


def _kind(code: str, record: Record) -> Kind:
    return Kind(code, record.words("name"), record.text("ground"))


def _work(slug: str, record: Record) -> Work:
    creator = None if record.raw("creator") is None else record.words("creator")
    return Work(slug, record.words("name"), creator)


def _concession(code: str, record: Record) -> Concession:
    return Concession(
        code, record.words("name"), record.number("percent_off"), record.words("proof")
    )


def _venue(slug: str, record: Record) -> Venue:
    halls = record.record("halls")
    return Venue(
        slug=slug,
        name=record.words("name"),
        city=record.words("city"),
        country=record.text("country"),
        time_zone=record.text("time_zone"),
        halls=tuple(
            Hall(code, words(name, f"{halls.place}.{code}"))
            for code, name in halls.entries()
        ),
    )
