"""Stripe Checkout: Stripe's hosted page for card, Alipay and WeChat Pay.

The SDK takes a quarter of a second to import, so it is loaded by the first
request that needs it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ticketing.house.models import CheckoutWays, the_house
from ticketing.payments.errors import GatewayDown
from ticketing.payments.gateways import Answer, DisputeAnswer, Gateway, RefundAnswer
from ticketing.payments.gateways.stripe_amounts import from_units, to_units
from ticketing.payments.gateways.stripe_disputes import dispute_answer
from ticketing.payments.gateways.stripe_request import session_request
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState

if TYPE_CHECKING:
    import stripe
    from stripe.checkout import Session

logger = logging.getLogger(__name__)
T = TypeVar("T")

# How long the order waits; then its session is ended (see SESSION_LIFE).
MINUTES = 30
REFUND_STATES = {
    "succeeded": RefundState.DONE,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}
# An intent that is in one of these after its session was completed was refused
# by the bank later on.
REFUSED = {"requires_payment_method", "canceled"}


LABELS = {
    CheckoutWays.CARD: _("Card"),
    CheckoutWays.CARD_ALIPAY: _("Card or Alipay"),
    CheckoutWays.CARD_WECHAT: _("Card or WeChat Pay"),
    CheckoutWays.WALLETS: _("Alipay or WeChat Pay"),
}


def _label() -> str:
    """Names what the house's settings offer now."""
    ways = CheckoutWays(the_house().checkout_ways)
    return str(LABELS.get(ways, _("Card, Alipay or WeChat Pay")))


class StripeCheckout(Gateway):
    code = "stripe"
    label = lazy(_label, str)()
    hint = _("On Stripe’s page; then you come back here")
    hosts = ("checkout.stripe.com",)
    is_hosted_page = True

    def is_available(self) -> bool:
        return bool(settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET)

    def pay_by(self, *, now: datetime) -> datetime:
        return now + timedelta(minutes=MINUTES)

    def start(self, payment: Payment) -> Answer:
        """Make the session, or get the answer of the request that made it.

        That answer is as old as the session, so it is read anew where this was
        not the first try.
        """
        import stripe  # noqa: PLC0415

        try:
            request: Any = session_request(payment)
            session = _ask(
                lambda: _client().v1.checkout.sessions.create(
                    request, {"idempotency_key": payment.key}
                )
            )
        except (stripe.InvalidRequestError, ValueError) as error:
            # Refused before anything began: no session has this key.
            return Answer(PaymentState.FAILED, failure=str(error))
        if payment.state == PaymentState.UNKNOWN:
            session = _read(session.id)
        return _answer(session, payment)

    def read(self, payment: Payment) -> Answer:
        if payment.reference:
            return _answer(_read(payment.reference), payment)
        if not payment.done_address:
            return Answer(PaymentState(payment.state))
        return self._find(payment)

    def expire(self, payment: Payment) -> Answer:
        import stripe  # noqa: PLC0415

        if not payment.reference and not payment.done_address:
            return Answer(PaymentState.EXPIRED)
        answer = self.read(payment)
        if answer.state != PaymentState.PENDING or not answer.reference:
            return answer
        session_id = answer.reference
        try:
            session = _ask(
                lambda: _client().v1.checkout.sessions.expire(
                    session_id, {}, {"idempotency_key": f"end-{payment.key}"}
                )
            )
        except stripe.InvalidRequestError:
            # It was paid, or had ended, since it was read.
            session = _read(session_id)
        return _answer(session, payment)

    def refund(self, refund: Refund) -> RefundAnswer:
        """Pay back once, however late it is asked for again.

        Stripe forgets idempotency keys after a day, so what went back already
        is looked for first, by the mark that each refund carries.
        """
        import stripe  # noqa: PLC0415

        payment = refund.payment
        if payment is None or not payment.reference:
            return RefundAnswer(RefundState.FAILED)
        intent = _id(_read(payment.reference).payment_intent)
        if not intent:
            return RefundAnswer(RefundState.FAILED)
        try:
            found = _find_refund(refund, intent) or _make_refund(refund, intent)
        except (stripe.InvalidRequestError, stripe.CardError, ValueError):
            logger.exception("Stripe refused refund %s", refund.pk)
            return RefundAnswer(RefundState.FAILED)
        return _refund_answer(found)

    def read_refund(self, refund: Refund) -> RefundAnswer:
        """Read it by its reference; whoever does not know it says nothing of it."""
        import stripe  # noqa: PLC0415

        try:
            found = _ask(lambda: _client().v1.refunds.retrieve(refund.reference))
        except stripe.InvalidRequestError as error:
            logger.exception("Stripe does not know refund %s", refund.pk)
            raise GatewayDown from error
        return _refund_answer(found)

    def read_dispute(self, reference: str) -> DisputeAnswer:
        """Read a dispute by Stripe's own name of it. Raises GatewayDown."""
        import stripe  # noqa: PLC0415

        try:
            found = _ask(
                lambda: _client().v1.disputes.retrieve(
                    reference, {"expand": ["payment_intent"]}
                )
            )
        except stripe.InvalidRequestError as error:
            logger.exception("Stripe does not know dispute %s", reference)
            raise GatewayDown from error
        return dispute_answer(found)

    def _find(self, payment: Payment) -> Answer:
        """Find the session that was asked for and never seen, by its key."""
        begun = self.start(payment)
        if begun.reference is None:
            return begun
        return _answer(_read(begun.reference), payment)


