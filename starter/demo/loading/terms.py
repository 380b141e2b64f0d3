"""On what terms the demo house takes tickets back."""

from decimal import Decimal
from typing import Final

from django.db import transaction

from ticketing.returns.models import MarkChoice, RefundLadder, RefundStep

_DAY: Final = 24
# Until so many hours, from where they are counted, and the fee in per cent.
_STEPS: Final = (
    (2 * _DAY, MarkChoice.PAID, 0),
    (7 * _DAY, MarkChoice.STARTS, 20),
    (_DAY, MarkChoice.STARTS, 40),
)


@transaction.atomic
def load_terms() -> None:
    """Free for two days, then a fifth, then two; once, and the house's own stay."""
    if RefundLadder.objects.exists():
        return
    ladder = RefundLadder.objects.create(
        name_en="Our usual terms", name_zh_hans="一般退票规则", is_default=True
    )
    for position, (hours, mark, percent) in enumerate(_STEPS):
        RefundStep.objects.create(
            ladder=ladder,
            position=position,
            hours=hours,
            mark=mark,
            percent=Decimal(percent),
        )
