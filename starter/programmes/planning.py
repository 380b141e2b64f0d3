"""What a programme will be in the house: plain values, made without a query."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.text import slugify

from starter.programmes.casing import cased
from starter.programmes.chinese import chinese
from starter.programmes.headlines import is_free, is_public, is_secret, show_name
from starter.programmes.names import is_group, is_nobody, name_of
from starter.programmes.records import Concert, Programme, Soloist, WorkPlayed
from starter.programmes.shift import starts_at
from starter.programmes.tables import table
from starter.programmes.titles import english, parse
from starter.programmes.venues import Place, place_of

SOURCE: Final = "nyphil"
CONDUCTOR: Final = ("Conductor", "指挥")
NAME: Final = 300
NOTE: Final = 500
ROLE: Final = 200
SLUG: Final = 80
_GROUPS: Final = re.compile(
    r"chorus|choir|ensemble|orchestra|band|quintet|quartet|company|trio"
    r"|production created by|vocal group|sing-along|drummers",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Who:
    """A person or a company, by name; both names are unchangeable here."""

    en: str
    zh: str
    is_company: bool = False


@dataclass(frozen=True, slots=True)
class PlannedWork:
    code: str
    en: str
    zh: str
    creator: Who | None


@dataclass(frozen=True, slots=True)
class PlannedCredit:
    who: Who
    role_en: str
    role_zh: str


@dataclass(frozen=True, slots=True)
class PlannedPerformance:
    code: str
    place: Place
    starts_at: datetime
    time_is_known: bool
    is_public: bool
    is_free: bool


@dataclass(frozen=True, slots=True)
class PlannedShow:
    code: str
    name_en: str
    name_zh: str
    slug: str
    is_private: bool
    orchestra: Who | None
    works: tuple[tuple[PlannedWork, str], ...]
    credits: tuple[PlannedCredit, ...]
    performances: tuple[PlannedPerformance, ...]
    programme: Programme


def plan(programme: Programme, *, shift: int) -> PlannedShow:
    """Say what a programme will be, moved by so many days."""
    en, zh = show_name(programme)
    return PlannedShow(
        code=programme.code,
        name_en=en[:NAME],
        name_zh=zh[:NAME],
        slug=f"{slugify(en)[:SLUG].strip('-') or 'concert'}-{slugify(programme.code)}",
        is_private=is_secret(programme),
        orchestra=_company(programme.orchestra),
        works=tuple((_work(work), _note(work)) for work in programme.works),
        credits=tuple(_credits(programme)),
        performances=tuple(_performance(one, shift) for one in programme.concerts),
        programme=programme,
    )


def _company(name: str) -> Who | None:
    if not name:
        return None
    known = name_of(name)
    return Who(known.en, known.zh, is_company=True)


def _work(work: WorkPlayed) -> PlannedWork:
    title = parse(work.title)
    creator = None
    if not is_nobody(work.composer):
        name = name_of(work.composer)
        creator = Who(name.en, name.zh)
    return PlannedWork(
        code=f"{SOURCE}:{work.code}",
        en=english(title)[:NAME],
        zh=chinese(title)[:NAME],
        creator=creator,
    )


def _note(work: WorkPlayed) -> str:
    """The movements that are played; SHOUTED ones are set like titles."""
    names = [cased(name) if name.isupper() else name for name in work.movements]
    return _cut("; ".join(names), NOTE)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _credits(programme: Programme) -> list[PlannedCredit]:
    """Conductors first, then soloists, then the others who play by name."""
    rows = [PlannedCredit(_who(name, ""), *CONDUCTOR) for name in programme.conductors]
    ordered = sorted(programme.soloists, key=lambda one: not one.is_featured)
    rows += [PlannedCredit(_soloist(one), *_role(one.instrument)) for one in ordered]
    return list(dict.fromkeys(rows))


def _soloist(one: Soloist) -> Who:
    return _who(one.name, one.instrument)


def _who(text: str, instrument: str) -> Who:
    named_as_group = is_group(text) and (
        "," not in text or _GROUPS.search(instrument) or text.endswith(", The")
    )
    plays_as_group = "," not in text and _GROUPS.search(instrument)
    name = name_of(text)
    return Who(name.en, name.zh, is_company=bool(named_as_group or plays_as_group))


def _role(instrument: str) -> tuple[str, str]:
    text = re.sub(r"\s*\[[^\]]*\]", "", instrument)
    chinese_name = table("instruments").get(instrument, "")
    return text[:ROLE], chinese_name[:ROLE]


def _performance(concert: Concert, shift: int) -> PlannedPerformance:
    place = place_of(concert.venue, concert.location)
    return PlannedPerformance(
        code=concert.code,
        place=place,
        starts_at=starts_at(concert.day, concert.at, zone=place.time_zone, shift=shift),
        time_is_known=concert.at is not None,
        is_public=is_public(concert.event),
        is_free=is_free(concert.event),
    )
