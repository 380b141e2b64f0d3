"""Calendars as RFC 5545 writes them: lines of 75 octets, moments in UTC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

MOST_OCTETS: Final = 75
# How often a program that subscribed should look again.
REFRESH: Final = "PT1H"
CONTROLS: Final = {code: None for code in range(32) if chr(code) not in "\t\n"}


@dataclass(frozen=True, slots=True)
class Event:
    """`starts` is a day where the time is not known; `sequence` only grows."""

    uid: str
    sequence: int
    changed_at: datetime
    starts: datetime | date
    ends: datetime | None
    is_cancelled: bool
    summary: str
    description: str
    location: str
    url: str
    category: str


def calendar(name: str, events: Sequence[Event]) -> bytes:
    """Write a calendar that programs can subscribe to, or take one event from."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Marquee//Marquee//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield from _times(event)
    yield f"SUMMARY:{escaped(event.summary)}"
    for name in ("description", "location"):
        if value := getattr(event, name):
            yield f"{name.upper()}:{escaped(value)}"
    yield f"CATEGORIES:{escaped(event.category)}"
    yield f"URL:{event.url}"
    yield "END:VEVENT"


def _times(event: Event) -> Iterator[str]:
    if isinstance(event.starts, datetime):
        yield f"DTSTART:{moment(event.starts)}"
        if event.ends and event.ends > event.starts:
            yield f"DTEND:{moment(event.ends)}"
        return
    yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.starts + timedelta(days=1):%Y%m%d}"


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text as a value: marks that mean something have a backslash before them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Break a line after 75 octets at most, never within a character."""
    parts, length = [b""], 0
    for character in line:
        octets = character.encode()
        if length + len(octets) > MOST_OCTETS:
            parts.append(b" ")
            length = 1
        parts[-1] += octets
        length += len(octets)
    return b"\r\n".join(parts) + b"\r\n"
