"""Making programmes of what a file holds; a bad one is skipped whole."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from starter.programmes.files import programmes_in
from starter.programmes.records import (
    Concert,
    Programme,
    Reading,
    Skipped,
    Soloist,
    WorkPlayed,
)

# The source writes a day as the moment at which it begins in New York.
SOURCE_ZONE: Final = ZoneInfo("America/New_York")
LONGEST: Final = 300
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)\s*([AP]M)?", re.IGNORECASE)
_GAP: Final = re.compile(r"(?<=\w)\s\s(?=\S)|(?<=\()\s*(?=\))|(?<=\()\s|\s(?=\))")
_NOTHING: Final = {"", "none", "null", "unspecified"}
_NOT_CONDUCTED: Final = {"not conducted"}
_NOBODY: Final = {"no soloist"}


class BadProgramme(ValueError):
    """One programme is not as it has to be; the sentence says what."""


def read_files(paths: Iterable[Path]) -> Reading:
    """Read all files before anything is written. Raises UnreadableFile.

    A programme that stands twice, word for word, is taken once.
    """
    kept: dict[str, Programme] = {}
    skipped: list[Skipped] = []
    for path in paths:
        for index, raw in enumerate(programmes_in(path)):
            try:
                programme = programme_of(raw)
                if kept.setdefault(programme.code, programme) != programme:
                    message = "its programID was used before for another programme"
                    raise BadProgramme(message)
            except BadProgramme as error:
                place = f"{path.name}, programme {index + 1}{_identity(raw)}"
                skipped.append(Skipped(place, str(error)))
    return Reading(tuple(kept.values()), tuple(skipped))


def programme_of(raw: Any) -> Programme:
    """Check one programme. Raises BadProgramme."""
    row = _object(raw, "the programme")
    works = [_object(work, "a work") for work in _list(row, "works")]
    concerts = [_object(concert, "a concert") for concert in _list(row, "concerts")]
    if not concerts:
        message = "it has no concerts"
        raise BadProgramme(message)
    return Programme(
        code=_short(_required(row, "programID"), "programID", most=60),
        orchestra=_text(row, "orchestra"),
        works=_works(works),
        soloists=_soloists(works),
        concerts=_concerts(concerts),
    )


def plain(value: Any) -> str:
    """Flatten a text that may be an object of running text and emphases."""
    if isinstance(value, dict):
        emphases = value.get("em", [])
        parts = emphases if isinstance(emphases, list) else [emphases]
        value = _with_emphases(value.get("_", ""), [plain(e) for e in parts])
    if not isinstance(value, str):
        message = f"a text was expected, not {value!r}"
        raise BadProgramme(message)
    text = re.sub(r"\s+", " ", value).strip()
    text = re.sub(r"\(\s+", "(", re.sub(r"\s+([,;)])", r"\1", text))
    return "" if text.casefold() in _NOTHING else text


def _with_emphases(running: Any, parts: list[str]) -> str:
    """Put emphases where the running text has gaps (“FROM  (QUARTET)”, “(from )”).

    Where it has none they follow it; what is too much for its gaps leads it.
    """
    if not isinstance(running, str):
        message = f"a text was expected, not {running!r}"
        raise BadProgramme(message)
    first, *others = _GAP.split(running)
    lead = parts[: max(len(parts) - len(others), 0)] if others else []
    left = iter(parts[len(lead) :])
    filled = first + "".join(f" {next(left, '')} {other}" for other in others)
    return " ".join([*lead, filled, *left])


def _works(rows: list[Mapping[str, Any]]) -> tuple[WorkPlayed, ...]:
    """Group the rows by work, in the order in which the works begin."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    after: dict[str, bool] = {}
    interval_over = False
    for row in rows:
        if "interval" in row and "workTitle" not in row:
            interval_over = True
            continue
        code = _required(row, "ID").split("*")[0]
        groups.setdefault(code, []).append(row)
        after.setdefault(code, interval_over)
    return tuple(_work(code, rows, after[code]) for code, rows in groups.items())


