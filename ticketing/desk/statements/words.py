"""What staff read of lines and their orders."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ground.money import money
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.services import amount_due
from ticketing.payments.statements.matching import Reason
from ticketing.payments.statements.models import LineState, StatementLine

# In the order of their tabs; what is just read is soon in another.
STATES = (
    (LineState.OPEN, gettext_lazy("To decide")),
    (LineState.CERTAIN, gettext_lazy("Being booked")),
    (LineState.BOOKED, pgettext_lazy("statement lines", "Booked")),
    (LineState.DIVIDED, pgettext_lazy("statement lines", "Divided")),
    (LineState.SET_ASIDE, gettext_lazy("Set aside")),
    (LineState.OUTGOING, gettext_lazy("Money out")),
)


def reason_words(codes: list[str]) -> list[str]:
    """Reasons in the reader's language; one of another time is passed over."""
    known = {reason.value: str(reason.label) for reason in Reason}
    return [known[code] for code in codes if code in known]


def what_follows(order: Order, line: StatementLine) -> str:
    """What booking this line for this order would bring."""
    if line.currency != order.currency:
        return _("It is in another currency, and can’t be booked for this order.")
    if order.phase == Phase.EXPIRED:
        return _("Its places are sought again; if they are gone, all goes back.")
    if not order.is_unpaid:
        return _("The order needs no money: all of it goes back to its owner.")
    rest: Decimal = amount_due(order) - line.amount
    if rest > 0:
        return _("%(sum)s stays due.") % {"sum": money(rest, order.currency)}
    if rest < 0:
        told = {"sum": money(-rest, order.currency)}
        return _("The order is paid, and %(sum)s goes back.") % told
    return _("The order is paid, and its tickets are sent at once.")
