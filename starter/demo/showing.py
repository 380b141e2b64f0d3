"""Reading one show of the demo house."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from fnmatch import fnmatchcase
from itertools import product
from typing import Any, Final
from zlib import crc32

from starter.demo.halls import CODES, plan
from starter.demo.reading import BadRepertoire, Record, words
from starter.demo.records import (
    Art,
    Credit,
    Kind,
    Performance,
    Role,
    Show,
    Story,
    Tier,
)
from starter.demo.words import Words

# How many places are left where a performance is “nearly” sold out.
FEW: Final = 6
# Unless the file says otherwise, the further away the less is sold.
MOST_SOLD, LEAST_SOLD, SOLD_A_DAY = 0.46, 0.04, 0.006
# A hall of thousands fills more slowly than the others.
SLOW_HALL, SLOWLY = 5000, 0.3


@dataclass(frozen=True, slots=True)
class Context:
    """What a show's values refer to."""

    kinds: Mapping[str, Kind]
    paints: Record


def read_show(record: Record, context: Context) -> Show:
    hall, kind = record.text("hall"), record.text("kind")
    if hall not in CODES:
        raise BadRepertoire(record.place, f"there is no hall “{hall}”")
    if kind not in context.kinds:
        raise BadRepertoire(record.place, f"there is no kind “{kind}”")
    return Show(
        slug=record.text("slug"),
        kind=kind,
        name=record.words("name"),
        subtitle=record.words("subtitle"),
        summary=record.words("summary"),
        story=_story(record.record("story")),
        minutes=record.number("minutes"),
        intervals=record.number("intervals", 0),
        age_from=record.number_or_none("age_from"),
        language=record.words("language"),
        latecomers=record.words("latecomers"),
        advice=record.words_or_none("advice"),
        companies=tuple(_companies(record.record("companies"))),
        credits=tuple(_credit(one, record.place) for one in record.items("credits")),
        works=tuple(record.items("works", [])),
        hall=hall,
        run=_run(record),
        prices=tuple(_tiers(record.record("prices"))),
        paint=_paint(record, hall, context.paints),
        art=_art(record.record("art"), context.kinds[kind].ground),
        gallery=tuple(_captions(record)),
    )


def _captions(record: Record) -> Iterator[Words]:
    for caption in record.items("gallery", []):
        yield words(caption, f"{record.place}.gallery")


def _story(record: Record) -> Story:
    english, chinese = record.items("en"), record.items("zh_hans")
    if not english or len(english) != len(chinese):
        raise BadRepertoire(record.place, "both languages need the same paragraphs")
    pairs = zip(english, chinese, strict=True)
    return Story(tuple(Words(en, zh) for en, zh in pairs))


def _companies(record: Record) -> Iterator[tuple[str, Role]]:
    for role, slugs in record.entries():
        if role not in set(Role):
            raise BadRepertoire(record.place, f"there is no role “{role}”")
        yield from ((slug, Role(role)) for slug in slugs)


def _credit(value: Any, place: str) -> Credit:
    try:
        who, english, chinese = value
    except (TypeError, ValueError) as error:
        raise BadRepertoire(f"{place}.credits", f"not a credit: {value}") from error
    role = words({"en": english, "zh_hans": chinese}, f"{place}.credits")
    if who.startswith("@"):
        return Credit(None, who[1:], role)
    return Credit(who, None, role)


def _run(record: Record) -> tuple[Performance, ...]:
    made = [
        performance
        for i, value in enumerate(record.items("run"))
        for performance in _performances(
            Record(value, f"{record.place}.run[{i}]"), _pace(record.text("hall"))
        )
    ]
    return tuple(sorted(made, key=lambda one: (one.days, one.at)))


def _performances(record: Record, pace: float) -> Iterator[Performance]:
    """One performance for each of the days at each of the times."""
    for day, at in product(_each(record.raw("days")), _each(record.raw("at"))):
        sold, left = _sold(record, day, pace)
        yield Performance(
            days=day,
            at=_time(at, record.place),
            title=record.words_or_none("title"),
            sold=sold,
            left=left,
            opens_in_days=record.number_or_none("opens_in_days"),
            cancelled=record.raw("cancelled", default=False) is True,
        )


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _time(value: Any, place: str) -> time:
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadRepertoire(f"{place}.at", f"not a time: {value}") from error


def _sold(record: Record, day: int, pace: float) -> tuple[float, int | None]:
    """The share that is sold, and how many are left where that is said."""
    value = record.raw("sold", None)
    if value == "all":
        return 1.0, 0
    if value == "nearly":
        return 1.0, FEW
    if isinstance(value, int | float) and 0 <= value <= 1:
        return float(value), None
    if value is not None:
        raise BadRepertoire(f"{record.place}.sold", f"not a share: {value}")
    if record.number_or_none("opens_in_days") is not None:
        return 0.0, None
    return round(_usual_share(record.place, day) * pace, 3), None


def _usual_share(place: str, day: int) -> float:
    """Between a third more and a third less than what the distance suggests."""
    usual = max(LEAST_SOLD, MOST_SOLD - SOLD_A_DAY * max(0, day))
    mood = crc32(f"{place}{day}".encode()) % 1000 / 1000
    return usual * (0.67 + 0.66 * mood)


def _pace(hall: str) -> float:
    return SLOWLY if plan(hall).capacity > SLOW_HALL else 1.0


def _tiers(record: Record) -> Iterator[Tier]:
    for code, _price in record.entries():
        price = record.number(code)
        if price < 0:
            raise BadRepertoire(f"{record.place}.{code}", "a price below zero")
        yield Tier(code, price)


def _paint(record: Record, hall: str, paints: Record) -> dict[str, str]:
    """Each section's tier: the last pattern that matches its code counts."""
    patterns = list(paints.record(hall).record(record.text("paint")).entries())
    return {
        section.code: [tier for like, tier in matching][-1]
        for section in plan(hall).sections
        if (matching := [p for p in patterns if fnmatchcase(section.code, p[0])])
    }


def _art(record: Record, ground: str) -> Art:
    return Art(ground, record.text("motif"), record.number("seed", 1))
