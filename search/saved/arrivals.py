"""Which shows have come: those with dates ahead that the index has by now."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

from search.documents.everything import key_of
from search.documents.shows import findable_shows
from search.finding import find
from search.models import Arrival
from search.port import Group, Question
from search.reading import read
from search.tree import Filed, Label
from ticketing.shows.models import Performance

_AT_ONCE: Final = 500


def notice(*, now: datetime) -> int:
    """Note what has come since the last time; return how many shows.

    What the index has not yet is left for the next time: a saved search that is
    asked before would miss it. Raises EngineDown.
    """
    arrived = [pk for some in _candidates(now) for pk in _in_the_index(some)]
    Arrival.objects.bulk_create(
        [Arrival(show_id=pk, at=now) for pk in arrived], ignore_conflicts=True
    )
    return len(arrived)


def _candidates(now: datetime) -> Iterator[list[int]]:
    playing = Performance.objects.public().ahead(now)
    known = Arrival.objects.filter(show=OuterRef("show"))
    new = playing.filter(~Exists(known)).order_by().values("show")
    shows = list(findable_shows().filter(pk__in=new).values_list("pk", flat=True))
    for first in range(0, len(shows), _AT_ONCE):
        yield shows[first : first + _AT_ONCE]


def _in_the_index(shows: list[int]) -> list[int]:
    keys = tuple(key_of(Group.SHOW, pk) for pk in shows)
    asked = Question(
        read(""), always=(Filed(Label.KEY, keys),), most=len(keys), has_facets=False
    )
    return [int(hit.key.partition(":")[2]) for hit in find(asked).hits]


def forget_played(*, now: datetime) -> None:
    """Whatever has played is new again when it comes back another season."""
    ahead = Performance.objects.ahead(now).order_by().values("show")
    Arrival.objects.exclude(show__in=ahead).delete()
