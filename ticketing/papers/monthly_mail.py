"""Monthly invoices by mail, and reminders of those that are overdue.

A mail can't be part of a transaction: that it has left is written after it, and asked
for before. Where a process dies between the two the mail goes twice, with the same
Message-ID, by which mail programs show it once.
"""

from datetime import date, datetime
from decimal import Decimal

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ground import dates
from ground.crash import crash_point
from ground.money import ZERO, money
from ticketing.house.mail import house_mail
from ticketing.house.models import the_house
from ticketing.papers.pdf import paper_pdf
from ticketing.payments.on_account.invoices import open_amounts, open_of
from ticketing.payments.on_account.models import Invoice, InvoiceLetter, Tab
from ticketing.payments.on_account.owing import owed_by


def plan_reminders(*, now: datetime) -> int:
    """Plan a reminder of each invoice that is overdue for so many days; how many."""
    from ticketing.papers.tasks import mail_invoice  # noqa: PLC0415 it calls us

    today = now.astimezone(the_house().zone).date()
    tabs = list(Tab.objects.filter(reminder_days__gt=0, invoices__due_on__lt=today))
    owing = owed_by(tabs)
    planned = 0
    for tab in {tab.pk: tab for tab in tabs if owing.get(tab.pk, ZERO) > ZERO}.values():
        for invoice, left in open_amounts(tab):
            number = reminder_due(invoice, today)
            sent = invoice.letters.filter(number__gte=number)
            if left > ZERO and number and not sent.exists():
                mail_invoice.enqueue(invoice.pk, number)
                planned += 1
    return planned


def reminder_due(invoice: Invoice, today: date) -> int:
    """Which reminder an invoice has come to; 0 while it is not overdue by that much."""
    every = invoice.tab.reminder_days
    return max((today - invoice.due_on).days, 0) // every if every else 0


def send_invoice(invoice_id: int, number: int = 0) -> None:
    """Send an invoice with its PDF; a further number reminds of what is still open."""
    invoice = Invoice.objects.select_related("tab__account").get(pk=invoice_id)
    left = open_of(invoice)
    is_sent = invoice.letters.filter(number=number).exists()
    if is_sent or (number and left <= ZERO):
        return
    with override(invoice.tab.language):
        _message(invoice, number, left).send()
    crash_point("invoice-mailed")
    InvoiceLetter.objects.get_or_create(
        invoice=invoice, number=number, defaults={"sent_at": timezone.now()}
    )


def _message(invoice: Invoice, number: int, left: Decimal) -> EmailMultiAlternatives:
    tab = invoice.tab
    told = {"number": invoice.code, "month": dates.month(invoice.month)}
    subject = _("Invoice %(number)s for %(month)s")
    if number:
        subject = _("Reminder: invoice %(number)s is still to be paid")
    mail = house_mail(
        to=tab.email,
        key=f"{invoice.code}-{number}",
        subject=subject % told,
        template="papers/mail/monthly",
        context={
            "invoice": invoice,
            "tab": tab,
            "month": told["month"],
            "due": dates.day(invoice.due_on, year=True, full=True),
            "total": money(invoice.amount, invoice.currency),
            "left": money(left, invoice.currency),
            "is_open": left > ZERO,
            "is_reminder": number > 0,
        },
    )
    document = paper_pdf(invoice.data, tab.language)
    mail.attach(f"{invoice.code}.pdf", document, "application/pdf")
    return mail
