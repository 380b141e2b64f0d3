"""Loading the whole demo house, step by step, each step shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from content.models import ShowPage
from ground.progress import counted
from starter.demo.loading.days import Calendar, code_of, first_day
from starter.demo.loading.delivery import load_deliveries
from starter.demo.loading.editorial import load_editorial
from starter.demo.loading.frame import SOURCE, build_frame
from starter.demo.loading.galleries import load_galleries
from starter.demo.loading.members import load_members
from starter.demo.loading.offers import offer_and_sell
from starter.demo.loading.price_offers import load_price_offers
from starter.demo.loading.reviews import load_reviews, order_portraits
from starter.demo.loading.sales import Sales
from starter.demo.loading.shows import load_show
from starter.demo.loading.site import order_site_pictures, publish_site
from starter.demo.loading.specials import load_specials, order_special_pictures
from starter.demo.loading.steering import steer_sales
from starter.demo.loading.terms import load_terms
from starter.demo.loading.visits import load_visits
from starter.demo.loading.words import order_pictures, publish_shows
from starter.demo.records import Repertoire
from starter.demo.records import Show as ShowRecord
from starter.demo.repertoire import read_repertoire
from starter.drawing import studio
from starter.furniture import house_supplier
from starter.indexing import build_indexes, unindexed
from starter.pictures import Pictures
from ticketing.house.models import the_house
from ticketing.shows.models import Performance


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading had to make; all zero where the house was complete."""

    shows: int
    performances: int
    tickets: int
    pages: int


def load_demo(*, now: datetime, stream: TextIO) -> Loaded:
    """Make what the demo house lacks.

    May be stopped at any moment and run again: each show, each performance
    with its sales, and each page is written whole or not at all.
    """
    stream.write("Reading the repertoire\n")
    repertoire = read_repertoire()
    with unindexed(), studio() as drawing:
        pictures = Pictures(drawing, SOURCE)
        order_pictures(repertoire.shows, pictures)
        order_site_pictures(pictures)
        shows = _shows(repertoire, now=now, stream=stream)
        order_portraits(pictures)
        order_special_pictures(pictures)
        performances, tickets = _performances(repertoire, now=now, stream=stream)
        pages = publish_shows(repertoire.shows, pictures, now=now, stream=stream)
        publish_site(pictures)
        load_galleries(repertoire.shows, pictures, now=now)
        load_editorial(now=now)
        load_reviews(pictures)
        load_specials(pictures, now=now)
    _terms()
    load_members(now=now)
    load_visits(now=now)
    steer_sales(now=now)
    if pages:
        stream.write("Building the search index\n")
        build_indexes(ShowPage.objects.filter(last_published_at__gte=now))
    return Loaded(shows, performances, tickets, pages)


def _terms() -> None:
    load_terms()
    load_deliveries()
    load_price_offers()


def _shows(repertoire: Repertoire, *, now: datetime, stream: TextIO) -> int:
    frame = build_frame(repertoire)
    zones = {
        hall.code: venue.time_zone
        for venue in repertoire.venues.values()
        for hall in venue.halls
    }
    supplier = house_supplier().pk
    first = first_day(now, ZoneInfo(the_house().time_zone))
    made = 0
    for record in counted(stream, "Shows", repertoire.shows):
        calendar = Calendar(first, ZoneInfo(zones[record.hall]))
        made += load_show(record, frame, calendar, supplier_id=supplier)[1]
    return made


def _performances(
    repertoire: Repertoire, *, now: datetime, stream: TextIO
) -> tuple[int, int]:
    waiting = _waiting(repertoire.shows)
    planned = {
        (record.slug, code_of(one)): (record, one)
        for record in repertoire.shows
        for one in record.run
    }
    sales = Sales()
    tickets = 0
    for performance in counted(stream, "Performances", waiting):
        key = (performance.show.source_code, performance.source_code)
        tickets += offer_and_sell(performance, *planned[key], sales, now=now)
    return len(waiting), tickets


def _waiting(shows: Sequence[ShowRecord]) -> list[Performance]:
    """Performances of the repertoire that are not offered yet."""
    known = {(record.slug, code_of(one)) for record in shows for one in record.run}
    rows = (
        Performance.objects.filter(show__source=SOURCE, offered=False)
        .select_related("show", "hall__venue")
        .order_by("starts_at", "pk")
    )
    return [row for row in rows if (row.show.source_code, row.source_code) in known]
