"""Test data with only what a test is about spelled out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.models import Account, AccountKind, User
from ticketing.house.models import House
from ticketing.shows.models import Performance, Show, ShowKind
from ticketing.stock.models import PriceTier
from ticketing.stock.services import offer_performance
from ticketing.venues.models import (
    Hall,
    PlanVersion,
    Seat,
    SeatingPlan,
    Section,
    SectionKind,
    Venue,
)

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def the_tests_house():
    """The house's settings, made if they are not there."""
    house, _made = House.objects.get_or_create(
        pk=1,
        defaults={
            "name_en": "Marquee",
            "name_zh_hans": "华灯剧院",
            "bank_account": "6222 0000 0000 0000 001",
        },
    )
    return house


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = factory.django.Password("correct horse battery")


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    kind = AccountKind.SUPPLIER
    name = factory.Sequence(lambda n: f"Account {n}")


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = Venue

    name_en = factory.Sequence(lambda n: f"Venue {n}")
    name_zh_hans = factory.Sequence(lambda n: f"剧院{n}")
    city_en = "Shanghai"
    city_zh_hans = "上海"
    country = "CN"
    time_zone = "Asia/Shanghai"


class HallFactory(DjangoModelFactory):
    class Meta:
        model = Hall

    venue = factory.SubFactory(VenueFactory)
    name_en = "Great Hall"
    name_zh_hans = "大剧场"


class PlanVersionFactory(DjangoModelFactory):
    """A plan of `seats` seats in rows of ten and `standing` standing places."""

    class Meta:
        model = PlanVersion
        skip_postgeneration_save = True

    class Params:
        hall = factory.SubFactory(HallFactory)

    plan = factory.LazyAttribute(
        lambda o: SeatingPlan.objects.create(hall=o.hall, name_en="Plan")
    )
    number = 1

    @factory.post_generation
    def seats(self, create, extracted, **_kwargs):
        count = 20 if extracted is None else extracted
        if not create or not count:
            return
        section = Section.objects.create(
            version=self,
            code="stalls",
            name_en="Stalls",
            name_zh_hans="池座",
            kind=SectionKind.SEATED,
            capacity=count,
        )
        Seat.objects.bulk_create(
            Seat(
                version=self,
                section=section,
                key=f"stalls-{i}",
                row="ABCDEFGHJKLMNPQRSTUVWXYZ"[i // 10 % 24],
                label=str(i % 10 + 1),
                x=i % 10 * 20,
                y=i // 10 * 20,
            )
            for i in range(count)
        )

    @factory.post_generation
    def standing(self, create, extracted, **_kwargs):
        if create and extracted:
            Section.objects.create(
                version=self,
                code="floor",
                name_en="Floor",
                name_zh_hans="站席",
                kind=SectionKind.STANDING,
                capacity=extracted,
                position=1,
            )


class ShowKindFactory(DjangoModelFactory):
    class Meta:
        model = ShowKind
        django_get_or_create = ("code",)

    code = "drama"
    name_en = "Drama"
    name_zh_hans = "戏剧"
    ground = "drama"


class ShowFactory(DjangoModelFactory):
    class Meta:
        model = Show

    kind = factory.SubFactory(ShowKindFactory)
    name_en = factory.Sequence(lambda n: f"Show {n}")
    name_zh_hans = factory.Sequence(lambda n: f"演出{n}")
    slug = factory.Sequence(lambda n: f"show-{n}")


class PerformanceFactory(DjangoModelFactory):
    """On sale since yesterday, plays in a week (seen from NOON), not offered."""

    class Meta:
        model = Performance

    show = factory.SubFactory(ShowFactory)
    plan_version = factory.SubFactory(PlanVersionFactory)
    hall = factory.LazyAttribute(lambda o: o.plan_version.plan.hall)
    starts_at = NOON + timedelta(days=7)
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    currency = "CNY"
    supplier = factory.SubFactory(AccountFactory)
    on_sale_from = NOON - timedelta(days=1)


def offered_performance(
    *, seats=20, standing=0, price="100", now=NOON, **fields
) -> Performance:
    """A performance whose places are on sale, all in tier A."""
    version = PlanVersionFactory(seats=seats, standing=standing)
    performance = PerformanceFactory(plan_version=version, **fields)
    tier = PriceTier.objects.create(
        performance=performance, code="A", name_en="Tier A", price=Decimal(price)
    )
    offer_performance(
        performance,
        tiers_by_section={s.pk: tier.pk for s in version.sections.all()},
        now=now,
    )
    return performance


def on_sale_now(**fields) -> Performance:
    """Such a performance by the real clock: on sale since yesterday, in a week."""
    now = timezone.now()
    return offered_performance(
        now=now,
        starts_at=now + timedelta(days=7),
        on_sale_from=now - timedelta(days=1),
        **fields,
    )
