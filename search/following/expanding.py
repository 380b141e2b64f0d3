"""From marks to the documents that have to be written."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Q

from search.documents.everything import key_of
from search.port import Group
from ticketing.shows.models import (
    Credit,
    Performance,
    ProgrammeItem,
    Show,
    ShowCompany,
)

_STAR: Final = "*"


def expanded(marks: Iterable[str]) -> set[str]:
    """The keys of all documents that these marks touch."""
    found: set[str] = set()
    for mark in marks:
        group, _sign, number = mark.partition(":")
        if not number.endswith(_STAR):
            found.add(mark)
        elif group == Group.SHOW:
            found |= _with_names(int(number[:-1]))
        else:
            found |= _with_shows(group, int(number[:-1]))
    return found


def _with_names(show: int) -> set[str]:
    """The show, and whom and where it names."""
    billed = ShowCompany.objects.filter(show=show).values_list("company", flat=True)
    credited = Credit.objects.filter(show=show)
    works = ProgrammeItem.objects.filter(show=show)
    places = Performance.objects.filter(show=show).order_by().distinct()
    cities = places.values_list("hall__venue__city_en", "hall__venue__city_zh_hans")
    return {
        key_of(Group.SHOW, show),
        *_keys(Group.COMPANY, billed),
        *_keys(Group.COMPANY, credited.values_list("company", flat=True)),
        *_keys(Group.PERSON, credited.values_list("person", flat=True)),
        *_keys(Group.PERSON, works.values_list("work__creator", flat=True)),
        *_keys(Group.WORK, works.values_list("work", flat=True)),
        *_keys(Group.VENUE, places.values_list("hall__venue", flat=True)),
        *_keys(Group.CITY, (en or zh for en, zh in cities)),
    }


def _keys(group: Group, numbers: Iterable[Any]) -> set[str]:
    return {key_of(group, number) for number in numbers if number}


def _with_shows(group: str, pk: int) -> set[str]:
    """A thing that shows name, and those shows; a kind has no document."""
    ways = {
        Group.COMPANY: Q(companies=pk) | Q(credits__company=pk),
        Group.PERSON: Q(credits__person=pk) | Q(works__creator=pk),
        Group.WORK: Q(works=pk),
        Group.VENUE: Q(performances__hall__venue=pk),
        "kind": Q(kind=pk),
    }
    shows = Show.objects.filter(ways[group]).order_by().distinct()
    found = _keys(Group.SHOW, shows.values_list("pk", flat=True))
    if group == Group.VENUE:
        found |= _cities_of(pk)
    return found if group == "kind" else found | {f"{group}:{pk}"}


def _cities_of(venue: int) -> set[str]:
    rows = Performance.objects.filter(hall__venue=venue).order_by().distinct()
    cities = rows.values_list("hall__venue__city_en", "hall__venue__city_zh_hans")
    return _keys(Group.CITY, (en or zh for en, zh in cities))
