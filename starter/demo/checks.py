"""What must be true of the demo house as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, pairwise
from typing import Final

from starter.demo.halls import plan
from starter.demo.reading import BadRepertoire
from starter.demo.records import Performance, Repertoire, Show

SUMMARY_LENGTH: Final = 160
# Between the end of one performance and the next the stage is set anew.
TURNAROUND_MINUTES: Final = 45


def check(house: Repertoire, shows: Iterable[Show]) -> None:
    """Raise BadRepertoire for the first thing that is not as it has to be."""
    shows = tuple(shows)
    _slugs_are_unique(shows)
    for show in shows:
        _refers_to_what_exists(house, show)
        _is_painted(show)
        _summary_is_short(show)
    _no_hall_has_two_at_once(shows)


def _slugs_are_unique(shows: Iterable[Show]) -> None:
    seen: set[str] = set()
    for show in shows:
        if show.slug in seen:
            raise BadRepertoire(show.slug, "two shows have this slug")
        seen.add(show.slug)


def _refers_to_what_exists(house: Repertoire, show: Show) -> None:
    people = [credit.person for credit in show.credits if credit.person]
    cast = [credit.company for credit in show.credits if credit.company]
    companies = [slug for slug, _role in show.companies]
    halls_there = {hall.code for v in house.venues.values() for hall in v.halls}
    _all_in(people, house.people, show, "person")
    _all_in(chain(companies, cast), house.companies, show, "company")
    _all_in(show.works, house.works, show, "work")
    _all_in([show.hall], dict.fromkeys(halls_there), show, "hall")


def _all_in(
    slugs: Iterable[str], there: Mapping[str, object], show: Show, what: str
) -> None:
    for slug in slugs:
        if slug not in there:
            raise BadRepertoire(show.slug, f"there is no {what} “{slug}”")


def _is_painted(show: Show) -> None:
    tiers = {tier.code for tier in show.prices}
    for section in plan(show.hall).sections:
        tier = show.paint.get(section.code)
        if tier is None:
            raise BadRepertoire(show.slug, f"section {section.code} has no tier")
        if tier not in tiers:
            raise BadRepertoire(show.slug, f"tier {tier} has no price")
    if unused := tiers - set(show.paint.values()):
        raise BadRepertoire(show.slug, f"no section has tier {min(unused)}")


def _summary_is_short(show: Show) -> None:
    if max(len(show.summary.en), len(show.summary.zh_hans)) > SUMMARY_LENGTH:
        raise BadRepertoire(show.slug, f"summary over {SUMMARY_LENGTH} characters")


def _no_hall_has_two_at_once(shows: Iterable[Show]) -> None:
    """Cancelled performances count too: nothing else was booked in their place."""
    booked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for show in shows:
        for one in show.run:
            start = _minute(one)
            booked[show.hall].append((start, start + show.minutes, show.slug))
    for hall, times in booked.items():
        for (start, end, first), (next_start, _end, second) in pairwise(sorted(times)):
            if next_start < end + TURNAROUND_MINUTES:
                place = f"{hall}, day {start // 1440}"
                raise BadRepertoire(place, f"{first} and {second} clash")


def _minute(performance: Performance) -> int:
    """Minutes from the first minute of today."""
    at = performance.at
    return performance.days * 1440 + at.hour * 60 + at.minute
