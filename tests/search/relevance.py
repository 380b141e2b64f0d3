"""The relevance suite: what must come first for a question, kept as data.

`relevance.csv` has a row for each question: the house in which it is asked (the demo
house, or the demo house with a real season), what is typed, the group that is looked
through, the name that must come first (several where several are as good), and why
it is found.
"""

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from search.port import Group, Question
from search.reading import read
from search.tree import Filed, Label
from starter.demo.loading.days import Calendar, first_day
from starter.demo.loading.frame import build_frame
from starter.demo.loading.shows import load_show
from starter.demo.repertoire import read_repertoire
from starter.furniture import house_supplier
from starter.programmes import importing
from starter.programmes.reading import read_files
from starter.programmes.shift import days_to
from ticketing.house.models import the_house
from ticketing.shows.models import Company, Person, Show, Work
from ticketing.venues.models import Venue

ROWS = Path(__file__).with_name("relevance.csv")
SHARED = Path(__file__).parents[3] / "shared" / "data"
SEASON = Path(os.environ.get("MARQUEE_DATA", SHARED)) / "nyphil" / "2024-25_to_now.json"
DEMO, WITH_SEASON = "demo", "season"
MODELS = {
    Group.SHOW: Show,
    Group.COMPANY: Company,
    Group.PERSON: Person,
    Group.WORK: Work,
    Group.VENUE: Venue,
}


@dataclass(frozen=True)
class Judged:
    """One row, and the names of what was found for it, best first."""

    query: str
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def is_first(self):
        return self.found[:1] and self.found[0] in self.expected

    @property
    def is_among_three(self):
        return any(name in self.expected for name in self.found[:3])


def all_rows():
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(house):
    return [row for row in all_rows() if row["house"] == house]


def judge(find, house):
    """Ask every question of that house; `find` answers a Question."""
    return [_judged(find, row) for row in rows(house)]


def _judged(find, row):
    only = (Filed(Label.GROUP, (row["group"],)),)
    question = Question(read(row["query"]), always=only, most=5, has_facets=False)
    names = tuple(_name(hit.key) for hit in find(question).hits)
    return Judged(row["query"], tuple(row["expected"].split(" | ")), names)


def _name(key):
    group, _sign, number = key.partition(":")
    if group == Group.CITY:
        return number
    thing = MODELS[Group(group)].objects.get(pk=number)
    return thing.name_en or thing.name_zh_hans


def load_demo_shows():
    """The repertoire of the demo house with its dates, without pages and sales."""
    repertoire, now = read_repertoire(), timezone.now()
    frame = build_frame(repertoire)
    zone = the_house().zone
    calendar = Calendar(first_day(now, zone), zone)
    for record in repertoire.shows:
        load_show(record, frame, calendar, supplier_id=house_supplier().pk)


def load_season():
    """A real season on coming days, without pages and prices."""
    programmes = read_files([SEASON]).programmes
    now = timezone.now()
    importing._write(
        programmes, shift=days_to(programmes, now.date()), now=now, stream=io.StringIO()
    )
