"""Why a show was found: where in what is told of it the words stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ground.compiled import compiled
from ground.keeping import kept_each
from ground.names import in_language
from search.results.marks import Marker
from ticketing.shows.models import Credit, ProgrammeItem, ShowCompany

MOST_REASONS: Final = 3
# So old may be what the index knows of a show.
INDEX_SECONDS: Final = 5
_BOTH: Final = ("name_en", "name_zh_hans")


@dataclass(frozen=True, slots=True)
class Reason:
    """`label` says what the text is: a part, an author, another name."""

    label: str
    text: SafeString


class Named(NamedTuple):
    """Somebody or something, and as what the show names it.

    `other` is the name that the reader does not see.
    """

    label: str
    name: str
    other: str


Told = Mapping[int, Collection[Named]]


def named(label: str, en: str, zh: str) -> Named:
    name = in_language(en, zh)
    return Named(label, name, zh if name == en else en)


def told_of(show_ids: Collection[int]) -> Told:
    """Whom and what these shows name, by show; three queries.

    No fresher than the index need be by which the shows were found.
    """
    name = f"search:told:{get_language()}"
    return kept_each(name, show_ids, INDEX_SECONDS, _told_of)


def _told_of(show_ids: Collection[int]) -> Told:
    told: defaultdict[int, dict[Named, None]] = defaultdict(dict)
    for rows in (_works(show_ids), _credits(show_ids), _companies(show_ids)):
        for show, one in rows:
            told[show][one] = None
    return {show: list(named) for show, named in told.items()}


def _works(ids: Collection[int]) -> Iterator[tuple[int, Named]]:
    played, made = _("On the programme"), _("Composer or author")
    for show, en, zh, by_en, by_zh in _programmes(ids):
        yield show, named(played, en, zh)
        if by_en or by_zh:
            yield show, named(made, by_en, by_zh)


def _credits(ids: Collection[int]) -> Iterator[tuple[int, Named]]:
    plainly = _("With")
    for show, role_en, role_zh, *names in _credited(ids):
        en, zh = (names[0] or names[2] or "", names[1] or names[3] or "")
        yield show, named(in_language(role_en, role_zh) or plainly, en, zh)


def _companies(ids: Collection[int]) -> Iterator[tuple[int, Named]]:
    label = _("With")
    for show, en, zh in _playing(ids):
        yield show, named(label, en, zh)


@compiled
def _programmes(ids: Collection[int]) -> "QuerySet[Any, tuple[Any, ...]]":
    rows = ProgrammeItem.objects.filter(show__pk__in=ids).order_by("position", "pk")
    return rows.values_list("show", *_names("work"), *_names("work__creator"))


@compiled
def _credited(ids: Collection[int]) -> "QuerySet[Any, tuple[Any, ...]]":
    rows = Credit.objects.filter(show__pk__in=ids).order_by("position", "pk")
    roles = ("role_en", "role_zh_hans")
    return rows.values_list("show", *roles, *_names("person"), *_names("company"))


@compiled
def _playing(ids: Collection[int]) -> "QuerySet[Any, tuple[Any, ...]]":
    rows = ShowCompany.objects.filter(show__pk__in=ids).order_by("pk")
    return rows.values_list("show", *_names("company"))


def _names(way: str) -> list[str]:
    return [f"{way}__{name}" for name in _BOTH]


def reasons_of(
    names: Collection[str],
    about: Iterable[Named],
    marker: Marker,
    *,
    by_sound: bool = False,
) -> list[Reason]:
    """What the words are found in besides title and companies, the best first.

    `names` are those that the reader does not see in the title.
    """
    called = (_also(name, marker, by_sound=by_sound) for name in names)
    told = (_about(one, marker, by_sound=by_sound) for one in about)
    found = (reason for reason in chain(called, told) if reason)
    return list(islice(found, MOST_REASONS))


def _also(name: str, marker: Marker, *, by_sound: bool) -> Reason | None:
    marked = marker.mark(name, by_sound=by_sound)
    return Reason(_("Also called"), marked) if marked else None


def _about(one: Named, marker: Marker, *, by_sound: bool) -> Reason | None:
    if marked := marker.mark(one.name, by_sound=by_sound):
        return Reason(one.label, marked)
    if other := marker.mark(one.other, by_sound=by_sound):
        heard = marker.mark(one.name, by_sound=True)
        return Reason(one.label, heard or format_html("{} · {}", one.name, other))
    return None
