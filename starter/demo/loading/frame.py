"""What shows stand on: venues with their plans, people, companies, works."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import transaction

from starter.catalogue import Catalogue
from starter.demo.halls import plan
from starter.demo.records import Concession as ConcessionRecord
from starter.demo.records import Repertoire
from starter.demo.records import Venue as VenueRecord
from starter.demo.records import Work as WorkRecord
from starter.demo.words import Words
from starter.plans import drawn_version
from ticketing.offers.models import Concession
from ticketing.shows.models import ShowKind, Work
from ticketing.venues.models import Hall, PlanVersion, Venue

SOURCE: Final = "demo"


@dataclass(frozen=True, slots=True)
class Frame:
    """Keys by the repertoire's slugs and codes."""

    kinds: dict[str, int]
    people: dict[str, int]
    companies: dict[str, int]
    works: dict[str, int]
    versions: dict[str, PlanVersion]
    concessions: tuple[Concession, ...]


@transaction.atomic
def build_frame(house: Repertoire) -> Frame:
    """Make what is missing of all that shows refer to."""
    catalogue = Catalogue()
    people = {slug: one.name for slug, one in house.people.items()}
    companies = {slug: one.name for slug, one in house.companies.items()}
    creators = [work.creator for work in house.works.values() if work.creator]
    catalogue.people.make_missing(_pairs([*people.values(), *creators]))
    catalogue.companies.make_missing(_pairs(companies.values()))
    for position, concession in enumerate(house.concessions, start=10):
        _concession(concession, position)
    return Frame(
        kinds=dict(ShowKind.objects.values_list("code", "pk")),
        people={slug: catalogue.people[name.en] for slug, name in people.items()},
        companies={
            slug: catalogue.companies[name.en] for slug, name in companies.items()
        },
        works={slug: _work(one, catalogue) for slug, one in house.works.items()},
        versions=_versions(house.venues.values()),
        concessions=tuple(Concession.objects.filter(is_active=True)),
    )


def _pairs(names: Iterable[Words]) -> list[tuple[str, str]]:
    return [(name.en, name.zh_hans) for name in names]


def _concession(record: ConcessionRecord, position: int) -> None:
    Concession.objects.get_or_create(
        code=record.code,
        defaults={
            "name_en": record.name.en,
            "name_zh_hans": record.name.zh_hans,
            "percent_off": Decimal(record.percent_off),
            "proof_en": record.proof.en,
            "proof_zh_hans": record.proof.zh_hans,
            "position": position,
        },
    )


def _work(record: WorkRecord, catalogue: Catalogue) -> int:
    creator = catalogue.people[record.creator.en] if record.creator else None
    work, _made = Work.objects.get_or_create(
        source_code=f"{SOURCE}:{record.slug}",
        defaults={
            "name_en": record.name.en,
            "name_zh_hans": record.name.zh_hans,
            "creator_id": creator,
        },
    )
    return work.pk


def _versions(venues: Iterable[VenueRecord]) -> dict[str, PlanVersion]:
    return {
        code: drawn_version(hall, plan(code))
        for venue in venues
        for code, hall in _halls(venue).items()
    }


def _halls(record: VenueRecord) -> dict[str, Hall]:
    venue, _made = Venue.objects.get_or_create(
        source_code=f"{SOURCE}:{record.slug}",
        defaults={
            "name_en": record.name.en,
            "name_zh_hans": record.name.zh_hans,
            "city_en": record.city.en,
            "city_zh_hans": record.city.zh_hans,
            "country": record.country,
            "time_zone": record.time_zone,
        },
    )
    return {
        hall.code: Hall.objects.get_or_create(
            venue=venue,
            name_en=hall.name.en,
            defaults={"name_zh_hans": hall.name.zh_hans},
        )[0]
        for hall in record.halls
    }
