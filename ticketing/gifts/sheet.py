"""The sheet of a gift card to print, in either language."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ground.dates import day
from ground.money import ZERO, money
from ticketing.gifts.models import Gift
from ticketing.house.models import the_house
from ticketing.payments.credit.codes import code_of
from ticketing.payments.credit.models import Credit
from ticketing.payments.models import Entry
from ticketing.tickets.pdf.press import pressed
from ticketing.tickets.pdf.sheet import printable

LAYOUT: Final = Path(__file__).with_name("card.typ")


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on a card, in the language that was active then."""

    house: str
    sum: str
    code: str
    until: str
    from_name: str = ""
    to_name: str = ""
    message: str = ""


def facts_of(gift: Gift) -> Facts:
    """The card of a present; it has been made."""
    assert gift.credit is not None  # noqa: S101 nobody asks before
    return facts_of_card(
        gift.credit, gift.from_name, gift.to_name, message=gift.message
    )


def facts_of_card(
    card: Credit, from_name: str = "", to_name: str = "", *, message: str = ""
) -> Facts:
    """What was put on it, whatever is left of that by now."""
    last: date | None = card.expires_on
    return Facts(
        house=the_house().name,
        sum=money(_put_on(card), card.currency),
        code=code_of(card.seed),
        until=day(last, year=True) if last else "",
        from_name=from_name,
        to_name=to_name,
        message=message,
    )


def _put_on(card: Credit) -> Decimal:
    """The first entry: the sale, the gift, or what it was given in place of."""
    first = Entry.objects.filter(credit=card).order_by("movement", "pk").first()
    if first is None:
        return ZERO
    same = Entry.objects.filter(credit=card, movement__kind=first.movement.kind)
    if first.refund_id is not None:
        # Not what it paid somewhere and got back again.
        same = same.filter(refund__credit=card)
    given: Decimal = -(same.aggregate(sum=Sum("amount"))["sum"] or ZERO)
    return given


def gift_pdf(facts: Facts, language: str) -> bytes:
    """One page; `facts` are told in that language."""
    with override(language):
        words = {
            "heading": _("Gift card"),
            "for": pgettext("gift card", "For"),
            "from": pgettext("gift card", "From"),
            "code": pgettext("gift card", "Code"),
            "until": _("Valid until"),
            "how": _("Type the code where you pay, or say it at the box office."),
        }
    told = {name: printable(getattr(facts, name)) for name in facts.__slots__}
    zh = "zh" if language.startswith("zh") else "en"
    return pressed(
        LAYOUT, {"card": json.dumps({**told, "words": words, "language": zh})}
    )
