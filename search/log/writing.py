"""From what people left in the process to rows of searches and choices."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.db.models import F

from content.visits.models import NO_PAGE, Source
from content.visits.sightings import Glance
from content.visits.sources import source_of
from search.log.noting import Searched
from search.log.private import kept_text
from search.models import SearchChoice, SearchDay
from search.port import Group
from ticketing.house.models import the_house

# So many rows has a day; what is over is counted without its text.
MOST_TEXTS: Final = 3000
MOST_CHOICES: Final = 6000
# So many searches of one visitor are counted of each few seconds.
MOST_OF_ONE: Final = 20
PAGE_OF_RESULTS: Final = "/search/"


class Key(NamedTuple):
    day: date
    language: str
    text: str


class Chosen(NamedTuple):
    day: date
    language: str
    text: str
    key: str


@dataclass(slots=True)
class Sum:
    searches: int = 0
    without: int = 0
    results: int = 0
    strictness: int = 0

    def add(self, searched: Searched) -> None:
        self.searches += 1
        self.without += not searched.results
        self.results, self.strictness = searched.results, searched.strictness


def write_searches(glances: Sequence[Glance], _now: datetime) -> None:
    """Add these to the counts of their days; what is no search is passed over."""
    sums, choices = _searches(glances), _choices(glances)
    if not sums and not choices:
        return
    with transaction.atomic():
        _write_sums(_with_room(sums))
        _write_choices(choices)


def _searches(glances: Iterable[Glance]) -> dict[Key, Sum]:
    """Each text once for each visitor; narrowing it and its pages do not count."""
    sums: defaultdict[Key, Sum] = defaultdict(Sum)
    seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for glance in glances:
        searched = glance.visited.more
        if not isinstance(searched, Searched) or text_before(glance) == searched.text:
            continue
        texts = seen[glance.address, glance.agent]
        if searched.text in texts or len(texts) >= MOST_OF_ONE:
            continue
        texts.add(searched.text)
        key = Key(_day(glance), glance.visited.language, searched.text)
        sums[key].add(searched)
    return dict(sums)


def _choices(glances: Iterable[Glance]) -> Counter[Chosen]:
    """Visits that a page of results led to, each once for each visitor."""
    found = set()
    for glance in glances:
        key, text = _key(glance), text_before(glance)
        if key and text:
            chosen = Chosen(_day(glance), glance.visited.language, text, key)
            found.add((glance.address, glance.agent, chosen))
    return Counter(chosen for _address, _agent, chosen in found)


def _key(glance: Glance) -> str:
    """The document’s key of what was opened; empty where it is none."""
    if glance.visited.show is not None:
        return f"{Group.SHOW}:{glance.visited.show}"
    if glance.visited.page != NO_PAGE:
        return f"{Group.PAGE}:{glance.visited.page}"
    return ""


def text_before(glance: Glance) -> str | None:
    """The text of the page of results that led here; None where none did."""
    # A foreign site may name any address as its own.
    if PAGE_OF_RESULTS not in glance.referrer:
        return None
    if source_of(glance.referrer, glance.host) != Source.OWN:
        return None
    parts = urlsplit(glance.referrer)
    if not parts.path.endswith(PAGE_OF_RESULTS):
        return None
    typed = parse_qs(parts.query, max_num_fields=200).get("q", [""])[0]
    return kept_text(typed)


def _day(glance: Glance) -> date:
    return datetime.fromtimestamp(glance.at, UTC).astimezone(the_house().zone).date()


def _with_room(sums: Mapping[Key, Sum]) -> dict[Key, Sum]:
    """Texts that their day has room for; the others without their text."""
    found: dict[Key, Sum] = {}
    for day in {key.day for key in sums}:
        of_day = {key: value for key, value in sums.items() if key.day == day}
        known = _known(day, of_day)
        room = MOST_TEXTS - SearchDay.objects.filter(day=day).count()
        for key, value in sorted(of_day.items(), key=lambda item: item[0]):
            if key not in known:
                room -= 1
            kept = key if key in known or room >= 0 else key._replace(text="")
            _join(found.setdefault(kept, Sum()), value)
    return found


def _known(day: date, keys: Iterable[Key]) -> set[Key]:
    rows = SearchDay.objects.filter(day=day, text__in={key.text for key in keys})
    return {Key(*row) for row in rows.values_list("day", "language", "text")}


def _join(whole: Sum, part: Sum) -> None:
    whole.searches += part.searches
    whole.without += part.without
    whole.results, whole.strictness = part.results, part.strictness


def _write_sums(sums: Mapping[Key, Sum]) -> None:
    """Make the rows that are missing, then add to each, in one order for all."""
    SearchDay.objects.bulk_create(
        [
            SearchDay(**key._asdict(), searches=0, without=0, results=0, strictness=0)
            for key in sorted(sums)
        ],
        ignore_conflicts=True,
    )
    for key in sorted(sums):
        value = sums[key]
        SearchDay.objects.filter(**key._asdict()).update(
            searches=F("searches") + value.searches,
            without=F("without") + value.without,
            results=value.results,
            strictness=value.strictness,
        )


def _write_choices(choices: Counter[Chosen]) -> None:
    """Of a text that was searched for on that day: nothing else is a choice."""
    known: set[Key] = set()
    for day in {chosen.day for chosen in choices}:
        of_day = [Key(*chosen[:3]) for chosen in choices if chosen.day == day]
        if SearchChoice.objects.filter(day=day).count() < MOST_CHOICES:
            known |= _known(day, of_day)
    rows = sorted(chosen for chosen in choices if Key(*chosen[:3]) in known)
    SearchChoice.objects.bulk_create(
        [SearchChoice(**chosen._asdict(), times=0) for chosen in rows],
        ignore_conflicts=True,
    )
    for chosen in rows:
        times = F("times") + choices[chosen]
        SearchChoice.objects.filter(**chosen._asdict()).update(times=times)
