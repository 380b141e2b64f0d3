"""Which order a line may be for, and why: pure, so that it can be told and tested.

A line whose text has an order's number, and whose amount is what that order
waits for, is certain. All else is a suggestion with its reasons.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from ticketing.orders.services import NUMBER_ALPHABET, NUMBER_LENGTH
from ticketing.payments.statements.lines import squeezed

MOST_SUGGESTED: Final = 3
FAIR: Final = 40
LONG_NAME: Final = 6
KEPT: Final = 32_768
# What scanners and people take for one another.
LOOKALIKES: Final = str.maketrans(
    {"5": "S", "0": "D", "O": "D", "Q": "D", "8": "B", "2": "Z", "6": "G"}
    | {"A": "4", "E": "3", "U": "V", "Y": "V", "I": "7", "L": "7", "1": "7"}
)
_NUMBER: Final = re.compile(
    rf"(?<![A-Z0-9])(?:[{NUMBER_ALPHABET}][\s\-./_]?){{{NUMBER_LENGTH}}}(?![A-Z0-9])"
)


class Reason(models.TextChoices):
    REFERENCE = "reference", _("its number is in the text")
    SIMILAR = "similar", _("a number that looks alike is in the text")
    AMOUNT = "amount", _("the amount is what is due")
    OTHER_AMOUNT = "other_amount", _("the amount is another")
    NAME = "name", _("the payer has the buyer’s name")
    ONLY_ONE = "only_one", _("no other order waits for this amount")
    SEVERAL = "several", _("the text has several numbers")
    PAID_ALREADY = "paid", _("it is paid already: this would go back")
    HAS_ENDED = (
        "ended",
        _("it has ended: its places are sought again, or this goes back"),
    )


WORTH: Final = {
    Reason.REFERENCE: 60,
    Reason.SIMILAR: 30,
    Reason.AMOUNT: 25,
    Reason.NAME: 20,
    Reason.ONLY_ONE: 10,
}
WAITS: Final = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order as far as money is concerned.

    `due` is what it waits for, or waited for when it ended.
    """

    order_id: int
    number: str
    currency: str
    due: Decimal
    name: str
    waits: bool
    has_ended: bool = False
    # What came for it before, payment by payment.
    came: tuple[Decimal, ...] = ()

    def takes(self, amount: Decimal) -> bool:
        """Whether just this amount can be nothing but its money.

        Where as much came before, it may be that very money: somebody may have
        booked it by hand, or from another form of the same statement.
        """
        free = self.waits or (self.has_ended and not self.money_came)
        return free and amount == self.due and amount not in self.came

    @property
    def money_came(self) -> bool:
        return bool(self.came)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a line says whom it is for."""

    amount: Decimal
    currency: str
    name: str
    purpose: str
    reference: str

    @property
    def texts(self) -> tuple[str, str]:
        return squeezed(self.purpose), squeezed(self.reference)


@dataclass(frozen=True, slots=True)
class Match:
    candidate: Candidate
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best matches first; the first is certain, or none is."""

    matches: list[Match] = field(default_factory=list)
    is_certain: bool = False


class Index:
    """Orders by all that a line can know of them."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.by_number: dict[str, Candidate] = {}
        self.by_look: dict[str, list[Candidate]] = {}
        self.by_amount: dict[tuple[str, Decimal], list[Candidate]] = {}
        for one in candidates:
            self.by_number[one.number] = one
            self.by_look.setdefault(looks(one.number), []).append(one)
            if one.waits:
                self.by_amount.setdefault((one.currency, one.due), []).append(one)

    def exact(self, asked: Asked) -> list[Candidate]:
        known = self.by_number
        found = {part: known[part] for part in _windows(asked.texts) if part in known}
        return _of_currency(found.values(), asked.currency)

    def alike(self, asked: Asked) -> list[Candidate]:
        texts = [looks(text) for text in asked.texts]
        known = self.by_look
        found = [one for w in _windows(texts) if w in known for one in known[w]]
        return _of_currency(found, asked.currency)

    def waiting_for(self, asked: Asked) -> list[Candidate]:
        return self.by_amount.get((asked.currency, asked.amount), [])


def judge(asked: Asked, index: Index) -> Verdict:
    """Say which orders a line that came may be for."""
    exact = index.exact(asked)
    if len(exact) == 1 and exact[0].takes(asked.amount):
        match = _match(asked, exact[0], Reason.REFERENCE, Reason.AMOUNT)
        return Verdict([match], is_certain=True)
    several = [Reason.SEVERAL] if len(exact) > 1 else []
    found = {
        one.order_id: _match(asked, one, Reason.REFERENCE, *several) for one in exact
    }
    for one in index.alike(asked):
        found.setdefault(one.order_id, _match(asked, one, Reason.SIMILAR))
    waiting = index.waiting_for(asked)
    alone = [Reason.ONLY_ONE] if len(waiting) == 1 else []
    # A common price says nothing: then only the name can tell.
    for one in waiting if alone or not exact else []:
        found.setdefault(one.order_id, _match(asked, one, *alone))
    fair = [match for match in found.values() if match.score >= FAIR]
    fair.sort(key=lambda match: (-match.score, match.candidate.order_id))
    return Verdict(fair[:MOST_SUGGESTED])


def _match(asked: Asked, one: Candidate, *known: Reason) -> Match:
    reasons = list(known)
    is_due = asked.amount == one.due and (one.waits or one.has_ended)
    if is_due and Reason.AMOUNT not in reasons:
        reasons.append(Reason.AMOUNT)
    if asked.amount != one.due:
        reasons.append(Reason.OTHER_AMOUNT)
    if is_same_name(one.name, asked):
        reasons.append(Reason.NAME)
    if one.has_ended:
        reasons.append(Reason.HAS_ENDED)
    elif not one.waits:
        reasons.append(Reason.PAID_ALREADY)
    score = sum(WORTH.get(reason, 0) for reason in reasons) + WAITS * one.waits
    return Match(one, score, tuple(reasons))


def is_same_name(buyer: str, asked: Asked) -> bool:
    """The payer's parts are the buyer's, in any order; or the text names the buyer."""
    wanted, payer = _parts(buyer), _parts(asked.name)
    if wanted and payer and (wanted <= payer or (len(payer) > 1 and payer <= wanted)):
        return True
    plain = _plain(buyer)
    is_long = len(plain) >= LONG_NAME or (len(plain) > 1 and not plain.isascii())
    return is_long and plain in _plain(asked.purpose)


# One line is compared with all orders that wait for its amount, and a name with all
# lines: both are taken apart once.
@lru_cache(maxsize=KEPT)
def _plain(text: str) -> str:
    return squeezed(text)


@lru_cache(maxsize=KEPT)
def _parts(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return frozenset(re.findall(r"\w+", plain))


def looks(text: str) -> str:
    """A text in which what looks alike is the same."""
    return text.translate(LOOKALIKES)


def numbers_in(text: str) -> list[str]:
    """What of a text is written like a number of an order, on its own."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return [squeezed(found) for found in _NUMBER.findall(plain)]


def _windows(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for start in range(len(text) - NUMBER_LENGTH + 1):
            yield text[start : start + NUMBER_LENGTH]


def _of_currency(found: Iterable[Candidate], currency: str) -> list[Candidate]:
    return [one for one in found if one.currency == currency]
