"""What documents are called, by their keys."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Model
from wagtail.models import Page

from search.port import Group
from ticketing.shows.models import Company, Person, Show, Work
from ticketing.venues.models import Venue

_NAMED: Final[Mapping[Group, type[Model]]] = {
    Group.SHOW: Show,
    Group.COMPANY: Company,
    Group.PERSON: Person,
    Group.WORK: Work,
    Group.VENUE: Venue,
}


def titles_of(keys: Iterable[str]) -> dict[str, str]:
    """Names in the reader's language; a query for each group. Who is gone has none."""
    by_group: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        group, _sign, number = key.partition(":")
        by_group[group].append(number)
    found: dict[str, str] = {}
    for group, numbers in by_group.items():
        titles = _titles(group, numbers)
        found |= {f"{group}:{number}": title for number, title in titles.items()}
    return found


def _titles(group: str, numbers: list[str]) -> dict[str, str]:
    if group == Group.CITY:
        return {name: name for name in numbers}
    ids = [int(number) for number in numbers if number.isdecimal()]
    if group == Group.PAGE:
        pages = Page.objects.filter(pk__in=ids).values_list("pk", "title")
        return {str(pk): title for pk, title in pages}
    if group not in _NAMED:
        return {}
    rows: Any = _NAMED[Group(group)]._default_manager.in_bulk(ids)  # noqa: SLF001 Django's name
    return {str(pk): row.name for pk, row in rows.items()}
