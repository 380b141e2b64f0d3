"""What happens to money later; tasks may run twice without harm."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.orders.models import Order
from ticketing.payments import earning, services, watch
from ticketing.payments.disputes import services as disputes
from ticketing.payments.models import Payment
from ticketing.payments.statements import dividing, importing


@later("money")
def pay_back(refund_id: int) -> None:
    """Ask the gateway for a refund until it has answered."""
    services.carry_out_refund(refund_id, now=timezone.now())


@later("money")
def read_payment(payment_id: int) -> None:
    """A notice came about this payment: ask the gateway what is true."""
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    services.read_back(payment, now=timezone.now())


@later("money")
def read_refund(refund_id: int) -> None:
    """A notice came about this refund: ask the gateway what is true."""
    services.read_refund_back(refund_id, now=timezone.now())


@later("money")
def read_dispute(reference: str) -> None:
    """A notice came about this dispute: ask the gateway what is true."""
    disputes.read_dispute(reference, now=timezone.now())


@later("money")
def close_payments(order_id: int) -> None:
    """The order is paid or has ended: end what else is open for it."""
    order = Order.objects.get(pk=order_id)
    if not order.is_unpaid:
        services.close_open_payments(order, now=timezone.now())


@later("money")
def book_line_share(share_id: int) -> None:
    """A line of the bank was divided: book a share, if nobody has."""
    dividing.book_share(share_id, now=timezone.now())


@periodic("money", every=timedelta(seconds=30))
def poll_payments() -> None:
    """Notices can stay out for ever; what is open is asked for."""
    watch.poll_open_payments(now=timezone.now())


@periodic("money", every=timedelta(seconds=15))
def expire_orders() -> None:
    """Put the places of orders on sale again that nobody paid in time."""
    watch.expire_overdue_orders(now=timezone.now())


@periodic("money", every=timedelta(minutes=5))
def carry_out_refunds() -> None:
    """Refunds that got no answer, or whose task was lost, are asked again."""
    watch.carry_out_open_refunds(now=timezone.now())


@periodic("money", every=timedelta(minutes=10))
def read_done_refunds() -> None:
    """A bank can refuse a refund days after it was done, and no notice come."""
    watch.read_done_refunds(now=timezone.now())


@periodic("money", every=timedelta(hours=6))
def read_open_disputes() -> None:
    """A bank takes weeks to decide, and the notice of it may not come."""
    watch.read_open_disputes(now=timezone.now())


@periodic("house", every=timedelta(hours=1))
def earn_income() -> None:
    """What was sold for a performance is income once it has played."""
    earning.earn_played(now=timezone.now())


@later("house")
def import_statement(file_id: int) -> None:
    """One step of an import; more urgent work comes before the next."""
    if importing.go_on(file_id, now=timezone.now()):
        import_statement.enqueue(file_id)


@periodic("house", every=timedelta(hours=6))
def forget_statement_drafts() -> None:
    """Let go of files that were uploaded and never imported."""
    importing.forget_drafts(now=timezone.now())
