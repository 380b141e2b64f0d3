"""What an order's history keeps as codes, in the words that the desk reads."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ground.money import money
from ground.templatetags.marquee import colon, separator
from ticketing.orders.models import BUYER, LineState, OrderEvent, OrderEventKind
from ticketing.orders.phases import Phase
from ticketing.payments import gateways
from ticketing.payments.models import RefundState
from ticketing.returns.call_off_mail import CALLED_OFF
from ticketing.returns.mail import RETURNED
from ticketing.tickets import mail

LETTERS: Final = {
    mail.PLACED: _("how to pay"),
    mail.TICKETS: _("the tickets"),
    f"{mail.ENDED_MAIL}-{Phase.CANCELLED}": _("the order is cancelled"),
    f"{mail.ENDED_MAIL}-{Phase.REFUNDED}": _("the order is taken back"),
    mail.EXPIRED_MAIL: _("the time to pay is over"),
    mail.REMINDER: _("a reminder of the transfer"),
    RETURNED: _("tickets are given back"),
    "parcel": _("news of the parcel"),
    CALLED_OFF.partition("-")[0]: _("the performance is called off"),
}
TICKETS_AGAIN: Final = _("the tickets, once more")

# “100.00 CNY” was asked for, and came as “transfer 100.00 CNY”.
_PAYMENT: Final = re.compile(r"(?:(\S+) )?(\d+(?:\.\d+)?) ([A-Z]{3})")
# “100.00 done”
_REFUND: Final = re.compile(r"(\d+(?:\.\d+)?) (\w+)")
# “returned: 2”
_LINES: Final = re.compile(r"(\w+): (\d+)")


def event_words(text: str, event: OrderEvent) -> str:
    """Return `before` or `after` of an event in words, or as it is kept.

    What a person wrote stays as it is.
    """
    tell = _TELLERS.get(event.kind)
    return tell(text, event) if tell and text else text


def actor_words(actor: str) -> str:
    """The buyer in the reader's language; a name as it is."""
    return gettext("buyer") if actor == BUYER else actor


def method_words(method: str) -> str:
    """Bank transfer, or the code itself where no gateway has it any more."""
    try:
        return str(gateways.gateway(method).label)
    except KeyError:
        return method


def _phase(text: str, _event: OrderEvent) -> str:
    return str(Phase(text).label) if text in Phase.values else text


def _letter(text: str, _event: OrderEvent) -> str:
    """The subject of a mail by its key: placed-12, tickets-ab12cd34."""
    if text in LETTERS:
        return str(LETTERS[text])
    subject = text.partition("-")[0]
    return str(TICKETS_AGAIN if subject == mail.TICKETS else LETTERS.get(subject, text))


def _payment(text: str, _event: OrderEvent) -> str:
    if not (found := _PAYMENT.fullmatch(text)):
        return text
    method, amount, currency = found.groups()
    told = money(Decimal(amount), currency)
    return f"{method_words(method)}{separator()}{told}" if method else told


def _refund(text: str, event: OrderEvent) -> str:
    found = _REFUND.fullmatch(text)
    if not found or found[2] not in RefundState.values:
        return text
    told = money(Decimal(found[1]), event.order.currency)
    return f"{told}{separator()}{RefundState(found[2]).label}"


def _lines(text: str, _event: OrderEvent) -> str:
    found = _LINES.fullmatch(text)
    if not found or found[1] not in LineState.values:
        return text
    return f"{LineState(found[1]).label}{colon()}{found[2]}"


def _note(text: str, _event: OrderEvent) -> str:
    """Translate what the house itself noted; a person's reason is in no catalogue."""
    return gettext(text)


_TELLERS: Final[dict[str, Callable[[str, OrderEvent], str]]] = {
    OrderEventKind.PHASE: _phase,
    OrderEventKind.MAIL: _letter,
    OrderEventKind.PAYMENT: _payment,
    OrderEventKind.REFUND: _refund,
    OrderEventKind.LINES_ENDED: _lines,
    OrderEventKind.NOTE: _note,
}
