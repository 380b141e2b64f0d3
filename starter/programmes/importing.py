"""The whole import: read, plan, write, publish, offer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final, TextIO, TypeVar

from content.models import ShowPage
from ground.progress import Progress, counted
from ground.statistics import renew_statistics
from starter.drawing import studio
from starter.furniture import house_supplier
from starter.indexing import build_indexes, unindexed
from starter.pages import publish_pages
from starter.programmes.offering import Offering, to_offer
from starter.programmes.planning import PlannedShow, plan
from starter.programmes.publishing import Posters, pages_of, without_pages
from starter.programmes.reading import read_files
from starter.programmes.records import Programme, Skipped
from starter.programmes.shift import days_to
from starter.programmes.writing import Tally, Writer
from ticketing.house.models import the_house

# So many programmes are in memory as rows, and in one transaction, at a time.
BATCH: Final = 50
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files."""

    tally: Tally
    skipped: tuple[Skipped, ...]
    pages: int
    offered: int


def import_files(
    paths: Sequence[Path],
    *,
    shift_to: date | None,
    offer: bool,
    now: datetime,
    stream: TextIO,
) -> Outcome:
    """Bring the programmes of all files into the house.

    Raises UnreadableFile before anything is written. An import that is
    interrupted is completed by running it again.
    """
    reading = read_files(paths)
    programmes = reading.programmes
    shift = days_to(programmes, shift_to) if shift_to else 0
    with unindexed(), studio() as drawing:
        posters = Posters(drawing)
        posters.order()
        tally = _write(programmes, shift=shift, now=now, stream=stream)
        pages = _publish(programmes, posters, now=now, stream=stream)
        offered = (
            _offer(programmes, shift=shift, now=now, stream=stream) if offer else 0
        )
    if pages:
        stream.write("Building the search index\n")
        build_indexes(ShowPage.objects.filter(last_published_at__gte=now))
    renew_statistics()
    return Outcome(tally, reading.skipped, pages, offered)


def _write(
    programmes: Sequence[Programme], *, shift: int, now: datetime, stream: TextIO
) -> Tally:
    writer = Writer(
        currency=the_house().currency, supplier_id=house_supplier().pk, now=now
    )
    with Progress(stream, "Programmes", len(programmes)) as progress:
        for batch in _batches(programmes, shift):
            writer.write(batch)
            progress.advance(len(batch))
    return writer.tally


def _publish(
    programmes: Sequence[Programme],
    posters: Posters,
    *,
    now: datetime,
    stream: TextIO,
) -> int:
    waiting = without_pages(programmes)
    made = 0
    with Progress(stream, "Programmes with pages", len(waiting)) as progress:
        for batch in _batches(waiting, 0):
            made += publish_pages(pages_of(batch, posters), now=now)
            progress.advance(len(batch))
    return made


def _batches(
    programmes: Sequence[Programme], shift: int
) -> Iterator[list[PlannedShow]]:
    planned = (plan(programme, shift=shift) for programme in programmes)
    while batch := list(islice(planned, BATCH)):
        yield batch


def _offer(
    programmes: Sequence[Programme], *, shift: int, now: datetime, stream: TextIO
) -> int:
    shows = [plan(programme, shift=shift) for programme in programmes]
    waiting = to_offer(shows, now=now)
    offering = Offering(now=now)
    for performance_id, is_free in counted(stream, "Performances on sale", waiting):
        offering.offer(performance_id, is_free=is_free)
    return len(waiting)
