"""What happens to monthly invoices by itself; tasks may run twice without harm."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.papers import monthly, monthly_mail


@periodic("house", every=timedelta(hours=1))
def issue_monthly_invoices() -> None:
    """Companies get an invoice of each month when it is over."""
    monthly.issue_invoices(now=timezone.now())


@periodic("house", every=timedelta(hours=6))
def remind_of_invoices() -> None:
    """Whoever has not paid in time is reminded, until it is paid."""
    monthly_mail.plan_reminders(now=timezone.now())


@later("mail")
def mail_invoice(invoice_id: int, number: int = 0) -> None:
    """An invoice, or a reminder of it."""
    monthly_mail.send_invoice(invoice_id, number)