def _work(
    code: str,
    rows: list[Mapping[str, Any]],
    after_interval: bool,  # noqa: FBT001
) -> WorkPlayed:
    first = rows[0]
    movements = [plain(row.get("movement", "")) for row in rows]
    named = (name for row in rows for name in _conductors(row))
    return WorkPlayed(
        code=_short(code, "ID of a work", most=40),
        composer=_short(_text(first, "composerName"), "composer"),
        title=_short(_required(first, "workTitle"), "title of a work"),
        movements=tuple(dict.fromkeys(filter(None, movements))),
        is_whole=not all(movements),
        conductors=tuple(dict.fromkeys(named)),
        after_interval=after_interval,
    )


def _conductors(row: Mapping[str, Any]) -> list[str]:
    names = [part.strip() for part in _text(row, "conductorName").split(";")]
    return [
        _short(name, "conductor")
        for name in names
        if name and name.casefold() not in _NOT_CONDUCTED
    ]


def _soloists(rows: list[Mapping[str, Any]]) -> tuple[Soloist, ...]:
    """Everybody once for each instrument; featured in one work is featured."""
    found: dict[tuple[str, str], bool] = {}
    for row in rows:
        for raw in _list(row, "soloists"):
            soloist = _object(raw, "a soloist")
            name = _short(_text(soloist, "soloistName"), "soloist")
            if not name or name.casefold() in _NOBODY:
                continue
            key = (name, _short(_text(soloist, "soloistInstrument"), "instrument"))
            is_featured = _text(soloist, "soloistRoles") == "S"
            found[key] = found.get(key, False) or is_featured
    return tuple(Soloist(name, what, is_s) for (name, what), is_s in found.items())


def _concerts(rows: list[Mapping[str, Any]]) -> tuple[Concert, ...]:
    """Name each concert by its day, and by its turn on days that have several."""
    turns: dict[str, int] = {}
    concerts = []
    for row in rows:
        day = _day(_required(row, "Date"))
        turn = turns[f"{day}"] = turns.get(f"{day}", 0) + 1
        concerts.append(
            Concert(
                code=f"{day}" if turn == 1 else f"{day}/{turn}",
                event=_text(row, "eventType"),
                venue=_short(_text(row, "Venue"), "venue", most=200),
                location=_short(_text(row, "Location"), "location", most=90),
                day=day,
                at=_time(_text(row, "Time")),
            )
        )
    return tuple(concerts)


def _day(text: str) -> date:
    try:
        if len(text) == len("2024-09-12"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"“{text}” is no date"
        raise BadProgramme(message) from error
    if moment.tzinfo is None or moment.time() == time(0):
        return moment.date()
    return moment.astimezone(UTC).astimezone(SOURCE_ZONE).date()


def _time(text: str) -> time | None:
    if not text:
        return None
    match = _CLOCK.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").upper()
        if half and not 1 <= hour <= 12:  # noqa: PLR2004 the hours of a clock's face
            raise ValueError(text)
        return time(hour % 12 + 12 * (half == "PM") if half else hour, minute)
    except ValueError as error:
        message = f"“{text}” is no time of day"
        raise BadProgramme(message) from error


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        message = f"{what} is no object"
        raise BadProgramme(message)
    return value


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if value is None:
        value = []
    if not isinstance(value, list):
        message = f"“{name}” is no list"
        raise BadProgramme(message)
    return value


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else plain(value)


def _required(row: Mapping[str, Any], name: str) -> str:
    text = _text(row, name)
    if not text:
        message = f"“{name}” is missing"
        raise BadProgramme(message)
    return text


def _short(text: str, what: str, *, most: int = LONGEST) -> str:
    if len(text) > most:
        message = f"the {what} has more than {most} characters"
        raise BadProgramme(message)
    return text


def _identity(raw: Any) -> str:
    known = raw.get("programID") if isinstance(raw, dict) else None
    return f" (programID {known})" if known else ""
