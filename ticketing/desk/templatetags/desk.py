"""Codes in the words that the desk reads."""

from django import template

from ticketing.orders.models import OrderEvent, OrderEventKind
from ticketing.orders.phases import Phase
from ticketing.payments import gateways

register = template.Library()


@register.filter
def way(method: str) -> str:
    """Bank transfer, or the code itself where no gateway has it any more."""
    try:
        return str(gateways.gateway(method).label)
    except KeyError:
        return method


@register.filter
def told(text: str, event: OrderEvent) -> str:
    """What an event keeps, a phase by its name."""
    if event.kind == OrderEventKind.PHASE and text in Phase.values:
        return str(Phase(text).label)
    return text
