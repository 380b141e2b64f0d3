"""Codes in the words that the desk reads."""

from django import template

from ticketing.desk.event_words import actor_words, event_words, method_words
from ticketing.orders.models import OrderEvent
from ticketing.stock import words

register = template.Library()
register.filter(words.tier_state)


@register.filter
def way(method: str) -> str:
    return method_words(method)


@register.filter
def who(actor: str) -> str:
    return actor_words(actor)


@register.filter
def told(text: str, event: OrderEvent) -> str:
    """What an event keeps, in the reader's language."""
    return event_words(text, event)
