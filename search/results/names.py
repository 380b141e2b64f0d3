"""What stands behind the labels of facets, in the reader's words.

An index may be seconds behind: whom no show that may be seen names any more has no
name here, and what has no name is not shown.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from content.catalogue.known import known
from ground.compiled import compiled
from ground.keeping import SECOND, kept_each
from ground.names import in_language
from search.documents.shows import findable_shows
from search.tree import Label
from ticketing.shows.models import (
    Company,
    Credit,
    Performance,
    Person,
    ProgrammeItem,
    ShowCompany,
    Work,
)
from ticketing.venues.models import Venue

Names = dict[str, str]
# From a thing to the rows that name it for a show: the row's field, and the show's.
_NAMED_BY: Final[Mapping[type[Model], tuple[tuple[type[Model], str], ...]]] = {
    Company: ((ShowCompany, "company"), (Credit, "company")),
    Person: ((Credit, "person"), (ProgrammeItem, "work__creator")),
    Work: ((ProgrammeItem, "work"),),
    Venue: ((Performance, "hall__venue"),),
}

_NAMES_OF: Final = ("name_en", "name_zh_hans")
_SAID: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Company: _NAMES_OF,
    Person: _NAMES_OF,
    Work: (*_NAMES_OF, "creator__name_en", "creator__name_zh_hans"),
    Venue: (*_NAMES_OF, "city_en", "city_zh_hans"),
}


def _visible(model: type[Any]) -> QuerySet[Any]:
    """Those that a findable show names; each is asked for by itself, not all shows."""
    named: Any = Q()
    show = findable_shows().filter(pk=OuterRef("show")).order_by()
    for row, field in _NAMED_BY[model]:
        by = row._default_manager.filter(**{field: OuterRef("pk")})  # noqa: SLF001
        named |= Exists(by.filter(Exists(show)).order_by())
    found: QuerySet[Any] = model.objects.filter(named)
    return found


def _asker(model: type[Any]) -> Callable[[list[int]], list[tuple[Any, ...]]]:
    @compiled
    def said(ids: list[int]) -> QuerySet[Any, tuple[Any, ...]]:
        return _visible(model).filter(pk__in=ids).values_list("pk", *_SAID[model])

    return said


def names_of(label: Label, values: Collection[str]) -> Names:
    """The names of these labels, by label; those that nobody may see are left out."""
    return {key: name for key, name in _NAMES[label](values).items() if name}


def said_of(model: type[Any], numbers: Collection[str]) -> dict[str, list[str]]:
    """Names and what is said beside them, by number; a second old at most.

    Two texts, English and Chinese, and for works and venues two more.
    """

    def build(ids: list[int]) -> Mapping[int, list[str]]:
        rows = _ASK[model](ids)
        return {pk: [text or "" for text in texts] for pk, *texts in rows}

    ids = [int(number) for number in numbers]
    found = kept_each(f"search:{model.__name__}", ids, SECOND, build)
    return {str(pk): texts for pk, texts in found.items()}


_ASK: Final = {model: _asker(model) for model in _SAID}


def _by_number(model: type[Any]) -> Callable[[Collection[str]], Names]:
    def names(values: Collection[str]) -> Names:
        found = said_of(model, values)
        return {number: in_language(*texts[:2]) for number, texts in found.items()}

    return names


def _kinds(values: Collection[str]) -> Names:
    return {kind.code: kind.name for kind in known().kinds if kind.code in values}


def _cities(values: Collection[str]) -> Names:
    keys = {venue.city_en or venue.city_zh_hans: venue.city for venue in known().venues}
    return {key: city for key, city in keys.items() if key in values}


def _venues(values: Collection[str]) -> Names:
    return {str(v.pk): v.name for v in known().venues if str(v.pk) in values}


_NAMES: Final[Mapping[Label, Callable[[Collection[str]], Names]]] = {
    Label.KIND: _kinds,
    Label.CITY: _cities,
    Label.VENUE: _venues,
    Label.COMPANY: _by_number(Company),
    Label.PERSON: _by_number(Person),
    Label.WORK: _by_number(Work),
}
