"""Ways of delivery of the demo house, behind the e-ticket."""

from decimal import Decimal
from typing import Any, Final

from ticketing.delivery.areas import PROVINCES
from ticketing.delivery.models import (
    Carrier,
    Measure,
    Method,
    MethodKind,
    PriceStep,
    Zone,
)

REMOTE: Final = ("CN-XJ", "CN-XZ", "CN-QH", "CN-NM", "CN-GS", "CN-NX")
ZONES: Final = {
    "near": ("China", "全国", [c for c in PROVINCES if c not in REMOTE]),
    "remote": ("West of China", "西部地区", list(REMOTE)),
    "city": ("Shanghai", "上海市", ["CN-SH"]),
    "world": ("All other countries", "其他国家和地区", ["*"]),
}
METHODS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    (
        "post",
        {
            "kind": MethodKind.POST,
            "name_en": "Post",
            "name_zh_hans": "邮寄",
            "hint_en": "Printed tickets by registered letter.",
            "hint_zh_hans": "纸质票，挂号信寄出。",
            "measure": Measure.GRAMS,
            "days_before": 10,
            "free_from": Decimal(1000),
            "position": 3,
        },
    ),
    (
        "courier",
        {
            "kind": MethodKind.COURIER,
            "name_en": "Courier",
            "name_zh_hans": "快递",
            "hint_en": "Printed tickets, with a number to follow them by.",
            "hint_zh_hans": "纸质票，可凭运单号查询。",
            "days_before": 4,
            "position": 4,
        },
    ),
    (
        "door",
        {
            "kind": MethodKind.DOOR,
            "name_en": "To the door",
            "name_zh_hans": "送票上门",
            "hint_en": "Our messenger brings them, in the city.",
            "hint_zh_hans": "市内专人送票。",
            "days_before": 1,
            "position": 5,
        },
    ),
)
# Method, zone, up to so many tickets or grams, price.
STEPS: Final = (
    ("post", "near", 100, 8),
    ("post", "near", 500, 15),
    ("post", "remote", 100, 12),
    ("post", "remote", 500, 24),
    ("post", "world", 500, 60),
    ("courier", "near", 10, 18),
    ("courier", "remote", 10, 28),
    ("door", "city", 10, 25),
)


CARRIERS: Final = (
    ("swift", "Swift Parcels", "迅达快递", "https://swift.example/track/{number}"),
    ("messenger", "Our messenger", "本馆送票员", ""),
)


def load_deliveries() -> None:
    """Make what is missing; a method that is there keeps its prices."""
    for code, english, chinese, address in CARRIERS:
        fields = {"name_en": english, "name_zh_hans": chinese}
        fields["tracking_url"] = address
        Carrier.objects.get_or_create(code=code, defaults=fields)
    zones = {}
    for key, (english, chinese, areas) in ZONES.items():
        zones[key], _is_new = Zone.objects.get_or_create(
            name_en=english, defaults={"name_zh_hans": chinese, "areas": areas}
        )
    for code, fields in METHODS:
        method, is_new = Method.objects.get_or_create(code=code, defaults=fields)
        if is_new:
            PriceStep.objects.bulk_create(
                PriceStep(method=method, zone=zones[zone], up_to=up_to, price=price)
                for step, zone, up_to, price in STEPS
                if step == code
            )
