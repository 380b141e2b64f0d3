"""What every house starts with: settings, kinds of show, delivery, concessions."""

from decimal import Decimal
from typing import Any, Final

from django.db import models, transaction

from members.models import Account, AccountKind
from ticketing.delivery.models import Method, MethodKind
from ticketing.house.models import ONLY, House
from ticketing.offers.models import Concession
from ticketing.shows.models import Ground, ShowKind

HOUSE: Final[dict[str, Any]] = {
    "name_en": "Marquee",
    "name_zh_hans": "华灯",
    "box_office_en": (
        "Box office in the foyer, daily 10:00–20:00;"
        " on evenings with a performance until it begins."
    ),
    "box_office_zh_hans": "剧院大厅票房窗口，每日10:00—20:00；有演出的晚上至开演。",
    "bank_holder": "Marquee",
    "bank_name": "Bank of the Square",
    "bank_account": "6222 0000 0000 0000 001",
    "email": "boxoffice@marquee.example",
}

KINDS: Final = (
    ("concert", "Concert", "音乐会", Ground.CONCERT),
    ("drama", "Drama", "戏剧", Ground.DRAMA),
    ("song-and-dance", "Song and dance", "歌舞", Ground.SONG),
    ("variety", "Variety", "曲艺杂技", Ground.VARIETY),
    ("sport", "Sport", "体育", Ground.SPORT),
)

METHODS: Final = (
    (
        "e-ticket",
        MethodKind.E_TICKET,
        "E-ticket",
        "电子票",
        "By e-mail at once: show it on your phone or print it.",
        "立即发送至邮箱，手机出示或自行打印。",
    ),
    (
        "collection",
        MethodKind.COLLECTION,
        "Collection at the box office",
        "票房窗口自取",
        "From an hour before the performance, with the order number.",
        "演出前一小时起，凭订单号领取。",
    ),
)

CONCESSIONS: Final = (
    (
        "student",
        "Student",
        "学生",
        25,
        "A valid student card",
        "有效学生证",
    ),
    (
        "child",
        "Child under 14",
        "14岁以下儿童",
        50,
        "A document with the date of birth",
        "写有出生日期的证件",
    ),
    (
        "senior",
        "Senior from 65",
        "65岁以上长者",
        30,
        "An identity card",
        "身份证",
    ),
)


@transaction.atomic
def furnish() -> None:
    """Make what is missing; what the house has changed stays as it is."""
    House.objects.get_or_create(pk=ONLY, defaults=HOUSE)
    for position, (code, en, zh, ground) in enumerate(KINDS, start=1):
        _keep(ShowKind, code, en, zh, position, ground=ground)
    for position, (code, kind, en, zh, *hints) in enumerate(METHODS, start=1):
        told = dict(zip(("hint_en", "hint_zh_hans"), hints, strict=True))
        _keep(Method, code, en, zh, position, kind=kind, **told)
    for position, (code, en, zh, off, proof, proof_zh) in enumerate(CONCESSIONS, 1):
        _keep(
            Concession,
            code,
            en,
            zh,
            position,
            percent_off=Decimal(off),
            proof_en=proof,
            proof_zh_hans=proof_zh,
        )
    house_supplier()


def house_supplier() -> Account:
    """Return the account whose tickets the house's own shows are."""
    found = Account.objects.filter(kind=AccountKind.SUPPLIER).order_by("pk").first()
    if found is not None:
        return found
    name = House.objects.get(pk=ONLY).name_in("en")
    return Account.objects.create(kind=AccountKind.SUPPLIER, name=name)


def _keep(
    model: type[models.Model],
    code: str,
    en: str,
    zh: str,
    position: int,
    **fields: Any,
) -> None:
    model._default_manager.get_or_create(  # noqa: SLF001 Django's documented API
        code=code,
        defaults={
            "name_en": en,
            "name_zh_hans": zh,
            "position": position,
            **fields,
        },
    )
