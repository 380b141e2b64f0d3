"""A hundred thousand shows: those of the demo house and the real seasons, varied.

Names, works, people and places are what the imported programmes have; each copy of a
show is called otherwise, plays on other days and costs something else.
"""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

AT_ONCE: Final = 2000
VARIED_EN: Final = (
    "by Candlelight", "in the Round", "for Families", "at Dusk", "Revisited",
    "in Concert", "on Tour", "Unplugged", "at Midnight", "by the River",
    "Anniversary", "Open Air", "Gala", "Matinee", "Late Night", "Reimagined",
)  # fmt: skip
VARIED_ZH: Final = (
    "烛光版", "环形剧场", "亲子场", "黄昏场", "重排", "音乐会版", "巡演", "不插电",
    "午夜场", "江畔", "周年纪念", "露天", "盛典", "日场", "夜场", "新编",
)  # fmt: skip
PRICES: Final = (30, 80, 120, 180, 280, 380, 480, 680, 880)


def multiply(total: int) -> None:
    """Add copies until there are so many shows; in transactions of many."""
    from django.db import transaction  # noqa: PLC0415 the environment is known now
    from django.db.models import Prefetch  # noqa: PLC0415

    from ground.statistics import renew_statistics  # noqa: PLC0415
    from ticketing.shows.models import Performance, Show  # noqa: PLC0415

    dates = Performance.objects.select_related("hall").order_by("pk")
    known: Any = list(
        Show.objects.order_by("pk").prefetch_related(
            "show_companies",
            "credits",
            "programme",
            Prefetch("performances", queryset=dates),
        )
    )
    # The same shows each time.
    chance = random.Random(1)
    missing = total - len(known)
    for first in range(0, missing, AT_ONCE):
        with transaction.atomic():
            _add(known, range(first, min(first + AT_ONCE, missing)), chance)
    renew_statistics()


def _add(known: list[Any], numbers: range, chance: random.Random) -> None:
    from ticketing.shows.models import Show  # noqa: PLC0415

    sources = [known[n % len(known)] for n in numbers]
    shows = Show.objects.bulk_create(
        _show(source, n) for source, n in zip(sources, numbers, strict=True)
    )
    pairs = list(zip(sources, shows, strict=True))
    _add_words(pairs)
    _add_dates(pairs, chance)


def _add_words(pairs: list[tuple[Any, Any]]) -> None:
    from ticketing.shows.models import (  # noqa: PLC0415
        Credit,
        ProgrammeItem,
        ShowCompany,
    )

    parts: Any = (
        (ShowCompany, "show_companies", {}),
        (Credit, "credits", {"performance": None}),
        (ProgrammeItem, "programme", {}),
    )
    for model, name, fixed in parts:
        model.objects.bulk_create(
            _copy(row, show=show, **fixed)
            for source, show in pairs
            for row in getattr(source, name).all()
        )


def _add_dates(pairs: list[tuple[Any, Any]], chance: random.Random) -> None:
    from ticketing.shows.models import Performance  # noqa: PLC0415
    from ticketing.stock.models import PriceTier  # noqa: PLC0415

    always = {"offered": True, "cancelled_at": None, "moved_to": None}
    always |= {"has_room": False, "ends_at": None, "off_sale_at": None}
    played = Performance.objects.bulk_create(
        _copy(
            row,
            show=show,
            starts_at=row.starts_at + timedelta(days=chance.randrange(300)),
            on_sale_from=row.starts_at - timedelta(days=600),
            **always,
        )
        for source, show in pairs
        for row in list(source.performances.all())[:2]
    )
    PriceTier.objects.bulk_create(
        PriceTier(performance=one, code="A", name_en="A", price=_price(chance))
        for one in played
    )


def _price(chance: random.Random) -> Decimal:
    return Decimal(chance.choice(PRICES))


def _show(source: Any, number: int) -> Any:
    way = number // 17 % len(VARIED_EN)
    return _copy(
        source,
        name_en=f"{source.name_en} {VARIED_EN[way]} {number % 9973}"[:300],
        name_zh_hans=f"{source.name_zh_hans or source.name_en}{VARIED_ZH[way]}"[:300],
        slug=f"varied-{number}",
        source="varied",
        source_code=str(number),
    )


def _copy(row: Any, **fields: Any) -> Any:
    made = type(row)(
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields  # noqa: SLF001 Django's documented API
        }
    )
    made.pk = None
    for name, value in fields.items():
        setattr(made, name, value)
    return made