@lru_cache(maxsize=4)
def _connected(secret: str, address: str, seconds: float) -> "stripe.StripeClient":
    import stripe  # noqa: PLC0415

    return stripe.StripeClient(
        secret,
        http_client=stripe.RequestsClient(timeout=seconds),
        base_addresses={"api": address} if address else None,
        # Whoever asked asks again; a buyer does not wait for three tries.
        max_network_retries=0,
    )


def _client() -> "stripe.StripeClient":
    return _connected(
        settings.STRIPE_SECRET_KEY,
        settings.STRIPE_API_BASE.rstrip("/"),
        settings.STRIPE_TIMEOUT_SECONDS,
    )


def _ask(question: Callable[[], T]) -> T:
    """Ask Stripe. Raises GatewayDown; InvalidRequestError is the caller's.

    A wrong key is no answer about the payment either: it is logged for the
    house, and what was begun stays *unknown*.
    """
    import stripe  # noqa: PLC0415

    try:
        return question()
    except (stripe.InvalidRequestError, stripe.CardError):
        raise
    except stripe.StripeError as error:
        logger.warning("Stripe did not answer: %s", error)
        raise GatewayDown from error


def _read(session_id: str) -> "Session":
    import stripe  # noqa: PLC0415

    try:
        return _ask(
            lambda: _client().v1.checkout.sessions.retrieve(
                session_id, {"expand": ["payment_intent.latest_charge"]}
            )
        )
    except stripe.InvalidRequestError as error:
        # Another account's key knows nothing of this session.
        logger.exception("Stripe does not know session %s", session_id)
        raise GatewayDown from error


def _answer(session: "Session", payment: Payment) -> Answer:
    if session.client_reference_id != payment.key:
        logger.error("Session %s is not of payment %s", session.id, payment.pk)
        raise GatewayDown
    currency = (session.currency or payment.currency).upper()
    units = session.amount_total
    return Answer(
        _state(session),
        reference=session.id,
        address=session.url or "",
        amount=None if units is None else from_units(units, currency),
        currency=currency,
        card=_card(session),
    )


def _card(session: "Session") -> str:
    """What Stripe knows the card by; empty for ways to pay without such a mark.

    Alipay marks its accounts in the same way, WeChat Pay does not.
    """
    charge = getattr(session.payment_intent, "latest_charge", None)
    details = getattr(charge, "payment_method_details", None)
    way = getattr(details, getattr(details, "type", ""), None)
    return getattr(way, "fingerprint", None) or ""


def _state(session: "Session") -> PaymentState:
    if session.payment_status == "paid":
        return PaymentState.CAPTURED
    if session.status == "expired":
        return PaymentState.EXPIRED
    intent = session.payment_intent
    refused = getattr(intent, "status", "") in REFUSED
    if session.status == "complete" and refused:
        return PaymentState.FAILED
    return PaymentState.PENDING


def _id(thing: Any) -> str:
    """Return the id of something that Stripe sends whole or as an id."""
    return thing if isinstance(thing, str) else getattr(thing, "id", "") or ""


def _refund_answer(refund: "stripe.Refund") -> RefundAnswer:
    state = REFUND_STATES.get(refund.status or "", RefundState.UNKNOWN)
    return RefundAnswer(state, refund.id)


def _find_refund(refund: Refund, intent: str) -> "stripe.Refund | None":
    if refund.reference:
        return _ask(lambda: _client().v1.refunds.retrieve(refund.reference))
    known = _ask(
        lambda: _client().v1.refunds.list({"payment_intent": intent, "limit": 100})
    )
    marked = (r for r in known.data if getattr(r.metadata, "refund", "") == refund.key)
    return next(marked, None)


def _make_refund(refund: Refund, intent: str) -> "stripe.Refund":
    payment = refund.payment
    currency = payment.currency if payment else refund.order.currency
    units = to_units(refund.amount, currency)
    return _ask(
        lambda: _client().v1.refunds.create(
            {
                "payment_intent": intent,
                "amount": units,
                "metadata": {"refund": refund.key, "order": refund.order.number},
            },
            {"idempotency_key": refund.key},
        )
    )
