"""The PDF of a ticket: data in, bytes out."""

from ticketing.tickets.pdf.press import ticket_pdf
from ticketing.tickets.pdf.sheet import TicketSheet

__all__ = ["TicketSheet", "ticket_pdf"]
