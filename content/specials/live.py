"""The dates that a special tells of: those it is about, and those of its blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest

from content.attached import dates_of
from content.rows import DateRow

MOST: Final = 96


@dataclass(frozen=True, slots=True)
class Asked:
    """Shows, whose next dates are meant, and single performances; by their keys."""

    shows: frozenset[int]
    performances: frozenset[int]

    def takes(self, row: DateRow, *, now: datetime) -> bool:
        """Whether this row is one that was asked for."""
        performance = row.performance
        if performance.pk in self.performances:
            return True
        ahead = performance.starts_at > now and not performance.cancelled_at
        return performance.show_id in self.shows and ahead


def asked_by_page(page: Any) -> Asked:
    """What the page itself is about."""
    return Asked(
        frozenset(row.show_id for row in page.shows.all()),
        frozenset(row.performance_id for row in page.performances.all()),
    )


def asked_by_block(value: Any) -> Asked:
    """What a block of dates names; a show that is gone leaves nothing behind."""
    return Asked(_keys(value["shows"]), _keys(value["performances"]))


def _keys(chosen: Iterable[Any]) -> frozenset[int]:
    return frozenset(one.pk for one in chosen if one is not None)


def asked_by_all(page: Any) -> Iterator[Asked]:
    yield asked_by_page(page)
    for block in page.body:
        if block.block_type == "dates":
            yield asked_by_block(block.value)


def special_rows(page: Any, request: HttpRequest, *, now: datetime) -> list[DateRow]:
    """All dates of the page and its blocks, loaded together; seven queries."""
    asked = list(asked_by_all(page))
    shows = frozenset[int]().union(*(one.shows for one in asked))
    performances = frozenset[int]().union(*(one.performances for one in asked))
    return dates_of(shows, performances, request, now=now, most=MOST)


def show_ids(page: Any, rows: Iterable[DateRow]) -> list[int]:
    """The shows that the special is about, by whatever way it names them."""
    ids = [pk for one in asked_by_all(page) for pk in one.shows]
    ids += [row.performance.show_id for row in rows]
    return list(dict.fromkeys(ids))
