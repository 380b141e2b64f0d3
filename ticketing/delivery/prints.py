"""The PDF of a print, and how much of each stock is used."""

from django.db.models import Count, Q, QuerySet

from ticketing.delivery.models import BlankStock, PrintRun
from ticketing.delivery.pdf import blanks_pdf
from ticketing.house.models import House
from ticketing.tickets.models import Ticket
from ticketing.tickets.sheets import sheets_of


def run_pdf(run: PrintRun, house: House) -> bytes | None:
    """Each ticket in its order's language, with its number; None where none is left.

    Spoiled blanks are left out, and tickets that are void since.
    """
    blanks = list(run.blanks.filter(spoiled_at=None).order_by("number"))
    ids = [blank.ticket_id for blank in blanks]
    tickets = Ticket.objects.with_place().in_bulk([pk for pk in ids if pk])
    told = []
    for blank in blanks:
        ticket = tickets[blank.ticket_id or 0]
        if ticket.voided_at:
            continue
        [sheet] = sheets_of([ticket], house, ticket.line.order.language)
        told.append((sheet, str(blank)))
    return blanks_pdf(told, form=run.stock.form) if told else None


def stocks_with_use() -> QuerySet[BlankStock]:
    """Every stock with how many of its blanks were printed on, and how many spoiled."""
    return BlankStock.objects.annotate(
        printed=Count("blanks", filter=Q(blanks__spoiled_at=None)),
        spoiled=Count("blanks", filter=Q(blanks__spoiled_at__isnull=False)),
    )
