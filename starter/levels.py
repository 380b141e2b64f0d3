"""The levels that a house starts with; one that has levels keeps its own."""

from decimal import Decimal
from typing import Any, Final

from members.levels import levels_changed
from members.models import Level

LEVELS: Final[tuple[dict[str, Any], ...]] = (
    {
        "code": "ordinary",
        "name_en": "Ordinary",
        "name_zh_hans": "普通会员",
        "is_first": True,
    },
    {
        "code": "vip",
        "name_en": "VIP",
        "name_zh_hans": "贵宾会员",
        "text_en": "A drink in the interval\nA programme for every performance",
        "text_zh_hans": "中场休息赠饮一杯\n每场演出赠送节目册",
        "fee": Decimal(388),
        "months": 12,
        "lead_days": 30,
        "grace_days": 14,
        "fall_days": 60,
        "percent_off": Decimal(10),
        "presale_hours": 48,
        "free_delivery": True,
    },
    {
        "code": "corporate",
        "name_en": "Corporate",
        "name_zh_hans": "企业会员",
        "text_en": "A person at the box office for your company",
        "text_zh_hans": "票房专人服务",
        "months": 12,
        "percent_off": Decimal(12),
        "presale_hours": 72,
        "most_places": 40,
        "free_delivery": True,
        "needs_approval": True,
    },
)


def plan_levels() -> None:
    """Make them where there is none at all."""
    if Level.objects.exists():
        return
    for position, fields in enumerate(LEVELS, start=1):
        Level.objects.create(position=position, **fields)
    levels_changed()
